// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/RunPlan.h"

#include <QCoreApplication>

namespace parlance {

namespace {

std::optional<Finding> refusalAt(const SqlStatement& statement, qsizetype offset)
{
    std::optional<Finding> refusal = statement.refusal();
    if (refusal && offset != 0)
        refusal->start += offset;
    return refusal;
}

} // namespace

RunPlan planRun(const SqlScript& script, qsizetype offset)
{
    RunPlan plan;
    plan.judged = script.statements.size();
    for (qsizetype i = 0; i < script.statements.size(); ++i) {
        const SqlStatement& statement = script.statements.at(i);
        std::optional<Finding> refusal = refusalAt(statement, offset);
        // What the parser did not understand runs only alone: the server takes one statement a message and judges it.
        if (!refusal && !statement.isParsed() && script.statements.size() > 1) {
            Finding finding;
            finding.check = QStringLiteral("parse");
            finding.severity = Finding::Severity::Error;
            finding.message =
                QCoreApplication::translate("RunPlan", "Parlance cannot read this statement, so it does not run "
                                                       "together with others. Put the cursor into it and "
                                                       "run it alone: PostgreSQL will say what it means.");
            finding.start = offset + statement.start;
            finding.length = statement.length;
            refusal = finding;
        }
        if (refusal) {
            plan.items.clear();
            plan.refusal = refusal;
            plan.refused = i;
            return plan;
        }
        plan.items.append({script.statementText(i), offset + statement.start});
    }
    return plan;
}

RunPlan planStatement(const SqlScript& script, qsizetype start, qsizetype length)
{
    RunPlan plan;
    for (qsizetype i = 0; i < script.statements.size(); ++i) {
        const SqlStatement& statement = script.statements.at(i);
        if (statement.start != start || statement.length != length)
            continue;
        plan.judged = 1;
        plan.refusal = refusalAt(statement, 0);
        if (plan.refusal)
            plan.refused = 0;
        else
            plan.items.append({script.statementText(i), statement.start});
    }
    return plan;
}

TextPlace placeOf(QByteArrayView utf8, qsizetype offset)
{
    TextPlace place;
    const qsizetype end = qMin(offset, utf8.size());
    qsizetype lineStart = 0;
    for (qsizetype i = 0; i < end; ++i) {
        if (utf8.at(i) == '\n') {
            ++place.line;
            lineStart = i + 1;
        }
    }
    for (qsizetype i = lineStart; i < end; ++i) {
        if ((static_cast<unsigned char>(utf8.at(i)) & 0xc0u) != 0x80u)
            ++place.column;
    }
    return place;
}

qsizetype wordLength(QByteArrayView utf8, qsizetype offset)
{
    qsizetype end = offset;
    while (end < utf8.size()) {
        const auto byte = static_cast<unsigned char>(utf8.at(end));
        const bool wordByte = byte >= 0x80 || byte == '_' || byte == '.' || byte == '$' || byte == '"' ||
                              (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                              (byte >= 'A' && byte <= 'Z');
        if (!wordByte)
            break;
        ++end;
    }
    return qMax<qsizetype>(end - offset, offset < utf8.size() ? 1 : 0);
}

} // namespace parlance
