// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Conversation.h"
#include "postgres/TransactionText.h"

namespace parlance {

//! A transaction of ours around statements that may not be: begun with law 5's settings, always rolled back, and
//! recognised again before that. Worker's thread.
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
