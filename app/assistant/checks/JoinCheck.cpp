// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/JoinCheck.h"

#include "assistant/checks/Cardinality.h"
#include "assistant/checks/JoinMeaning.h"
#include "assistant/checks/NearName.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

bool isTableRead(const ReadQuery& query)
{
    return std::any_of(query.relations.cbegin(), query.relations.cend(),
                       [](const ReadRelation& relation) { return relation.isTable(); });
}

class JoinChecker final {
    Q_DECLARE_TR_FUNCTIONS(JoinCheck)
public:
    explicit JoinChecker(const CheckInput& input)
        : m_input(input)
        , m_cardinality(input.reading, input.catalog)
    {}

    QList<Finding> check()
    {
        for (int i = 0; i < m_input.reading.queries.size(); ++i) {
            const ReadQuery& query = m_input.reading.queries.at(i);
            checkPairs(i, query);
            checkParts(i, query);
            checkOuterJoins(i, query);
            checkCorrelation(i, query);
        }
        return m_findings;
    }

private:
    void add(const QString& message, const SqlPlace& place)
    {
        m_findings.append({u"joins"_s, Finding::Severity::Warning, message, place.start, place.length});
    }

    const ReadColumn& column(int index) const { return m_input.reading.columns.at(index); }

    void checkPairs(int index, const ReadQuery& query)
    {
        QMap<std::pair<int, int>, QList<ReadPair>> byRelations;
        for (ReadPair pair : query.pairs) {
            const ReadColumn& left = column(pair.left);
            const ReadColumn& right = column(pair.right);
            if (left.foundQuery != index || right.foundQuery != index || left.relation == right.relation)
                continue;
            if (left.relation > right.relation)
                std::swap(pair.left, pair.right);
            byRelations[{std::min(left.relation, right.relation), std::max(left.relation, right.relation)}].append(
                pair);
        }
        for (const QList<ReadPair>& pairs : byRelations)
            checkPair(query, pairs);
    }

    //! Whether \a pairs hold all columns of \a key, from its table to the other.
    bool holdsKey(const QList<ReadPair>& pairs, const Table& from, const ForeignKey& key) const
    {
        for (qsizetype part = 0; part < key.columns.size(); ++part) {
            const ColumnOrigin left{from.schema, from.name, key.columns.at(part)};
            const ColumnOrigin right{key.toSchema, key.toTable, key.toColumns.value(part)};
            const bool held = std::any_of(pairs.cbegin(), pairs.cend(), [&](const ReadPair& pair) {
                const ColumnOrigin& one = column(pair.left).origin;
                const ColumnOrigin& other = column(pair.right).origin;
                return (one == left && other == right) || (one == right && other == left);
            });
            if (!held)
                return false;
        }
        return true;
    }

    bool shareRoot(const ReadPair& pair) const
    {
        const QList<ColumnOrigin> own = roots(m_input.catalog, column(pair.left).origin);
        const QList<ColumnOrigin> others = roots(m_input.catalog, column(pair.right).origin);
        return std::any_of(own.cbegin(), own.cend(),
                           [&others](const ColumnOrigin& origin) { return others.contains(origin); });
    }

    //! Rows added up or made distinct by a column: it is a key of theirs.
    bool isGrouped(const ReadQuery& query, int columnIndex) const
    {
        const ReadRelation& relation = query.relations.at(column(columnIndex).relation);
        if (relation.query < 0)
            return false;
        const ReadQuery& source = m_input.reading.queries.at(relation.query);
        return source.grouped || source.isDistinct || source.set != ReadQuery::Set::None;
    }

    bool shareMeaningOf(const ReadPair& pair) const
    {
        return shareMeaning(column(pair.left).origin, column(pair.right).origin);
    }

