// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Assistant.h"

#include "assistant/AnswerStream.h"
#include "assistant/AskErrors.h"
#include "assistant/PromptComposer.h"
#include "assistant/RepairLoop.h"
#include "assistant/RequestLedger.h"
#include "assistant/SliceChoice.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr int maximumTries = 3;                // the first one and two more
constexpr int longestWaitSeconds = 300;        // beyond it a person is better told than kept waiting
constexpr int firstBackOffMilliseconds = 1000; // doubled each time; whole seconds, as they are said

} // namespace

//! The question under way and what it needs. Every call that comes back later carries the ask's number and is dropped
//! when another question, or none, is under way by then.
struct Assistant::Private {
    Private(Assistant* assistant, ClaudeClient* claude)
        : q(assistant)
        , client(claude)
    {
        QObject::connect(&repairs, &RepairLoop::again, q,
                         [this](const Question::Attempt& attempt, int round, const QString& problem) {
                             if (state != State::Idle)
                                 askAgain(attempt, round, problem);
                         });
        QObject::connect(&repairs, &RepairLoop::done, q, [this](const Answer& answer) {
            if (state != State::Idle)
                finish(answer);
        });
        countdown.setInterval(1000);
        resend.setSingleShot(true);
        countdown.setTimerType(Qt::PreciseTimer);
        resend.setTimerType(Qt::PreciseTimer);
        QObject::connect(&countdown, &QTimer::timeout, q, [this] {
            --secondsLeft;
            sayWaiting();
        });
        QObject::connect(&resend, &QTimer::timeout, q, [this] {
            countdown.stop();
            send();
        });
    }

    EndpointMemory& memory() const { return client->memory(endpoint.baseUrl); }
    ModelChoice choice() const { return chooseModel(endpoint.models, memory().served, memory().gone); }
    QByteArray body(const Question& about, const QString& byModel) const
    {
        return requestBody(PromptComposer::compose(about, slices.slice(about), byModel, isStructured()));
    }
    bool isStructured() const { return !tagged && client->forms().isStructured(endpoint.baseUrl); }
    bool isUnderWay(quint64 ask) const { return state != State::Idle && number == ask; }

    void setState(State next);
    void begin();
    void send();
    void dispatch();
    bool renewKey(const ClaudeError& error);
    void noteEnd(const RequestEnd& end);
    void listModels();
    void takeText(const QString& piece);
    void takeOutcome(const Result<ClaudeMessage, ClaudeError>& outcome);
    void takeMessage(const ClaudeMessage& message);
    bool askInTags();
    void takeError(const ClaudeError& error);
    void askAgain(const Question::Attempt& attempt, int round, const QString& problem);
    void passOverModel();
    void waitAndResend(const ClaudeError& error);
    void sayWaiting();
    QString noticeToSay() const;
    void fail(const AskError& error);
    void dropReply();
    void finish(const Result<Answer, AskError>& result);

    Assistant* q;
    ClaudeClient* client;
    Endpoint endpoint;
    SliceChoice slices;
    AskLimits limits;
    RequestLedger* ledger = nullptr;
    QString ledgerKind;
    KeyRenewal keyRenewal;
    bool keyRenewed = false;      //!< for this question
    bool structured = true;       //!< the form that the request under way asks for
    bool tagged = false;          //!< this question goes in the tagged form, as its answer kept to no other
    ClaudeUsage unread;           //!< of its answer that kept to none
    std::optional<quint64> noted; //!< the request under way, in the ledger
    quint64 preparation = 0;

    State state = State::Idle;
    quint64 number = 0; //!< of the last ask
    Question question;
    QString model; //!< asked this time
    QByteArray sent;
    QPointer<ClaudeReply> reply;
    AnswerStream stream;
    int tries = 0;
    RepairLoop repairs;
    bool listUnderWay = false;
    bool waitsForList = false; //!< no model is left, and the served ones are still being listed

    QTimer countdown;
    QTimer resend;
    int secondsLeft = 0;
    QString waitReason;
};

void Assistant::Private::setState(State next)
{
    if (state == next)
        return;
    state = next;
    emit q->stateChanged(next);
}

void Assistant::Private::begin()
{
    if (!limits.allowed)
        return fail(askErrorOfKind(AskError::Kind::NotAllowed));
    if (endpoint.key.trimmed().isEmpty())
        return fail(askErrorOfKind(AskError::Kind::NoKey));
    if (q->tableCount() == 0)
        return fail(askErrorOfKind(AskError::Kind::SchemaMissing));
    if (!slices.mustChoose())
        return send();
    slices.prepare(question, q, [this, ask = number] {
        if (isUnderWay(ask))
            send();
    });
}

void Assistant::Private::send()
{
    if (!ledger)
        return dispatch();
    ledger->permit(q, [this, ask = number](const std::optional<AskError>& refusal) {
        if (!isUnderWay(ask))
            return;
        if (refusal)
            return fail(*refusal);
        dispatch();
    });
}

