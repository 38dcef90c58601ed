// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/FreePages.h"

#include <cstdlib> // defines __GLIBC__ where there is one

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace parlance {

void returnFreePages()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace parlance