    void checkPair(const ReadQuery& query, const QList<ReadPair>& pairs)
    {
        if (sayShared(pairs))
            return;
        const ReadPair& first = pairs.first();
        const ColumnOrigin one = column(first.left).origin;
        const ColumnOrigin other = column(first.right).origin;
        const Table* left = tableOf(m_input.catalog, one);
        const Table* right = tableOf(m_input.catalog, other);
        if (left == nullptr || right == nullptr)
            return;
        if (left == right)
            return checkSelfJoin(pairs, *left);
        if (isView(*left) || isView(*right))
            return checkView(pairs, *left, *right);
        if ((isGrouped(query, first.left) || isGrouped(query, first.right)) &&
            std::any_of(pairs.cbegin(), pairs.cend(), [this](const ReadPair& p) { return shareMeaningOf(p); }))
            return;
        const ForeignKey* between = nullptr;
        const Table* keyTable = nullptr;
        for (const auto& [from, to] : {std::pair(left, right), std::pair(right, left)})
            for (const ForeignKey& key : from->foreignKeys)
                if (key.toSchema == to->schema && key.toTable == to->name) {
                    if (holdsKey(pairs, *from, key))
                        return;
                    if (between == nullptr) {
                        between = &key;
                        keyTable = from;
                    }
                }
        // A part of a key of several columns is no key.
        const bool partOfKey = between != nullptr && between->columns.size() > 1;
        if (!partOfKey && std::any_of(pairs.cbegin(), pairs.cend(), [this](const ReadPair& p) { return shareRoot(p); }))
            return;
        if (partOfKey && std::any_of(pairs.cbegin(), pairs.cend(), [&](const ReadPair& p) {
                return shareRoot(p) && !between->columns.contains(column(p.left).origin.column) &&
                       !between->columns.contains(column(p.right).origin.column);
            }))
            return;
        if (between != nullptr)
            return sayOtherKey(first, *keyTable, *between);
        if (pairs.size() == 1 && sayRunningNumber(first, *left, *right))
            return;
        if (std::any_of(pairs.cbegin(), pairs.cend(), [this](const ReadPair& p) { return shareMeaningOf(p); }))
            return;
        sayNoKey(first, *left, *right);
    }

    //! A table joined with itself by a reference to another table: doctor.doctor_id = doctor.dept_id.
    void checkSelfJoin(const QList<ReadPair>& pairs, const Table& table)
    {
        if (pairs.size() != 1)
            return;
        const ColumnOrigin one = column(pairs.first().left).origin;
        const ColumnOrigin other = column(pairs.first().right).origin;
        for (const auto& [key, reference] : {std::pair(one, other), std::pair(other, one)})
            if (const ForeignKey* leads = keyOf(table, reference.column);
                leads != nullptr && table.primaryKey == QStringList{key.column} && leads->columns.size() == 1 &&
                (leads->toTable != table.name || leads->toSchema != table.schema) && reference != key)
                return sayNoKey(pairs.first(), table, table);
    }

    //! A view joined by a column of another name than the key that it shows under the key's own name.
    void checkView(const QList<ReadPair>& pairs, const Table& left, const Table& right)
    {
        if (pairs.size() != 1 || isView(left) == isView(right))
            return;
        const Table& view = isView(left) ? left : right;
        const Table& table = isView(left) ? right : left;
        const int own = isView(left) ? pairs.first().left : pairs.first().right;
        const int key = isView(left) ? pairs.first().right : pairs.first().left;
        const ColumnOrigin& shown = column(own).origin;
        const ColumnOrigin& unique = column(key).origin;
        const bool better = std::any_of(view.columns.cbegin(), view.columns.cend(),
                                        [&unique](const Column& each) { return each.name == unique.column; });
        if (table.primaryKey == QStringList{unique.column} && better && shown.column != unique.column &&
            !shareMeaning(shown, unique))
            add(tr("%1 is joined with %2, which no key connects and whose names have nothing in common. Check which "
                   "columns belong together.")
                    .arg(written(shown), written(unique)),
                placeOf(column(own), column(key)));
    }

