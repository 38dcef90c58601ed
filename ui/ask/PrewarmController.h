// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/Services.h"

#include <QObject>

namespace parlance {

class PromptWarmer;

//! Pre-warms the prompt once after sign-in where the policy asks for it: when tables and key are known, and only if
//! consent was given before. GUI thread.
class PrewarmController final : public QObject {
    Q_OBJECT
public:
    PrewarmController(TeamSession* session, const QString& server, Services* services, QObject* parent = nullptr);

private:
    void tryNow();

    TeamSession* m_session;
    QString m_server;
    Services* m_services;
    PromptWarmer* m_warmer;
    bool m_done = false;
};

} // namespace parlance
