// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/StatementRun.h"

namespace parlance {

//! Statements of our own that belong together.
struct ReadRequest {
    quint64 id = 0;
    QList<OwnStatement> statements;
    RunLimits limits;
    QString applicationName;
    QByteArray described; //!< a statement to be prepared and described before them; empty: none
    bool planned = false; //!< and planned
    bool writes = false;
};

//! Runs \a request's statements in one REPEATABLE READ READ ONLY transaction, or in one that is committed when it
//! writes. Worker's thread.
Outcome<QList<RowSet>> readCatalog(Conversation& conversation, const ReadRequest& request);

} // namespace parlance
