// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/AppPaths.h"
#include "base/SecretStore.h"
#include "base/Settings.h"
#include "claude/ClaudeClient.h"
#include "journal/Journal.h"
#include "results/ResultMemory.h"
#include "sample/LocalServer.h"
#include "team/EndpointSource.h"
#include "team/SessionRegistry.h"
#include "team/TeamDirectory.h"
#include "ui/theme/Theme.h"

#include <memory>

namespace parlance {

//! Everything the windows share, owned by Desktop. Handed on by pointer; no window makes one of these itself.
struct Services {
    AppPaths paths;
    TeamDirectory directory;
    Settings* settings = nullptr;
    SecretStore* secrets = nullptr;
    EndpointSource* endpoint = nullptr;
    ClaudeClient* claude = nullptr;
    Journal* journal = nullptr;
    LocalServer* localServer = nullptr;
    SessionRegistry* sessions = nullptr;
    ThemeManager* themes = nullptr;
    std::shared_ptr<ResultMemory> resultMemory = std::make_shared<ResultMemory>(); //!< chunks outlive us
};

} // namespace parlance
