// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/OrderCheck.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct OrderCheck {
    Q_DECLARE_TR_FUNCTIONS(OrderCheck)
};

bool isOneRow(const ReadQuery& query)
{
    const bool aggregate = std::any_of(query.aggregates.cbegin(), query.aggregates.cend(),
                                       [](const ReadAggregate& a) { return !a.window; });
    return (aggregate && !query.grouped) || (query.relations.isEmpty() && query.set == ReadQuery::Set::None);
}

} // namespace

QList<Finding> checkOrder(const CheckInput& input)
{
    QList<Finding> findings;
    for (const ReadQuery& query : input.reading.queries) {
        if (query.limit.isEmpty() || !query.ordering.isEmpty() || query.role == ReadQuery::Role::Exists ||
            isOneRow(query))
            continue;
        // A look at a table is meant to show some rows, whichever.
        const bool look = query.role == ReadQuery::Role::Main && query.relations.size() == 1 && !query.grouped &&
                          query.conjuncts.isEmpty() && query.set == ReadQuery::Set::None;
        const QString message = query.limit == u"?"
                                  ? OrderCheck::tr("Only some rows are taken and none comes first: which rows these "
                                                   "are is left to chance. Add ORDER BY.")
                                  : OrderCheck::tr("%1 rows are taken and none comes first: which rows these are is "
                                                   "left to chance. Add ORDER BY.")
                                        .arg(query.limit);
        findings.append({u"order"_s, look ? Finding::Severity::Info : Finding::Severity::Warning, message,
                         query.limitPlace.start, query.limitPlace.length});
    }
    return findings;
}

} // namespace parlance
