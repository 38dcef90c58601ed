// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/MessagesReply.h"

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

//! 8,192 tokens make about 2 MB of events; what is far beyond is no answer.
constexpr qsizetype streamLimit = 32 * 1024 * 1024;

} // namespace

MessagesReply::MessagesReply(HttpExchange* exchange, QObject* parent)
    : ClaudeReply(parent)
    , m_exchange(exchange)
{
    exchange->setParent(this);
    connect(exchange, &HttpExchange::bytesArrived, this, &MessagesReply::take);
    connect(exchange, &HttpExchange::finished, this, &MessagesReply::end);
}

void MessagesReply::cancel()
{
    if (m_done)
        return;
    m_exchange->abort();
    m_done = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            ClaudeError error;
            error.kind = ClaudeError::Kind::Cancelled;
            emit finished(unexpected(error));
            deleteLater();
        },
        Qt::QueuedConnection);
}

void MessagesReply::take()
{
    if (m_form == Form::Unknown) {
        const bool isStream = m_exchange->header("content-type").toLower().startsWith("text/event-stream");
        m_form = m_exchange->status() != 200 ? Form::Error : isStream ? Form::Events : Form::Document;
    }
    if (m_form == Form::Events)
        takeEvents(m_exchange->takeBytes());
    // Documents and errors stay in the exchange, which bounds them.
}

void MessagesReply::takeEvents(const QByteArray& bytes)
{
    m_bytes += bytes.size();
    const QList<EventStream::Event> events = m_events.feed(bytes);
    const QPointer<MessagesReply> alive(this);
    for (const EventStream::Event& event : events) {
        const MessageAssembler::Step step = m_assembler.take(event);
        if (step.started)
            emit started(m_assembler.message().model);
        if (alive && !m_done && !step.text.isEmpty())
            emit textGrew(step.text);
        if (!alive || m_done)
            return;
        if (step.outcome)
            return finish(*step.outcome);
    }
    if (m_bytes > streamLimit) {
        ClaudeError error;
        error.kind = ClaudeError::Kind::StreamCut;
        error.message = u"the answer is longer than any answer can be"_s;
        finish(unexpected(error));
    }
}

void MessagesReply::end()
{
    if (m_done)
        return;
    take();
    if (m_done)
        return;
    const auto& failure = m_exchange->failure();
    switch (m_form) {
    case Form::Events:
        // A stop_reason came: the answer is whole, however the connection ended.
        if (!m_assembler.message().stopReason.isEmpty() || !failure)
            return finish(m_assembler.atEnd());
        return finish(unexpected(*failure));
    case Form::Document:
        if (!failure)
            return endDocument();
        break;
    case Form::Error:
    case Form::Unknown:
        break;
    }
    finish(unexpected(m_exchange->error()));
}

void MessagesReply::endDocument()
{
    const QByteArray body = m_exchange->body();
    if (const auto outcome = MessageAssembler::fromJson(body)) {
        if (*outcome) {
            m_usage = (*outcome)->usage;
            emit started((*outcome)->model);
            if (!m_done)
                emit textGrew((*outcome)->text);
        }
        if (!m_done)
            finish(*outcome);
        return;
    }
    // A stream under another content type.
    const QByteArray beginning = body.left(64).trimmed();
    if (beginning.startsWith("event:") || beginning.startsWith("data:") || beginning.startsWith(':')) {
        takeEvents(body);
        if (!m_done)
            finish(m_assembler.atEnd());
        return;
    }
    ClaudeError error;
    error.kind = ClaudeError::Kind::ProxyPage;
    error.httpStatus = m_exchange->status();
    error.message = firstLineAsText(body);
    finish(unexpected(error));
}

void MessagesReply::finish(const MessageAssembler::Outcome& outcome)
{
    m_done = true;
    const QString requestId = QString::fromLatin1(m_exchange->header("request-id"));
    if (outcome)
        m_exchange->release();
    else
        m_exchange->abort();
    MessageAssembler::Outcome result = outcome;
    if (result)
        result->requestId = requestId;
    else if (result.error().requestId.isEmpty())
        result.error().requestId = requestId;
    deleteLater();
    emit finished(result);
}

} // namespace parlance
