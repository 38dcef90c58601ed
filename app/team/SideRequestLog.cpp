// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/SideRequestLog.h"

#include "assistant/AskErrors.h"

namespace parlance {

SideRequestLog::SideRequestLog(ClaudeClient* client, Journal* journal, const ModelPrices& prices)
    : QObject(client)
    , m_journal(journal)
    , m_prices(prices)
{
    connect(client, &ClaudeClient::sideRequestSent, this, &SideRequestLog::begin);
    connect(client, &ClaudeClient::sideRequestEnded, this, &SideRequestLog::end);
}

void SideRequestLog::begin(quint64 number, const SideRequest& request)
{
    JournalRequest noted;
    noted.sentAt = QDateTime::currentDateTime();
    noted.host = request.baseUrl.authority();
    noted.model = request.model;
    noted.purpose = request.purpose;
    noted.id = m_journal->noteRequest(noted, request.body);
    noted.bytes = request.body.size();
    m_underWay.insert(number, noted);
}

void SideRequestLog::end(quint64 number, const SideRequestEnd& end)
{
    JournalRequest noted = m_underWay.take(number);
    const bool stopped = end.error && end.error->kind == ClaudeError::Kind::Cancelled;
    noted.outcome = !end.error ? QStringLiteral("answered")
                  : stopped    ? QStringLiteral("stopped")
                               : QStringLiteral("failed");
    if (end.error && !stopped)
        noted.error = requestErrorName(*end.error);
    noted.inputTokens = end.usage.inputTokens;
    noted.cacheWriteTokens = end.usage.cacheCreationInputTokens;
    noted.cacheReadTokens = end.usage.cacheReadInputTokens;
    noted.outputTokens = end.usage.outputTokens;
    noted.currency = m_prices.currency();
    if (noted.tokens() == 0)
        noted.cost = 0; // what counts no tokens costs nothing
    else if (const std::optional<Cost> price = m_prices.cost(noted.model, end.usage))
        noted.cost = price->trillionths;
    m_journal->endRequest(noted);
}

} // namespace parlance
