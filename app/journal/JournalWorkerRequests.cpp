// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/JournalWorker.h"

// The part of the worker that is the log of requests. What could not be written yet counts all the same.
namespace parlance {

void JournalWorker::noteRequest(const JournalSent& sent)
{
    m_waitingSent.append(sent);
    writeNow();
}

void JournalWorker::endRequest(const JournalRequest& request)
{
    m_waitingEnds.append(request);
    writeNow();
}

void JournalWorker::loadRequests(const QString& team, const QString& server, int limit)
{
    if (somethingWaits())
        writeNow();
    QList<JournalRequest> requests;
    if (ensureFile()) {
        if (auto read = m_file.requests(team, server, limit))
            requests = *read;
        else
            tell(read.error());
    }
    for (const JournalSent& sent : std::as_const(m_waitingSent)) {
        const bool ofNone = sent.request.team.isEmpty() && sent.request.server.isEmpty();
        if (ofNone || (sent.request.team == team && sent.request.server == server))
            requests.prepend(sent.request);
    }
    schedule();
    emit requestsLoaded(team, server, requests.mid(0, limit));
}

void JournalWorker::loadRequestBody(qint64 id)
{
    QByteArray body;
    for (const JournalSent& sent : std::as_const(m_waitingSent)) {
        if (sent.request.id == id)
            body = sent.body;
    }
    if (body.isEmpty() && ensureFile()) {
        if (auto read = m_file.requestBody(id))
            body = *read;
        else
            tell(read.error());
    }
    emit requestBodyLoaded(id, body);
}

void JournalWorker::clearRequests(const QString& team, const QString& server)
{
    if (somethingWaits())
        writeNow();
    if (ensureFile()) {
        if (const auto cleared = m_file.clearRequests(team, server); !cleared)
            tell(cleared.error());
    }
    loadRequests(team, server, 1);
}

void JournalWorker::loadSpent(quint64 number, const QString& server, const QDate& from)
{
    if (somethingWaits())
        writeNow();
    QList<JournalSpent> days;
    if (ensureFile()) {
        if (auto read = m_file.spent(server, from))
            days = *read;
        else
            tell(read.error());
    }
    for (const JournalRequest& end : std::as_const(m_waitingEnds)) {
        if (end.server == server && end.sentAt.date() >= from)
            days.append(
                {end.sentAt.date(), end.currency, end.cost.value_or(0), end.tokens(), end.cost ? 0 : end.tokens(), 1});
    }
    schedule();
    emit spentLoaded(number, days);
}

} // namespace parlance
