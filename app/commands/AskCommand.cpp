// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/AskCommand.h"

#include "assistant/checks/StatementCheck.h"
#include "assistant/ReadingWords.h"
#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/RunCommand.h"
#include "team/SideRequestLog.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

bool hasError(const QList<Finding>& findings)
{
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Finding::Severity::Error; });
}

} // namespace

AskCommand::AskCommand(const CommandContext& context)
    : m_context(context)
    , m_signIn(context)
    , m_settings(context.paths.userConfigFolder)
    , m_endpoints(context.directory, &m_settings, &m_secrets)
    , m_assistant(&m_client)
    , m_format(context.arguments.value(u"format"_s, has("run") ? u"table"_s : u"text"_s))
{
    m_client.forms().setSettings(&m_settings);
    connect(&m_signIn, &ConsoleSignIn::failed, this, &AskCommand::finished);
    connect(&m_signIn, &ConsoleSignIn::signedIn, this, [this](TeamSession* session) {
        m_session = session;
        connect(session, &TeamSession::catalogRead, this, &AskCommand::continueWhenReady);
        connect(session->knowledge(), &Knowledge::readFinished, this, &AskCommand::continueWhenReady);
        connect(session, &TeamSession::knownValuesRead, this, &AskCommand::continueWhenReady);
        connect(session, &TeamSession::catalogFailed, this, [this](const PostgresError& error) {
            console::sayError(error, {});
            emit finished(statusRefused);
        });
    });
    connect(&m_assistant, &Assistant::askSent, this,
            [this](quint64, const QString& model, const QByteArray& body) { saySent(model, body); });
    connect(&m_assistant, &Assistant::waiting, this,
            [this](quint64, int seconds, const QString& reason, int nextTry, int tries) {
                sayWaiting(seconds, reason, nextTry, tries);
            });
    connect(&m_assistant, &Assistant::repairing, this, [](quint64, int round, const QString& problem) {
        console::say(tr("%1 Claude writes it again (%2 of %3).").arg(problem).arg(round).arg(Assistant::mostRepairs));
    });
    connect(&m_assistant, &Assistant::askFinished, this, [this](quint64, const Result<Answer, AskError>& result) {
        if (result)
            takeAnswer(*result);
        else
            takeError(result.error());
    });
}

AskCommand::~AskCommand() = default;

QString AskCommand::usageProblem() const
{
    if (m_context.arguments.positional.first().trimmed().isEmpty())
        return tr("The question is empty.");
    if (has("run") && has("show-request"))
        return tr("Give either --run or --show-request: showing the request sends nothing.");
    if (has("run"))
        return resultFormatProblem(m_format, m_context.arguments.value(u"output"_s));
    if (m_format != u"text" && m_format != u"json")
        return tr("There is no format \"%1\" for an answer: text or json. The others are for rows, with --run.")
            .arg(m_format);
    return {};
}

void AskCommand::start()
{
    if (const QString problem = usageProblem(); !problem.isEmpty()) {
        console::say(problem);
        return emit finished(statusUsage);
    }
    if (const auto problem = m_endpoints.baseUrlProblem()) {
        console::say(problem->sentence + u' ' + problem->advice);
        return emit finished(statusUsage);
    }
    if (has("show-request")) { // needs no key
        m_keyKnown = true;
        return m_signIn.start();
    }
    // The key first: without one there is no reason to sign in.
    connect(&m_endpoints, &EndpointSource::changed, this, &AskCommand::loadEndpoint);
    m_endpoints.load();
}

void AskCommand::loadEndpoint()
{
    if (m_keyKnown)
        return;
    if (m_endpoints.endpoint().key.isEmpty()) {
        if (!m_endpoints.keyProblem().isEmpty())
            console::say(m_endpoints.keyProblem());
        console::say(tr("Claude is not set up on this computer: there is no API key. Set ANTHROPIC_API_KEY, or enter a "
                        "key in Parlance's settings. SQL of your own needs none: parlance-cli run."));
        return emit finished(statusUsage);
    }
    m_keyKnown = true;
    if (!m_endpoints.caFileProblem().isEmpty())
        console::say(m_endpoints.caFileProblem());
    m_signIn.start();
}

