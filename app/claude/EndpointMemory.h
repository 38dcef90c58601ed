// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeModels.h"

namespace parlance {

//! What the program learned about one base URL while it runs. A plain value, kept by ClaudeClient.
struct EndpointMemory {
    bool modelsAsked = false;        //!< GET /v1/models was sent
    std::optional<ModelList> served; //!< what it answered
    QStringList gone;                //!< models answered with 404
    QStringList noticesSaid;         //!< each is said once
    bool operator==(const EndpointMemory&) const = default;
};

} // namespace parlance
