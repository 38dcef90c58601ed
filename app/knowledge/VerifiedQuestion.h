// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace parlance {

//! A question with SQL that answers it, as the team keeps it. A plain value.
struct VerifiedQuestion {
    enum class Status {
        Suggested, //!< somebody saved it; nobody verified it yet
        Verified,  //!< a member of parlance_verifier says that it is right
        Doubtful,  //!< withdrawn: it was verified and is not right any more
    };
    QUuid id;
    QString question;
    QString sql;
    QString explanation;
    Status status = Status::Suggested;
    QString author; //!< the operating system's account
    QDateTime created;
    QString verifiedBy;
    QDateTime verifiedAt;
    QString fingerprint;    //!< ResultFingerprint::text() of the result when it was saved; empty: unknown
    qint64 resultRows = -1; //!< of that result; -1: unknown
    QStringList tags;
    bool stale = false;  //!< the server does not plan it any more
    QString staleReason; //!< its words
    bool local = false;  //!< on this computer only
    bool operator==(const VerifiedQuestion&) const = default;

    //! Whether it may be offered to people and shown to Claude.
    bool isTrusted() const { return status == Status::Verified && !stale; }
};

//! As the database and the files name it: suggested, verified, doubtful. Pure.
inline QString statusName(VerifiedQuestion::Status status)
{
    switch (status) {
    case VerifiedQuestion::Status::Verified:
        return QStringLiteral("verified");
    case VerifiedQuestion::Status::Doubtful:
        return QStringLiteral("doubtful");
    case VerifiedQuestion::Status::Suggested:
        break;
    }
    return QStringLiteral("suggested");
}

//! Suggested for any other name: nothing is trusted by mistake. Pure.
inline VerifiedQuestion::Status statusNamed(const QString& name)
{
    if (name == QLatin1String("verified"))
        return VerifiedQuestion::Status::Verified;
    return name == QLatin1String("doubtful") ? VerifiedQuestion::Status::Doubtful : VerifiedQuestion::Status::Suggested;
}

} // namespace parlance

Q_DECLARE_METATYPE(parlance::VerifiedQuestion)
Q_DECLARE_METATYPE(QList<parlance::VerifiedQuestion>)
