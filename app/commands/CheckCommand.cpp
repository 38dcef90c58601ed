// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/CheckCommand.h"

#include "assistant/checks/QueryChecks.h"
#include "assistant/checks/ServerFindings.h"
#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/SqlInput.h"
#include "exporting/DisplayWidth.h"
#include "exporting/JsonWriter.h"

#include <QLocale>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QByteArray severityName(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Info:
        return "info";
    case Finding::Severity::Warning:
        return "warning";
    case Finding::Severity::Error:
        return "error";
    }
    return {};
}

QByteArray findingToJson(const Finding& finding, qsizetype skipped)
{
    return "{\"check\":" + jsonString(finding.check.toUtf8()) + ",\"severity\":\"" + severityName(finding.severity) +
           "\",\"message\":" + jsonString(finding.message.toUtf8()) +
           ",\"start\":" + QByteArray::number(finding.start + skipped) +
           ",\"length\":" + QByteArray::number(finding.length) + '}';
}

//! The planner's guess; null when there is none.
QByteArray planToJson(const PlanOutcome& plan)
{
    if (!plan.hasPlan())
        return "null";
    return "{\"rows\":" + QByteArray::number(plan.estimatedRows, 'f', 0) +
           ",\"cost\":" + QByteArray::number(plan.cost, 'f', 2) + '}';
}

QByteArray statementToJson(const SqlStatement& statement, qsizetype skipped, const PlanOutcome* plan)
{
    QByteArray findings;
    for (const Finding& finding : statement.findings)
        findings += (findings.isEmpty() ? "" : ",") + findingToJson(finding, skipped);
    const QByteArray reads = !statement.readsOnly ? "null" : *statement.readsOnly ? "true" : "false";
    const QByteArray kind = statement.isParsed() ? jsonString(statement.kind.toUtf8()) : QByteArray("null");
    return "{\"start\":" + QByteArray::number(statement.start + skipped) +
           ",\"length\":" + QByteArray::number(statement.length) + ",\"kind\":" + kind + ",\"readsOnly\":" + reads +
           ",\"findings\":[" + findings + ']' +
           (plan == nullptr ? QByteArray() : QByteArray(",\"plan\":" + planToJson(*plan))) + '}';
}

QString verdict(const SqlStatement& statement)
{
    if (statement.refusal())
        return CheckCommand::tr("refused");
    if (!statement.readsOnly)
        return CheckCommand::tr("not understood; it runs only on its own, read-only");
    return *statement.readsOnly ? CheckCommand::tr("only reads") : CheckCommand::tr("does not only read");
}

QString planText(const PlanOutcome& plan)
{
    if (!plan.whyNot.isEmpty())
        return u"   "_s + CheckCommand::tr("The server's word is missing: %1").arg(plan.whyNot) + u'\n';
    if (!plan.hasPlan())
        return {};
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    return u"   "_s +
           CheckCommand::tr("The server expects ≈ %1 rows at a cost of %2.")
               .arg(english.toString(plan.estimatedRows, 'f', 0), english.toString(plan.cost, 'f', 0)) +
           u'\n';
}

} // namespace

QByteArray checkToJson(const SqlScript& script, qsizetype skipped, const QList<PlanOutcome>& plans)
{
    QByteArray json = "[";
    for (qsizetype i = 0; i < script.statements.size(); ++i)
        json += (i == 0 ? "\n" : ",\n") +
                statementToJson(script.statements.at(i), skipped, plans.isEmpty() ? nullptr : &plans.at(i));
    return json + (json.size() == 1 ? "]\n" : "\n]\n");
}

QString checkToText(const SqlScript& script, const QList<PlanOutcome>& plans)
{
    QString text;
    for (qsizetype i = 0; i < script.statements.size(); ++i) {
        const SqlStatement& statement = script.statements.at(i);
        constexpr qsizetype shown = 60;
        QString start = QString::fromUtf8(script.statementText(i).left(4 * shown)).simplified();
        if (start.size() > shown)
            start = start.left(shown) + u'…';
        const QString kind = statement.isParsed() ? statement.kind : CheckCommand::tr("statement");
        text += CheckCommand::tr("%1. %2 (%3): %4")
                    .arg(i + 1)
                    .arg(kind, console::placeOf(statement.start, script.text), verdict(statement)) +
                u"\n   "_s + printable(start) + u'\n';
        for (const Finding& finding : statement.findings)
            text += u"   - "_s + finding.message + u" ("_s + console::placeOf(finding.start, script.text) + u")\n"_s;
        if (!plans.isEmpty())
            text += planText(plans.at(i));
    }
    return printableLines(text);
}

