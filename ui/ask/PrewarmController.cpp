// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/PrewarmController.h"

#include "assistant/PromptWarmer.h"
#include "team/SessionLedger.h"
#include "ui/ask/ConsentSheet.h"

namespace parlance {

PrewarmController::PrewarmController(TeamSession* session, const QString& server, Services* services, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_server(server)
    , m_services(services)
    , m_warmer(new PromptWarmer(services->claude,
                                SessionLedger::of(session, server, services->journal, services->directory.modelPrices),
                                this))
{
    const Policy& policy = session->team().policy;
    m_done = !policy.prewarm || !policy.allowAssistant;
    connect(session, &TeamSession::catalogRead, this, &PrewarmController::tryNow);
    // The team's words stand in the part that is warmed.
    connect(session->knowledge(), &Knowledge::readFinished, this, &PrewarmController::tryNow);
    connect(services->endpoint, &EndpointSource::changed, this, &PrewarmController::tryNow);
    tryNow();
}

void PrewarmController::tryNow()
{
    const EndpointSource* source = m_services->endpoint;
    if (m_done || !m_session->isCatalogRead() || !m_session->knowledge()->isRead() || !source->isLoaded() ||
        source->endpoint().key.isEmpty())
        return;
    m_done = true;
    const AskLimits limits = m_session->askLimits();
    if (!ConsentSheet::isGiven(*m_services->settings, m_server, source->endpoint(), limits.shareSampleValues))
        return;
    Question question;
    question.text = QStringLiteral("?"); // stands behind the cached part
    m_warmer->warm(source->endpoint(), m_session->schemaIndex(), limits, m_session->completed(question));
}

} // namespace parlance
