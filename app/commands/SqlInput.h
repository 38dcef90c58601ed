// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "commands/Arguments.h"

namespace parlance {

//! The SQL of `-c SQL`, a FILE or `-` (standard input), byte for byte; exactly one of them. The error is a sentence.
Result<QByteArray, QString> readSqlInput(const Arguments& arguments);

} // namespace parlance
