// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SqlQueryReader.h"

#include "postgres/SqlParserThread.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

SqlQueryReader::SqlQueryReader(const SqlScript& script, const SqlTree& tree, const SchemaCatalog& catalog)
    : m_script(script)
    , m_tree(tree)
    , m_catalog(catalog)
{
    for (SqlToken token : sqlTokens(tree.text)) // of this statement alone: a script may hold thousands
        if (token.kind != SqlToken::Kind::Comment) {
            token.start += tree.base;
            m_tokens.append(token);
        }
}

SqlReading SqlQueryReader::read()
{
    readSelect(*m_tree.select, nullptr, nullptr, Role::Main);
    m_reading.isQuery = true;
    return std::move(m_reading);
}

int SqlQueryReader::readSelect(const Json& select, const Scope* outer, const Cte* ctes, Role role, const QString& name)
{
    const int index = static_cast<int>(m_reading.queries.size());
    ReadQuery query;
    query.role = role;
    query.name = name;
    query.parent = outer == nullptr ? -1 : outer->query;
    m_reading.queries.append(query);
    Scope scope;
    scope.query = index;
    scope.outer = outer;
    scope.ctes = ctes;
    if (const Json* with = member(select, "withClause"))
        scope.ctes = readWith(*with, outer, ctes);
    const Json* op = member(select, "op");
    if (op != nullptr && view(*op) != "SETOP_NONE")
        readArms(select, scope);
    else
        readLevel(select, scope);
    if (const Json* order = member(select, "sortClause"))
        readOrdering(*order, scope);
    readLimit(select, scope);
    m_reading.queries[index].end = static_cast<int>(m_reading.queries.size());
    return index;
}

void SqlQueryReader::readArms(const Json& select, Scope& scope)
{
    const std::string_view op = view(*member(select, "op"));
    const bool all = flag(select, "all");
    using Set = ReadQuery::Set;
    level(scope).set = op == "SETOP_UNION"     ? (all ? Set::UnionAll : Set::Union)
                     : op == "SETOP_INTERSECT" ? Set::Intersect
                                               : Set::Except;
    for (const char* side : {"larg", "rarg"}) {
        const Json* arm = member(select, side);
        if (arm == nullptr)
            continue;
        const int index = readSelect(*arm, scope.outer, scope.ctes, Role::Arm);
        level(scope).arms.append(index);
    }
    if (level(scope).arms.isEmpty())
        return;
    const ReadQuery& first = m_reading.queries.at(level(scope).arms.first());
    QList<ReadOutput> outputs = first.outputs;
    for (ReadOutput& output : outputs) {
        output.column = output.relation = -1;
        output.rowNumber = false;
        // Another arm may fill the column from elsewhere.
        for (qsizetype arm = 1; arm < level(scope).arms.size(); ++arm) {
            const QList<ReadOutput>& others = m_reading.queries.at(level(scope).arms.at(arm)).outputs;
            const qsizetype at = &output - outputs.data();
            if (at >= others.size() || !(others.at(at).origin == output.origin))
                output.origin = {};
        }
    }
    level(scope).outputsKnown = first.outputsKnown;
    level(scope).outputs = outputs;
}

void SqlQueryReader::readLevel(const Json& select, Scope& scope)
{
    if (const Json* lists = member(select, "valuesLists"))
        return readValues(*lists, scope);
    if (const Json* from = member(select, "fromClause"); from != nullptr && from->IsArray())
        for (const Json& item : from->GetArray()) {
            const QList<int> relations = readFrom(item, scope);
            level(scope).fromItems.append(relations);
        }
    if (const Json* distinct = member(select, "distinctClause"); distinct != nullptr && distinct->IsArray()) {
        level(scope).isDistinct = true;
        // DISTINCT alone is a list of one empty node.
        level(scope).distinctOn = !distinct->Empty() && !(*distinct)[0].ObjectEmpty();
    }
    const Json* targets = member(select, "targetList");
    if (targets != nullptr)
        readTargets(*targets, scope);
    if (const Json* where = member(select, "whereClause"))
        conjuncts(*where, {&scope, SqlClause::Where});
    if (const Json* group = member(select, "groupClause"))
        readGrouping(*group, scope);
    if (const Json* having = member(select, "havingClause"))
        conjuncts(*having, {&scope, SqlClause::Having});
    if (const Json* windows = member(select, "windowClause"))
        every(*windows, {&scope, SqlClause::Select});
    if (level(scope).distinctOn)
        readDistinctOn(*member(select, "distinctClause"), scope);
    if (targets != nullptr)
        resolvePartitions(scope.query, *targets);
}

