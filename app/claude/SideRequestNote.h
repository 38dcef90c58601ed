// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeClient.h"

#include <QObject>
#include <QPointer>

namespace parlance {

//! Tells of one side request through its client: when it is made that it
//! leaves, when it is ended or destroyed how that ended. GUI thread.
class SideRequestNote final : public QObject {
    Q_OBJECT
public:
    SideRequestNote(ClaudeClient* client, const SideRequest& request, QObject* parent);
    //! Ends it as stopped unless it was ended.
    ~SideRequestNote() override;
    void end(const SideRequestEnd& end);

private:
    QPointer<ClaudeClient> m_client;
    quint64 m_number = 0;
};

} // namespace parlance
