// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/EvaluateCommand.h"

#include "assistant/SliceChoice.h"
#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "evaluation/EvaluationRun.h"
#include "team/SideRequestLog.h"

#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

EvaluateCommand::EvaluateCommand(const CommandContext& context)
    : m_context(context)
    , m_signIn(context)
    , m_settings(context.paths.userConfigFolder)
    , m_endpoints(context.directory, &m_settings, &m_secrets)
{
    m_client.forms().setSettings(&m_settings);
    connect(&m_signIn, &ConsoleSignIn::failed, this, &EvaluateCommand::finished);
    connect(&m_signIn, &ConsoleSignIn::signedIn, this, [this](TeamSession* session) {
        m_session = session;
        connect(session, &TeamSession::catalogRead, this, &EvaluateCommand::begin);
        connect(session->knowledge(), &Knowledge::readFinished, this, &EvaluateCommand::begin);
        connect(session, &TeamSession::knownValuesRead, this, &EvaluateCommand::begin);
        connect(session, &TeamSession::catalogFailed, this, [this](const PostgresError& error) {
            console::sayError(error, {});
            emit finished(statusRefused);
        });
    });
}

EvaluateCommand::~EvaluateCommand() = default;

void EvaluateCommand::start()
{
    if (const QString problem = prepare(); !problem.isEmpty()) {
        console::say(problem);
        return emit finished(statusUsage);
    }
    if (isSchemaOnly())
        return m_signIn.start();
    if (const auto problem = m_endpoints.baseUrlProblem()) {
        console::say(problem->sentence + u' ' + problem->advice);
        return emit finished(statusUsage);
    }
    connect(&m_endpoints, &EndpointSource::changed, this, &EvaluateCommand::loadEndpoint);
    m_endpoints.load();
}

//! Options and files; a sentence what is wrong with them.
QString EvaluateCommand::prepare()
{
    const Arguments& arguments = m_context.arguments;
    const QString format = arguments.value(u"format"_s, u"text"_s);
    if (format != u"text" && format != u"json")
        return tr("There is no format \"%1\" here: text or json.").arg(format);
    bool isNumber = true;
    if (arguments.has(u"parallel"_s))
        m_parallel = arguments.value(u"parallel"_s).toInt(&isNumber);
    if (!isNumber || m_parallel < 1 || m_parallel > 100)
        return tr("--parallel takes a number from 1 to 100.");
    if (arguments.has(u"model"_s) && arguments.value(u"model"_s).trimmed().isEmpty())
        return tr("--model takes the name of a model.");
    if (isSchemaOnly() && arguments.has(u"resume"_s))
        return tr("--schema-only sends nothing and is done in one go: it cannot be resumed.");
    if (arguments.positional.isEmpty() != usesVerified())
        return tr("Give either a file of questions or --verified: the team's own.");
    if (!usesVerified()) {
        if (const QString problem = readFile(arguments.positional.constFirst()); !problem.isEmpty())
            return problem;
    }
    if (arguments.has(u"resume"_s)) {
        auto state = EvaluationState::open(arguments.value(u"resume"_s));
        if (!state)
            return state.error();
        m_state = std::move(*state);
    }
    return {};
}

QString EvaluateCommand::readFile(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return tr("The file %1 cannot be read: %2.").arg(file.fileName(), file.errorString());
    const Result<QList<GoldQuestion>, QString> questions = readQuestionSet(file.readAll());
    if (!questions)
        return questions.error();
    m_questions = *questions;
    return {};
}

//! The team's verified questions, once they are known.
bool EvaluateCommand::takeVerified()
{
    for (const VerifiedQuestion& question : m_session->knowledge()->questions()) {
        if (question.status == VerifiedQuestion::Status::Verified)
            m_questions += {question.id.toString(QUuid::WithoutBraces), question.question, question.sql};
    }
    if (m_questions.isEmpty())
        console::say(tr("The team has no verified questions that this role may read. Give a file of questions."));
    return !m_questions.isEmpty();
}

