// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeReply.h"
#include "claude/EventStream.h"

#include <QHash>
#include <QJsonObject>

#include <optional>

namespace parlance {

//! Puts a message together from the events of a stream, or from a whole JSON message. Blocks are chosen by their type,
//! never by position; unknown events, blocks and deltas are ignored. Pure.
class MessageAssembler final {
public:
    using Outcome = Result<ClaudeMessage, ClaudeError>;

    //! What one event brought: text that grew, and the outcome once it is known.
    struct Step {
        bool started = false;
        QString text;
        std::optional<Outcome> outcome;
    };
    Step take(const EventStream::Event& event);
    //! A message that came as one JSON document instead of a stream; nothing when \a body is no message and no error.
    static std::optional<Outcome> fromJson(const QByteArray& body);

    //! The outcome when the connection ended here: whole where a stop_reason came, else StreamCut.
    Outcome atEnd() const;
    const ClaudeMessage& message() const { return m_message; }
    //! The tokens so far: what the last event said; where the message did not come to its end the tokens written are
    //! reckoned from its text.
    ClaudeUsage usage() const;

private:
    Step takeDelta(const QJsonObject& event);
    void takeUsage(const QJsonObject& usage);
    void takeStop(const QJsonObject& object);
    Outcome outcome() const;

    ClaudeMessage m_message;
    QHash<int, QString> m_blockTypes; //!< by index
    QHash<int, QString> m_toolInputs; //!< by index: what content_block_start held, unless deltas follow
    QString m_refusal;
    bool m_usageIsFinal = false;
};

} // namespace parlance
