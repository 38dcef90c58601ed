// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/SessionLedger.h"

#include "assistant/AskErrors.h"

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

void add(Spent& sum, const JournalSpent& day, const QString& currency)
{
    sum.tokens += day.tokens;
    sum.requests += int(day.requests);
    sum.unpricedTokens += day.unpricedTokens;
    if (day.currency == currency)
        sum.cost.trillionths += day.cost;
    else // of a list of prices in another currency: known, but not to be added
        sum.unpricedTokens += day.tokens - day.unpricedTokens;
}

} // namespace

SessionLedger::SessionLedger(const Team& team, const QString& server, Journal* journal, const ModelPrices& prices,
                             QObject* parent)
    : QObject(parent)
    , m_team(team)
    , m_server(server)
    , m_journal(journal)
    , m_prices(prices)
{
    m_totals.day.cost.currency = m_totals.month.cost.currency = m_prices.currency();
    connect(journal, &Journal::spentLoaded, this, &SessionLedger::takeSpent);
}

QString SessionLedger::serverOf(const TeamSession& session)
{
    const ConnectionParameters& database = session.team().database;
    if (session.isSample())
        return u"sample/"_s + database.database;
    return u"%1:%2/%3"_s.arg(database.host, database.port, database.database);
}

SessionLedger* SessionLedger::of(TeamSession* session, const QString& server, Journal* journal,
                                 const ModelPrices& prices)
{
    if (auto* known = session->findChild<SessionLedger*>(QString(), Qt::FindDirectChildrenOnly))
        return known;
    return new SessionLedger(session->team(), server, journal, prices, session);
}

void SessionLedger::permit(QObject* context, std::function<void(const std::optional<AskError>&)> done)
{
    m_waiting.insert(readSpent(), [this, context = QPointer(context), done = std::move(done)] {
        if (context)
            judge(context, done);
    });
}

//! Lets go what cannot overshoot the budget together with what is under way; the first is always let go.
void SessionLedger::judge(const QPointer<QObject>& context, const Permitted& done)
{
    const BudgetState state = budgetState();
    if (state.level == BudgetState::Level::Over)
        return done(overBudget(state.sentence, m_team.contactText));
    const bool alone = m_underWay.isEmpty() && m_ended.isEmpty();
    if (alone || judgeBudget(m_team.policy.budget, withUnderWay()).level != BudgetState::Level::Over)
        done(std::nullopt);
    else if (m_underWay.isEmpty())
        permit(context, done); // what has just ended stands in the next answer of the journal
    else
        m_held.append({context, done});
}

//! What was spent, as if each request under way had used the most that it may.
SpentTotals SessionLedger::withUnderWay() const
{
    SpentTotals totals = m_totals;
    const auto take = [&totals](const Spent& most) {
        for (Spent* part : {&totals.day, &totals.month}) {
            part->cost.trillionths += most.cost.trillionths;
            part->tokens += most.tokens;
        }
    };
    for (const Spent& most : m_reserved)
        take(most);
    for (const auto& [from, most] : m_ended)
        take(most);
    return totals;
}

//! Each is judged anew by what is spent now.
void SessionLedger::permitHeld()
{
    const auto held = std::exchange(m_held, {});
    for (const auto& [context, done] : held)
        if (context)
            permit(context, done);
}

void SessionLedger::refresh()
{
    m_waiting.insert(readSpent(), [] {});
}

quint64 SessionLedger::readSpent()
{
    m_today = QDate::currentDate();
    m_lastRead = m_journal->loadSpent(m_server, QDate(m_today.year(), m_today.month(), 1));
    return m_lastRead;
}

void SessionLedger::takeSpent(quint64 number, const QList<JournalSpent>& days)
{
    if (!m_waiting.contains(number))
        return; // of another session
    SpentTotals totals;
    totals.day.cost.currency = totals.month.cost.currency = m_prices.currency();
    for (const JournalSpent& day : days) {
        add(totals.month, day, m_prices.currency());
        if (day.day == m_today)
            add(totals.day, day, m_prices.currency());
    }
    const auto done = m_waiting.take(number);
    m_ended.removeIf([number](const auto& request) { return request.first <= number; });
    const QPointer<SessionLedger> alive(this);
    m_totals = totals;
    emit totalsChanged();
    if (alive)
        done();
}

quint64 SessionLedger::sent(const SentRequest& request)
{
    JournalRequest noted;
    noted.team = m_team.id;
    noted.server = m_server;
    noted.sentAt = QDateTime::currentDateTime();
    noted.host = request.host;
    noted.model = request.model;
    noted.purpose = request.purpose;
    noted.tables = request.tables;
    noted.bytes = request.body.size();
    noted.id = m_journal->noteRequest(noted, request.body);
    m_underWay.insert(quint64(noted.id), noted);
    m_reserved.insert(quint64(noted.id), mostOf(request.model, request.body));
    return quint64(noted.id);
}

void SessionLedger::ended(quint64 request, const RequestEnd& end)
{
    if (!m_underWay.contains(request))
        return;
    JournalRequest noted = m_underWay.take(request);
    if (!end.model.isEmpty())
        noted.model = end.model;
    noted.outcome = end.outcome;
    noted.error = end.error;
    noted.inputTokens = end.usage.inputTokens;
    noted.cacheWriteTokens = end.usage.cacheCreationInputTokens;
    noted.cacheReadTokens = end.usage.cacheReadInputTokens;
    noted.outputTokens = end.usage.outputTokens;
    noted.currency = m_prices.currency();
    if (const std::optional<Cost> price = cost(noted.model, end.usage))
        noted.cost = price->trillionths;
    m_journal->endRequest(noted);
    refresh();
    // What the journal answers before it has read this end lacks it.
    m_ended.append({m_lastRead, m_reserved.take(request)});
    permitHeld();
}

//! The most that a request may use: no token is shorter than a byte, and what is written has a limit of its own.
Spent SessionLedger::mostOf(const QString& model, const QByteArray& body) const
{
    ClaudeUsage usage;
    usage.cacheCreationInputTokens = body.size(); // the dearest way to be read
    usage.outputTokens = ClaudeRequest().maxTokens;
    Spent most;
    most.tokens = body.size() + usage.outputTokens;
    if (const std::optional<Cost> price = cost(model, usage))
        most.cost = *price;
    return most;
}

std::optional<Cost> SessionLedger::cost(const QString& model, const ClaudeUsage& usage) const
{
    return m_prices.cost(model, usage);
}

BudgetState SessionLedger::budgetState() const
{
    return judgeBudget(m_team.policy.budget, m_totals);
}

} // namespace parlance
