// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

//! The exit statuses of parlance-cli, a contract with scripts.
enum ExitStatus : int {
    statusDone = 0,
    statusRefused = 1,    //!< the database, Claude or Parlance said no
    statusUsage = 2,      //!< usage or configuration
    statusSignIn = 3,     //!< sign-in to the database failed
    statusCancelled = 130 //!< Ctrl+C
};

} // namespace parlance
