// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ExportTarget.h"
#include "exporting/ResultWriter.h"
#include "team/TeamSession.h"

#include <QDateTime>

namespace parlance {

//! Runs statements in order, each in its own transaction, up to the first error, and writes their rows. The table
//! format is capped at the policy's maximumRows; every other one streams uncapped, its time-out ending at the first
//! row. Main thread.
class StatementRunner final : public QObject {
    Q_OBJECT
public:
    //! \a path empty: standard output.
    StatementRunner(TeamSession* session, const QString& format, const QString& path, QObject* parent = nullptr);
    //! What the SQL answers, for the formats that say where rows come from.
    void setQuestion(const QString& question) { m_question = question; }
    //! Opens the file that the rows go to, which run() does too. False after it was said why that cannot be; the old
    //! file stays as it was until a run is whole.
    bool openTarget();
    //! Answered by finished(status).
    void run(const QList<QByteArray>& statements);
    //! Stops the statement under way; finished() follows.
    void stop();

signals:
    void finished(int status);

private:
    void runNext();
    void takeColumns(quint64 run, const QList<ResultColumn>& columns);
    void takeChunk(quint64 run, const ResultChunkPtr& chunk);
    void takeEnd(quint64 run, const Result<RunSummary, PostgresError>& result);
    void statementDone(const RunSummary& summary);
    void statementFailed(const PostgresError& error);
    bool written(const QString& problem);
    void finish(int status);
    RunLimits limits() const;
    std::unique_ptr<ResultWriter> makeWriter() const;
    bool isTable() const { return m_format == u"table"; }

    TeamSession* m_session;
    Connection* m_connection = nullptr;
    QString m_format;
    QString m_path;
    QString m_question;
    std::unique_ptr<ExportTarget> m_target;
    std::unique_ptr<ResultWriter> m_writer;
    QList<QByteArray> m_statements;
    qsizetype m_index = -1;
    quint64 m_run = 0;
    QDateTime m_ranAt;
    bool m_ended = false;
};

} // namespace parlance
