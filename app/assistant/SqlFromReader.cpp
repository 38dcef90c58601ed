// SPDX-License-Identifier: GPL-3.0-or-later
// FROM: which relations a level reads and how they are joined.
#include "assistant/SqlQueryReader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

bool isSystemSchema(const QString& schema)
{
    return schema == u"pg_catalog" || schema == u"information_schema" || schema.startsWith(u"pg_toast") ||
           schema.startsWith(u"pg_temp") || schema == u"parlance";
}

} // namespace

QList<int> SqlQueryReader::readFrom(const Json& item, Scope& scope)
{
    if (const Json* table = member(item, "RangeVar"))
        return {readTable(*table, scope)};
    if (const Json* subselect = member(item, "RangeSubselect"))
        return {readSubselect(*subselect, scope)};
    if (const Json* function = member(item, "RangeFunction"))
        return {readFunction(*function, scope)};
    if (const Json* join = member(item, "JoinExpr"))
        return readJoin(*join, scope);
    if (const Json* sample = member(item, "RangeTableSample"))
        if (const Json* relation = member(*sample, "relation"))
            return readFrom(*relation, scope);
    ReadRelation other; // XMLTABLE and the like
    other.kind = ReadRelation::Kind::Unknown;
    return {addRelation(other, item.MemberBegin()->value, scope)};
}

QList<int> SqlQueryReader::readJoin(const Json& join, Scope& scope)
{
    ReadJoin made;
    const std::string_view type = view(*member(join, "jointype"));
    made.kind = type == "JOIN_LEFT"  ? ReadJoin::Kind::Left
              : type == "JOIN_RIGHT" ? ReadJoin::Kind::Right
              : type == "JOIN_FULL"  ? ReadJoin::Kind::Full
                                     : ReadJoin::Kind::Inner;
    if (const Json* left = member(join, "larg"))
        made.left = readFrom(*left, scope);
    if (const Json* right = member(join, "rarg"))
        made.right = readFrom(*right, scope);
    const auto makeNullable = [&](const QList<int>& side) {
        for (const int relation : side)
            level(scope).relations[relation].nullable = true;
    };
    if (made.kind == ReadJoin::Kind::Left || made.kind == ReadJoin::Kind::Full)
        makeNullable(made.right);
    if (made.kind == ReadJoin::Kind::Right || made.kind == ReadJoin::Kind::Full)
        makeNullable(made.left);
    mergeColumns(join, made.left, made.right, scope);
    made.hasCondition = flag(join, "isNatural") || member(join, "usingClause") != nullptr;
    if (const Json* quals = member(join, "quals")) {
        const qsizetype before = m_reading.columns.size();
        conjuncts(*quals, {&scope, SqlClause::On});
        made.hasCondition = m_reading.columns.size() > before;
        made.onNothing = !made.hasCondition;
    }
    const QList<int> all = made.left + made.right;
    level(scope).joins.append(made);
    if (const Json* alias = member(join, "alias")) {
        for (const int relation : all)
            level(scope).relations[relation].hidden = true;
        ReadRelation joined;
        joined.kind = ReadRelation::Kind::Joined;
        joined.alias = text(member(*alias, "aliasname"));
        return all + QList<int>{addRelation(joined, join, scope)};
    }
    return all;
}

void SqlQueryReader::mergeColumns(const Json& join, const QList<int>& left, const QList<int>& right, Scope& scope)
{
    // A join has no place of its own; what it merges stands behind the last relation read.
    const qsizetype at = level(scope).relations.isEmpty() ? 0 : level(scope).relations.constLast().place.start;
    if (const Json* columns = member(join, "usingClause"))
        for (const QString& name : names(columns))
            mergeColumn(name, left, right, at, scope);
    if (!flag(join, "isNatural"))
        return;
    QStringList common;
    for (const int r : right) {
        const ReadRelation& relation = level(scope).relations.at(r);
        scope.anyMerged = scope.anyMerged || !relation.columnsKnown;
        for (const ReadOutput& column : relation.columns)
            for (const int l : left)
                for (const ReadOutput& candidate : level(scope).relations.at(l).columns)
                    if (candidate.name == column.name && !common.contains(column.name))
                        common.append(column.name);
    }
    for (const int l : left)
        scope.anyMerged = scope.anyMerged || !level(scope).relations.at(l).columnsKnown;
    for (const QString& name : common)
        mergeColumn(name, left, right, at, scope);
}