//! A name that stands alone is an output's, if there is one.
void SqlQueryReader::readDistinctOn(const Json& keys, Scope& scope)
{
    for (const Json& node : keys.GetArray()) {
        const Json* reference = member(node, "ColumnRef");
        const QStringList parts = reference == nullptr ? QStringList() : names(member(*reference, "fields"));
        ReadItem item;
        item.whole = wholeOf(node);
        const QByteArray wanted = form(node);
        if (parts.size() != 1) {
            const Expression read = expression(node, {&scope, SqlClause::OrderBy});
            item.columns = read.columns;
            item.column = read.function.isEmpty() ? read.plain : -1;
        }
        const QList<ReadOutput>& outputs = level(scope).outputs;
        for (int i = 0; item.output < 0 && i < outputs.size(); ++i)
            if (parts.size() == 1 ? outputs.at(i).name == parts.first() : outputs.at(i).form == wanted)
                item.output = i;
        level(scope).distinctKeys.append(item);
    }
}

const SqlQueryReader::Cte* SqlQueryReader::readWith(const Json& with, const Scope* outer, const Cte* ctes)
{
    const Json* list = member(with, "ctes");
    if (list == nullptr || !list->IsArray())
        return ctes;
    const bool recursive = flag(with, "recursive");
    std::vector<Cte*> made;
    const Cte* seen = ctes;
    const auto begin = [&](const Json& fields) {
        m_ctes.push_back({text(member(fields, "ctename")), -1, names(member(fields, "aliascolnames")), true, seen});
        seen = &m_ctes.back();
        made.push_back(&m_ctes.back());
    };
    if (recursive) // each sees all of them
        for (const Json& node : list->GetArray())
            if (const Json* fields = member(node, "CommonTableExpr"))
                begin(*fields);
    std::size_t at = 0;
    for (const Json& node : list->GetArray()) {
        const Json* fields = member(node, "CommonTableExpr");
        const Json* query = fields == nullptr ? nullptr : member(*fields, "ctequery");
        const Json* select = query == nullptr ? nullptr : member(*query, "SelectStmt");
        if (fields == nullptr)
            continue;
        const Cte* visible = seen;
        if (!recursive)
            begin(*fields);
        Cte* cte = made[at++];
        if (select != nullptr) {
            cte->query = readSelect(*select, outer, visible, Role::Cte, cte->name);
            cte->open = false;
        }
    }
    return seen;
}

void SqlQueryReader::readValues(const Json& lists, Scope& scope)
{
    qsizetype width = 0;
    for (const Json& row : lists.GetArray()) {
        const Json* list = member(row, "List");
        const Json* items = list == nullptr ? nullptr : member(*list, "items");
        if (items == nullptr || !items->IsArray())
            continue;
        width = std::max(width, qsizetype(items->Size()));
        for (const Json& item : items->GetArray())
            expression(item, {&scope, SqlClause::Select});
    }
    level(scope).valuesRows = lists.Size();
    for (qsizetype i = 0; i < width; ++i) {
        ReadOutput output;
        output.name = u"column%1"_s.arg(i + 1);
        level(scope).outputs.append(output);
    }
}

void SqlQueryReader::readTargets(const Json& targets, Scope& scope)
{
    for (const Json& node : targets.GetArray()) {
        const Json* target = member(node, "ResTarget");
        const Json* value = target == nullptr ? nullptr : member(*target, "val");
        if (value == nullptr)
            continue;
        const Json* reference = member(*value, "ColumnRef");
        const Json* fields = reference == nullptr ? nullptr : member(*reference, "fields");
        if (fields != nullptr && fields->IsArray() && !fields->Empty() &&
            member((*fields)[fields->Size() - 1], "A_Star") != nullptr) {
            addStar(*fields, scope);
            continue;
        }
        ReadOutput output = outputOf(*value, scope);
        if (const QString name = text(member(*target, "name")); !name.isEmpty())
            output.name = name;
        output.place = placeAt(location(*target));
        output.whole = wholeOf(*value);
        if (const qsizetype next = tokenAt(output.whole.start + output.whole.length);
            member(*target, "name") != nullptr && next > 0 &&
            (next >= m_tokens.size() || word(next).compare("as", Qt::CaseInsensitive) != 0)) // a name without AS
            output.whole.length = m_tokens.at(next - 2).start + m_tokens.at(next - 2).length - output.whole.start;
        level(scope).outputs.append(output);
    }
}

