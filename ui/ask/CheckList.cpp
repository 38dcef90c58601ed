// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/CheckList.h"

#include <QCoreApplication>

#include <algorithm>

namespace parlance {

namespace {

struct Checks {
    Q_DECLARE_TR_FUNCTIONS(Checks)
};

//! A check and the names its findings go by.
struct Check {
    QString name;
    QStringList findings;
    bool done = true;
};

CheckList::State stateOf(const Finding& finding)
{
    switch (finding.severity) {
    case Finding::Severity::Error:
        return CheckList::State::Failed;
    case Finding::Severity::Warning:
        return CheckList::State::Warned;
    case Finding::Severity::Info:
        break;
    }
    return CheckList::State::Noted;
}

QList<Check> allChecks(const QList<Finding>& findings, bool serverAsked, bool question, bool words)
{
    const auto found = [&findings](const QString& check) {
        return std::any_of(findings.cbegin(), findings.cend(), [&check](const Finding& finding) {
            return finding.check == check && finding.severity == Finding::Severity::Error;
        });
    };
    const QStringList others = {QStringLiteral("server"), QStringLiteral("names"),    QStringLiteral("literals"),
                                QStringLiteral("joins"),  QStringLiteral("question"), QStringLiteral("words"),
                                QStringLiteral("order")};
    const bool judged = std::none_of(findings.cbegin(), findings.cend(), [&others](const Finding& finding) {
        return finding.severity == Finding::Severity::Error && !others.contains(finding.check);
    });
    const bool named = judged && !found(QStringLiteral("names"));
    QList<Check> checks;
    QStringList statement;
    for (const Finding& finding : findings)
        if (!others.contains(finding.check) && !statement.contains(finding.check))
            statement.append(finding.check);
    checks.append({Checks::tr("It is one statement that only reads"), statement, true});
    checks.append({Checks::tr("The server can plan it"), {others.at(0)}, judged && serverAsked});
    checks.append({Checks::tr("Its tables and columns are there"), {others.at(1)}, judged});
    checks.append({Checks::tr("Values it compares with are there"), {others.at(2)}, judged});
    checks.append({Checks::tr("Its joins follow keys and multiply no sum"), {others.at(3)}, named});
    if (question)
        checks.append({Checks::tr("What the question says stands in the SQL"), {others.at(4)}, named});
    if (words)
        checks.append({Checks::tr("What Claude says of it stands in the SQL"), {others.at(5)}, named});
    checks.append({Checks::tr("Where rows are cut off, an order decides"), {others.at(6)}, judged});
    return checks;
}

} // namespace

CheckList CheckList::of(const QList<Finding>& findings, const PlanOutcome& plan, bool question, bool words,
                        std::optional<Answer::Confidence> said)
{
    const bool serverAsked = plan.state != PlanOutcome::State::NotChecked;
    CheckList list;
    bool error = false;
    bool warning = false;
    for (const Check& check : allChecks(findings, serverAsked, question, words)) {
        bool found = false;
        for (const Finding& finding : findings)
            if (check.findings.contains(finding.check)) {
                list.items.append({stateOf(finding), check.name, finding});
                found = true;
                error = error || finding.severity == Finding::Severity::Error;
                warning = warning || finding.severity == Finding::Severity::Warning;
            }
        if (found)
            continue;
        list.items.append({check.done ? State::Passed : State::NotDone, check.name, {}});
        if (!check.done && check.findings.contains(QStringLiteral("server")))
            list.items.last().finding.message = plan.whyNot;
    }
    list.notChecked = Checks::tr("Not checked: whether the numbers mean what you think, and other sources of them.");
    if (!serverAsked && plan.whyNot.isEmpty())
        list.notChecked += QLatin1Char(' ') + Checks::tr("The server was not asked whether it can plan the SQL.");
    else if (!serverAsked)
        list.notChecked += QLatin1Char(' ') + Checks::tr("Whether the server can plan the SQL: %1").arg(plan.whyNot);
    list.trust = error ? Trust::Low : warning || !serverAsked ? Trust::Medium : Trust::High;
    if (said == Answer::Confidence::Low)
        list.trust = Trust::Low;
    else if (said == Answer::Confidence::Medium)
        list.trust = std::min(list.trust, Trust::Medium);
    return list;
}

QString CheckList::neverChecked()
{
    return Checks::tr("not checked: what the numbers mean");
}

CheckList CheckList::again()
{
    CheckList list;
    list.running = true;
    return list;
}

qsizetype CheckList::count(State state) const
{
    return std::count_if(items.cbegin(), items.cend(), [state](const Item& item) { return item.state == state; });
}

CheckList::State CheckList::worst() const
{
    if (count(State::Failed) > 0)
        return State::Failed;
    if (count(State::Warned) > 0)
        return State::Warned;
    return count(State::NotDone) > 0 ? State::NotDone : State::Passed;
}

QString CheckList::summary() const
{
    if (running)
        return Checks::tr("The checks run again");
    const qsizetype alarms = count(State::Failed) + count(State::Warned);
    if (alarms == 0) {
        const qsizetype passed = count(State::Passed);
        const qsizetype noted = count(State::Noted);
        const qsizetype left = count(State::NotDone);
        if (noted + left == 0)
            return passed == 1 ? Checks::tr("1 check passed") : Checks::tr("%1 checks passed").arg(passed);
        QString text = Checks::tr("%1 passed").arg(passed);
        if (noted > 0)
            text += noted == 1 ? Checks::tr(", 1 note") : Checks::tr(", %1 notes").arg(noted);
        return left == 0 ? text : text + Checks::tr(", %1 not done").arg(left);
    }
    const auto first =
        std::find_if(items.cbegin(), items.cend(), [state = worst()](const Item& item) { return item.state == state; });
    return first->finding.message + (alarms > 1 ? QStringLiteral(" (+%1)").arg(alarms - 1) : QString());
}

QString CheckList::trustText(Trust trust)
{
    switch (trust) {
    case Trust::Low:
        return Checks::tr("Confidence: low");
    case Trust::Medium:
        return Checks::tr("Confidence: medium");
    case Trust::High:
        break;
    }
    return Checks::tr("Confidence: high");
}

} // namespace parlance
