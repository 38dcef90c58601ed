// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

//! Puts something behind standard input, output and error where the caller closed them (`>&-`), so that no file or
//! socket opened later gets their numbers and our words or a query's rows are written into it. Reading or writing what
//! was closed stays an error ("Bad file descriptor"). First thing in main, before any thread.
void occupyStandardDescriptors();

//! Whether standard output goes to a terminal, which obeys control characters in what is written.
bool isOutputTerminal();

} // namespace parlance