void AskCommand::cancel()
{
    if (m_running)
        return m_runner->stop();
    m_signIn.cancel();
    if (m_asked)
        m_assistant.stop();
    emit finished(statusCancelled);
}

void AskCommand::continueWhenReady()
{
    if (m_asked || !m_session->isCatalogRead() || !m_session->knowledge()->isRead() || !m_session->areValuesRead())
        return;
    m_asked = true;
    if (!m_session->askLimits().allowed) {
        console::say(tr("Your administrator does not allow questions to Claude for this team. SQL of your own runs: "
                        "parlance-cli run."));
        return emit finished(statusUsage);
    }
    m_assistant.setEndpoint(m_endpoints.endpoint());
    m_assistant.setLimits(m_session->askLimits());
    m_assistant.setIndex(m_session->schemaIndex());
    m_assistant.setKnownValues(m_session->knownValues());
    m_assistant.setServerCheck(m_session->serverCheck());
    if (has("show-request"))
        return showRequest();
    if (has("run") && !prepareRun())
        return emit finished(statusRefused);
    ask();
}

//! Before the question is sent: nobody pays for an answer whose rows cannot be written.
bool AskCommand::prepareRun()
{
    m_runner = new StatementRunner(m_session, m_format, m_context.arguments.value(u"output"_s), this);
    m_runner->setQuestion(m_context.arguments.positional.first());
    connect(m_runner, &StatementRunner::finished, this, &AskCommand::finished);
    return m_runner->openTarget();
}

//! Byte for byte what would be sent; not even a line end is added.
void AskCommand::showRequest()
{
    const Endpoint& endpoint = m_endpoints.endpoint();
    console::say(tr("Nothing was sent. This would go to %1:").arg(endpoint.baseUrl.toDisplayString()));
    emit finished(console::putTo(m_context.arguments.value(u"output"_s), m_assistant.preview(question())));
}

void AskCommand::ask()
{
    m_journal = std::make_unique<Journal>(m_context.paths.dataFolder);
    m_ledger = std::make_unique<SessionLedger>(m_session->team(), SessionLedger::serverOf(*m_session), m_journal.get(),
                                               m_context.directory.modelPrices);
    m_assistant.setLedger(m_ledger.get());
    new SideRequestLog(&m_client, m_journal.get(), m_context.directory.modelPrices);
    m_assistant.setKeyRenewal([this](QObject* context, const auto& done) { m_endpoints.renewKey(context, done); });
    m_assistant.ask(question());
}

Question AskCommand::question() const
{
    Question question;
    question.text = m_context.arguments.positional.first();
    return m_session->completed(question);
}

//! What goes where, once; a try more says nothing, as the wait before it was said, but another model is.
void AskCommand::saySent(const QString& model, const QByteArray& body)
{
    if (std::exchange(m_saidModel, model) == model)
        return;
    const Endpoint& endpoint = m_assistant.endpoint();
    if (!m_nothingSent) {
        const EndpointMemory& memory = m_client.memory(endpoint.baseUrl);
        m_modelNotice = chooseModel(endpoint.models, memory.served, memory.gone).notice;
        return console::say(m_modelNotice.isEmpty() ? tr("The question goes to the model %1 now.").arg(model)
                                                    : m_modelNotice);
    }
    m_nothingSent = false;
    if (const QString problem = m_session->sampleValuesProblem(); !problem.isEmpty())
        console::say(problem);
    const qsizetype sent = m_assistant.slice(question()).tables.size();
    const QString tables = sent < m_assistant.tableCount()
                             ? tr("%1 of %2 tables").arg(sent).arg(m_assistant.tableCount())
                             : console::counted(m_assistant.tableCount(), tr("%1 table"), tr("%1 tables"));
    const QString what = m_session->askLimits().shareSampleValues
                           ? tr("names, types, comments, frequent values; no rows")
                           : tr("names, types, comments; no rows");
    console::say(tr("Sending the question and the structure of %1 of %2 (%3) to %4, model %5: %6 bytes. "
                    "--show-request prints them.")
                     .arg(tables)
                     .arg(m_session->team().database.database, what, endpoint.baseUrl.host(), model)
                     .arg(body.size()));
}