    //! Without declared keys: both tables have the key, and a running number of one is joined with it instead.
    bool sayRunningNumber(const ReadPair& pair, const Table& left, const Table& right)
    {
        static const QSet<QString> running{u"seq"_s,  u"line"_s,  u"pos"_s, u"ver"_s,   u"version"_s, u"num"_s,
                                           u"no"_s,   u"nr"_s,    u"idx"_s, u"rank"_s,  u"lvl"_s,     u"level"_s,
                                           u"year"_s, u"month"_s, u"qty"_s, u"count"_s, u"amt"_s,     u"amount"_s};
        const ColumnOrigin one = column(pair.left).origin;
        const ColumnOrigin other = column(pair.right).origin;
        for (const auto& [table, wrong, key] : {std::tuple(&left, one, other), std::tuple(&right, other, one)}) {
            const QStringList words = wordsOf(wrong.column);
            const bool runs =
                std::all_of(words.cbegin(), words.cend(), [](const QString& word) { return running.contains(word); });
            const bool has = std::any_of(table->columns.cbegin(), table->columns.cend(),
                                         [&key](const Column& each) { return each.name == key.column; });
            if (runs && has && wrong.column != key.column && keyOf(*table, wrong.column) == nullptr) {
                add(tr("%1 is joined with %2, which no key connects and whose names have nothing in common. Check "
                       "which columns belong together.")
                        .arg(written(one), written(other)),
                    placeOf(column(pair.left), column(pair.right)));
                return true;
            }
        }
        return false;
    }

    //! Columns that stand in the keys of many tables beside others and are the key of none: a tenant, a client.
    const QSet<QString>& sharedColumns()
    {
        if (m_sharedRead)
            return m_shared;
        m_sharedRead = true;
        QHash<QString, int> counts;
        QSet<QString> whole;
        for (const Schema& schema : m_input.catalog.schemas)
            for (const Table& table : schema.tables)
                for (const QString& part : table.primaryKey) {
                    if (table.primaryKey.size() == 1)
                        whole.insert(part);
                    else if (part == table.primaryKey.first())
                        ++counts[part];
                }
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            if (it.value() >= 4 && !whole.contains(it.key()))
                m_shared.insert(it.key());
        return m_shared;
    }

    //! Whether nothing but such a column joins two tables, and that is said.
    bool sayShared(const QList<ReadPair>& pairs)
    {
        const ColumnOrigin& one = column(pairs.first().left).origin;
        const ColumnOrigin& other = column(pairs.first().right).origin;
        const Table* left = tableOf(m_input.catalog, one);
        const Table* right = tableOf(m_input.catalog, other);
        const bool only = std::all_of(pairs.cbegin(), pairs.cend(), [this](const ReadPair& pair) {
            const QString& name = column(pair.left).origin.column;
            return name == column(pair.right).origin.column && sharedColumns().contains(name);
        });
        if (!only || left == nullptr || right == nullptr || left->primaryKey.size() <= pairs.size() ||
            right->primaryKey.size() <= pairs.size())
            return false;
        add(tr("%1 and %2 are joined by %3 alone, which many rows of both share. Add the rest of the key.")
                .arg(quotedIdentifier(one.table), quotedIdentifier(other.table), quotedIdentifier(one.column)),
            placeOf(column(pairs.first().left), column(pairs.first().right)));
        return true;
    }

    static bool isView(const Table& table)
    {
        return table.kind != Table::Kind::Table && table.kind != Table::Kind::PartitionedTable;
    }

    static QString written(const ColumnOrigin& origin)
    {
        return quotedIdentifier(origin.table) + u'.' + quotedIdentifier(origin.column);
    }

    static SqlPlace placeOf(const ReadColumn& a, const ReadColumn& b)
    {
        return a.place.start > b.place.start ? a.place : b.place;
    }

    void sayOtherKey(const ReadPair& pair, const Table& from, const ForeignKey& key)
    {
        QStringList parts;
        for (qsizetype i = 0; i < key.columns.size(); ++i)
            parts.append(written({from.schema, from.name, key.columns.at(i)}) + u" = "_s +
                         written({key.toSchema, key.toTable, key.toColumns.value(i)}));
        add(tr("%1 is joined with %2, but the tables belong together by %3. Join them by that key.")
                .arg(written(column(pair.left).origin), written(column(pair.right).origin), parts.join(tr(" and "))),
            placeOf(column(pair.left), column(pair.right)));
    }

