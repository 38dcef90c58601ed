// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/MessageAssembler.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

ClaudeError failure(ClaudeError::Kind kind, const QString& message, const ClaudeMessage& of)
{
    ClaudeError error;
    error.kind = kind;
    error.httpStatus = 200;
    error.message = message;
    error.requestId = of.requestId;
    return error;
}

QString compact(const QJsonValue& object)
{
    return QString::fromUtf8(QJsonDocument(object.toObject()).toJson(QJsonDocument::Compact));
}

} // namespace

MessageAssembler::Step MessageAssembler::take(const EventStream::Event& event)
{
    Step step;
    if (event.data.isEmpty() || event.name == "ping")
        return step;
    const QJsonDocument document = QJsonDocument::fromJson(event.data);
    if (!document.isObject()) {
        // A damaged event of ours must not pass as a shorter answer; one we would ignore anyway may be anything.
        if (event.name.startsWith("content_block") || event.name.startsWith("message") || event.name == "error")
            step.outcome = unexpected(failure(ClaudeError::Kind::StreamCut, u"an event is not JSON"_s, m_message));
        return step;
    }
    // The JSON's own type decides: some proxies drop the event lines.
    const QJsonObject object = document.object();
    const QString type = object.value("type"_L1).toString();
    if (type == "message_start"_L1) {
        const QJsonObject message = object.value("message"_L1).toObject();
        m_message.id = message.value("id"_L1).toString();
        m_message.model = message.value("model"_L1).toString();
        takeUsage(message.value("usage"_L1).toObject());
        step.started = true;
    } else if (type == "content_block_start"_L1) {
        const int index = object.value("index"_L1).toInt();
        const QJsonObject block = object.value("content_block"_L1).toObject();
        m_blockTypes.insert(index, block.value("type"_L1).toString());
        if (m_blockTypes.value(index) == "text"_L1)
            step.text = block.value("text"_L1).toString();
        m_message.text += step.text;
        if (!block.value("input"_L1).toObject().isEmpty())
            m_toolInputs.insert(index, compact(block.value("input"_L1)));
    } else if (type == "content_block_delta"_L1) {
        step = takeDelta(object);
    } else if (type == "content_block_stop"_L1) {
        step.text = m_toolInputs.take(object.value("index"_L1).toInt());
        m_message.text += step.text;
    } else if (type == "message_delta"_L1) {
        takeStop(object.value("delta"_L1).toObject());
        takeUsage(object.value("usage"_L1).toObject());
        m_usageIsFinal = !m_message.stopReason.isEmpty();
    } else if (type == "message_stop"_L1) {
        if (m_message.stopReason.isEmpty() && !m_message.text.isEmpty())
            m_message.stopReason = u"end_turn"_s;
        step.outcome = outcome();
    } else if (type == "error"_L1) {
        ClaudeError error = errorFromEvent(event.data);
        if (error.requestId.isEmpty())
            error.requestId = m_message.requestId;
        step.outcome = unexpected(error);
    }
    return step;
}

MessageAssembler::Step MessageAssembler::takeDelta(const QJsonObject& event)
{
    Step step;
    const int index = event.value("index"_L1).toInt();
    const QJsonObject delta = event.value("delta"_L1).toObject();
    const QString type = delta.value("type"_L1).toString();
    const QString block = m_blockTypes.value(index, u"text"_s);
    // Some gateways turn structured output into a tool call behind our back: its input is the document then.
    if (type == "text_delta"_L1 && block == "text"_L1)
        step.text = delta.value("text"_L1).toString();
    else if (type == "input_json_delta"_L1 && block == "tool_use"_L1)
        step.text = delta.value("partial_json"_L1).toString();
    if (!step.text.isEmpty())
        m_toolInputs.remove(index);
    m_message.text += step.text;
    return step;
}

void MessageAssembler::takeUsage(const QJsonObject& usage)
{
    // Cumulative: overwrite, never add; what is absent or null keeps its value.
    const auto overwrite = [&](QLatin1StringView key, qint64& field) {
        if (usage.value(key).isDouble())
            field = usage.value(key).toInteger();
    };
    overwrite("input_tokens"_L1, m_message.usage.inputTokens);
    overwrite("cache_creation_input_tokens"_L1, m_message.usage.cacheCreationInputTokens);
    overwrite("cache_read_input_tokens"_L1, m_message.usage.cacheReadInputTokens);
    overwrite("output_tokens"_L1, m_message.usage.outputTokens);
}

ClaudeUsage MessageAssembler::usage() const
{
    ClaudeUsage usage = m_message.usage;
    // Two and a half characters make a token of today's models.
    if (!m_usageIsFinal)
        usage.outputTokens = std::max<qint64>(usage.outputTokens, (m_message.text.size() * 2 + 4) / 5);
    return usage;
}

void MessageAssembler::takeStop(const QJsonObject& object)
{
    if (object.value("stop_reason"_L1).isString())
        m_message.stopReason = object.value("stop_reason"_L1).toString();
    const QJsonObject details = object.value("stop_details"_L1).toObject();
    const QStringList words{details.value("category"_L1).toString(), details.value("explanation"_L1).toString()};
    m_refusal = QStringList(words).filter(QRegularExpression(u"."_s)).join(u": "_s);
}

MessageAssembler::Outcome MessageAssembler::outcome() const
{
    using Kind = ClaudeError::Kind;
    const QString& reason = m_message.stopReason;
    if (reason == "refusal"_L1)
        return unexpected(failure(Kind::Refusal, m_refusal, m_message));
    if (reason == "max_tokens"_L1)
        return unexpected(failure(Kind::CutOffAtTokenLimit, u"stop_reason max_tokens"_s, m_message));
    if (reason == "model_context_window_exceeded"_L1)
        return unexpected(failure(Kind::ContextExceeded, u"stop_reason model_context_window_exceeded"_s, m_message));
    // pause_turn belongs to server tools, which are never asked for.
    if (reason == "pause_turn"_L1 || m_message.text.trimmed().isEmpty())
        return unexpected(failure(Kind::EmptyAnswer, u"stop_reason "_s + reason, m_message));
    return m_message;
}

MessageAssembler::Outcome MessageAssembler::atEnd() const
{
    if (!m_message.stopReason.isEmpty())
        return outcome();
    return unexpected(
        failure(ClaudeError::Kind::StreamCut, u"the connection ended in the middle of the answer"_s, m_message));
}

std::optional<MessageAssembler::Outcome> MessageAssembler::fromJson(const QByteArray& body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonObject object = document.object();
    if (object.value("type"_L1).toString() == "error"_L1)
        return unexpected(errorFromEvent(body));
    if (!object.value("content"_L1).isArray())
        return std::nullopt;
    MessageAssembler assembler;
    ClaudeMessage& message = assembler.m_message;
    message.id = object.value("id"_L1).toString();
    message.model = object.value("model"_L1).toString();
    const QJsonArray blocks = object.value("content"_L1).toArray();
    for (const QJsonValue& block : blocks) {
        const QString type = block["type"_L1].toString();
        if (type == "text"_L1)
            message.text += block["text"_L1].toString();
        else if (type == "tool_use"_L1)
            message.text += compact(block["input"_L1]);
    }
    assembler.takeUsage(object.value("usage"_L1).toObject());
    assembler.takeStop(object);
    return assembler.outcome();
}

} // namespace parlance
