// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/ConsoleCommand.h"
#include "sample/LocalServer.h"
#include "team/SessionRegistry.h"

namespace parlance {

//! Signs a verb in: the team of --team or --connect, its password, the sample server where it is needed. What happens
//! meanwhile is said on standard error. Exactly one of signedIn() and failed(). Main thread.
class ConsoleSignIn final : public QObject {
    Q_OBJECT
public:
    explicit ConsoleSignIn(const CommandContext& context, QObject* parent = nullptr);
    ~ConsoleSignIn() override;

    //! Whether the command line names somebody to sign in as.
    static bool isAsked(const Arguments& arguments);
    void start();
    //! Ends a sign-in under way at once; neither signal follows.
    void cancel();

signals:
    void signedIn(parlance::TeamSession* session);
    void failed(int status); //!< after the reason was said

private:
    bool chooseTeam();
    bool choosePassword();
    static void sayNoPassword();
    void startSampleServer();
    void open();
    void fail(const PostgresError& error);

    CommandContext m_context;
    Team m_team;
    QString m_password;
    bool m_passwordGiven = false;
    std::unique_ptr<LocalServer> m_server; //!< holds the sample server up while this lives
    std::unique_ptr<SessionRegistry> m_registry;
    quint64 m_request = 0;
    bool m_cancelled = false;
};

} // namespace parlance
