// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/StatementCheck.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct StatementCheck {
    Q_DECLARE_TR_FUNCTIONS(StatementCheck)
};

Finding oneStatement(const SqlScript& script)
{
    const SqlStatement& second = script.statements.at(1);
    return {u"one statement"_s, Finding::Severity::Error,
            StatementCheck::tr("The answer holds %n statements; one is run at a time. Keep the one that answers the "
                               "question.",
                               nullptr, static_cast<int>(script.statements.size())),
            second.start, second.length};
}

} // namespace

QList<Finding> checkStatement(const SqlScript& script)
{
    if (script.statements.isEmpty())
        return {{u"one statement"_s, Finding::Severity::Error,
                 StatementCheck::tr("There is no statement to run: the text is empty or holds only comments."), 0, 0}};
    QList<Finding> findings;
    if (script.statements.size() > 1)
        findings.append(oneStatement(script));
    for (const SqlStatement& statement : script.statements)
        findings.append(statement.findings);
    return findings;
}

} // namespace parlance
