// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/NameCheck.h"

#include "assistant/checks/NearName.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qsizetype mostFindings = 20;

class NameChecker final {
    Q_DECLARE_TR_FUNCTIONS(NameCheck)
public:
    explicit NameChecker(const CheckInput& input)
        : m_input(input)
    {}

    QList<Finding> check()
    {
        if (m_input.catalog.tableCount() == 0)
            return {};
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadRelation& relation : query.relations)
                checkRelation(relation);
        for (const ReadColumn& column : m_input.reading.columns)
            checkColumn(column);
        std::stable_sort(m_findings.begin(), m_findings.end(),
                         [](const Finding& a, const Finding& b) { return a.start < b.start; });
        return m_findings.mid(0, mostFindings);
    }

private:
    void add(const QString& message, const SqlPlace& place)
    {
        const Finding finding{u"names"_s, Finding::Severity::Error, message, place.start, place.length};
        if (!m_findings.contains(finding))
            m_findings.append(finding);
    }

    void checkRelation(const ReadRelation& relation)
    {
        if (relation.kind == ReadRelation::Kind::Table) {
            const Table* table = m_input.catalog.find(relation.tableSchema, relation.tableName);
            if (table != nullptr && !table->readable)
                add(tr("You may not read %1. Use another table, or ask whoever looks after the database for the "
                       "right to.")
                        .arg(qualifiedName(table->schema, table->name)),
                    relation.place);
            return;
        }
        if (relation.kind != ReadRelation::Kind::Unknown || relation.name.isEmpty())
            return;
        QStringList candidates;
        QStringList elsewhere;
        for (const Schema& schema : m_input.catalog.schemas)
            for (const Table& table : schema.tables)
                if (table.readable) {
                    candidates.append(table.name);
                    if (table.name == relation.name)
                        elsewhere.append(qualifiedName(schema.name, table.name));
                }
        const QString written = relation.schema.isEmpty()
                                  ? quotedIdentifier(relation.name)
                                  : quotedIdentifier(relation.schema) + u'.' + quotedIdentifier(relation.name);
        const QString near = nearestName(relation.name, candidates);
        if (!elsewhere.isEmpty())
            add(tr("There is no table %1. It is %2.").arg(written, elsewhere.first()), relation.place);
        else if (!near.isEmpty())
            add(tr("There is no table %1. The nearest is %2.").arg(written, nameOfTable(near)), relation.place);
        else
            add(tr("There is no table %1. Choose one from the list of tables.").arg(written), relation.place);
    }

    QString nameOfTable(const QString& name) const
    {
        for (const Schema& schema : m_input.catalog.schemas)
            for (const Table& table : schema.tables)
                if (table.name == name)
                    return qualifiedName(schema.name, name);
        return name;
    }

    void checkColumn(const ReadColumn& column)
    {
        switch (column.state) {
        case ReadColumn::State::UnknownColumn:
            return column.relation >= 0 ? unknownIn(column) : unknownBare(column);
        case ReadColumn::State::UnknownQualifier:
            return unknownQualifier(column);
        case ReadColumn::State::Ambiguous:
            return ambiguous(column);
        default:
            return;
        }
    }

    static QStringList columnNames(const ReadRelation& relation)
    {
        QStringList names;
        for (const ReadOutput& column : relation.columns)
            names.append(column.name);
        return names;
    }

    //! The relations a bare column of \a level can come from.
    QList<const ReadRelation*> visible(int level) const
    {
        QList<const ReadRelation*> relations;
        for (int at = level; at >= 0; at = m_input.reading.queries.at(at).parent)
            for (const ReadRelation& relation : m_input.reading.queries.at(at).relations)
                relations.append(&relation);
        return relations;
    }

    //! Whose the column is after all: "customers.name"; empty when nobody's or more than one's.
    QString ownerOf(const ReadColumn& column) const
    {
        QStringList owners;
        for (const ReadRelation* relation : visible(column.query))
            if (columnNames(*relation).contains(column.name))
                owners.append(quotedIdentifier(relation->alias) + u'.' + quotedIdentifier(column.name));
        return owners.size() == 1 ? owners.first() : QString();
    }

    void unknownIn(const ReadColumn& column)
    {
        const ReadRelation& relation = m_input.reading.queries.at(column.foundQuery).relations.at(column.relation);
        const QString name = quotedIdentifier(column.name);
        const QString where = relation.isTable() ? qualifiedName(relation.tableSchema, relation.tableName)
                                                 : quotedIdentifier(relation.alias);
        const QString near = nearestName(column.name, columnNames(relation));
        const QString owner = ownerOf(column);
        if (!near.isEmpty())
            add(tr("%1 has no column %2. The nearest is %3.").arg(where, name, quotedIdentifier(near)), column.place);
        else if (!owner.isEmpty())
            add(tr("%1 has no column %2. There is %3.").arg(where, name, owner), column.place);
        else
            add(tr("%1 has no column %2. Choose one of its columns in the list of tables.").arg(where, name),
                column.place);
    }

    void unknownBare(const ReadColumn& column)
    {
        const QString name = quotedIdentifier(column.name);
        QStringList candidates;
        for (const ReadRelation* relation : visible(column.query))
            candidates += columnNames(*relation);
        const QString near = nearestName(column.name, candidates);
        const QList<ReadOutput>& outputs = m_input.reading.queries.at(column.query).outputs;
        const bool output = std::any_of(outputs.cbegin(), outputs.cend(), [&](const ReadOutput& candidate) {
            return candidate.name == column.name && candidate.column < 0; // an expression that has been named
        });
        if (output)
            add(tr("%1 is a name that this query gives to a result column; it is not known here yet. Write the "
                   "expression itself, or put the query into a WITH.")
                    .arg(name),
                column.place);
        else if (!near.isEmpty())
            add(tr("There is no column %1 in this query. The nearest is %2.").arg(name, quotedIdentifier(near)),
                column.place);
        else
            add(tr("There is no column %1 in the tables of this query. Choose one of their columns in the list of "
                   "tables.")
                    .arg(name),
                column.place);
    }

    void unknownQualifier(const ReadColumn& column)
    {
        const QString qualifier = quotedIdentifier(column.qualifier);
        QStringList aliases;
        for (const ReadRelation* relation : visible(column.query)) {
            aliases.append(relation->alias);
            if (relation->name == column.qualifier)
                return add(tr("%1 is called %2 in this query. Write %2.%3.")
                               .arg(qualifier, quotedIdentifier(relation->alias), quotedIdentifier(column.name)),
                           column.place);
        }
        const QString near = nearestName(column.qualifier, aliases);
        const QString owner = ownerOf(column);
        if (!near.isEmpty())
            add(tr("There is no table or alias %1 in FROM. The nearest is %2.").arg(qualifier, quotedIdentifier(near)),
                column.place);
        else if (!owner.isEmpty())
            add(tr("There is no table or alias %1 in FROM. There is %2.").arg(qualifier, owner), column.place);
        else
            add(tr("There is no table or alias %1 in FROM. Join it, or use one that is there.").arg(qualifier),
                column.place);
    }

    void ambiguous(const ReadColumn& column)
    {
        QStringList owners;
        for (const ReadRelation& relation : m_input.reading.queries.at(column.query).relations)
            if (columnNames(relation).contains(column.name))
                owners.append(quotedIdentifier(relation.alias) + u'.' + quotedIdentifier(column.name));
        add(tr("%1 can mean %2. Write which one.")
                .arg(quotedIdentifier(column.name), owners.mid(0, 3).join(tr(" or "))),
            column.place);
    }

    const CheckInput& m_input;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkNames(const CheckInput& input)
{
    return input.reading.isQuery ? NameChecker(input).check() : QList<Finding>();
}

} // namespace parlance