void SqlQueryReader::mergeColumn(const QString& name, const QList<int>& left, const QList<int>& right, qsizetype at,
                                 Scope& scope)
{
    SqlPlace place;
    for (qsizetype token = std::max(qsizetype(0), tokenAt(at)); token < m_tokens.size(); ++token) {
        const SqlToken& candidate = m_tokens.at(token);
        const QByteArrayView bytes = QByteArrayView(m_script.text).sliced(candidate.start, candidate.length);
        if (bytes.compare("using", Qt::CaseInsensitive) != 0)
            continue;
        for (qsizetype inside = token + 1; inside < m_tokens.size(); ++inside) {
            const SqlToken& word = m_tokens.at(inside);
            const QByteArray raw = m_script.text.mid(word.start, word.length);
            if (raw == ")")
                break;
            const QString folded = word.kind == SqlToken::Kind::QuotedIdentifier
                                     ? QString::fromUtf8(raw.mid(1, raw.size() - 2)).replace(u"\"\""_s, u"\""_s)
                                     : QString::fromUtf8(raw).toLower();
            if (folded == name)
                place = {word.start, word.length};
        }
        break;
    }
    const auto find = [&](const QList<int>& side) {
        ReadColumn column;
        column.name = name;
        column.query = scope.query;
        column.place = place;
        column.state = ReadColumn::State::UnknownColumn;
        bool unclear = false;
        int merged = -1;
        for (const int relation : side) {
            unclear = unclear || !level(scope).relations.at(relation).columnsKnown;
            if (merged < 0 && takeFrom(column, scope.query, relation))
                merged = relation;
        }
        if (merged < 0 && unclear)
            column.state = ReadColumn::State::Unclear;
        m_reading.columns.append(column);
        return static_cast<int>(m_reading.columns.size()) - 1;
    };
    const int first = find(left);
    const int second = find(right);
    QSet<int>& group = scope.merged[name];
    for (const int side : {first, second})
        if (m_reading.columns.at(side).relation >= 0)
            group.insert(m_reading.columns.at(side).relation);
    level(scope).pairs.append({first, second});
    ReadConjunct conjunct;
    conjunct.clause = SqlClause::On;
    conjunct.columns = {first, second};
    conjunct.place = place;
    level(scope).conjuncts.append(conjunct);
}

int SqlQueryReader::readTable(const Json& range, Scope& scope)
{
    ReadRelation relation;
    relation.schema = text(member(range, "schemaname"));
    relation.name = text(member(range, "relname"));
    if (const Json* alias = member(range, "alias"))
        relation.alias = text(member(*alias, "aliasname"));
    if (relation.alias.isEmpty())
        relation.alias = relation.name;
    relation.place = placeAt(location(range), true);
    const Cte* cte = relation.schema.isEmpty() ? scope.ctes : nullptr;
    while (cte != nullptr && cte->name != relation.name)
        cte = cte->next;
    if (cte != nullptr) {
        relation.kind = ReadRelation::Kind::Cte;
        relation.query = cte->open ? -1 : cte->query;
        if (relation.query >= 0)
            takeColumns(relation, relation.query, cte->columns);
    } else {
        resolveTable(relation);
    }
    return addRelation(relation, range, scope);
}

void SqlQueryReader::resolveTable(ReadRelation& relation) const
{
    relation.kind = ReadRelation::Kind::Unknown;
    if (isSystemSchema(relation.schema) || (relation.schema.isEmpty() && relation.name.startsWith(u"pg_"))) {
        relation.kind = ReadRelation::Kind::System;
        return;
    }
    const Table* found = nullptr;
    int matches = 0;
    for (const Schema& schema : m_catalog.schemas) {
        if (!relation.schema.isEmpty() && schema.name != relation.schema)
            continue;
        for (const Table& table : schema.tables) {
            if (table.name == relation.name) {
                ++matches;
                if (found == nullptr || schema.name == u"public")
                    found = &table;
            }
            // Partitions are not listed: their names begin with their parent's, as a rule.
            if ((table.partitions > 0 || table.kind == Table::Kind::PartitionedTable) &&
                relation.name.startsWith(table.name))
                relation.kind = ReadRelation::Kind::System;
        }
    }
    if (found == nullptr)
        return;
    relation.kind = ReadRelation::Kind::Table;
    if (matches > 1) {
        relation.kind = ReadRelation::Kind::System; // the search path decides, which is not known here
        return;
    }
    relation.tableSchema = found->schema;
    relation.tableName = found->name;
    relation.columnsKnown = !found->columns.isEmpty();
    for (const Column& column : found->columns) {
        ReadOutput output;
        output.name = column.name;
        output.origin = {found->schema, found->name, column.name};
        relation.columns.append(output);
    }
}

