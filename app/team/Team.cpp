// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/Team.h"

#include <QCoreApplication>
#include <QDir>

namespace parlance {

RunLimits Team::runLimits() const
{
    RunLimits limits;
    limits.statementTimeoutSeconds = policy.statementTimeoutSeconds;
    limits.exportTimeoutSeconds = policy.exportTimeoutSeconds;
    limits.maximumRows = policy.maximumRows;
    limits.timeZone = policy.timeZone;
    limits.searchPath = searchPath;
    return limits;
}

SpillLimits Team::spillLimits(const QString& usualFolder) const
{
    SpillLimits limits;
    limits.allowed = policy.allowSpill;
    limits.folder = policy.spillFolder.isEmpty() ? usualFolder : policy.spillFolder;
    limits.setBy = sourceFile.isEmpty() ? QCoreApplication::translate("Team", "the policy of the team %1").arg(name)
                                        : QCoreApplication::translate("Team", "the policy of the team %1 (%2)")
                                              .arg(name, QDir::toNativeSeparators(sourceFile));
    return limits;
}

} // namespace parlance