ReadOutput SqlQueryReader::outputOf(const Json& value, Scope& scope)
{
    const Expression read = expression(value, {&scope, SqlClause::Select});
    ReadOutput output;
    output.aggregate = read.aggregate;
    output.form = form(value);
    const Json* inner = &value;
    while (const Json* cast = member(*inner, "TypeCast"))
        inner = member(*cast, "arg");
    if (const Json* call = member(*inner, "FuncCall")) {
        output.name = names(member(*call, "funcname")).value(names(member(*call, "funcname")).size() - 1);
        static const QSet<QString> numbers{u"row_number"_s, u"rank"_s, u"dense_rank"_s};
        output.rowNumber = member(*call, "over") != nullptr && numbers.contains(output.name);
    } else if (member(*inner, "CaseExpr") != nullptr) {
        output.name = u"case"_s;
    } else if (member(*inner, "CoalesceExpr") != nullptr) {
        output.name = u"coalesce"_s;
    } else if (member(*inner, "A_Expr") != nullptr || member(*inner, "BoolExpr") != nullptr) {
        output.name = u"?column?"_s; // as PostgreSQL calls it
    }
    if (read.plain >= 0 && read.function.isEmpty()) {
        const ReadColumn& column = m_reading.columns.at(read.plain);
        output.name = column.name;
        output.column = read.plain;
        output.origin = column.origin;
        if (column.foundQuery == scope.query) {
            output.relation = column.relation;
            output.relationColumn = column.name;
        }
    }
    return output;
}

void SqlQueryReader::addStar(const Json& fields, Scope& scope)
{
    const QStringList parts = names(&fields);
    ReadQuery& query = level(scope);
    QSet<QString> once; // columns that USING made one
    bool found = parts.isEmpty();
    for (int i = 0; i < query.relations.size(); ++i) {
        const ReadRelation& relation = query.relations.at(i);
        if (relation.hidden || relation.kind == ReadRelation::Kind::Joined)
            query.outputsKnown = false;
        if (relation.hidden || (!parts.isEmpty() && relation.alias != parts.last()))
            continue;
        found = true;
        query.outputsKnown = query.outputsKnown && relation.columnsKnown;
        for (const ReadOutput& column : relation.columns) {
            if (parts.isEmpty() && scope.merged.value(column.name).contains(i)) {
                if (once.contains(column.name))
                    continue;
                once.insert(column.name);
            }
            ReadOutput output;
            output.name = output.relationColumn = column.name;
            output.origin = column.origin;
            output.relation = i;
            query.outputs.append(output);
        }
    }
    query.outputsKnown = query.outputsKnown && found && !scope.anyMerged;
}

void SqlQueryReader::readGrouping(const Json& clause, Scope& scope)
{
    level(scope).grouped = true;
    for (const Json& node : clause.GetArray())
        addGrouping(node, scope);
}

void SqlQueryReader::addGrouping(const Json& node, Scope& scope)
{
    if (const Json* set = member(node, "GroupingSet")) {
        level(scope).groupingSets = true;
        if (const Json* content = member(*set, "content"); content != nullptr && content->IsArray())
            for (const Json& element : content->GetArray())
                addGrouping(element, scope);
        return;
    }
    if (const Json* row = member(node, "RowExpr")) {
        if (const Json* arguments = member(*row, "args"); arguments != nullptr && arguments->IsArray())
            for (const Json& element : arguments->GetArray())
                addGrouping(element, scope);
        return;
    }
    ReadItem item;
    const Json* constant = member(node, "A_Const");
    const Json* number = constant == nullptr ? nullptr : member(*constant, "ival");
    if (number != nullptr) {
        const Json* value = member(*number, "ival");
        item.output = (value == nullptr ? 0 : value->GetInt()) - 1;
        item.place = placeAt(location(*constant));
    } else {
        const Expression read = expression(node, {&scope, SqlClause::GroupBy});
        item.columns = read.columns;
        item.column = read.function.isEmpty() ? read.plain : -1;
        if (item.column >= 0) {
            const ReadColumn& column = m_reading.columns.at(item.column);
            item.place = column.place;
            if (column.state == ReadColumn::State::OutputName) {
                item.column = -1;
                for (int i = 0; i < level(scope).outputs.size(); ++i)
                    if (level(scope).outputs.at(i).name == column.name)
                        item.output = i;
            }
        }
        const QByteArray wanted = form(node);
        for (int i = 0; item.output < 0 && i < level(scope).outputs.size(); ++i)
            if (level(scope).outputs.at(i).form == wanted)
                item.output = i;
        if (item.place.length == 0 && node.IsObject() && !node.ObjectEmpty())
            item.place = placeAt(location(node.MemberBegin()->value));
    }
    if (item.column < 0 && item.output >= 0 && item.output < level(scope).outputs.size())
        item.column = level(scope).outputs.at(item.output).column;
    item.whole = wholeOf(node);
    level(scope).grouping.append(item);
}