    void sayNoKey(const ReadPair& pair, const Table& left, const Table& right)
    {
        const ColumnOrigin& one = column(pair.left).origin;
        const ColumnOrigin& other = column(pair.right).origin;
        for (const auto& [table, origin, to] : {std::tuple(&left, one, other), std::tuple(&right, other, one)})
            if (const ForeignKey* key = keyOf(*table, origin.column)) {
                const qsizetype part = key->columns.indexOf(origin.column);
                return add(tr("%1 leads to %2, but it is joined with %3. Join it with what it leads to.")
                               .arg(written(origin), written({key->toSchema, key->toTable, key->toColumns.value(part)}),
                                    written(to)),
                           placeOf(column(pair.left), column(pair.right)));
            }
        const bool leftKey = isKeyPart(left, one.column);
        if (leftKey != isKeyPart(right, other.column)) {
            // A reference that was never declared, perhaps; but not beside a column of the key's own name.
            const Table& from = leftKey ? right : left;
            const QString& key = leftKey ? one.column : other.column;
            const bool better = std::any_of(from.columns.cbegin(), from.columns.cend(),
                                            [&key](const Column& candidate) { return candidate.name == key; });
            if (!better || meaningOf(leftKey ? one : other).isEmpty())
                return;
        }
        add(tr("%1 is joined with %2, which no key connects and whose names have nothing in common. Check which "
               "columns belong together.")
                .arg(written(one), written(other)),
            placeOf(column(pair.left), column(pair.right)));
    }

    bool haveKey(const ReadRelation& a, const ReadRelation& b) const
    {
        for (const auto& [from, to] : {std::pair(&a, &b), std::pair(&b, &a)}) {
            const Table* table = from->isTable() ? m_input.catalog.find(from->tableSchema, from->tableName) : nullptr;
            if (table != nullptr && to->isTable())
                for (const ForeignKey& key : table->foreignKeys)
                    if (key.toSchema == to->tableSchema && key.toTable == to->tableName)
                        return true;
            if (from->query >= 0 && to->isTable() && givesKeyOf(*from, *to))
                return true;
        }
        return false;
    }

    //! A subquery gives the key of a table.
    bool givesKeyOf(const ReadRelation& subquery, const ReadRelation& relation) const
    {
        const Table* table = m_input.catalog.find(relation.tableSchema, relation.tableName);
        if (table == nullptr || table->primaryKey.size() != 1)
            return false;
        const ColumnOrigin key{table->schema, table->name, table->primaryKey.first()};
        return std::any_of(subquery.columns.cbegin(), subquery.columns.cend(), [&](const ReadOutput& output) {
            return output.origin.isKnown() && roots(m_input.catalog, output.origin).contains(key);
        });
    }

    //! Relations that may stand in FROM without any condition.
    bool standsAlone(const ReadRelation& relation) const
    {
        if (relation.isTable())
            return false;
        if (relation.lateral || relation.query < 0 || m_cardinality.isOneRow(relation))
            return true;
        const ReadQuery& source = m_input.reading.queries.at(relation.query);
        return source.isDistinct || source.valuesRows > 0 || source.set != ReadQuery::Set::None ||
               std::none_of(source.relations.cbegin(), source.relations.cend(),
                            [](const ReadRelation& inner) { return inner.isTable() || inner.query >= 0; });
    }

    void checkParts(int index, const ReadQuery& query)
    {
        // Columns whose relation is not known may be the very condition.
        for (const ReadColumn& read : m_input.reading.columns)
            if (read.query == index && read.state == ReadColumn::State::Unclear)
                return;
        QList<int> parts(query.relations.size());
        std::iota(parts.begin(), parts.end(), 0);
        const auto unite = [&parts](int a, int b) {
            std::replace(parts.begin(), parts.end(), int(parts.at(a)), int(parts.at(b)));
        };
        for (const ReadConjunct& conjunct : query.conjuncts) {
            int last = -1;
            if (conjunct.notEqual) // joins every row with all others
                continue;
            for (const int at : conjunct.columns) {
                if (column(at).foundQuery != index || column(at).relation < 0)
                    continue;
                if (last >= 0)
                    unite(last, column(at).relation);
                last = column(at).relation;
            }
        }
        for (const ReadJoin& join : query.joins) {
            if (join.hasCondition || join.left.isEmpty() || join.right.isEmpty())
                continue;
            if (join.onNothing && areMany(query, join.left) && areMany(query, join.right))
                sayUnjoined(query.relations.at(join.left.first()), query.relations.at(join.right.first()));
            else if (!join.onNothing && haveAnyKey(query, join))
                continue;
            for (const int a : join.left)
                for (const int b : join.right)
                    unite(a, b);
        }
        sayParts(query, parts);
    }