void EvaluateCommand::loadEndpoint()
{
    if (std::exchange(m_keyKnown, true))
        return;
    if (m_endpoints.endpoint().key.isEmpty()) {
        if (!m_endpoints.keyProblem().isEmpty())
            console::say(m_endpoints.keyProblem());
        console::say(
            tr("Claude is not set up on this computer: there is no API key. Set ANTHROPIC_API_KEY, or judge the "
               "choice of tables alone with --schema-only."));
        return emit finished(statusUsage);
    }
    if (!m_endpoints.caFileProblem().isEmpty())
        console::say(m_endpoints.caFileProblem());
    m_signIn.start();
}

void EvaluateCommand::cancel()
{
    m_signIn.cancel();
    for (const auto& run : m_runs)
        run->stop();
    sayHowToGoOn();
    write(statusCancelled);
}

void EvaluateCommand::begin()
{
    if (!m_session->isCatalogRead() || !m_session->knowledge()->isRead() || !m_session->areValuesRead() ||
        std::exchange(m_begun, true))
        return;
    if (usesVerified() && !takeVerified())
        return emit finished(statusRefused);
    if (isSchemaOnly())
        return coverHere();
    if (!m_session->askLimits().allowed) {
        console::say(tr("Your administrator does not allow questions to Claude for this team."));
        return emit finished(statusUsage);
    }
    m_endpoint = m_endpoints.endpoint();
    if (m_context.arguments.has(u"model"_s))
        m_endpoint.models = {m_context.arguments.value(u"model"_s).trimmed()};
    for (qsizetype i = 0; i < m_questions.size(); ++i) {
        const auto known = m_state ? m_state->find(m_questions.at(i), m_endpoint.models) : std::nullopt;
        if (known)
            m_items.insert(i, *known);
        else
            m_open.append(i);
    }
    if (!m_items.isEmpty())
        console::say(tr("%1 of %2 were done before.").arg(m_items.size()).arg(m_questions.size()));
    if (m_open.isEmpty())
        return write(statusDone);
    makeRuns();
    console::say(
        tr("Sending %1 to %2.")
            .arg(console::counted(m_open.size(), tr("%1 question"), tr("%1 questions")), m_endpoint.baseUrl.host()));
    for (const auto& run : m_runs)
        next(run.get());
}

//! One connection each: the session has as many as the policy allows, one of which is shared.
void EvaluateCommand::makeRuns()
{
    m_journal = std::make_unique<Journal>(m_context.paths.dataFolder);
    m_ledger = std::make_unique<SessionLedger>(m_session->team(), SessionLedger::serverOf(*m_session), m_journal.get(),
                                               m_context.directory.modelPrices);
    new SideRequestLog(&m_client, m_journal.get(), m_context.directory.modelPrices);
    const int connections = std::max(1, m_session->team().policy.maximumConnections - 1);
    if (m_parallel > connections)
        console::say(tr("%1 at a time: the team's policy allows no more connections.").arg(connections));
    const qsizetype runs = std::min<qsizetype>(std::min(m_parallel, connections), m_open.size());
    for (qsizetype i = 0; i < runs; ++i) {
        auto run = std::make_unique<EvaluationRun>(toolsFor(quint64(i + 1)));
        connect(run.get(), &EvaluationRun::itemFinished, this,
                [this, each = run.get()](qsizetype index, const EvaluatedItem& item) {
                    --m_underWay;
                    take(index, item);
                    if (!m_ended)
                        next(each);
                });
        connect(run.get(), &EvaluationRun::budgetUsedUp, this, [this](const QString& sentence) {
            if (!std::exchange(m_overBudget, true))
                console::say(sentence);
        });
        m_runs.push_back(std::move(run));
    }
}

