// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/AccountName.h"

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>

#include <vector>
#endif

namespace parlance {

QString accountName()
{
#ifdef Q_OS_UNIX
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16'384);
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return QString::fromLocal8Bit(found->pw_name);
    return QString::number(geteuid());
#else
    return qEnvironmentVariable("USERNAME");
#endif
}

} // namespace parlance
