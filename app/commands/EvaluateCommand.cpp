// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/EvaluateCommand.h"

#include "assistant/SchemaSelector.h"
#include "commands/Console.h"
#include "commands/EvaluationRun.h"
#include "commands/ExitStatus.h"
#include "exporting/JsonWriter.h"

#include <QFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QByteArray verdictName(EvaluatedItem::Verdict verdict)
{
    switch (verdict) {
    case EvaluatedItem::Verdict::None:
        return "null";
    case EvaluatedItem::Verdict::Correct:
        return "\"correct\"";
    case EvaluatedItem::Verdict::Close:
        return "\"close\"";
    case EvaluatedItem::Verdict::Wrong:
        return "\"wrong\"";
    case EvaluatedItem::Verdict::Failed:
        return "\"failed\"";
    }
    return {};
}

QByteArray namesToJson(const QStringList& names)
{
    QByteArray json = "[";
    for (const QString& name : names)
        json += (json.size() == 1 ? "" : ",") + jsonString(name.toUtf8());
    return json + ']';
}

QByteArray itemToJson(const EvaluatedItem& item)
{
    const bool asked = item.verdict != EvaluatedItem::Verdict::None;
    return "{\"id\":" + jsonString(item.id.toUtf8()) + ",\"verdict\":" + verdictName(item.verdict) +
           ",\"sql\":" + (item.sql.isEmpty() ? QByteArray("null") : jsonString(item.sql.toUtf8())) +
           ",\"tokens\":" + QByteArray::number(item.tokens) +
           ",\"cost\":null,\"seconds\":" + (asked ? QByteArray::number(item.seconds, 'f', 3) : QByteArray("null")) +
           ",\"repairs\":" + QByteArray::number(item.repairs) +
           ",\"tablesMissing\":" + namesToJson(item.coverage.tablesMissing) +
           ",\"columnsMissing\":" + namesToJson(item.coverage.columnsMissing) + '}';
}

struct Shares {
    qsizetype correct = 0;
    double tables = 0;
    double columns = 0;
    qint64 medianTokens = 0;
    qint64 maximumTokens = 0;
};

Shares sharesOf(const QList<EvaluatedItem>& items)
{
    Shares shares;
    QList<qint64> tokens;
    qsizetype tables = 0;
    qsizetype columns = 0;
    for (const EvaluatedItem& item : items) {
        shares.correct += item.verdict == EvaluatedItem::Verdict::Correct ? 1 : 0;
        tables += item.coverage.tablesMissing.isEmpty() ? 1 : 0;
        columns += item.coverage.columnsMissing.isEmpty() ? 1 : 0;
        tokens += item.tokens;
    }
    if (items.isEmpty())
        return shares;
    std::sort(tokens.begin(), tokens.end());
    shares.tables = double(tables) / double(items.size());
    shares.columns = double(columns) / double(items.size());
    shares.medianTokens = tokens.at(tokens.size() / 2);
    shares.maximumTokens = tokens.constLast();
    return shares;
}

bool isAsked(const QList<EvaluatedItem>& items)
{
    return std::any_of(items.begin(), items.end(),
                       [](const EvaluatedItem& item) { return item.verdict != EvaluatedItem::Verdict::None; });
}

QString percent(double share)
{
    return QString::number(100 * share, 'f', 1) + u" %"_s;
}

} // namespace

QByteArray evaluationToJson(const QList<EvaluatedItem>& items)
{
    const Shares shares = sharesOf(items);
    QByteArray json = "{\"summary\":{\"questions\":" + QByteArray::number(items.size()) +
                      ",\"correct\":" + (isAsked(items) ? QByteArray::number(shares.correct) : QByteArray("null")) +
                      ",\"tablesHeld\":" + QByteArray::number(shares.tables, 'g', 6) +
                      ",\"columnsHeld\":" + QByteArray::number(shares.columns, 'g', 6) +
                      ",\"medianTokens\":" + QByteArray::number(shares.medianTokens) +
                      ",\"maximumTokens\":" + QByteArray::number(shares.maximumTokens) + "},\n\"items\":[";
    for (qsizetype i = 0; i < items.size(); ++i)
        json += (i == 0 ? "\n" : ",\n") + itemToJson(items.at(i));
    return json + "\n]}\n";
}

QString evaluationToText(const QList<EvaluatedItem>& items)
{
    const Shares shares = sharesOf(items);
    QString text;
    for (const EvaluatedItem& item : items) {
        QStringList parts;
        if (item.verdict == EvaluatedItem::Verdict::Wrong)
            parts += EvaluateCommand::tr("wrong");
        if (item.verdict == EvaluatedItem::Verdict::Close)
            parts += EvaluateCommand::tr("close: numbers differ by less than 1e-9 of themselves");
        if (item.verdict == EvaluatedItem::Verdict::Failed)
            parts += EvaluateCommand::tr("failed: %1").arg(item.problem);
        if (!item.coverage.tablesMissing.isEmpty())
            parts += EvaluateCommand::tr("tables not sent: %1").arg(item.coverage.tablesMissing.join(u", "_s));
        else if (!item.coverage.columnsMissing.isEmpty())
            parts += EvaluateCommand::tr("columns not sent: %1").arg(item.coverage.columnsMissing.join(u", "_s));
        if (!parts.isEmpty())
            text += item.id + u": "_s + parts.join(u"; "_s) + u'\n';
    }
    if (isAsked(items))
        text += EvaluateCommand::tr("Correct: %1 of %2").arg(shares.correct).arg(items.size()) + u'\n';
    text +=
        EvaluateCommand::tr("Questions whose tables were all sent: %1; whose columns were: %2")
            .arg(percent(shares.tables), percent(shares.columns)) +
        u'\n' +
        EvaluateCommand::tr("Tokens: %1 in the middle, %2 at most").arg(shares.medianTokens).arg(shares.maximumTokens) +
        u'\n';
    return text;
}