CheckCommand::CheckCommand(const CommandContext& context)
    : m_context(context)
    , m_signIn(context)
{
    connect(&m_signIn, &ConsoleSignIn::failed, this, &CheckCommand::finished);
    connect(&m_signIn, &ConsoleSignIn::signedIn, this, [this](TeamSession* session) {
        m_session = session;
        connect(session->serverCheck(), &ServerCheck::checked, this, [this](quint64 check, const PlanOutcome& outcome) {
            if (check == m_check && m_asked >= 0)
                takeServersWord(outcome);
        });
        const auto checkWhenRead = [this] {
            if (m_session->isCatalogRead() && m_session->areValuesRead())
                checkStatements();
        };
        connect(session, &TeamSession::catalogRead, this, checkWhenRead);
        connect(session, &TeamSession::knownValuesRead, this, checkWhenRead);
        checkWhenRead();
        connect(session, &TeamSession::catalogFailed, this, [this](const PostgresError& error) {
            console::say(tr("The tables could not be read, so names and joins are not checked here."));
            console::sayError(error, {});
            checkStatements();
        });
    });
}

void CheckCommand::start()
{
    const QString format = m_context.arguments.value(u"format"_s, u"text"_s);
    if (format != u"text" && format != u"json") {
        console::say(tr("There is no format \"%1\" here: text or json.").arg(format));
        return emit finished(statusUsage);
    }
    const Result<SqlInput, SqlInputProblem> input = readSqlInput(m_context.arguments);
    if (!input) {
        console::say(input.error().message);
        return emit finished(input.error().status);
    }
    m_skipped = input->skipped;
    m_script = SqlScript::parse(input->text);
    if (ConsoleSignIn::isAsked(m_context.arguments))
        m_signIn.start();
    else
        checkStatements();
}

//! What the program finds itself, with the catalog where there is one; then the server's turn.
void CheckCommand::checkStatements()
{
    if (std::exchange(m_checked, true))
        return; // the catalog was read once more
    m_found.resize(m_script.statements.size());
    QueryCheckRequest request;
    request.script = m_script;
    request.question = m_context.arguments.value(u"question"_s);
    if (m_session != nullptr)
        request.catalog = m_session->catalog();
    if (m_session != nullptr)
        request.values = m_session->knownValues();
    for (qsizetype i = 0; i < m_script.statements.size(); ++i) {
        request.statement = i;
        if (m_script.statements.at(i).isParsed() && !m_script.statements.at(i).refusal())
            m_found[i] = checkQueryLater(request).result(); // milliseconds
    }
    if (m_session != nullptr)
        askServer();
    else
        write();
}

void CheckCommand::cancel()
{
    m_signIn.cancel();
    emit finished(statusCancelled);
}

//! The next statement that may run goes to the server, which plans it and runs nothing.
void CheckCommand::askServer()
{
    m_plans.resize(m_script.statements.size());
    while (++m_asked < m_script.statements.size()) {
        if (m_script.statements.at(m_asked).refusal() || !m_session->serverCheck()->isAllowed())
            continue;
        m_check = m_session->serverCheck()->check(m_script, m_asked, m_session->catalog());
        return;
    }
    m_asked = -1;
    write();
}

void CheckCommand::takeServersWord(const PlanOutcome& outcome)
{
    m_plans[m_asked] = outcome;
    QList<Finding>& own = m_script.statements[m_asked].findings;
    m_found[m_asked] = withServersWord(own + m_found.at(m_asked), outcome);
    own.clear();
    askServer();
}

void CheckCommand::write()
{
    for (qsizetype i = 0; i < m_found.size(); ++i)
        m_script.statements[i].findings += m_found.at(i);
    const bool json = m_context.arguments.value(u"format"_s) == u"json";
    emit finished(
        console::put(json ? checkToJson(m_script, m_skipped, m_plans) : checkToText(m_script, m_plans).toUtf8()));
}

} // namespace parlance