void Assistant::Private::dispatch()
{
    const ModelChoice chosen = choice();
    if (chosen.model.isEmpty())
        return passOverModel();
    model = chosen.model;
    stream = AnswerStream();
    structured = isStructured();
    sent = body(question, model);
    const quint64 ask = number;
    setState(State::Asking);
    if (isUnderWay(ask))
        emit q->askSent(ask, model, sent);
    if (!isUnderWay(ask))
        return; // stopped by someone who heard it
    ++tries;
    if (ledger)
        noted = ledger->sent({endpoint.baseUrl.authority(), model, repairs.rounds() == 0 ? ledgerKind : u"repair"_s,
                              slices.slice(question).tables.size(), sent});
    reply = client->send(endpoint, sent, q);
    QObject::connect(reply, &ClaudeReply::textGrew, q, [this, ask](const QString& piece) {
        if (isUnderWay(ask))
            takeText(piece);
    });
    QObject::connect(reply, &ClaudeReply::finished, q, [this, ask](const Result<ClaudeMessage, ClaudeError>& outcome) {
        if (isUnderWay(ask))
            takeOutcome(outcome);
    });
    listModels();
}

void Assistant::Private::listModels()
{
    if (std::exchange(memory().modelsAsked, true))
        return;
    listUnderWay = true;
    const QUrl baseUrl = endpoint.baseUrl;
    client->listModels(endpoint, q, [this, baseUrl](const std::optional<ModelList>& list) {
        client->memory(baseUrl).served = list;
        listUnderWay = false;
        if (std::exchange(waitsForList, false) && state != State::Idle)
            passOverModel();
    });
}

void Assistant::Private::takeText(const QString& piece)
{
    const quint64 ask = number;
    setState(State::Writing);
    if (isUnderWay(ask) && stream.feed(piece))
        emit q->sqlGrew(ask, stream.sql());
}

void Assistant::Private::takeOutcome(const Result<ClaudeMessage, ClaudeError>& outcome)
{
    const ClaudeUsage usage = reply ? reply->usage() : ClaudeUsage();
    reply = nullptr;
    if (outcome) {
        noteEnd({u"answered"_s, {}, outcome->model, outcome->usage});
        return takeMessage(*outcome);
    }
    noteEnd({u"failed"_s, requestErrorName(outcome.error()), {}, usage});
    takeError(outcome.error());
}

void Assistant::Private::noteEnd(const RequestEnd& end)
{
    if (noted && ledger)
        ledger->ended(*noted, end);
    noted.reset();
}

//! A key that a command gave may have been changed since: the question waits for the new one.
bool Assistant::Private::renewKey(const ClaudeError& error)
{
    if (error.kind != ClaudeError::Kind::KeyRefused || !endpoint.keyFromCommand || !keyRenewal || keyRenewed)
        return false;
    keyRenewed = true;
    --tries;
    keyRenewal(q, [this, ask = number, error](const Endpoint& renewed) {
        if (!isUnderWay(ask))
            return;
        if (renewed.key.isEmpty() || renewed.baseUrl != endpoint.baseUrl)
            return fail(askErrorFromClaude(error));
        endpoint = renewed;
        send();
    });
    return true;
}

void Assistant::Private::takeMessage(const ClaudeMessage& message)
{
    if (!hasAnswerForm(message.text) && askInTags())
        return void(unread += message.usage);
    Result<Answer, QString> answer = answerFromText(message.text);
    if (!answer)
        return fail(answerDoesNotParse(answer.error(), message.text));
    client->forms().note(endpoint.baseUrl, structured);
    answer->model = message.model.isEmpty() ? model : message.model;
    answer->usage = message.usage;
    answer->usage += std::exchange(unread, {}); // the repairs add up from here
    repairs.take(*answer, question, slices.index().catalog());
}

//! For servers that do not know the structured form: remembered when an answer in the other has come.
bool Assistant::Private::askInTags()
{
    if (!structured || tagged)
        return false;
    tagged = true;
    --tries;
    send();
    return true;
}

void Assistant::Private::askAgain(const Question::Attempt& attempt, int round, const QString& problem)
{
    question.attempts.append(attempt);
    tries = 0;
    const quint64 ask = number;
    emit q->repairing(ask, round, problem);
    if (isUnderWay(ask))
        send();
}

void Assistant::Private::fail(const AskError& error)
{
    const std::optional<Answer> instead =
        error.kind == AskError::Kind::Cancelled ? std::nullopt : repairs.instead(error.title);
    if (instead)
        return finish(*instead);
    finish(unexpected(error));
}

void Assistant::Private::takeError(const ClaudeError& error)
{
    const bool nothingShown = stream.sql().isEmpty();
    const quint64 ask = number;
    if (error.kind == ClaudeError::Kind::Refusal && !nothingShown) {
        emit q->sqlGrew(ask, QString()); // a refused part must not stay in sight
        if (!isUnderWay(ask))
            return;
    }
    if (nothingShown && renewKey(error))
        return;
    if (error.kind == ClaudeError::Kind::ModelGone && nothingShown && !memory().gone.contains(model)) {
        memory().gone << model;
        --tries;
        return send();
    }
    if (error.kind == ClaudeError::Kind::StructuredOutputUnknown && askInTags())
        return;
    if (isRetryable(error) && nothingShown && tries < maximumTries && error.retryAfterSeconds <= longestWaitSeconds)
        return waitAndResend(error);
    fail(askErrorFromClaude(error));
}

