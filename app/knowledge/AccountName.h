// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance {

//! The operating system's name of the account that runs the program. May ask a directory service: for a worker thread.
QString accountName();

} // namespace parlance
