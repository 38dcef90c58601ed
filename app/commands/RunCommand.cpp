// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/RunCommand.h"

#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/SqlInput.h"
#include "exporting/ExportFormat.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

QString resultFormatProblem(const QString& format, const QString& path)
{
    if (ExportFormat::byId(format).binary && path.isEmpty())
        return RunCommand::tr("The format %1 is no text: say which file with -o FILE.").arg(format);
    if (ResultWriter::formats().contains(format))
        return {};
    return RunCommand::tr("There is no format \"%1\" here: %2.").arg(format, ResultWriter::formats().join(u", "_s));
}

RunCommand::RunCommand(const CommandContext& context)
    : m_context(context)
    , m_signIn(context)
    , m_format(context.arguments.value(u"format"_s, u"table"_s))
{
    connect(&m_signIn, &ConsoleSignIn::failed, this, &RunCommand::finished);
    connect(&m_signIn, &ConsoleSignIn::signedIn, this, [this](TeamSession* session) {
        m_runner = new StatementRunner(session, m_format, m_context.arguments.value(u"output"_s), this);
        connect(m_runner, &StatementRunner::finished, this, &RunCommand::finished);
        QList<QByteArray> statements;
        for (qsizetype i = 0; i < m_script.statements.size(); ++i)
            statements.append(m_script.statementText(i));
        m_runner->run(statements);
    });
}

void RunCommand::start()
{
    int status = prepare();
    if (status == statusDone)
        status = judge();
    if (status != statusDone)
        return emit finished(status);
    m_signIn.start();
}

void RunCommand::cancel()
{
    if (m_runner != nullptr)
        return m_runner->stop();
    m_signIn.cancel();
    emit finished(statusCancelled);
}

//! The command line and the text.
int RunCommand::prepare()
{
    if (const QString problem = resultFormatProblem(m_format, m_context.arguments.value(u"output"_s));
        !problem.isEmpty()) {
        console::say(problem);
        return statusUsage;
    }
    if (!ConsoleSignIn::isAsked(m_context.arguments)) {
        console::say(tr("Say which team: --team TEAM. `parlance-cli teams` lists them."));
        return statusUsage;
    }
    const Result<SqlInput, SqlInputProblem> input = readSqlInput(m_context.arguments);
    if (!input) {
        console::say(input.error().message);
        return input.error().status;
    }
    m_script = SqlScript::parse(input->text);
    if (m_script.statements.isEmpty()) {
        console::say(tr("There is no statement to run: the text is empty or holds only comments."));
        return statusUsage;
    }
    const bool exactlyOne = (m_format != u"table" && m_format != u"markdown") || m_context.arguments.has(u"output"_s);
    if (exactlyOne && m_script.statements.size() > 1) {
        console::say(tr("There are %1 statements; the formats table and markdown take several, every other one and -o "
                        "exactly one.")
                         .arg(m_script.statements.size()));
        return statusUsage;
    }
    return statusDone;
}

int RunCommand::judge()
{
    bool refused = false;
    for (const SqlStatement& statement : std::as_const(m_script.statements)) {
        const std::optional<Finding> refusal = statement.refusal();
        // Where a statement was not understood, nobody knows for sure where it ends: it runs only on its own.
        const bool unsure = !statement.isParsed() && m_script.statements.size() > 1;
        if (!refusal && !unsure)
            continue;
        refused = true;
        console::sayFinding(refusal.value_or(statement.findings.value(0)), m_script.text);
        if (!refusal)
            console::say(tr("A statement that was not understood runs only on its own."));
    }
    if (refused)
        console::say(tr("Nothing was run."));
    return refused ? statusRefused : statusDone;
}

} // namespace parlance
