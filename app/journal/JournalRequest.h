// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace parlance {

//! One request to Claude, in the log. Its body is kept beside it, for the newest ones.
struct JournalRequest {
    qint64 id = 0;
    QString team;   //!< empty, and server too: of no team, a test of the address or a list of models
    QString server; //!< host:port/database
    QDateTime sentAt;
    QString host; //!< of Claude's address
    QString model;
    QString purpose; //!< question, repair, prewarm, evaluate, models, test
    qint64 tables = 0;
    qint64 bytes = 0;
    QString outcome; //!< sent (no end was noted), answered, stopped, failed
    QString error;   //!< failed: in a few words
    qint64 inputTokens = 0;
    qint64 cacheWriteTokens = 0;
    qint64 cacheReadTokens = 0;
    qint64 outputTokens = 0;
    std::optional<qint64> cost; //!< trillionths; nothing: the price is not known
    QString currency;
    bool hasBody = false;
    bool operator==(const JournalRequest&) const = default;

    //! Whether outputTokens were reckoned from the text that came: the answer did not come to its end.
    bool isEstimate() const
    {
        static const QStringList whole{QStringLiteral("token limit"), QStringLiteral("refusal"),
                                       QStringLiteral("empty answer")};
        return outputTokens > 0 && (outcome == QStringLiteral("stopped") ||
                                    (outcome == QStringLiteral("failed") && !whole.contains(error)));
    }
    qint64 tokens() const { return inputTokens + cacheWriteTokens + cacheReadTokens + outputTokens; }
};

//! What a day's requests to one database used, for one currency of prices.
struct JournalSpent {
    QDate day;
    QString currency;
    qint64 cost = 0; //!< trillionths
    qint64 tokens = 0;
    qint64 unpricedTokens = 0;
    qint64 requests = 0;
    bool operator==(const JournalSpent&) const = default;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::JournalRequest)
Q_DECLARE_METATYPE(parlance::JournalSpent)
