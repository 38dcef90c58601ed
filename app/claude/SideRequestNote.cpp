// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/SideRequestNote.h"

namespace parlance {

SideRequestNote::SideRequestNote(ClaudeClient* client, const SideRequest& request, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_number(client->nextSideRequest())
{
    emit client->sideRequestSent(m_number, request);
}

SideRequestNote::~SideRequestNote()
{
    ClaudeError stopped;
    stopped.kind = ClaudeError::Kind::Cancelled;
    end({stopped, {}});
}

void SideRequestNote::end(const SideRequestEnd& end)
{
    if (m_client && m_number != 0)
        emit m_client->sideRequestEnded(std::exchange(m_number, 0), end);
}

} // namespace parlance
