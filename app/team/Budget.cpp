// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/Budget.h"

#include <QCoreApplication>
#include <QLocale>

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::Budget)
};

QString tokensText(qint64 tokens)
{
    return Words::tr("%1 tokens").arg(QLocale(QLocale::English).toString(tokens));
}

QString amountText(const Spent& spent)
{
    if (spent.unpricedTokens == 0)
        return costText(spent.cost);
    if (spent.unpricedTokens == spent.tokens)
        return tokensText(spent.tokens);
    return Words::tr("%1 and %2 of unknown price").arg(costText(spent.cost), tokensText(spent.unpricedTokens));
}

//! Keeps the limit of which most is used up.
struct Judge {
    int warnAt;
    double share = -1;
    QString what = {};

    void take(qint64 used, qint64 limit, const QString& sentence)
    {
        if (limit < 0)
            return;
        const double part = limit == 0 ? 1 : double(used) / double(limit);
        if (part <= share)
            return;
        share = part;
        what = sentence;
    }
    BudgetState state() const
    {
        BudgetState state;
        if (share < 0 || share * 100 < warnAt)
            return state;
        if (share >= 1)
            return {BudgetState::Level::Over, Words::tr("The budget of %1 is used up.").arg(what)};
        return {BudgetState::Level::Near,
                Words::tr("%1 % of the budget of %2 is used up.").arg(int(share * 100)).arg(what)};
    }
};

} // namespace

BudgetState judgeBudget(const Budget& budget, const SpentTotals& spent)
{
    Judge judge{budget.warnAtPercent};
    const auto money = [&budget](const Spent& part) {
        return part.cost.currency == budget.currency ? part.cost.trillionths : 0;
    };
    const auto price = [&budget](qint64 limit) { return costText(Cost{limit, budget.currency}); };
    judge.take(money(spent.day), budget.perDay, Words::tr("%1 a day").arg(price(budget.perDay)));
    judge.take(money(spent.month), budget.perMonth, Words::tr("%1 a month").arg(price(budget.perMonth)));
    judge.take(spent.day.tokens, budget.tokensPerDay, Words::tr("%1 a day").arg(tokensText(budget.tokensPerDay)));
    judge.take(spent.month.tokens, budget.tokensPerMonth,
               Words::tr("%1 a month").arg(tokensText(budget.tokensPerMonth)));
    return judge.state();
}

QString spentText(const SpentTotals& spent)
{
    return Words::tr("%1 today, %2 this month").arg(amountText(spent.day), amountText(spent.month));
}

} // namespace parlance
