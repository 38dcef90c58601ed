// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ScriptSession.h"
#include "provision/ProvisionTeam.h"

#include <QDate>
#include <QMap>

#include <atomic>
#include <mutex>

namespace parlance {

//! Makes teams on a real server: roles, databases, grants, limits and the schema parlance. What is there is kept, so it
//! may run again. Used from one thread, which waits for the server; only cancel() may be called from another.
class Provisioner final {
public:
    using Say = std::function<void(const QString& line)>;

    //! \a say is told what was done, a line each.
    Provisioner(const ConnectionParameters& administrator, Say say);

    //! Signs in as the administrator and looks what is there of \a teams; before anything else.
    Result<QList<ProvisionState>, PostgresError> look(const QList<ProvisionTeam>& teams);
    //! Roles, and their \a passwords by user, in one transaction. A role without one in the map keeps what it has.
    Result<void, PostgresError> makeRoles(const QList<ProvisionTeam>& teams, const QMap<QString, QString>& passwords);
    //! New passwords for roles that are there, in one transaction.
    Result<void, PostgresError> setPasswords(const QMap<QString, QString>& passwords);
    //! The database of \a team, where \a state tells of none, and all that is in it, in one transaction.
    Result<void, PostgresError> makeDatabase(const ProvisionTeam& team, const ProvisionState& state, QDate today);
    //! Whether \a team signs in with \a password; nothing is said of it.
    Result<void, PostgresError> signIn(const ProvisionTeam& team, const QString& password);
    //! The same as a script for psql, with nothing done: passwords as \password asks for them.
    QByteArray dryRun(const QList<ProvisionTeam>& teams, const QList<ProvisionState>& states, bool passwordsOnly,
                      QDate today);
    //! Ends what is under way; every later step ends with Kind::Cancelled.
    void cancel();

private:
    using Session = std::unique_ptr<ScriptSession>;
    Result<Session, PostgresError> open(const ConnectionParameters& parameters);
    Result<void, PostgresError> inTransaction(ScriptSession& session, const QList<QByteArray>& scripts);
    Result<QList<QByteArray>, PostgresError> contentOf(const ProvisionTeam& team, const ScriptSession& session,
                                                       bool withData, QDate today) const;
    Result<RowSet, PostgresError> execute(ScriptSession& session, const QByteArray& script);

    ConnectionParameters m_administrator;
    Say m_say;
    Session m_session; //!< the administrator's
    std::atomic_bool m_cancelled = false;
    std::mutex m_mutex;
    std::function<void()> m_cancelStatement; //!< guarded by m_mutex
};

} // namespace parlance
