// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeProtocol.h"

#include <QMetaType>

namespace parlance {

//! A request that is no question of anybody's: the list of models, or one of a
//! test of the address.
struct SideRequest {
    QUrl baseUrl;
    QString purpose; //!< "models", "test"
    QString model;   //!< empty: it names none
    QByteArray body; //!< empty: a GET
    bool operator==(const SideRequest&) const = default;
};

//! How it ended.
struct SideRequestEnd {
    std::optional<ClaudeError> error; //!< nothing: answered
    ClaudeUsage usage;
    bool operator==(const SideRequestEnd&) const = default;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::SideRequest)
Q_DECLARE_METATYPE(parlance::SideRequestEnd)
