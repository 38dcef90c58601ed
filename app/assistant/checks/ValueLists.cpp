// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/ValueLists.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Operator = ReadCondition::Operator;

bool listsValues(const ReadCondition& condition)
{
    return (condition.op == Operator::In || condition.op == Operator::Equal) && condition.onlyLiterals &&
           condition.column >= 0 && condition.function.isEmpty() && !condition.negated &&
           condition.clause == SqlClause::Where;
}

QStringList textsOf(const ReadCondition& condition)
{
    QStringList texts;
    for (const ReadLiteral& literal : condition.literals)
        if (literal.kind == ReadLiteral::Kind::Text || literal.kind == ReadLiteral::Kind::Number)
            texts.append(literal.text);
    return texts;
}

} // namespace

ValueLists::ValueLists(const SchemaCatalog& catalog, const KnownValues* known)
    : m_catalog(catalog)
    , m_known(known)
{}

ValueLists::List ValueLists::read(const ColumnOrigin& origin, bool complete, int depth)
{
    const Table* table = tableOf(m_catalog, origin);
    const Column* column = columnOf(m_catalog, origin);
    if (table == nullptr || column == nullptr)
        return {};
    if (!column->enumLabels.isEmpty())
        return column->type.endsWith(u"[]") ? List() : List{column->enumLabels, true};
    const QString key = table->schema + u'\0' + table->name;
    if (!table->checks.isEmpty() && !m_checks.contains(key))
        m_checks.insert(key, readChecks(*table));
    if (const QStringList listed = m_checks.value(key).value(origin.column); !listed.isEmpty())
        return {listed, false};
    if (m_known != nullptr)
        if (const KnownValues::Values known = m_known->of(origin.schema, origin.table, origin.column);
            known.complete || (!complete && !known.values.isEmpty())) {
            QStringList values = known.values;
            if (column->type.startsWith(u"character(")) // kept with blanks that no comparison sees
                for (QString& value : values)
                    while (value.endsWith(u' '))
                        value.chop(1);
            return {values, false};
        }
    const bool isView = table->kind == Table::Kind::View || table->kind == Table::Kind::MaterializedView;
    if (const ColumnOrigin behind = isView && depth < 4 ? behindView(*table, origin.column) : ColumnOrigin();
        behind.isKnown())
        return read(behind, complete, depth + 1);
    return {};
}

ColumnOrigin ValueLists::behindView(const Table& view, const QString& column)
{
    const QString key = view.schema + u'\0' + view.name;
    if (!m_viewColumns.contains(key)) {
        QHash<QString, ColumnOrigin>& shown = m_viewColumns[key];
        SqlScript script;
        script.text = view.definition.toUtf8();
        while (script.text.endsWith(';'))
            script.text.chop(1);
        SqlStatement statement;
        statement.length = script.text.size();
        statement.kind = u"SELECT"_s;
        script.statements.append(statement);
        const SqlReading reading = script.text.size() > 50'000 ? SqlReading() : readStatementHere(script, 0, m_catalog);
        if (reading.isQuery && reading.queries.first().set == ReadQuery::Set::None)
            for (const ReadOutput& output : reading.queries.first().outputs)
                shown.insert(output.name, output.origin);
    }
    return m_viewColumns.value(key).value(column);
}

QHash<QString, QStringList> ValueLists::readChecks(const Table& table) const
{
    QHash<QString, QStringList> lists;
    for (const QString& check : table.checks) {
        const qsizetype open = check.indexOf(u'(');
        const qsizetype close = check.lastIndexOf(u')');
        if (open < 0 || close <= open || check.size() > 20'000)
            continue;
        SqlScript script;
        script.text = "SELECT FROM " + quotedIdentifier(table.schema).toUtf8() + '.' +
                      quotedIdentifier(table.name).toUtf8() + " WHERE " + check.mid(open, close - open + 1).toUtf8();
        SqlStatement statement;
        statement.length = script.text.size();
        statement.kind = u"SELECT"_s;
        script.statements.append(statement);
        const SqlReading reading = readStatementHere(script, 0, m_catalog);
        if (!reading.isQuery || reading.queries.size() != 1)
            continue;
        const ReadQuery& query = reading.queries.first();
        const auto nameOf = [&reading](const ReadCondition& c) { return reading.columns.at(c.column).name; };
        for (const ReadCondition& condition : query.conditions)
            if (condition.top && listsValues(condition))
                lists.insert(nameOf(condition), textsOf(condition));
        // col = 'a' OR col = 'b' OR col IS NULL
        if (query.conjuncts.size() != 1 || query.conditions.size() < 2 || !query.conditions.first().underOr)
            continue;
        QStringList values;
        const bool chain = std::all_of(query.conditions.cbegin(), query.conditions.cend(), [&](const ReadCondition& c) {
            values += textsOf(c);
            return c.column >= 0 && c.underOr && nameOf(c) == nameOf(query.conditions.first()) &&
                   (c.op == Operator::IsNull || listsValues(c));
        });
        if (chain)
            lists.insert(nameOf(query.conditions.first()), values);
    }
    return lists;
}

} // namespace parlance