void SqlQueryReader::readOrdering(const Json& clause, Scope& scope)
{
    for (const Json& node : clause.GetArray()) {
        const Json* sort = member(node, "SortBy");
        const Json* value = sort == nullptr ? nullptr : member(*sort, "node");
        if (value == nullptr)
            continue;
        ReadItem item;
        item.descending = view(*member(*sort, "sortby_dir")) == "SORTBY_DESC";
        const Json* constant = member(*value, "A_Const");
        const Json* number = constant == nullptr ? nullptr : member(*constant, "ival");
        if (number != nullptr) {
            const Json* at = member(*number, "ival");
            item.output = (at == nullptr ? 0 : at->GetInt()) - 1;
        } else if (level(scope).set == ReadQuery::Set::None || member(*value, "ColumnRef") != nullptr) {
            // Only a name that stands alone can be an output's.
            const bool alone = member(*value, "ColumnRef") != nullptr;
            const Expression read = expression(*value, {&scope, alone ? SqlClause::OrderBy : SqlClause::Select});
            item.columns = read.columns;
            item.column = read.function.isEmpty() ? read.plain : -1;
        }
        if (value->IsObject() && !value->ObjectEmpty())
            item.place = placeAt(location(value->MemberBegin()->value), true);
        if (item.column >= 0 && m_reading.columns.at(item.column).state == ReadColumn::State::OutputName) {
            for (int i = 0; i < level(scope).outputs.size(); ++i)
                if (level(scope).outputs.at(i).name == m_reading.columns.at(item.column).name)
                    item.output = i;
            item.column = -1;
        }
        item.whole = wholeOf(*value);
        level(scope).ordering.append(item);
    }
}

void SqlQueryReader::readLimit(const Json& select, Scope& scope)
{
    level(scope).hasOffset = member(select, "limitOffset") != nullptr;
    const Json* count = member(select, "limitCount");
    if (count == nullptr)
        return;
    QList<ReadLiteral> literals;
    if (takeLiterals(*count, literals) && literals.size() == 1) {
        if (literals.first().kind == ReadLiteral::Kind::Null)
            return; // LIMIT ALL
        level(scope).limit = literals.first().text;
        level(scope).limitPlace = literals.first().place;
    } else {
        expression(*count, {&scope, SqlClause::OrderBy});
        level(scope).limit = u"?"_s;
    }
}

//! Which outputs a row_number() is counted by: with it they are a key.
void SqlQueryReader::resolvePartitions(int query, const Json& targets)
{
    QList<ReadOutput>& outputs = m_reading.queries[query].outputs;
    for (ReadOutput& output : outputs) {
        if (!output.rowNumber)
            continue;
        for (const Json& node : targets.GetArray()) {
            const Json* target = member(node, "ResTarget");
            const Json* value = target == nullptr ? nullptr : member(*target, "val");
            if (value == nullptr || form(*value) != output.form)
                continue;
            const Json* call = member(*value, "FuncCall");
            const Json* over = call == nullptr ? nullptr : member(*call, "over");
            const Json* partition = over == nullptr ? nullptr : member(*over, "partitionClause");
            output.wholePartition = over != nullptr && member(*over, "name") == nullptr;
            if (partition == nullptr || !partition->IsArray())
                continue;
            for (const Json& element : partition->GetArray()) {
                const QByteArray wanted = form(element);
                const Json* reference = member(element, "ColumnRef");
                const QStringList parts = reference == nullptr ? QStringList() : names(member(*reference, "fields"));
                const auto at = std::find_if(outputs.cbegin(), outputs.cend(), [&](const ReadOutput& candidate) {
                    return candidate.form == wanted ||
                           (!parts.isEmpty() && candidate.relationColumn == parts.last() && candidate.relation >= 0);
                });
                if (at == outputs.cend())
                    output.wholePartition = false;
                else
                    output.partition.append(at->name);
            }
        }
    }
}

SqlReading readStatementHere(const SqlScript& script, qsizetype index, const SchemaCatalog& catalog)
{
    const std::unique_ptr<SqlTree> tree = readSqlTree(script, index);
    return tree == nullptr ? SqlReading() : SqlQueryReader(script, *tree, catalog).read();
}

SqlReading readStatement(const SqlScript& script, qsizetype index, const SchemaCatalog& catalog)
{
    return onSqlParserThread([script, index, catalog] { return readStatementHere(script, index, catalog); }).result();
}

} // namespace parlance
