// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/LoginFlow.h"

#include "team/SignInFailure.h"

namespace parlance {

LoginFlow::LoginFlow(SessionRegistry* sessions, LocalServer* localServer, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_localServer(localServer)
{
    connect(m_sessions, &SessionRegistry::openFinished, this, &LoginFlow::onOpened);
    connect(m_sessions, &SessionRegistry::openWaiting, this, [this](quint64 request, int, int seconds) {
        if (request == m_request && m_running)
            emit progressed(tr("The server is waking up… %1 s").arg(seconds));
    });
    if (!m_localServer)
        return;
    connect(m_localServer, &LocalServer::step, this, [this](const QString& text) {
        m_step = text;
        emit sampleChanged();
        if (m_running && m_request == 0)
            emit progressed(text);
    });
    connect(m_localServer, &LocalServer::startFinished, this, &LoginFlow::onSampleStarted);
}

void LoginFlow::prepareSample()
{
    if (!m_localServer || m_preparing || m_sample)
        return;
    m_preparing = true;
    m_sampleError.reset();
    m_step = tr("Starting the sample server…");
    emit sampleChanged();
    m_localServer->start();
}

void LoginFlow::onSampleStarted(const Result<LocalServerStatus, LocalServerError>& result)
{
    m_preparing = false;
    m_step.clear();
    if (result) {
        m_sample = *result;
        m_sampleError.reset();
    } else {
        m_sample.reset();
        m_sampleError = result.error();
    }
    emit sampleChanged();
    if (!m_running || m_request != 0 || !m_team.sample)
        return;
    if (m_sample) {
        open();
        return;
    }
    end();
    emit sampleFailed();
}

void LoginFlow::start(const Team& team, const QString& password)
{
    if (m_running)
        return;
    m_team = team;
    m_password = password;
    m_running = true;
    m_request = 0;
    m_sampleTriedAgain = false;
    if (m_team.sample && m_localServer && !m_sample) {
        prepareSample();
        emit progressed(m_step);
        return;
    }
    open();
}

void LoginFlow::open()
{
    if (m_team.sample && m_sample) {
        m_team.database.host = m_sample->host;
        m_team.database.port = QString::number(m_sample->port);
    }
    emit progressed(m_team.sample ? tr("Signing in…") : tr("Signing in to %1…").arg(m_team.database.host));
    m_request = m_sessions->open(m_team, m_password);
}

void LoginFlow::onOpened(quint64 request, const Result<TeamSession*, PostgresError>& result)
{
    if (!m_running || request == 0 || request != m_request)
        return;
    if (result) {
        end();
        emit signedIn(*result);
        return;
    }
    const PostgresError error = result.error();
    // The sample server may have been stopped since it was started for us: start it once more before giving up.
    using Kind = PostgresError::Kind;
    const bool gone = error.kind == Kind::ConnectionRefused || error.kind == Kind::ConnectFailed ||
                      error.kind == Kind::ConnectTimedOut || error.kind == Kind::ClosedAtOnce ||
                      error.kind == Kind::NotPostgres;
    if (m_team.sample && m_localServer && gone && !m_sampleTriedAgain) {
        m_sampleTriedAgain = true;
        m_request = 0;
        m_sample.reset();
        prepareSample();
        emit progressed(m_step);
        return;
    }
    const Team team = m_team;
    end();
    if (error.kind == Kind::Cancelled)
        emit cancelled();
    else
        emit failed(describeSignInFailure(error, team));
}

void LoginFlow::cancel()
{
    if (!m_running)
        return;
    const quint64 request = m_request;
    end();
    if (request != 0)
        m_sessions->cancelOpen(request); // its own answer comes later and is no longer ours
    emit cancelled();
}

void LoginFlow::end()
{
    m_running = false;
    m_request = 0;
    m_password.clear();
}

} // namespace parlance
