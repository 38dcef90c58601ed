// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/PrettyJson.h"

#include <optional>

namespace parlance {

//! The bytes of PostgreSQL's text of a bytea (\x and hexadecimal digits), at most \a most of them; nothing when it is
//! none. Pure; any thread.
std::optional<QByteArray> bytesOf(QByteArrayView bytea, qsizetype most);
//! Bytes as lines of 16: where they stand, their digits, and what of them is ASCII. Stops after about \a limit
//! characters.
PrettyText hexDump(QByteArrayView bytes, qsizetype limit);

} // namespace parlance
