// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QString>
#include <QStringList>

namespace parlance {

//! What is known of the values in columns (from the statistics the server keeps). They are offered to the person and
//! never sent.
struct KnownValues {
    struct Values {
        QStringList values;
        bool complete = false; //!< there are no others
        bool rare = false;     //!< some stand in one row alone: no samples of a column
        bool operator==(const Values&) const = default;
    };
    QHash<QString, Values> columns; //!< by columnKey()
    bool operator==(const KnownValues&) const = default;

    static QString columnKey(const QString& schema, const QString& table, const QString& column)
    {
        return schema + QChar(u'\0') + table + QChar(u'\0') + column;
    }
    Values of(const QString& schema, const QString& table, const QString& column) const
    {
        return columns.value(columnKey(schema, table, column));
    }
};

} // namespace parlance
