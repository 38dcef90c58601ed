// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/StandardDescriptors.h"

#include <QtGlobal>

#ifndef Q_OS_WIN
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#else
#include <io.h>
#endif

namespace parlance {

void occupyStandardDescriptors()
{
    // Nothing to do on Windows: its C runtime marks 0, 1 and 2 as taken whether or not there is a handle behind them.
#ifndef Q_OS_WIN
    for (const int descriptor : {0, 1, 2}) {
        if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF)
            continue;
        // The lowest free number is this one. Open for the wrong direction, as gnulib's stdopen does: reading or
        // writing fails with EBADF, as it would have.
        [[maybe_unused]] const int opened = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
    }
#endif
}

bool isOutputTerminal()
{
#ifdef Q_OS_WIN
    return _isatty(1) != 0;
#else
    return isatty(1) == 1;
#endif
}

} // namespace parlance