    bool haveAnyKey(const ReadQuery& query, const ReadJoin& join) const
    {
        return std::any_of(join.left.cbegin(), join.left.cend(), [&](int a) {
            return std::any_of(join.right.cbegin(), join.right.cend(),
                               [&](int b) { return haveKey(query.relations.at(a), query.relations.at(b)); });
        });
    }

    //! Neither made for each row before it nor a single row.
    bool areMany(const ReadQuery& query, const QList<int>& side) const
    {
        return std::any_of(side.cbegin(), side.cend(), [&](int at) {
            const ReadRelation& relation = query.relations.at(at);
            const bool function = relation.kind == ReadRelation::Kind::Function;
            return (!relation.lateral && !m_cardinality.isOneRow(relation)) ||
                   (function && relation.columnsKnown && at == 0);
        });
    }

    //! An EXISTS or LATERAL over tables that says nothing of the rows around it.
    void checkCorrelation(int index, const ReadQuery& query)
    {
        const auto refersOut = [this](int level) {
            const int end = m_input.reading.queries.at(level).end;
            return std::any_of(m_input.reading.columns.cbegin(), m_input.reading.columns.cend(),
                               [level, end](const ReadColumn& read) {
                                   return read.query >= level && read.query < end &&
                                          ((read.foundQuery >= 0 && read.foundQuery < level) ||
                                           read.state == ReadColumn::State::Unclear);
                               });
        };
        if (query.exists && isTableRead(query) && !refersOut(index))
            add(tr("This EXISTS says the same of every row: it names no column of the query around it. Add the "
                   "condition "
                   "that joins them."),
                query.relations.first().place);
        for (const ReadRelation& relation : query.relations)
            if (relation.lateral && relation.query >= 0 && isTableRead(m_input.reading.queries.at(relation.query)) &&
                !refersOut(relation.query))
                add(tr("The LATERAL subquery %1 gives the same for every row: it names no column before it. Add the "
                       "condition that joins them.")
                        .arg(relation.alias),
                    m_input.reading.queries.at(relation.query).relations.first().place);
    }

    void sayParts(const ReadQuery& query, const QList<int>& parts)
    {
        QList<const ReadRelation*> heads;
        QSet<int> seen;
        for (int i = 0; i < query.relations.size(); ++i) {
            const ReadRelation& relation = query.relations.at(i);
            if (standsAlone(relation) || seen.contains(parts.at(i)))
                continue;
            seen.insert(parts.at(i));
            heads.append(&relation);
        }
        if (heads.size() < 2)
            return;
        sayUnjoined(*heads.at(0), *heads.at(1));
    }

    void sayUnjoined(const ReadRelation& one, const ReadRelation& other)
    {
        const auto name = [](const ReadRelation& r) { return r.name.isEmpty() ? r.alias : r.name; };
        add(tr("No condition connects %1 and %2: every row of one meets every row of the other. Add the condition that "
               "joins them.")
                .arg(name(one), name(other)),
            other.place);
    }

    void checkOuterJoins(int index, const ReadQuery& query)
    {
        QSet<int> said;
        for (const ReadConjunct& conjunct : query.conjuncts) {
            if (conjunct.clause != SqlClause::Where)
                continue;
            for (const int at : conjunct.strict) {
                const ReadColumn& read = column(at);
                if (read.foundQuery != index || read.relation < 0 || said.contains(read.relation) ||
                    !query.relations.at(read.relation).nullable)
                    continue;
                said.insert(read.relation);
                const ReadRelation& relation = query.relations.at(read.relation);
                add(tr("The outer join keeps rows without a match in %1, and this condition on %2 throws them away "
                       "again. Move it into ON, or write a plain JOIN.")
                        .arg(relation.name.isEmpty() ? relation.alias : relation.name, quotedIdentifier(read.name)),
                    read.place);
            }
        }
    }

    const CheckInput& m_input;
    Cardinality m_cardinality;
    QSet<QString> m_shared;
    bool m_sharedRead = false;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkJoins(const CheckInput& input)
{
    return JoinChecker(input).check();
}

} // namespace parlance
