// SPDX-License-Identifier: GPL-3.0-or-later
// Whose column a name is, as PostgreSQL looks for it; and what the reader needs of the JSON tree.
#include "assistant/SqlQueryReader.h"

#include <algorithm>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

int SqlQueryReader::readColumn(const Json& reference, const Context& context)
{
    const Json* fields = member(reference, "fields");
    const QStringList parts = names(fields);
    if (fields == nullptr || !fields->IsArray() || parts.isEmpty())
        return -1;
    ReadColumn column;
    column.query = context.scope->query;
    column.place = placeAt(location(reference), true);
    column.name = parts.last();
    const bool star = parts.size() != static_cast<qsizetype>(fields->Size());
    if (parts.size() > 1)
        column.qualifier = parts.at(parts.size() - 2);
    const Scope& scope = *context.scope;
    const bool byOutput = parts.size() == 1 && !star;
    if (star || parts.size() > 3)
        column.state = ReadColumn::State::Unclear; // count(o.*)
    else if (byOutput && context.clause == SqlClause::OrderBy && resolveOutput(column, scope))
        column.state = ReadColumn::State::OutputName;
    else
        resolve(column, parts.size() == 3 ? parts.first() : QString(), scope);
    if (byOutput && context.clause == SqlClause::GroupBy && column.state == ReadColumn::State::UnknownColumn &&
        resolveOutput(column, scope))
        column.state = ReadColumn::State::OutputName;
    m_reading.columns.append(column);
    return static_cast<int>(m_reading.columns.size()) - 1;
}

bool SqlQueryReader::resolveOutput(ReadColumn& column, const Scope& scope) const
{
    const QList<ReadOutput>& outputs = m_reading.queries.at(scope.query).outputs;
    const auto at = std::find_if(outputs.cbegin(), outputs.cend(),
                                 [&column](const ReadOutput& output) { return output.name == column.name; });
    if (at == outputs.cend())
        return !m_reading.queries.at(scope.query).outputsKnown &&
               m_reading.queries.at(scope.query).set != ReadQuery::Set::None;
    column.origin = at->origin;
    column.relation = at->relation;
    column.foundQuery = scope.query;
    return true;
}

void SqlQueryReader::resolve(ReadColumn& column, const QString& schema, const Scope& scope) const
{
    if (column.qualifier.isEmpty())
        resolveBare(column, scope);
    else
        resolveQualified(column, schema, scope);
}

//! Takes the column from a relation that has it.
bool SqlQueryReader::takeFrom(ReadColumn& column, int query, int relation) const
{
    static const QSet<QString> system{u"ctid"_s, u"xmin"_s, u"xmax"_s, u"cmin"_s, u"cmax"_s, u"tableoid"_s};
    const ReadRelation& candidate = m_reading.queries.at(query).relations.at(relation);
    const auto at = std::find_if(candidate.columns.cbegin(), candidate.columns.cend(),
                                 [&column](const ReadOutput& output) { return output.name == column.name; });
    if (at == candidate.columns.cend() && !(candidate.isTable() && system.contains(column.name)))
        return false;
    column.state = ReadColumn::State::Resolved;
    column.foundQuery = query;
    column.relation = relation;
    column.origin = at == candidate.columns.cend() ? ColumnOrigin() : at->origin;
    return true;
}

void SqlQueryReader::resolveBare(ReadColumn& column, const Scope& scope) const
{
    for (const Scope* at = &scope; at != nullptr; at = at->outer) {
        const QList<ReadRelation>& relations = m_reading.queries.at(at->query).relations;
        QList<int> found;
        bool unclear = false;
        for (int i = 0; i < relations.size(); ++i) {
            const ReadRelation& relation = relations.at(i);
            if (!relation.hidden && takeFrom(column, at->query, i))
                found.append(i);
            unclear = unclear || !relation.columnsKnown || relation.alias == column.name;
        }
        const QSet<int> merged = at->merged.value(column.name);
        const qsizetype others =
            std::count_if(found.cbegin(), found.cend(), [&merged](int relation) { return !merged.contains(relation); });
        const qsizetype apart = others + (others < found.size() ? 1 : 0);
        if (apart == 1) {
            takeFrom(column, at->query, found.first());
            return;
        }
        if (apart > 1) {
            column.state = at->anyMerged ? ReadColumn::State::Unclear : ReadColumn::State::Ambiguous;
            column.relation = column.foundQuery = -1;
            column.origin = {};
            return;
        }
        if (unclear) {
            column.state = ReadColumn::State::Unclear;
            return;
        }
    }
    column.state = ReadColumn::State::UnknownColumn;
}

