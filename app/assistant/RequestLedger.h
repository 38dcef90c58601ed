// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"

#include <functional>
#include <optional>

namespace parlance {

//! A request as it leaves.
struct SentRequest {
    QString host;
    QString model;
    QString purpose; //!< "question", "repair", "prewarm", "evaluate"
    qsizetype tables = 0;
    QByteArray body;
    bool operator==(const SentRequest&) const = default;
};

//! How a request ended, and what it used.
struct RequestEnd {
    QString outcome; //!< "answered", "stopped", "failed"
    QString error;   //!< failed: the kind of error in a few words, never text from the answer
    QString model;   //!< which answered; empty: the one that was asked
    ClaudeUsage usage;
    bool operator==(const RequestEnd&) const = default;
};

//! What asking needs of money and memory: leave to send, and a note of each request. The session's budget and the
//! journal stand behind it. GUI thread; it outlives those who ask.
class RequestLedger {
public:
    RequestLedger() = default;
    virtual ~RequestLedger() = default;
    Q_DISABLE_COPY_MOVE(RequestLedger)

    //! Calls \a done at once or later, never when \a context is gone: nothing when a request may be sent, else why not.
    virtual void permit(QObject* context, std::function<void(const std::optional<AskError>&)> done) = 0;
    //! The number under which ended() is told of it.
    virtual quint64 sent(const SentRequest& request) = 0;
    virtual void ended(quint64 request, const RequestEnd& end) = 0;
};

} // namespace parlance
