// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Conversation.h"
#include "postgres/TransactionText.h"

namespace parlance {

//! A transaction of ours around statements that may not be: begun with law 5's settings, always rolled back (but for
//! statements of our own that write), and recognised again before that. Worker's thread.
class Transaction final {
public:
    enum class End {
        RolledBack, //!< still ours, and ended
        Left,       //!< a statement ended it: what ran since ran outside it
        Broken,     //!< the connection is of no use any more
    };

    Transaction(Conversation& conversation, TransactionMode mode, const RunLimits& limits,
                const QString& applicationName);
    //! Nothing when it began; else why not (and no transaction is open).
    std::optional<PostgresError> begin();
    End end();
    //! Commits statements of our own; nothing when they are committed, else why not (and they are not, unless the
    //! connection was lost meanwhile).
    std::optional<PostgresError> commit();

private:
    End endOwn();

    Conversation& m_conversation;
    TransactionMode m_mode;
    const RunLimits& m_limits;
    QString m_applicationName;
    QByteArray m_marker;
};

//! True for the statuses of an error.
bool isError(const PGresult* result);
//! The connection broke under the request.
PostgresError lostError(const PGconn* connection);

} // namespace parlance
