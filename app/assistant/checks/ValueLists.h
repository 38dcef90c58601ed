// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

#include <QHash>

namespace parlance {

//! The values a column can have: enum labels, what a CHECK lists, or what is known from the server's statistics; a
//! column that a view shows as it is has those of the table behind it. Reads CHECKs and views with PostgreSQL's
//! grammar, so: on the parser's thread.
class ValueLists final {
public:
    struct List {
        QStringList values; //!< empty: not known
        bool isEnum = false;
        bool operator==(const List&) const = default;
    };

    ValueLists(const SchemaCatalog& catalog, const KnownValues* known);
    //! Only complete lists.
    List of(const ColumnOrigin& origin) { return read(origin, true); }
    //! What is known, though there may be more.
    List anyOf(const ColumnOrigin& origin) { return read(origin, false); }

private:
    List read(const ColumnOrigin& origin, bool complete, int depth = 0);
    ColumnOrigin behindView(const Table& view, const QString& column);
    QHash<QString, QStringList> readChecks(const Table& table) const;

    const SchemaCatalog& m_catalog;
    const KnownValues* m_known;
    QHash<QString, QHash<QString, QStringList>> m_checks;       //!< by table, then column
    QHash<QString, QHash<QString, ColumnOrigin>> m_viewColumns; //!< by view, then column: what it shows as it is
};

} // namespace parlance