//! \a tab tells its connection of the session's pool from those of other runs.
EvaluationTools EvaluateCommand::toolsFor(quint64 tab)
{
    EvaluationTools tools;
    tools.connection = m_session->pool()->acquire(tab);
    if (tools.connection == nullptr)
        tools.connection = m_session->pool()->shared();
    tools.serverCheck = m_session->serverCheck();
    tools.client = &m_client;
    tools.ledger = m_ledger.get();
    tools.endpoint = m_endpoint;
    tools.index = m_session->schemaIndex();
    tools.values = m_session->knownValues();
    tools.askLimits = m_session->askLimits();
    tools.runLimits = m_session->runLimits();
    tools.keyRenewal = [this](QObject* context, const auto& done) {
        m_endpoints.renewKey(context, [this, done](const Endpoint& renewed) {
            m_endpoint.key = renewed.key;
            done(m_endpoint);
        });
    };
    tools.completed = [this](const Question& question, const QString& leaveOut) {
        return m_session->completed(question, leaveOut);
    };
    tools.price = [this](const QString& model, const ClaudeUsage& usage) { return m_ledger->cost(model, usage); };
    return tools;
}

void EvaluateCommand::next(EvaluationRun* run)
{
    if (m_open.isEmpty() || m_overBudget)
        return endIfDone();
    const qsizetype index = m_open.takeFirst();
    ++m_underWay;
    run->start(index, m_questions.at(index));
}

void EvaluateCommand::endIfDone()
{
    if (m_underWay > 0)
        return;
    if (!m_overBudget)
        return write(statusDone);
    sayHowToGoOn();
    write(statusUsage);
}

//! Pure work, so it is done in one go: a question takes some tens of milliseconds at most.
void EvaluateCommand::coverHere()
{
    SliceChoice slices; // the choice that a question makes
    slices.setIndex(m_session->schemaIndex());
    slices.setTokenBudget(m_session->askLimits().schemaTokenBudget);
    for (const GoldQuestion& question : m_questions) {
        Question asked;
        asked.text = question.question;
        const SchemaSlice slice = slices.slice(m_session->completed(asked, asked.text));
        EvaluatedItem item;
        item.id = question.id;
        item.tokens = slice.tokens;
        const SqlScript script = SqlScript::parse(question.sql.toUtf8());
        const SqlReading gold =
            script.statements.isEmpty() ? SqlReading() : readStatement(script, 0, m_session->catalog());
        if (!gold.isQuery)
            console::say(tr("%1: the SQL of this question is no query and does not count.").arg(question.id));
        item.coverage = schemaCoverage(gold, slice);
        m_items.insert(m_items.size(), item);
    }
    write(statusDone);
}

void EvaluateCommand::take(qsizetype index, const EvaluatedItem& item)
{
    if (m_overBudget && item.unanswered)
        return; // it was not asked
    m_items.insert(index, item);
    console::say(
        tr("%1 of %2: %3: %4").arg(m_items.size()).arg(m_questions.size()).arg(item.id, verdictText(item.verdict)));
    if (m_state && !item.unanswered && !m_state->add(m_questions.at(index), m_endpoint.models, item))
        console::say(tr("What is done could not be written to %1.").arg(m_state->path()));
}

void EvaluateCommand::sayHowToGoOn() const
{
    if (isSchemaOnly() || m_questions.isEmpty())
        return;
    if (m_state)
        console::say(tr("What is done is kept in %1: the same call goes on with the rest.").arg(m_state->path()));
    else
        console::say(tr("What is done was not kept: with --resume FILE a later call goes on where this one stopped."));
}

QList<EvaluatedItem> EvaluateCommand::inOrder() const
{
    QList<EvaluatedItem> items;
    for (qsizetype i = 0; i < m_questions.size(); ++i) {
        if (const auto item = m_items.constFind(i); item != m_items.cend())
            items.append(*item);
    }
    return items;
}

void EvaluateCommand::write(int status)
{
    if (std::exchange(m_ended, true))
        return;
    const bool json = m_context.arguments.value(u"format"_s) == u"json";
    const QList<EvaluatedItem> items = inOrder();
    const int written = items.isEmpty() && status != statusDone
                          ? int(statusDone)
                          : console::put(json ? evaluationToJson(items) : evaluationToText(items).toUtf8());
    emit finished(status == statusDone ? written : status);
}

} // namespace parlance