//! Each wait when it begins, and a long one every half minute.
void AskCommand::sayWaiting(int seconds, const QString& reason, int nextTry, int tries)
{
    const bool begins = std::exchange(m_saidTry, nextTry) != nextTry;
    if (begins || seconds % 30 == 0)
        console::say(tr("%1 Trying again in %2 (try %3 of %4).")
                         .arg(reason, console::counted(seconds, tr("%1 second"), tr("%1 seconds")))
                         .arg(nextTry)
                         .arg(tries));
}

void AskCommand::takeAnswer(const Answer& answer)
{
    const bool partSaid = !m_modelNotice.isEmpty() && answer.modelNotice.startsWith(m_modelNotice);
    const QString notice = partSaid ? answer.modelNotice.mid(m_modelNotice.size()).trimmed() : answer.modelNotice;
    if (!notice.isEmpty())
        console::say(notice);
    sayBudget();
    const bool run = has("run");
    if (!run && m_format == u"json") {
        const ReadingWords reading =
            readInWordsLater(answer.sql.toUtf8(), m_session->catalog(), question().today).result();
        QByteArray json = answerToJson(answer, reading);
        if (!json.endsWith('\n'))
            json += '\n';
        const int status = console::putTo(m_context.arguments.value(u"output"_s), json);
        const bool answered = answer.kind == Answer::Kind::Sql && !hasError(answer.findings);
        return emit finished(status != statusDone || answered ? status : int(statusRefused));
    }
    explain(answer);
    if (answer.kind != Answer::Kind::Sql)
        return emit finished(statusRefused);
    const SqlScript script = SqlScript::parse(answer.sql.toUtf8());
    for (const Finding& finding : answer.findings)
        console::sayFinding(finding, script.text);
    const bool refused = hasError(answer.findings);
    if (run && !hasError(checkStatement(script))) // what the server will not run it says itself
        return runAnswer(answer);
    const QByteArray sql = answer.sql.toUtf8() + (answer.sql.endsWith(u'\n') ? "" : "\n");
    if (run)
        console::say(answer.sql);
    const int status = run ? int(statusRefused) : console::putTo(m_context.arguments.value(u"output"_s), sql);
    emit finished(refused ? int(statusRefused) : status);
}

void AskCommand::sayBudget() const
{
    if (const BudgetState state = m_ledger->budgetState(); state.level != BudgetState::Level::Free)
        console::say(state.sentence);
}

//! What Claude says beside the SQL, on standard error.
void AskCommand::explain(const Answer& answer) const
{
    if (answer.kind == Answer::Kind::Clarify) {
        console::say(tr("Claude asks back: %1").arg(answer.question));
        for (const QString& option : answer.options)
            console::say(u"  - "_s + option);
        console::say(tr("Ask again with the answer in the question."));
        return;
    }
    if (answer.kind == Answer::Kind::Cannot) {
        console::say(tr("Claude cannot answer this from the database: %1").arg(answer.reason));
        return;
    }
    if (!answer.explanation.isEmpty())
        console::say(answer.explanation);
    for (const Assumption& assumption : answer.assumptions)
        console::say(u"  - "_s + assumption.label + u": "_s + assumption.value);
}

void AskCommand::runAnswer(const Answer& answer)
{
    console::say(answer.sql);
    m_running = true;
    const SqlScript script = SqlScript::parse(answer.sql.toUtf8());
    m_runner->run({script.statementText(0)});
}

void AskCommand::takeError(const AskError& error)
{
    if (error.kind == AskError::Kind::Cancelled)
        return emit finished(statusCancelled);
    console::say(error.title + (error.text.isEmpty() ? QString() : u' ' + error.text));
    if (!error.details.isEmpty())
        console::say(error.details);
    if (!error.servedModels.isEmpty())
        console::say(tr("The server has these models: %1.").arg(error.servedModels.join(u", "_s)));
    const bool configuration = error.kind == AskError::Kind::NoKey || error.kind == AskError::Kind::NotAllowed ||
                               error.kind == AskError::Kind::OverBudget;
    emit finished(configuration ? statusUsage : statusRefused);
}

} // namespace parlance
