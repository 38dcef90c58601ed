// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/Team.h"

namespace parlance {

RunLimits Team::runLimits() const
{
    RunLimits limits;
    limits.statementTimeoutSeconds = policy.statementTimeoutSeconds;
    limits.maximumRows = policy.maximumRows;
    limits.timeZone = policy.timeZone;
    limits.searchPath = searchPath;
    return limits;
}

} // namespace parlance
