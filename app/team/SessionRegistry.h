// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/TeamSession.h"

namespace parlance {

//! Opens and closes sessions, several at once. GUI thread.
class SessionRegistry final : public QObject {
    Q_OBJECT
public:
    explicit SessionRegistry(QObject* parent = nullptr);
    ~SessionRegistry() override;

    //! Where sessions opened from now on keep what their databases do not take; empty, as at first: nowhere.
    void setDataFolder(const QString& folder);

    //! Signs in: opens the session's shared connection with \a password (and \a host, \a port for the sample's server).
    //! ServerStarting is retried with a visible count (openWaiting) until cancelled. Answered once by openFinished.
    quint64 open(const Team& team, const QString& password);
    //! At every moment, also while the name server hangs: openFinished follows at once with Kind::Cancelled.
    void cancelOpen(quint64 request);
    void close(TeamSession* session);
    QList<TeamSession*> sessions() const;

signals:
    void openWaiting(quint64 request, int attempt, int secondsSoFar);
    void openFinished(quint64 request, const parlance::Result<parlance::TeamSession*, parlance::PostgresError>& result);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
