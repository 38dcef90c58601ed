// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/OrderCheck.h"

#include "assistant/checks/Cardinality.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

class OrderChecker final {
    Q_DECLARE_TR_FUNCTIONS(OrderCheck)
public:
    explicit OrderChecker(const CheckInput& input)
        : m_input(input)
        , m_cardinality(input.reading, input.catalog)
    {}

    QList<Finding> check()
    {
        for (int i = 0; i < m_input.reading.queries.size(); ++i) {
            const ReadQuery& query = m_input.reading.queries.at(i);
            if (query.role == ReadQuery::Role::Exists)
                continue;
            if (!query.limit.isEmpty() && query.ordering.isEmpty() && !isOneRow(i))
                sayLimit(query);
            if (query.distinctOn && isKeptByChance(i))
                sayDistinct(query);
        }
        return m_findings;
    }

private:
    bool isOneRow(int index) const
    {
        const ReadQuery& query = m_input.reading.queries.at(index);
        const bool aggregate = std::any_of(query.aggregates.cbegin(), query.aggregates.cend(),
                                           [](const ReadAggregate& a) { return !a.window; });
        if ((aggregate && !query.grouped) || (query.relations.isEmpty() && query.set == ReadQuery::Set::None))
            return true;
        return query.set == ReadQuery::Set::None && isOneRowEach(index, {});
    }

    //! Whether keys say that one row at most has the values \a fixed.
    bool isOneRowEach(int index, const QSet<Cardinality::Cell>& fixed) const
    {
        const ReadQuery& query = m_input.reading.queries.at(index);
        const bool known =
            std::all_of(query.relations.cbegin(), query.relations.cend(),
                        [this](const ReadRelation& relation) { return m_cardinality.keys(relation).has_value(); });
        return known && !query.relations.isEmpty() &&
               m_cardinality.determined(index, {}, fixed).size() == query.relations.size();
    }

    //! DISTINCT ON keeps one of several rows, and no order beyond its own keys says which.
    bool isKeptByChance(int index) const
    {
        const ReadQuery& query = m_input.reading.queries.at(index);
        if (query.distinctKeys.isEmpty() || query.ordering.size() > query.distinctKeys.size() || isOneRow(index))
            return false;
        for (const ReadRelation& relation : query.relations)
            if (relation.query >= 0 && !m_input.reading.queries.at(relation.query).ordering.isEmpty())
                return false; // it takes them as they come
        QSet<Cardinality::Cell> cells;
        QSet<int> outputs;
        for (const ReadItem& key : query.distinctKeys) {
            if (key.output >= 0) {
                const ReadOutput& output = query.outputs.at(key.output);
                outputs.insert(key.output);
                if (output.relation >= 0)
                    cells.insert({output.relation, output.relationColumn});
            } else if (key.column >= 0 && m_input.reading.columns.at(key.column).foundQuery == index) {
                const ReadColumn& column = m_input.reading.columns.at(key.column);
                cells.insert({column.relation, column.name});
            }
        }
        bool onlyKeys = query.outputsKnown;
        for (int i = 0; i < query.outputs.size(); ++i) {
            const ReadOutput& output = query.outputs.at(i);
            onlyKeys = onlyKeys && (outputs.contains(i) || cells.contains({output.relation, output.relationColumn}));
        }
        return !onlyKeys && !isOneRowEach(index, cells);
    }

    //! Whichever rows are shown, it is what was asked for.
    bool areAnyRowsAsked(const ReadQuery& query) const
    {
        static const QRegularExpression any(
            uR"(\b(?:some|examples?|samples?|preview|(?:a )?few|random|arbitrary|peek|glance|look|exists?|(?:is|are) there|beliebige\w*|einige|beispiele?|quelques|exemples?)\b)"_s,
            QRegularExpression::CaseInsensitiveOption);
        if (!m_input.question.isEmpty())
            return m_input.question.contains(any);
        // A look at a table is meant to show some rows.
        return query.role == ReadQuery::Role::Main && query.relations.size() == 1 && !query.grouped &&
               query.conjuncts.isEmpty() && query.set == ReadQuery::Set::None;
    }

    void sayLimit(const ReadQuery& query)
    {
        const QString message = query.limit == u"?"
                                  ? tr("Only some rows are taken and none comes first: which rows these are is left to "
                                       "chance. Add ORDER BY.")
                                  : tr("%1 rows are taken and none comes first: which rows these are is left to "
                                       "chance. Add ORDER BY.")
                                        .arg(query.limit);
        m_findings.append({u"order"_s, areAnyRowsAsked(query) ? Finding::Severity::Info : Finding::Severity::Warning,
                           message, query.limitPlace.start, query.limitPlace.length});
    }

    void sayDistinct(const ReadQuery& query)
    {
        const SqlPlace& place = query.distinctKeys.first().whole;
        m_findings.append({u"order"_s, Finding::Severity::Warning,
                           tr("DISTINCT ON keeps one row of several, and which one is left to chance. Add ORDER BY "
                              "with what shall come first."),
                           place.start, place.length});
    }

    const CheckInput& m_input;
    Cardinality m_cardinality;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkOrder(const CheckInput& input)
{
    return OrderChecker(input).check();
}

} // namespace parlance
