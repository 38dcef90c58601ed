// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/FanOutCheck.h"

#include "assistant/checks/Cardinality.h"
#include "base/WordForms.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

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
            if (query.relations.isEmpty() || query.role == ReadQuery::Role::Exists)
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
        if (aggregate.distinct || (aggregate.window && !(sums && isOverRows(query, aggregate))))
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
        const QList<int> parting = aggregate.window ? aggregate.partition : grouping(query);
        const QSet<Cardinality::Cell> fixed = cellsOf(index, parting);
        from.unite(partedBy(index, parting + kept(query), from));
        const QSet<int> known = m_cardinality.determined(index, from, fixed);
        const int many = firstBeside(known, query.relations.size());
        const bool multiplied = known.size() < query.relations.size();
        if (counts) {
            if (multiplied && (isKeyOf(query, aggregate) || isCalledSo(query, aggregate, counted)) &&
                !isOnce(index, counted, fixed))
                say(aggregate, query.relations.at(*counted.cbegin()), query.relations.at(many));
        } else if (multiplied && isMeant(query.relations.at(many))) {
            return;
        } else if (multiplied) {
            say(aggregate, query.relations.at(*counted.cbegin()), query.relations.at(many));
        } else if (counted.size() == 1) {
            checkWithin(index, aggregate, parting + kept(query));
        }
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

    //! A window goes through the rows themselves, and what parts them is known.
    static bool isOverRows(const ReadQuery& query, const ReadAggregate& aggregate)
    {
        return !query.grouped && aggregate.partitionKnown &&
               std::all_of(query.aggregates.cbegin(), query.aggregates.cend(),
                           [](const ReadAggregate& other) { return other.window; });
    }

    //! One row alone is counted, as often as others meet it: that is their number, asked for in this way.
    bool isOnce(int index, const QSet<int>& counted, const QSet<Cardinality::Cell>& fixed) const
    {
        return m_cardinality.determined(index, {}, fixed).contains(counted);
    }

    //! The rows of a CTE or subquery whose column is added up may have been multiplied there. \a parting: the columns
    //! that part or keep the rows outside.
    void checkWithin(int index, const ReadAggregate& aggregate, const QList<int>& parting)
    {
        QSet<int> columns;
        for (const int column : aggregate.values)
            if (m_input.reading.columns.at(column).foundQuery == index)
                columns.insert(column);
        if (columns.isEmpty())
            return;
        const ReadColumn& first = m_input.reading.columns.at(*columns.cbegin());
        int relation = first.relation;
        QSet<QString> added;
        QSet<QString> parted;
        for (const int column : std::as_const(columns))
            added.insert(m_input.reading.columns.at(column).name);
        for (const int column : parting) {
            const ReadColumn& read = m_input.reading.columns.at(column);
            if (read.foundQuery == index && read.relation == relation)
                parted.insert(read.name);
        }
        int at = index;
        for (int depth = 0; depth < 8; ++depth) {
            const ReadRelation& outer = m_input.reading.queries.at(at).relations.at(relation);
            const std::optional<Source> source = sourceOf(outer, added);
            if (!source)
                return;
            const QSet<Cardinality::Cell> cells = innerCells(outer, parted);
            const ReadQuery& inner = m_input.reading.queries.at(outer.query);
            QSet<int> from{source->relation};
            from.unite(partedBy(outer.query, kept(inner), from, cells));
            const QSet<int> known = m_cardinality.determined(outer.query, from, cells);
            const ReadRelation& many = inner.relations.at(firstBeside(known, inner.relations.size()));
            if (known.size() < inner.relations.size())
                return isMeant(many) ? void() : say(aggregate, inner.relations.at(source->relation), many);
            parted.clear();
            for (const Cardinality::Cell& cell : cells)
                if (cell.first == source->relation)
                    parted.insert(cell.second);
            at = outer.query;
            relation = source->relation;
            added = source->columns;
        }
    }

    //! Where columns of a CTE or subquery come from: one relation, whose rows it passes on as they are.
    struct Source {
        int relation = -1;
        QSet<QString> columns;
    };
    std::optional<Source> sourceOf(const ReadRelation& outer, const QSet<QString>& columns) const
    {
        if (outer.query < 0 || outer.lateral)
            return {};
        const ReadQuery& inner = m_input.reading.queries.at(outer.query);
        if (inner.set != ReadQuery::Set::None || inner.grouped || inner.isDistinct || inner.hasWindow ||
            !inner.limit.isEmpty() || !inner.aggregates.isEmpty() || inner.valuesRows > 0)
            return {};
        Source source;
        for (qsizetype i = 0; i < outer.columns.size() && i < inner.outputs.size(); ++i) {
            if (!columns.contains(outer.columns.at(i).name))
                continue;
            const ReadOutput& output = inner.outputs.at(i);
            if (output.relation < 0 || (source.relation >= 0 && source.relation != output.relation))
                return {};
            source.relation = output.relation;
            source.columns.insert(output.relationColumn);
        }
        return source.relation < 0 || source.columns.size() < columns.size() ? std::nullopt : std::optional(source);
    }

    QSet<Cardinality::Cell> innerCells(const ReadRelation& outer, const QSet<QString>& names) const
    {
        QSet<Cardinality::Cell> cells;
        const ReadQuery& inner = m_input.reading.queries.at(outer.query);
        for (qsizetype i = 0; i < outer.columns.size() && i < inner.outputs.size(); ++i)
            if (names.contains(outer.columns.at(i).name) && inner.outputs.at(i).relation >= 0)
                cells.insert({inner.outputs.at(i).relation, inner.outputs.at(i).relationColumn});
        return cells;
    }

    //! COUNT(*) AS orders over orders and what multiplies them; COUNT(*) where two branches of one table meet.
    void checkRowCount(int index, const ReadQuery& query, const ReadAggregate& aggregate)
    {
        const QSet<Cardinality::Cell> fixed = cellsOf(index, grouping(query));
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
                    return say(aggregate, query.relations.at(i),
                               query.relations.at(firstBeside(reach.at(i), query.relations.size())));
        for (int a = 0; a < reach.size(); ++a)
            for (int b = a + 1; b < reach.size(); ++b)
                if (meet(query, reach, a, b))
                    return say(aggregate, query.relations.at(a), query.relations.at(b));
    }

    //! The first of \a count relations that is not among the \a known.
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

    //! The plain columns that the rows are grouped by.
    static QList<int> grouping(const ReadQuery& query)
    {
        QList<int> columns;
        for (const ReadItem& item : query.grouping)
            if (item.column >= 0 && !query.groupingSets)
                columns.append(item.column);
        return columns;
    }

    //! The columns of which one value is kept.
    static QList<int> kept(const ReadQuery& query)
    {
        QList<int> columns;
        for (const ReadCondition& condition : query.conditions)
            if (condition.top && condition.column >= 0 && condition.onlyLiterals && condition.literals.size() == 1 &&
                condition.op == ReadCondition::Operator::Equal)
                columns.append(condition.column);
        return columns;
    }

    //! The relations that the rows are parted by or kept of, by a column of theirs (a name): such as others lead to.
    QSet<int> partedBy(int index, const QList<int>& columns, const QSet<int>& from,
                       const QSet<Cardinality::Cell>& cells = {}) const
    {
        const ReadQuery& query = m_input.reading.queries.at(index);
        QSet<int> candidates;
        for (const int at : columns)
            if (m_input.reading.columns.at(at).foundQuery == index)
                candidates.insert(m_input.reading.columns.at(at).relation);
        for (const Cardinality::Cell& cell : cells)
            candidates.insert(cell.first);
        QSet<int> parted;
        for (const int relation : std::as_const(candidates)) {
            if (relation < 0 || from.contains(relation))
                continue;
            QSet<int> others;
            for (int i = 0; i < query.relations.size(); ++i)
                if (i != relation && !from.contains(i))
                    others.insert(i);
            if (m_cardinality.keys(query.relations.at(relation)) &&
                m_cardinality.determined(index, others).contains(relation))
                parted.insert(relation);
        }
        return parted;
    }

    //! What holds one value within a group.
    QSet<Cardinality::Cell> cellsOf(int index, const QList<int>& columns) const
    {
        QSet<Cardinality::Cell> cells;
        for (const int at : columns)
            if (const ReadColumn& column = m_input.reading.columns.at(at); column.foundQuery == index)
                cells.insert({column.relation, column.name});
        return cells;
    }

    //! The result is called as the table whose column is counted: count(c.name) AS customers.
    static bool isCalledSo(const ReadQuery& query, const ReadAggregate& aggregate, const QSet<int>& counted)
    {
        const SqlPlace& place = aggregate.place;
        return counted.size() == 1 &&
               std::any_of(query.outputs.cbegin(), query.outputs.cend(), [&](const ReadOutput& output) {
                   return output.whole.start <= place.start && place.start < output.whole.start + output.whole.length &&
                          stem(output.name.toLower()) ==
                              stem(query.relations.at(*counted.cbegin()).tableName.toLower());
               });
    }

    bool isKeyOf(const ReadQuery& query, const ReadAggregate& aggregate) const
    {
        if (aggregate.values.size() != 1)
            return false;
        const ReadColumn& column = m_input.reading.columns.at(aggregate.values.first());
        const auto keys = m_cardinality.keys(query.relations.at(column.relation));
        return keys && keys->contains(QStringList{column.name});
    }

    void say(const ReadAggregate& aggregate, const ReadRelation& of, const ReadRelation& many)
    {
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
