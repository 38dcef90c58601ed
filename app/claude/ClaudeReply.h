// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "claude/ClaudeProtocol.h"

#include <QObject>

namespace parlance {

//! A whole message from Claude.
struct ClaudeMessage {
    QString id;
    QString model;
    QString text;       //!< the text blocks, joined
    QString stopReason; //!< end_turn
    ClaudeUsage usage;
    QString requestId;
    bool operator==(const ClaudeMessage&) const = default;
};

//! One request under way: a handle that ClaudeClient made. Exactly one finished(), also after cancel(). GUI thread.
//! It deletes itself after finished() was delivered.
class ClaudeReply : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    //! Closes the socket at once; finished() follows with Kind::Cancelled.
    virtual void cancel() = 0;
    //! The tokens used so far: what the last event said, also of a message that will not be whole.
    virtual ClaudeUsage usage() const = 0;

signals:
    void started(const QString& model);  //!< message_start arrived
    void textGrew(const QString& piece); //!< a text_delta
    void finished(const parlance::Result<parlance::ClaudeMessage, parlance::ClaudeError>& result);
};

} // namespace parlance
