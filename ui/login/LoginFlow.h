// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sample/LocalServer.h"
#include "team/SessionRegistry.h"

#include <optional>

namespace parlance {

//! One sign-in at a time, from the button to a session or a failure, without widgets: waits for the sample server where
//! the team needs it, opens the session, can be cancelled at every moment. GUI thread.
class LoginFlow final : public QObject {
    Q_OBJECT
public:
    //! \a localServer may be null where no team is a sample.
    LoginFlow(SessionRegistry* sessions, LocalServer* localServer, QObject* parent = nullptr);

    //! Starts the sample server in the background, unless it runs or is about to.
    void prepareSample();
    bool isPreparingSample() const { return m_preparing; }
    //! What the sample server's set-up is doing now.
    QString sampleStep() const { return m_step; }
    const std::optional<LocalServerError>& sampleError() const { return m_sampleError; }

    void start(const Team& team, const QString& password);
    bool isRunning() const { return m_running; }
    //! Ends in cancelled(), at once.
    void cancel();

signals:
    void sampleChanged();                 //!< step, error or end of the set-up
    void progressed(const QString& text); //!< what the running sign-in waits for
    void signedIn(parlance::TeamSession* session);
    void failed(const parlance::SignInFailure& failure);
    void sampleFailed(); //!< the running sign-in ended because there is no sample server
    void cancelled();

private:
    void onSampleStarted(const Result<LocalServerStatus, LocalServerError>& result);
    void onOpened(quint64 request, const Result<TeamSession*, PostgresError>& result);
    void open();
    void end();

    SessionRegistry* m_sessions;
    LocalServer* m_localServer;
    std::optional<LocalServerStatus> m_sample; // running, as far as we know
    std::optional<LocalServerError> m_sampleError;
    QString m_step;
    Team m_team;
    QString m_password;
    quint64 m_request = 0;
    bool m_preparing = false;
    bool m_running = false;
    bool m_sampleTriedAgain = false;
};

} // namespace parlance
