// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

namespace parlance {

//! parlance-cli behind its main(): reads \a words (without the program's name), runs the verb in the event loop of the
//! application that exists, and returns the exit status.
int runConsoleProgram(const QStringList& words);

} // namespace parlance
