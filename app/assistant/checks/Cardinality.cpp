// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/Cardinality.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Keys = QList<QStringList>;

//! The columns of a unique index over plain columns and all rows; empty: none.
QStringList uniqueIndexColumns(const Index& index)
{
    static const QRegularExpression whole(uR"(\bUSING btree \(([^()]*)\)(?: INCLUDE \([^()]*\))?$)"_s);
    const QRegularExpressionMatch match = whole.match(index.definition);
    if (!index.unique || !match.hasMatch())
        return {};
    QStringList columns;
    for (const QString& part : match.captured(1).split(u", "_s)) {
        QString name = part.section(u' ', 0, 0);
        if (name.startsWith(u'"'))
            return {}; // rare, and a wrong key is worse than none
        columns.append(name);
    }
    return columns;
}

Keys tableKeys(const Table& table)
{
    Keys keys = table.uniqueKeys;
    if (!table.primaryKey.isEmpty())
        keys.append(table.primaryKey);
    for (const Index& index : table.indexes)
        if (const QStringList columns = uniqueIndexColumns(index); !columns.isEmpty())
            keys.append(columns);
    return keys;
}

} // namespace

Cardinality::Cardinality(const SqlReading& reading, const SchemaCatalog& catalog)
    : m_reading(reading)
    , m_catalog(catalog)
{}

std::optional<Keys> Cardinality::keys(const ReadRelation& relation) const
{
    if (relation.isTable()) {
        const Table* table = m_catalog.find(relation.tableSchema, relation.tableName);
        const Keys found = table == nullptr ? Keys() : tableKeys(*table);
        return found.isEmpty() ? std::nullopt : std::optional<Keys>(found);
    }
    if (relation.query < 0 || relation.lateral)
        return std::nullopt;
    const std::optional<Keys> outputs = outputKeys(relation.query);
    if (!outputs)
        return hiddenKeys(relation.query);
    const QList<ReadOutput>& from = m_reading.queries.at(relation.query).outputs;
    Keys renamed;
    for (const QStringList& key : *outputs) {
        QStringList made;
        for (const QString& column : key)
            for (qsizetype i = 0; i < from.size() && i < relation.columns.size(); ++i)
                if (from.at(i).name == column) {
                    made.append(relation.columns.at(i).name);
                    break;
                }
        if (made.size() == key.size())
            renamed.append(made);
    }
    return renamed.isEmpty() ? std::nullopt : std::optional<Keys>(renamed);
}

//! A subquery that shows rows of one table as they are, all of them, and not their key: no column of it is unique.
std::optional<Keys> Cardinality::hiddenKeys(int index) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    if (query.relations.size() != 1 || !query.relations.first().isTable() || query.grouped || query.isDistinct ||
        query.set != ReadQuery::Set::None || !query.limit.isEmpty() || !query.aggregates.isEmpty() ||
        !query.conjuncts.isEmpty() || !query.outputsKnown)
        return std::nullopt;
    const std::optional<Keys> own = keys(query.relations.first());
    if (!own)
        return std::nullopt;
    static const QString never(u'\0');
    return Keys{{never}};
}

std::optional<Keys> Cardinality::outputKeys(int query) const
{
    if (const auto at = m_outputKeys.constFind(query); at != m_outputKeys.constEnd())
        return *at;
    m_outputKeys.insert(query, std::nullopt); // while it is being found out
    const std::optional<Keys> found = readOutputKeys(query);
    m_outputKeys.insert(query, found);
    return found;
}

bool Cardinality::isOneRow(int query) const
{
    const std::optional<Keys> found = outputKeys(query);
    return found && found->contains(QStringList());
}

bool Cardinality::isOneRow(const ReadRelation& relation) const
{
    return relation.query >= 0 && isOneRow(relation.query);
}

