// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/ArmCheck.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

class ArmChecker final {
    Q_DECLARE_TR_FUNCTIONS(ArmCheck)
public:
    explicit ArmChecker(const CheckInput& input)
        : m_input(input)
    {}

    QList<Finding> check()
    {
        for (const ReadQuery& query : m_input.reading.queries)
            if ((query.set == ReadQuery::Set::Union || query.set == ReadQuery::Set::UnionAll) && query.arms.size() > 1)
                checkArmsOf(query);
        return m_findings;
    }

private:
    void checkArmsOf(const ReadQuery& query)
    {
        QList<QSet<QString>> held;
        for (const int arm : query.arms)
            held.append(conditionedColumns(m_input.reading.queries.at(arm)));
        for (qsizetype i = 0; i < query.arms.size(); ++i) {
            QSet<QString> shared;
            for (qsizetype other = 0; other < query.arms.size(); ++other)
                if (other != i)
                    shared = shared.isEmpty() ? held.at(other) : shared & held.at(other);
            // An arm with conditions of its own is another part of the answer.
            const ReadQuery& arm = m_input.reading.queries.at(query.arms.at(i));
            if (!arm.conjuncts.isEmpty() || arm.relations.isEmpty() || arm.set != ReadQuery::Set::None)
                continue;
            for (const QString& name : std::as_const(shared))
                if (hasColumn(arm, name))
                    return say(arm, name);
        }
    }

    //! Columns that must have certain values.
    QSet<QString> conditionedColumns(const ReadQuery& arm) const
    {
        QSet<QString> names;
        for (const ReadCondition& condition : arm.conditions)
            if (condition.top && condition.column >= 0 && condition.clause == SqlClause::Where &&
                (!condition.literals.isEmpty() || !condition.moments.isEmpty()))
                names.insert(m_input.reading.columns.at(condition.column).name);
        return names;
    }

    bool hasColumn(const ReadQuery& arm, const QString& name) const
    {
        return std::any_of(arm.relations.cbegin(), arm.relations.cend(), [&](const ReadRelation& relation) {
            const Table* table =
                relation.isTable() ? m_input.catalog.find(relation.tableSchema, relation.tableName) : nullptr;
            return table != nullptr && std::any_of(table->columns.cbegin(), table->columns.cend(),
                                                   [&name](const Column& column) { return column.name == name; });
        });
    }

    void say(const ReadQuery& arm, const QString& name)
    {
        const ReadRelation& first = arm.relations.first();
        m_findings.append({u"joins"_s, Finding::Severity::Warning,
                           tr("The other parts of the UNION filter by %1, and the part over %2 does not. Add the "
                              "condition there too.")
                               .arg(quotedIdentifier(name), first.name.isEmpty() ? first.alias : first.name),
                           first.place.start, first.place.length});
    }

    const CheckInput& m_input;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkArms(const CheckInput& input)
{
    return ArmChecker(input).check();
}

} // namespace parlance