EvaluateCommand::EvaluateCommand(const CommandContext& context)
    : m_context(context)
    , m_signIn(context)
    , m_settings(context.paths.userConfigFolder)
    , m_endpoints(context.directory, &m_settings, &m_secrets)
{
    connect(&m_signIn, &ConsoleSignIn::failed, this, &EvaluateCommand::finished);
    connect(&m_signIn, &ConsoleSignIn::signedIn, this, [this](TeamSession* session) {
        m_session = session;
        connect(session, &TeamSession::catalogRead, this, &EvaluateCommand::begin);
        connect(session->knowledge(), &Knowledge::readFinished, this, &EvaluateCommand::begin);
        connect(session, &TeamSession::catalogFailed, this, [this](const PostgresError& error) {
            console::sayError(error, {});
            emit finished(statusRefused);
        });
    });
}

EvaluateCommand::~EvaluateCommand() = default;

void EvaluateCommand::start()
{
    const QString format = m_context.arguments.value(u"format"_s, u"text"_s);
    if (format != u"text" && format != u"json") {
        console::say(tr("There is no format \"%1\" here: text or json.").arg(format));
        return emit finished(statusUsage);
    }
    const QStringList& files = m_context.arguments.positional;
    if (files.isEmpty() != usesVerified()) {
        console::say(tr("Give either a file of questions or --verified: the team's own."));
        return emit finished(statusUsage);
    }
    if (!usesVerified() && !readFile(files.constFirst()))
        return emit finished(statusUsage);
    if (isSchemaOnly())
        return m_signIn.start();
    connect(&m_endpoints, &EndpointSource::changed, this, &EvaluateCommand::loadEndpoint);
    m_endpoints.load();
}

bool EvaluateCommand::readFile(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        console::say(tr("The file %1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
        return false;
    }
    const Result<QList<GoldQuestion>, QString> questions = readQuestionSet(file.readAll());
    if (!questions) {
        console::say(questions.error());
        return false;
    }
    m_questions = *questions;
    return true;
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
        console::say(
            tr("Claude is not set up on this computer: there is no API key. Set ANTHROPIC_API_KEY, or judge the "
               "choice of tables alone with --schema-only."));
        return emit finished(statusUsage);
    }
    m_signIn.start();
}

void EvaluateCommand::cancel()
{
    m_signIn.cancel();
    if (m_run)
        m_run->stop();
    write(statusCancelled);
}

void EvaluateCommand::begin()
{
    if (!m_session->isCatalogRead() || !m_session->knowledge()->isRead() || std::exchange(m_begun, true))
        return;
    if (usesVerified() && !takeVerified())
        return emit finished(statusRefused);
    if (isSchemaOnly())
        return coverHere();
    if (!m_session->askLimits().allowed) {
        console::say(tr("Your administrator does not allow questions to Claude for this team."));
        return emit finished(statusUsage);
    }
    m_run = std::make_unique<EvaluationRun>(m_session, m_endpoints.endpoint(), &m_client);
    connect(m_run.get(), &EvaluationRun::itemFinished, this, &EvaluateCommand::take);
    console::say(tr("Sending %1 to %2.")
                     .arg(console::counted(m_questions.size(), tr("%1 question"), tr("%1 questions")),
                          m_endpoints.endpoint().baseUrl.host()));
    next();
}

void EvaluateCommand::next()
{
    if (m_items.size() == m_questions.size())
        return write(statusDone);
    m_run->start(m_questions.at(m_items.size()));
}

//! Pure work, so it is done in one go: a question takes some tens of milliseconds at most.
void EvaluateCommand::coverHere()
{
    const std::shared_ptr<const SchemaIndex> index = m_session->schemaIndex();
    for (const GoldQuestion& question : m_questions) {
        SelectionRequest request;
        request.question = question.question;
        request.tokenBudget = m_session->askLimits().schemaTokenBudget;
        const SchemaSlice slice = SchemaSelector::select(*index, request);
        EvaluatedItem item;
        item.id = question.id;
        item.tokens = slice.tokens;
        const SqlScript script = SqlScript::parse(question.sql.toUtf8());
        const SqlReading gold =
            script.statements.isEmpty() ? SqlReading() : readStatement(script, 0, m_session->catalog());
        if (!gold.isQuery)
            console::say(tr("%1: the SQL of this question is no query and does not count.").arg(question.id));
        item.coverage = schemaCoverage(gold, slice);
        m_items += item;
    }
    write(statusDone);
}

void EvaluateCommand::take(const EvaluatedItem& item)
{
    m_items += item;
    console::say(tr("%1 of %2: %3")
                     .arg(m_items.size())
                     .arg(m_questions.size())
                     .arg(QString::fromLatin1(verdictName(item.verdict)).remove(u'"')));
    next();
}

void EvaluateCommand::write(int status)
{
    if (std::exchange(m_ended, true))
        return;
    const bool json = m_context.arguments.value(u"format"_s) == u"json";
    const int written = m_items.isEmpty() && status != statusDone
                          ? statusDone
                          : console::put(json ? evaluationToJson(m_items) : evaluationToText(m_items).toUtf8());
    emit finished(status == statusDone ? written : status);
}

} // namespace parlance