std::optional<Keys> Cardinality::readOutputKeys(int index) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    const bool aggregate = std::any_of(query.aggregates.cbegin(), query.aggregates.cend(),
                                       [](const ReadAggregate& a) { return !a.window; });
    if (query.limit == u"1" || (aggregate && !query.grouped) || query.valuesRows == 1)
        return Keys{{}};
    QStringList all;
    for (const ReadOutput& output : query.outputs)
        all.append(output.name);
    Keys found;
    const bool merging = query.set != ReadQuery::Set::None && query.set != ReadQuery::Set::UnionAll;
    if ((merging || (query.isDistinct && !query.distinctOn)) && query.outputsKnown)
        found.append(all);
    if (query.set != ReadQuery::Set::None || query.valuesRows > 0)
        return found.isEmpty() ? std::nullopt : std::optional<Keys>(found);
    if (query.relations.isEmpty())
        return Keys{{}};
    if (query.grouped)
        found += query.groupingSets ? Keys() : groupKeys(index);
    else
        found += rowKeys(index);
    for (const ReadOutput& output : query.outputs)
        if (output.rowNumber && output.wholePartition)
            found.append(output.partition + QStringList{output.name});
    return found.isEmpty() ? std::nullopt : std::optional<Keys>(found);
}

QString Cardinality::outputFor(const ReadQuery& query, int relation, const QString& column)
{
    for (const ReadOutput& output : query.outputs)
        if (output.relation == relation && output.relationColumn == column)
            return output.name;
    return {};
}

//! What a grouped level is grouped by, without what the rest determines.
Keys Cardinality::groupKeys(int index) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    QList<Cell> cells;
    QStringList others; // outputs that are no plain columns
    for (const ReadItem& item : query.grouping) {
        if (item.column >= 0 && m_reading.columns.at(item.column).foundQuery == index) {
            cells.append({m_reading.columns.at(item.column).relation, m_reading.columns.at(item.column).name});
        } else if (item.output >= 0 && item.output < query.outputs.size()) {
            others.append(query.outputs.at(item.output).name);
        } else {
            return {};
        }
    }
    for (qsizetype i = cells.size() - 1; i >= 0; --i) {
        QSet<Cell> rest(cells.cbegin(), cells.cend());
        rest.remove(cells.at(i));
        if (determined(index, {}, rest).contains(cells.at(i).first))
            cells.removeAt(i);
    }
    QStringList key = others;
    for (const Cell& cell : cells) {
        const QString output = outputFor(query, cell.first, cell.second);
        if (output.isEmpty())
            return {};
        key.append(output);
    }
    return {key};
}

//! The keys that the rows of a level without GROUP BY keep: those of a relation that the others do not multiply.
Keys Cardinality::rowKeys(int index) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    Keys found;
    for (int i = 0; i < query.relations.size(); ++i) {
        if (query.relations.at(i).lateral || determined(index, {i}).size() < query.relations.size())
            continue;
        const bool sure = std::all_of(query.relations.cbegin(), query.relations.cend(),
                                      [this](const ReadRelation& relation) { return keys(relation).has_value(); });
        const std::optional<Keys> own = keys(query.relations.at(i));
        if (!own || !sure)
            continue;
        for (const QStringList& key : *own) {
            QStringList mapped;
            for (const QString& column : key)
                if (const QString output = outputFor(query, i, column); !output.isEmpty())
                    mapped.append(output);
            if (mapped.size() == key.size())
                found.append(mapped);
        }
    }
    return found;
}

//! Lets what is fixed reach over equalities.
void Cardinality::spread(int index, const QSet<int>& known, QSet<Cell>& fixed) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    const auto cellOf = [this, index](int column) -> std::optional<Cell> {
        const ReadColumn& read = m_reading.columns.at(column);
        return read.foundQuery == index && read.relation >= 0 ? std::optional<Cell>({read.relation, read.name})
                                                              : std::nullopt;
    };
    for (const ReadCondition& condition : query.conditions) {
        const bool single =
            condition.op == ReadCondition::Operator::In && condition.onlyLiterals && condition.literals.size() == 1;
        if (!condition.top || condition.column < 0 || !condition.function.isEmpty() ||
            (condition.op != ReadCondition::Operator::Equal && !single))
            continue;
        const std::optional<Cell> cell = cellOf(condition.column);
        const bool held = std::all_of(condition.columns.cbegin(), condition.columns.cend(), [&](int column) {
            const std::optional<Cell> other = cellOf(column);
            return column == condition.column || !other || known.contains(other->first) || fixed.contains(*other);
        });
        if (cell && held)
            fixed.insert(*cell);
    }
    for (bool grew = true; grew;) {
        grew = false;
        for (const ReadPair& pair : query.pairs) {
            const std::optional<Cell> left = cellOf(pair.left);
            const std::optional<Cell> right = cellOf(pair.right);
            if (!left || !right)
                continue;
            const bool leftHeld = known.contains(left->first) || fixed.contains(*left);
            const bool rightHeld = known.contains(right->first) || fixed.contains(*right);
            if (leftHeld == rightHeld)
                continue;
            fixed.insert(leftHeld ? *right : *left);
            grew = true;
        }
    }
}

