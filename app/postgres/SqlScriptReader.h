// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"

namespace parlance {

//! A text over this many bytes is never given to the parser.
constexpr qsizetype sqlParserMaximumBytes = 1024 * 1024;
//! A statement of more tokens is never given to the parser.
constexpr qsizetype sqlParserMaximumTokens = 20'000;

//! Splits and judges a script; calls libpg_query and so runs on the parser's thread alone (see SqlParserThread).
SqlScript readSqlScript(const QByteArray& utf8);

} // namespace parlance
