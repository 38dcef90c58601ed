// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ConnectionParameters.h"

namespace parlance {

//! Looks at the server's certificate once more after libpq refused it: true when it, or its authority, is out of date.
//! libpq says "certificate verify failed" for every reason. Waits for the network (five seconds): worker threads only.
bool isCertificateExpired(const ConnectionParameters& parameters);

} // namespace parlance
