// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

//! Ends the program with \a status, as the last thing main() does: writes out C's streams and leaves without the
//! handlers of exit(). A connection's thread that ends late or was abandoned (never joined, see ConnectionThread) may
//! still be in OpenSSL, whose own exit handler takes its memory away: a program that returned from main() crashed there
//! now and then, after its work was done.
[[noreturn]] void endProgram(int status);

} // namespace parlance
