// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ChunkBuilder.h"
#include "postgres/Conversation.h"
#include "postgres/Transaction.h"
#include "postgres/TypeNames.h"

#include <QElapsedTimer>

namespace parlance {

//! A statement somebody wrote, and what it is kept to.
struct RunRequest {
    quint64 id = 0;
    QByteArray sql;
    RunLimits limits;
    QString applicationName;
    std::shared_ptr<ChunkKeeper> keeper; //!< none: chunks stay in memory
};

//! How a request ended, and what became of the connection.
template <typename T>
struct Outcome {
    Result<T, PostgresError> result;
    bool usable = true; //!< the connection may serve the next request
    bool worn = false;  //!< usable, but its buffers grew so large that it had better be opened anew
};

//! Where the rows go while they arrive.
struct RunReceiver {
    std::function<void(const QList<ResultColumn>&)> columns;
    std::function<void(const QList<ResultColumn>&)> namedColumns;
    std::function<void(const ResultChunkPtr&)> chunk;
    std::function<void(qint64 rows, int seconds)> held;
};

//! Runs one statement: its own transaction, one extended-protocol message, rows by single-row mode into chunks, and the
//! proof that it is still in that transaction before the ROLLBACK. Worker's thread.
class StatementRun final {
public:
    StatementRun(Conversation& conversation, const RunRequest& request, RunReceiver receiver, TypeNames& names);
    Outcome<RunSummary> execute();

private:
    std::optional<PostgresError> attempt();
    std::optional<PostgresError> send();
    void stream();
    void takeResult(const PGresult* result);
    void takeRow(const PGresult* result);
    bool isTooLarge(const PGresult* result);
    bool goBeyondCap();
    std::optional<HeldDecision> hold();
    void endEarly(const PostgresError& error);
    void describe(const PGresult* result);
    void refuse(const QString& why);
    void flush();
    int flushWhenDue();
    void nameColumns();
    bool mayRepeat(const PostgresError& error) const;
    PostgresError judged(PostgresError error) const;

    Conversation& m_conversation;
    const RunRequest& m_request;
    RunReceiver m_receiver;
    TypeNames& m_names;
    std::optional<ChunkBuilder> m_builder;
    QList<ResultColumn> m_columns;
    RunSummary m_summary;
    std::optional<PostgresError> m_error;
    qint64 m_taken = 0; //!< rows, those in the builder included
    qint64 m_cap = 0;   //!< 0: none
    qint64 m_heldNanoseconds = 0;
    bool m_full = false; //!< no more rows are wanted: those that still come are dropped
    QElapsedTimer m_clock;
    QElapsedTimer m_sinceFlush;
    bool m_described = false;
    bool m_namesMissing = false;
    bool m_flushed = false;
    bool m_usable = true;
    bool m_worn = false;
};

} // namespace parlance
