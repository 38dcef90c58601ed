// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/StatementRun.h"

namespace parlance {

//! Queries of our own that belong together.
struct ReadRequest {
    quint64 id = 0;
    QList<QByteArray> queries;
    RunLimits limits;
    QString applicationName;
    QByteArray described; //!< a statement to be prepared and described before them; empty: none
    bool planned = false; //!< and planned
};

//! Runs \a request's queries in one REPEATABLE READ READ ONLY transaction. Worker's thread.
Outcome<QList<RowSet>> readCatalog(Conversation& conversation, const ReadRequest& request);

} // namespace parlance
