// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/EventStream.h"
#include "claude/HttpExchange.h"
#include "claude/MessageAssembler.h"

#include <optional>

namespace parlance {

//! ClaudeReply over one HttpExchange: reads the stream, or the whole JSON that some gateways answer with instead.
class MessagesReply final : public ClaudeReply {
    Q_OBJECT
public:
    //! Takes \a exchange, which is started afterwards.
    MessagesReply(HttpExchange* exchange, QObject* parent);
    void cancel() override;
    ClaudeUsage usage() const override { return m_usage.value_or(m_assembler.usage()); }

private:
    enum class Form { Unknown, Events, Document, Error };

    void take();
    void takeEvents(const QByteArray& bytes);
    void end();
    void endDocument();
    void finish(const MessageAssembler::Outcome& outcome);

    HttpExchange* m_exchange;
    Form m_form = Form::Unknown;
    EventStream m_events;
    MessageAssembler m_assembler;
    qsizetype m_bytes = 0;
    std::optional<ClaudeUsage> m_usage; //!< of a message that came as one document
    bool m_done = false;
};

} // namespace parlance
