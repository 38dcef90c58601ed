// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaSlice.h"
#include "assistant/SqlReading.h"

#include <QDate>

namespace parlance {

//! One thing that a query does, said for people: "Period": "Order date: 1 Jul – 30 Sep 2026".
struct ReadingRow {
    enum class Kind { Counted, Shown, Period, Filters, Joined, Kept, Grouped, Ordered, Limited, Tables };
    Kind kind = Kind::Counted;
    QString label;
    QString text;
    SqlPlace place; //!< the first of what it is read from
    bool operator==(const ReadingRow&) const = default;
};

//! What a query does, read from its parse tree by the program and said in words; what words do not fit is shown as the
//! SQL says it. Plain values.
struct ReadingWords {
    QList<ReadingRow> rows;
    QList<TableName> tables; //!< of the catalog, that it reads anywhere, in the order of its text
    QString problem;         //!< a sentence where it is not read in words; then there are no rows
    bool operator==(const ReadingWords&) const = default;
    bool isEmpty() const { return rows.isEmpty() && problem.isEmpty(); }

    //! \a today is the day of the run in the session's time zone: what is reckoned from it is said as days. Pure.
    static ReadingWords of(const SqlReading& reading, const SqlScript& script, const SchemaCatalog& catalog,
                           const QDate& today);
};

//! A day range as people write it: "1 Jul – 30 Sep 2026", "23 Nov 2026". Both are in it.
QString dayRangeText(const QDate& from, const QDate& to);

//! Reads the only statement of \a sql on the parser's thread. Empty when it is not one query.
QFuture<ReadingWords> readInWordsLater(const QByteArray& sql, const SchemaCatalog& catalog, const QDate& today);

} // namespace parlance

Q_DECLARE_METATYPE(parlance::ReadingWords)
