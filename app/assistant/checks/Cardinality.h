// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

#include <QHash>
#include <QSet>

#include <optional>
#include <utility>

namespace parlance {

//! How many rows of one relation meet a row of another, from unique keys, foreign keys and what the conditions fix.
//! Where the catalog cannot tell it answers "one": whoever warns by it warns only when it is sure.
class Cardinality final {
public:
    Cardinality(const SqlReading& reading, const SchemaCatalog& catalog);

    using Cell = std::pair<int, QString>; //!< a relation of a level and a column of it
    //! The relations of \a query of which at most one row meets one row of each of \a from, while the cells \a fixed
    //! hold one value.
    QSet<int> determined(int query, const QSet<int>& from, const QSet<Cell>& fixed = {}) const;
    //! Whether \a query gives at most one row.
    bool isOneRow(int query) const;
    bool isOneRow(const ReadRelation& relation) const;
    //! Sets of columns of \a relation that are unique (an empty set: it has one row); nothing: not known.
    std::optional<QList<QStringList>> keys(const ReadRelation& relation) const;

private:
    std::optional<QList<QStringList>> outputKeys(int query) const;
    std::optional<QList<QStringList>> hiddenKeys(int query) const;
    std::optional<QList<QStringList>> readOutputKeys(int query) const;
    QList<QStringList> groupKeys(int query) const;
    QList<QStringList> rowKeys(int query) const;
    bool isFixed(int query, int relation, const QSet<int>& known, const QSet<Cell>& fixed) const;
    bool isLeftOut(int query, int relation) const;
    bool isRanged(int query, int relation, const QString& column) const;
    bool isManySide(int query, int relation, const QSet<int>& known) const;
    void spread(int query, const QSet<int>& known, QSet<Cell>& fixed) const;
    static QString outputFor(const ReadQuery& query, int relation, const QString& column);

    const SqlReading& m_reading;
    const SchemaCatalog& m_catalog;
    mutable QHash<int, std::optional<QList<QStringList>>> m_outputKeys;
};

} // namespace parlance