void SqlQueryReader::resolveQualified(ReadColumn& column, const QString& schema, const Scope& scope) const
{
    for (const Scope* at = &scope; at != nullptr; at = at->outer) {
        const QList<ReadRelation>& relations = m_reading.queries.at(at->query).relations;
        for (int i = 0; i < relations.size(); ++i) {
            const ReadRelation& relation = relations.at(i);
            if (relation.hidden || relation.alias != column.qualifier ||
                (!schema.isEmpty() && relation.tableSchema != schema && relation.isTable()))
                continue;
            if (takeFrom(column, at->query, i))
                return;
            column.foundQuery = at->query;
            column.relation = i;
            column.state = relation.columnsKnown ? ReadColumn::State::UnknownColumn : ReadColumn::State::Unclear;
            return;
        }
    }
    column.state = ReadColumn::State::UnknownQualifier;
}

const SqlQueryReader::Json* SqlQueryReader::member(const Json& object, const char* key)
{
    if (!object.IsObject())
        return nullptr;
    const auto at = object.FindMember(key);
    return at == object.MemberEnd() ? nullptr : &at->value;
}

std::string_view SqlQueryReader::view(const Json& value)
{
    return value.IsString() ? std::string_view(value.GetString(), value.GetStringLength()) : std::string_view();
}

QString SqlQueryReader::text(const Json* value)
{
    return value == nullptr || !value->IsString()
             ? QString()
             : QString::fromUtf8(value->GetString(), static_cast<qsizetype>(value->GetStringLength()));
}

//! The words of a list of String nodes; others (a star) are left out.
QStringList SqlQueryReader::names(const Json* list)
{
    QStringList found;
    if (list == nullptr || !list->IsArray())
        return found;
    for (const Json& node : list->GetArray())
        if (const Json* string = member(node, "String"))
            found.append(text(member(*string, "sval")));
    return found;
}

bool SqlQueryReader::flag(const Json& object, const char* key)
{
    const Json* value = member(object, key);
    return value != nullptr && value->IsBool() && value->GetBool();
}

//! A node's text without its places: the same for the same words.
QByteArray SqlQueryReader::form(const Json& node)
{
    QByteArray made;
    addForm(node, made);
    return made;
}

void SqlQueryReader::addForm(const Json& node, QByteArray& made)
{
    if (node.IsString()) {
        made.append(node.GetString(), static_cast<qsizetype>(node.GetStringLength())).append('\x1');
    } else if (node.IsInt64()) {
        made.append(QByteArray::number(static_cast<qint64>(node.GetInt64()))).append('\x2');
    } else if (node.IsBool()) {
        made.append(node.GetBool() ? 't' : 'f');
    } else if (node.IsArray()) {
        for (const Json& element : node.GetArray()) {
            addForm(element, made);
            made.append('\x3');
        }
    } else if (node.IsObject()) {
        for (const auto& field : node.GetObject())
            if (view(field.name) != "location") {
                made.append(field.name.GetString()).append('\x4');
                addForm(field.value, made);
            }
    }
}

qsizetype SqlQueryReader::location(const Json& node) const
{
    const Json* at = member(node, "location");
    // A location of 0 is left out; a node without one says -1.
    const qint64 place = at != nullptr && at->IsInt64() ? at->GetInt64() : at == nullptr ? 0 : -1;
    return place < 0 ? -1 : m_tree.base + static_cast<qsizetype>(place);
}

qsizetype SqlQueryReader::tokenAt(qsizetype start) const
{
    const auto at = std::partition_point(m_tokens.cbegin(), m_tokens.cend(),
                                         [start](const SqlToken& token) { return token.start < start; });
    return at - m_tokens.cbegin();
}

//! The token at \a location; \a dotted: with what is joined to it by dots.
SqlPlace SqlQueryReader::placeAt(qsizetype location, bool dotted) const
{
    if (location < 0)
        return {};
    qsizetype at = tokenAt(location);
    if (at >= m_tokens.size())
        return {};
    const qsizetype start = m_tokens.at(at).start;
    const auto isDot = [this](qsizetype token) {
        return m_tokens.at(token).length == 1 && m_script.text.at(m_tokens.at(token).start) == '.';
    };
    while (dotted && at + 2 < m_tokens.size() && isDot(at + 1))
        at += 2;
    return {start, m_tokens.at(at).start + m_tokens.at(at).length - start};
}

} // namespace parlance
