// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ExportOrigin.h"
#include "exporting/RowGatherer.h"
#include "postgres/Connection.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace parlance {

class ExportWorker;
struct ExportShared;

//! A statement whose rows go straight from the server to the file, over a connection of their own.
struct ExportRun {
    ConnectionParameters parameters;
    QByteArray sql;
    RunLimits limits; //!< toFile is set by the job
};

//! What is to be written, and where.
struct ExportTask {
    QString format; //!< an id of ExportFormat
    QString path;
    ExportSettings settings; //!< the temporary folder is the job's own choice
    ResultTable table;       //!< unless there is a run
    RowOrderPtr order;       //!< of the table's rows
    QList<int> columns;      //!< of the table, in the order wanted; empty: all
    std::optional<ExportRun> run;
    qint64 expectedRows = -1; //!< of a run, where they are known
};

//! How far a job is.
struct ExportProgress {
    qint64 rows = 0;
    qint64 bytes = 0;        //!< in the file so far
    qint64 totalRows = -1;   //!< -1: not known
    qint64 milliseconds = 0; //!< since the start
    int secondsLeft = -1;    //!< -1: not known
    bool finishing = false;  //!< all rows are written; the file is being put together
    bool operator==(const ExportProgress&) const = default;
};

//! What came of a job that ended well.
struct ExportSummary {
    QString path;
    qint64 rows = 0;
    qint64 bytes = 0;
    qint64 milliseconds = 0;
    bool operator==(const ExportSummary&) const = default;
};

//! Why a job ended without a file.
struct ExportError {
    enum class Kind { Stopped, File, Database };
    Kind kind = Kind::File;
    QString message;        //!< a sentence or two for people
    PostgresError postgres; //!< Kind::Database
    bool operator==(const ExportError&) const = default;
};

//! Writes rows to a file on a thread of its own: those of a ResultTable, or those of a statement straight from the
//! server. Ends with exactly one finished(); a regular file that was there before stays as it was unless the new one is
//! whole. Lives on the thread that made it and never blocks it.
class ExportJob final : public QObject {
    Q_OBJECT
public:
    explicit ExportJob(const ExportTask& task, QObject* parent = nullptr);
    ~ExportJob() override; //!< stops without waiting

    void start();
    //! Answered at once by finished(Stopped), unless the file is being renamed into its place this very moment.
    void stop();
    bool isRunning() const { return m_running; }
    ExportProgress progress() const;
    const ExportTask& task() const { return m_task; }

signals:
    void progressed(const parlance::ExportProgress& progress); //!< ten times a second
    void finished(const parlance::Result<parlance::ExportSummary, parlance::ExportError>& result);

private:
    friend class ExportWorker; // connects its answer to end()
    bool stopWorker();
    void end(const Result<ExportSummary, ExportError>& result);

    ExportTask m_task;
    std::shared_ptr<ExportShared> m_shared;
    bool m_running = false;
    QTimer m_tick;
    QElapsedTimer m_clock;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::ExportProgress)
Q_DECLARE_METATYPE(parlance::ExportSummary)
Q_DECLARE_METATYPE(parlance::ExportError)
