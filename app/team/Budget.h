// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/Cost.h"

#include <QString>

namespace parlance {

//! How much asking Claude may cost a person in a team's database; from policy.budget of teams.json. Days and months
//! are those of this computer's calendar.
struct Budget {
    QString currency = QStringLiteral("USD"); //!< of perDay and perMonth
    qint64 perDay = -1;                       //!< trillionths of the currency; -1: no limit, like the others
    qint64 perMonth = -1;
    qint64 tokensPerDay = -1; //!< input and output, cached ones included: also of models without a known price
    qint64 tokensPerMonth = -1;
    int warnAtPercent = 80;
    bool operator==(const Budget&) const = default;

    bool isLimited() const { return perDay >= 0 || perMonth >= 0 || tokensPerDay >= 0 || tokensPerMonth >= 0; }
    bool hasMoney() const { return perDay >= 0 || perMonth >= 0; }
};

//! What was used up in a day or a month.
struct Spent {
    Cost cost;                 //!< of the models whose price is known, in the currency of the price list
    qint64 tokens = 0;         //!< all
    qint64 unpricedTokens = 0; //!< those without a known price
    int requests = 0;
    bool operator==(const Spent&) const = default;
};

//! A day and the month it lies in.
struct SpentTotals {
    Spent day;
    Spent month;
    bool operator==(const SpentTotals&) const = default;
};

//! How spending stands to the budget: the limit of which most is used up decides.
struct BudgetState {
    enum class Level { Free, Near, Over };
    Level level = Level::Free;
    QString sentence; //!< Near and Over: "80 % of this month's budget of $20.00 is used up."
    bool operator==(const BudgetState&) const = default;
};
//! Pure. Money in another currency than the budget's counts as tokens only.
BudgetState judgeBudget(const Budget& budget, const SpentTotals& spent);
//! For people: "$0.12 today, $3.40 this month"; tokens where prices are not known. Pure.
QString spentText(const SpentTotals& spent);

} // namespace parlance
