// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace parlance {

//! Hands memory that is free inside the C library back to the system. glibc keeps an arena for each thread and gives
//! back only what lies at an arena's end (malloc_trim(3)); the other systems' libraries do it by themselves. Takes
//! milliseconds; any thread but the GUI's.
void returnFreePages();

} // namespace parlance