void SqlQueryReader::takeColumns(ReadRelation& relation, int query, const QStringList& names) const
{
    const ReadQuery& source = m_reading.queries.at(query);
    relation.columnsKnown = source.outputsKnown;
    for (qsizetype i = 0; i < source.outputs.size(); ++i) {
        ReadOutput output;
        output.name = i < names.size() ? names.at(i) : source.outputs.at(i).name;
        output.origin = source.outputs.at(i).origin;
        relation.columnsKnown = relation.columnsKnown && !output.name.isEmpty();
        relation.columns.append(output);
    }
}

int SqlQueryReader::readSubselect(const Json& range, Scope& scope)
{
    ReadRelation relation;
    relation.kind = ReadRelation::Kind::Subquery;
    relation.lateral = flag(range, "lateral");
    QStringList columns;
    if (const Json* alias = member(range, "alias")) {
        relation.alias = text(member(*alias, "aliasname"));
        columns = names(member(*alias, "colnames"));
    }
    const Json* subquery = member(range, "subquery");
    const Json* select = subquery == nullptr ? nullptr : member(*subquery, "SelectStmt");
    if (select != nullptr) {
        relation.query = readSelect(*select, relation.lateral ? &scope : scope.outer, scope.ctes, Role::Subquery);
        if (member(*select, "valuesLists") != nullptr)
            relation.kind = ReadRelation::Kind::Values;
        takeColumns(relation, relation.query, columns);
    }
    return addRelation(relation, range, scope);
}

int SqlQueryReader::readFunction(const Json& range, Scope& scope)
{
    ReadRelation relation;
    relation.kind = ReadRelation::Kind::Function;
    relation.lateral = true;
    QString function;
    if (const Json* functions = member(range, "functions")) {
        every(*functions, {&scope, SqlClause::Select});
        const Json* first = functions->IsArray() && functions->Size() == 1 ? member((*functions)[0], "List") : nullptr;
        const Json* items = first == nullptr ? nullptr : member(*first, "items");
        const Json* call =
            items == nullptr || !items->IsArray() || items->Empty() ? nullptr : member((*items)[0], "FuncCall");
        const QStringList parts = call == nullptr ? QStringList() : names(member(*call, "funcname"));
        function = parts.isEmpty() ? QString() : parts.last();
    }
    relation.alias = function;
    if (const Json* alias = member(range, "alias"))
        relation.alias = text(member(*alias, "aliasname"));
    ReadOutput output; // generate_series(…) AS day: a column of that name
    output.name = relation.alias;
    if (function == u"generate_series" && !flag(range, "ordinality")) {
        relation.columns.append(output);
        relation.columnsKnown = true;
    }
    return addRelation(relation, range, scope);
}

int SqlQueryReader::addRelation(ReadRelation relation, const Json& range, Scope& scope)
{
    if (const Json* alias = member(range, "alias"); alias != nullptr && relation.kind != ReadRelation::Kind::Joined) {
        const QStringList columns = names(member(*alias, "colnames"));
        if (relation.kind == ReadRelation::Kind::Function && !columns.isEmpty())
            relation.columns.clear();
        for (qsizetype i = 0; i < columns.size(); ++i) {
            if (i >= relation.columns.size())
                relation.columns.append(ReadOutput());
            relation.columns[i].name = columns.at(i);
        }
    }
    level(scope).relations.append(relation);
    return static_cast<int>(level(scope).relations.size()) - 1;
}

} // namespace parlance
