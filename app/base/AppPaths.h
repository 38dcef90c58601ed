// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance {

//! Where Parlance reads and keeps its files. A plain value, made once in main and handed on.
struct AppPaths {
    QString machineConfigFolder; //!< /etc/parlance, %ProgramData%/Parlance, /Library/Application Support/Parlance
    QString userConfigFolder;    //!< the user's teams.json and settings; PARLANCE_CONFIG_DIR replaces it
    QString dataFolder; //!< journal and sample server; PARLANCE_DATA_DIR replaces it; as root /var/lib/parlance
    bool operator==(const AppPaths&) const = default;

    //! Reads the environment and QStandardPaths (local, never roaming). Creates nothing. The variable
    //! PARLANCE_MACHINE_CONFIG_DIR does not exist on purpose: what an administrator set cannot be moved away.
    static AppPaths fromEnvironment();
};

} // namespace parlance