//! A table without any unique key is many to the one its foreign key leads to; of others nothing is known.
bool Cardinality::isManySide(int index, int relation, const QSet<int>& known) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    const ReadRelation& candidate = query.relations.at(relation);
    const Table* table = candidate.isTable() ? m_catalog.find(candidate.tableSchema, candidate.tableName) : nullptr;
    if (table == nullptr || (table->kind != Table::Kind::Table && table->kind != Table::Kind::PartitionedTable))
        return false;
    for (const ForeignKey& key : table->foreignKeys)
        for (const int other : known) {
            const ReadRelation& to = query.relations.at(other);
            if (to.tableName == key.toTable && to.tableSchema == key.toSchema && to.tableName != candidate.tableName)
                return true;
        }
    return false;
}

bool Cardinality::isFixed(int index, int relation, const QSet<int>& known, const QSet<Cell>& fixed) const
{
    const ReadRelation& candidate = m_reading.queries.at(index).relations.at(relation);
    const std::optional<Keys> found = keys(candidate);
    if (isLeftOut(index, relation))
        return true;
    if (!found)
        return !isManySide(index, relation, known);
    return std::any_of(found->cbegin(), found->cend(), [&](const QStringList& key) {
        bool any = key.isEmpty();
        const bool all = std::all_of(key.cbegin(), key.cend(), [&](const QString& column) {
            any = any || fixed.contains({relation, column});
            return fixed.contains({relation, column}) || isRanged(index, relation, column);
        });
        return all && any;
    });
}

//! The rows of an outer join without a match: WHERE column IS NULL.
bool Cardinality::isLeftOut(int index, int relation) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    if (!query.relations.at(relation).nullable)
        return false;
    return std::any_of(query.conjuncts.cbegin(), query.conjuncts.cend(), [&](const ReadConjunct& conjunct) {
        if (conjunct.clause != SqlClause::Where || conjunct.condition < 0 ||
            conjunct.condition >= query.conditions.size())
            return false;
        const ReadCondition& condition = query.conditions.at(conjunct.condition);
        if (condition.op != ReadCondition::Operator::IsNull || condition.columns.size() != 1)
            return false;
        const ReadColumn& read = m_reading.columns.at(condition.columns.first());
        return read.foundQuery == index && read.relation == relation;
    });
}

//! The row that is valid on a day: a condition puts the column before or after something.
bool Cardinality::isRanged(int index, int relation, const QString& name) const
{
    using Operator = ReadCondition::Operator;
    static const QList<Operator> ranges{Operator::Less, Operator::LessEqual, Operator::Greater, Operator::GreaterEqual,
                                        Operator::Between};
    for (const ReadCondition& condition : m_reading.queries.at(index).conditions)
        if (condition.top && !condition.onlyLiterals && ranges.contains(condition.op))
            for (const int column : condition.columns) {
                const ReadColumn& read = m_reading.columns.at(column);
                if (read.foundQuery == index && read.relation == relation && read.name == name)
                    return true;
            }
    return false;
}

QSet<int> Cardinality::determined(int index, const QSet<int>& from, const QSet<Cell>& fixed) const
{
    const ReadQuery& query = m_reading.queries.at(index);
    QSet<int> known = from;
    QSet<Cell> cells = fixed;
    for (bool grew = true; grew;) {
        grew = false;
        spread(index, known, cells);
        for (int i = int(query.relations.size()) - 1; i >= 0; --i)
            if (known.contains(i) && query.relations.at(i).lateral && query.relations.at(i).query >= 0)
                for (int before = 0; before < i; ++before) // made for one row of what stands before it
                    known.insert(before);
        for (int i = 0; i < query.relations.size(); ++i)
            if (!known.contains(i) && isFixed(index, i, known, cells)) {
                known.insert(i);
                grew = true;
            }
    }
    return known;
}

} // namespace parlance
