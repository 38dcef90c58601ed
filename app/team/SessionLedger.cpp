// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/SessionLedger.h"

#include "assistant/AskErrors.h"

#include <QPointer>

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
    m_today = QDate::currentDate();
    const quint64 number = m_journal->loadSpent(m_server, QDate(m_today.year(), m_today.month(), 1));
    m_waiting.insert(number, [this, context = QPointer(context), done = std::move(done)] {
        if (!context)
            return;
        const BudgetState state = budgetState();
        if (state.level == BudgetState::Level::Over)
            done(overBudget(state.sentence, m_team.contactText));
        else
            done(std::nullopt);
    });
}

void SessionLedger::refresh()
{
    m_today = QDate::currentDate();
    m_waiting.insert(m_journal->loadSpent(m_server, QDate(m_today.year(), m_today.month(), 1)), [] {});
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
