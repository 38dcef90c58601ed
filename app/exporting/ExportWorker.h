// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ExportJob.h"
#include "exporting/ExportTarget.h"
#include "exporting/ResultWriter.h"

#include <QMutex>

#include <atomic>

namespace parlance {

//! What a job and its worker share. Whoever takes the verdict from Open first has the last word.
struct ExportShared {
    enum class Verdict { Open, Stopped, Committing };

    std::atomic<Verdict> verdict = Verdict::Open;
    std::atomic_bool stopped = false; //!< as verdict, for writes that wait
    std::atomic<qint64> rows = 0;
    std::atomic<qint64> bytes = 0;
    std::atomic_bool finishing = false;
    QMutex mutex;
    ExportWorker* worker = nullptr; //!< guarded by the mutex; none as soon as it is through

    bool take(Verdict wanted)
    {
        Verdict open = Verdict::Open;
        return verdict.compare_exchange_strong(open, wanted);
    }
};

//! The half of an ExportJob that writes, on a thread of its own, which ends with it. Nobody waits for it but the
//! program's end, for a moment.
class ExportWorker final : public QObject {
    Q_OBJECT
public:
    //! Starts a thread for a worker that answers \a job.
    static void start(const ExportTask& task, std::shared_ptr<ExportShared> shared, ExportJob* job);
    ~ExportWorker() override;

    void run();  //!< answered by done, unless it was stopped
    void stop(); //!< looks at the verdict anew

signals:
    void done(const parlance::Result<parlance::ExportSummary, parlance::ExportError>& result);

private:
    ExportWorker(const ExportTask& task, std::shared_ptr<ExportShared> shared);
    void writeTable();
    void startRun();
    void finishRun(const Result<RunSummary, PostgresError>& result);
    bool begin(const QList<ResultColumn>& columns);
    bool write(const ResultChunk& chunk);
    void endFile();
    bool isStopped() const { return m_shared->stopped.load(); }
    void fail(ExportError::Kind kind, const QString& message, const PostgresError& error = {});
    void sayFailed(ExportError::Kind kind, const QString& message, const PostgresError& error);
    void close();

    ExportTask m_task;
    std::shared_ptr<ExportShared> m_shared;
    std::unique_ptr<ExportTarget> m_target;
    std::unique_ptr<ResultWriter> m_writer;
    std::unique_ptr<Connection> m_connection;
    QElapsedTimer m_clock;
    bool m_existed = false; //!< a regular file stood there
    bool m_begun = false;
    bool m_ended = false;
};

} // namespace parlance
