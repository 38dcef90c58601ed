// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/KnownValues.h"
#include "assistant/SqlReading.h"

#include <QDate>
#include <QStringList>

namespace parlance {

//! What a check looks at. Each check is a pure function of it and only ever answers for queries that were read.
struct CheckInput {
    const SqlScript& script;
    qsizetype statement = 0;
    const SqlReading& reading;
    const SchemaCatalog& catalog;
    QString question;                    //!< empty: none was asked
    QStringList words;                   //!< what the answer says of itself: explanation and assumptions
    const KnownValues* values = nullptr; //!< nothing: none are known
    QDate today;                         //!< in the session's time zone; not valid: the computer's
    bool ownPeriods = false;             //!< what a year is, the team or the person says: dates are not judged
};

//! The table that \a origin names; nullptr: none.
inline const Table* tableOf(const SchemaCatalog& catalog, const ColumnOrigin& origin)
{
    return origin.isKnown() ? catalog.find(origin.schema, origin.table) : nullptr;
}
//! The column that \a origin names; nullptr: none.
inline const Column* columnOf(const SchemaCatalog& catalog, const ColumnOrigin& origin)
{
    if (const Table* table = tableOf(catalog, origin))
        for (const Column& column : table->columns)
            if (column.name == origin.column)
                return &column;
    return nullptr;
}

} // namespace parlance
