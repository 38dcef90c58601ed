// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/FanOutCheck.h"

#include "assistant/checks/Cardinality.h"
#include "base/WordForms.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

class FanOutChecker final {
    Q_DECLARE_TR_FUNCTIONS(FanOutCheck)
public:
    explicit FanOutChecker(const CheckInput& input)
        : m_input(input)
        , m_cardinality(input.reading, input.catalog)
    {}

    QList<Finding> check()
    {
        for (int i = 0; i < m_input.reading.queries.size(); ++i) {
            const ReadQuery& query = m_input.reading.queries.at(i);
            // Within EXISTS and IN a sum is compared, seldom shown; its rows are still its own.
            if (query.relations.size() < 2 || query.role == ReadQuery::Role::Exists)
                continue;
            for (const ReadAggregate& aggregate : query.aggregates)
                checkAggregate(i, query, aggregate);
        }
        return m_findings;
    }

private:
    void checkAggregate(int index, const ReadQuery& query, const ReadAggregate& aggregate)
    {
        const bool sums = aggregate.function == u"sum" || aggregate.function == u"avg";
        const bool counts = aggregate.function == u"count" && !aggregate.star;
        if (aggregate.distinct || aggregate.window)
            return;
        if (aggregate.function == u"count" && aggregate.star)
            return checkRowCount(index, query, aggregate);
        if (!sums && !counts)
            return;
        QSet<int> from;
        for (const int column : aggregate.values)
            from.insert(m_input.reading.columns.at(column).relation);
        from.remove(-1);
        if (from.isEmpty())
            return;
        const QSet<int> counted = from;
        from.unite(partedBy(index, query, from));
        const QSet<int> known = m_cardinality.determined(index, from, groupedBy(index, query));
        if (known.size() == query.relations.size())
            return;
        int many = -1;
        for (int i = 0; many < 0 && i < query.relations.size(); ++i)
            if (!known.contains(i) && (!counts || isOtherBranch(index, i, from) || isAddedUp(query, i)))
                many = i;
        if (many < 0 || (counts && !isKeyOf(query, aggregate)))
            return;
        if (sums && isMeant(query.relations.at(many)))
            return;
        say(query, aggregate, query.relations.at(*counted.cbegin()), query.relations.at(many));
    }

    //! The answer says that it adds up over all of them: "the seats of the type, over all flights".
    bool isMeant(const ReadRelation& many) const
    {
        static const QRegularExpression each(uR"(\b(?:over|across|for|of) (?:all|each|every)\s+(\w+)(?:\s+(\w+))?)"_s,
                                             QRegularExpression::CaseInsensitiveOption);
        const QString table = stem(many.tableName.toLower());
        for (auto it = each.globalMatch(m_input.words.join(u'\n')); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            if (stem(match.captured(1).toLower()) == table || stem(match.captured(2).toLower()) == table)
                return true;
        }
        return false;
    }

    //! COUNT(*) AS orders over orders and what multiplies them; COUNT(*) where two branches of one table meet.
    void checkRowCount(int index, const ReadQuery& query, const ReadAggregate& aggregate)
    {
        const QSet<Cardinality::Cell> fixed = groupedBy(index, query);
        QList<QSet<int>> reach;
        for (int i = 0; i < query.relations.size(); ++i) {
            if (!query.relations.at(i).isTable())
                return;
            reach.append(m_cardinality.determined(index, {i}, fixed));
        }
        for (const ReadOutput& output : query.outputs)
            for (int i = 0; i < query.relations.size(); ++i)
                if (output.place.start <= aggregate.place.start && output.aggregate &&
                    output.form.contains("agg_star") && reach.at(i).size() < query.relations.size() &&
                    stem(output.name.toLower()) == stem(query.relations.at(i).tableName.toLower()))
                    return say(query, aggregate, query.relations.at(i),
                               query.relations.at(firstBeside(reach.at(i), query.relations.size())));
        for (int a = 0; a < reach.size(); ++a)
            for (int b = a + 1; b < reach.size(); ++b)
                if (meet(query, reach, a, b))
                    return say(query, aggregate, query.relations.at(a), query.relations.at(b));
    }

    static int firstBeside(const QSet<int>& known, qsizetype count)
    {
        int at = 0;
        while (at < count - 1 && known.contains(at))
            ++at;
        return at;
    }

