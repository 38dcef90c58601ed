// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/FanOutCheck.h"

#include "assistant/checks/Cardinality.h"

#include <QCoreApplication>

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
        if (aggregate.distinct || aggregate.window || (!sums && !counts))
            return;
        QSet<int> from;
        for (const int column : aggregate.values)
            from.insert(m_input.reading.columns.at(column).relation);
        from.remove(-1);
        if (from.isEmpty())
            return;
        const QSet<int> known = m_cardinality.determined(index, from, groupedBy(index, query));
        if (known.size() == query.relations.size())
            return;
        int many = -1;
        for (int i = 0; many < 0 && i < query.relations.size(); ++i)
            if (!known.contains(i) && (!counts || isOtherBranch(index, i, from)))
                many = i;
        if (many < 0 || (counts && !isKeyOf(query, aggregate)))
            return;
        say(query, aggregate, query.relations.at(*from.cbegin()), query.relations.at(many));
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