void Assistant::Private::passOverModel()
{
    if (listUnderWay) {
        waitsForList = true;
        return;
    }
    const ModelChoice chosen = choice();
    if (!chosen.model.isEmpty())
        return send();
    fail(noModelLeft(endpoint.models, chosen.served));
}

void Assistant::Private::waitAndResend(const ClaudeError& error)
{
    const int milliseconds =
        error.retryAfterSeconds >= 0 ? error.retryAfterSeconds * 1000 : firstBackOffMilliseconds << (tries - 1);
    waitReason = askErrorFromClaude(error).title;
    secondsLeft = milliseconds / 1000;
    countdown.start();
    resend.start(milliseconds);
    const quint64 ask = number;
    setState(State::Waiting);
    if (isUnderWay(ask))
        sayWaiting();
}

void Assistant::Private::sayWaiting()
{
    if (secondsLeft > 0)
        emit q->waiting(number, secondsLeft, waitReason, tries + 1, maximumTries);
}

QString Assistant::Private::noticeToSay() const
{
    const ModelChoice chosen = choice();
    if (chosen.model != model || chosen.notice.isEmpty() || memory().noticesSaid.contains(chosen.notice))
        return {};
    memory().noticesSaid << chosen.notice;
    return chosen.notice;
}

void Assistant::Private::dropReply()
{
    if (!reply)
        return;
    QObject::disconnect(reply, nullptr, q, nullptr);
    noteEnd({u"stopped"_s, {}, {}, reply->usage()});
    reply->cancel();
    reply = nullptr;
}

void Assistant::Private::finish(const Result<Answer, AskError>& result)
{
    const quint64 ask = number;
    dropReply();
    repairs.stop();
    resend.stop();
    countdown.stop();
    waitsForList = false;
    Result<Answer, AskError> said = result;
    if (said && said->kind != Answer::Kind::Clarify) // it is said on a card, and what Claude asks back is none
        said->modelNotice = noticeToSay();
    const QPointer<Assistant> alive(q);
    setState(State::Idle);
    if (alive)
        emit alive->askFinished(ask, said);
}

Assistant::Assistant(ClaudeClient* client, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, client))
{}

Assistant::~Assistant()
{
    d->dropReply();
}

void Assistant::setEndpoint(const Endpoint& endpoint)
{
    d->endpoint = endpoint;
}

const Endpoint& Assistant::endpoint() const
{
    return d->endpoint;
}

void Assistant::setCatalog(const SchemaCatalog& catalog)
{
    setIndex(SchemaIndex::build(catalog));
}

void Assistant::setIndex(const std::shared_ptr<const SchemaIndex>& index)
{
    d->slices.setIndex(index);
}

void Assistant::setLimits(const AskLimits& limits)
{
    d->limits = limits;
    d->slices.setTokenBudget(limits.schemaTokenBudget);
}

void Assistant::setServerCheck(ServerCheck* check)
{
    d->repairs.setServerCheck(check);
}

void Assistant::setKnownValues(const KnownValues& values)
{
    d->repairs.setKnownValues(values);
}

void Assistant::setLedger(RequestLedger* ledger, const QString& kind)
{
    d->ledger = ledger;
    d->ledgerKind = kind;
}

void Assistant::setKeyRenewal(const KeyRenewal& renewal)
{
    d->keyRenewal = renewal;
}

QByteArray Assistant::preview(const Question& question) const
{
    const QString model = d->choice().model;
    return d->body(question, model.isEmpty() ? d->endpoint.models.value(0) : model);
}

SchemaSlice Assistant::slice(const Question& question) const
{
    return d->slices.slice(question);
}

bool Assistant::isPrepared(const Question& question) const
{
    return d->slices.isPrepared(question);
}

void Assistant::prepare(const Question& question)
{
    d->slices.prepare(question, this, [this, number = ++d->preparation] {
        if (number == d->preparation)
            emit prepared();
    });
}

int Assistant::tableCount() const
{
    return int(d->slices.index().tables().size());
}

QByteArray Assistant::lastSent() const
{
    return d->sent;
}

Assistant::State Assistant::state() const
{
    return d->state;
}

quint64 Assistant::ask(const Question& question)
{
    stop();
    const quint64 ask = ++d->number;
    d->question = question;
    d->tries = 0;
    d->repairs.begin();
    d->keyRenewed = false;
    d->tagged = false;
    d->unread = ClaudeUsage();
    d->stream = AnswerStream();
    d->setState(State::Asking);
    // Later, so that whoever asks knows the number before the first signal names it.
    QTimer::singleShot(0, this, [this, ask] {
        if (d->isUnderWay(ask))
            d->begin();
    });
    return ask;
}

void Assistant::stop()
{
    if (d->state != State::Idle)
        d->fail(askErrorOfKind(AskError::Kind::Cancelled));
}

} // namespace parlance