    //! Both lead to a third table, no one leads to both, and they are not rows of one table.
    static bool meet(const ReadQuery& query, const QList<QSet<int>>& reach, int a, int b)
    {
        if (reach.at(a).contains(b) || reach.at(b).contains(a) ||
            query.relations.at(a).tableName == query.relations.at(b).tableName)
            return false;
        const bool joined = std::any_of(reach.cbegin(), reach.cend(),
                                        [a, b](const QSet<int>& from) { return from.contains(a) && from.contains(b); });
        QSet<int> common = reach.at(a) & reach.at(b);
        return !joined && !common.isEmpty();
    }

    //! The relations that the rows are parted by or kept of, by a column of theirs (a name): such as others lead to.
    QSet<int> partedBy(int index, const ReadQuery& query, const QSet<int>& from) const
    {
        QList<int> columns;
        for (const ReadItem& item : query.grouping)
            if (item.column >= 0 && !query.groupingSets)
                columns.append(item.column);
        for (const ReadCondition& condition : query.conditions)
            if (condition.top && condition.column >= 0 && condition.onlyLiterals && condition.literals.size() == 1 &&
                condition.op == ReadCondition::Operator::Equal)
                columns.append(condition.column);
        QSet<int> parted;
        for (const int at : std::as_const(columns)) {
            const ReadColumn& column = m_input.reading.columns.at(at);
            if (column.foundQuery != index || column.relation < 0 || from.contains(column.relation))
                continue;
            QSet<int> others;
            for (int i = 0; i < query.relations.size(); ++i)
                if (i != column.relation && !from.contains(i))
                    others.insert(i);
            if (m_cardinality.keys(query.relations.at(column.relation)) &&
                m_cardinality.determined(index, others).contains(column.relation))
                parted.insert(column.relation);
        }
        return parted;
    }

    //! What holds one value within a group.
    QSet<Cardinality::Cell> groupedBy(int index, const ReadQuery& query) const
    {
        QSet<Cardinality::Cell> cells;
        for (const ReadItem& item : query.grouping) {
            const ReadColumn* column = item.column < 0 ? nullptr : &m_input.reading.columns.at(item.column);
            if (column != nullptr && column->foundQuery == index && !query.groupingSets)
                cells.insert({column->relation, column->name});
        }
        return cells;
    }

    //! The same level adds up or counts what \a many holds: then its rows are not what a count of others means.
    bool isAddedUp(const ReadQuery& query, int many) const
    {
        return std::any_of(query.aggregates.cbegin(), query.aggregates.cend(), [&](const ReadAggregate& other) {
            const bool adds = other.function == u"sum" || other.function == u"avg" || other.function == u"count";
            return adds && !other.window && !other.values.isEmpty() &&
                   std::any_of(other.values.cbegin(), other.values.cend(),
                               [&](int column) { return m_input.reading.columns.at(column).relation == many; });
        });
    }

    //! Rows of \a many do not lead back to the counted ones: two branches meet.
    bool isOtherBranch(int index, int many, const QSet<int>& from) const
    {
        return !m_cardinality.determined(index, {many}).contains(from);
    }

    bool isKeyOf(const ReadQuery& query, const ReadAggregate& aggregate) const
    {
        if (aggregate.values.size() != 1)
            return false;
        const ReadColumn& column = m_input.reading.columns.at(aggregate.values.first());
        const auto keys = m_cardinality.keys(query.relations.at(column.relation));
        return keys && keys->contains(QStringList{column.name});
    }

    void say(const ReadQuery& query, const ReadAggregate& aggregate, const ReadRelation& of, const ReadRelation& many)
    {
        Q_UNUSED(query)
        const QString what = aggregate.function.toUpper();
        const QString one = nameOf(of);
        const QString other = nameOf(many);
        const QString message =
            aggregate.function == u"avg"
                ? tr("Each row of %1 appears once for every matching row of %2, so %3 gives some rows more weight than "
                     "others. Add up %2 in a subquery first, or leave it out.")
                      .arg(one, other, what)
                : tr("Each row of %1 appears once for every matching row of %2, so %3 counts it several times. Add up "
                     "%2 in a subquery first, or leave it out.")
                      .arg(one, other, what);
        m_findings.append(
            {u"joins"_s, Finding::Severity::Warning, message, aggregate.place.start, aggregate.place.length});
    }

    static QString nameOf(const ReadRelation& relation)
    {
        return relation.name.isEmpty() ? relation.alias : relation.name;
    }

    const CheckInput& m_input;
    Cardinality m_cardinality;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkFanOut(const CheckInput& input)
{
    return FanOutChecker(input).check();
}

} // namespace parlance
