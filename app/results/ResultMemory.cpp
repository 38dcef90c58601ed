// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultMemory.h"

namespace parlance {

bool ResultMemory::reserve(qint64 bytes)
{
    const qint64 budget = budgetBytes();
    qint64 used = m_used.load(std::memory_order_relaxed);
    do {
        if (used + bytes > budget)
            return false;
    } while (!m_used.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    return true;
}

} // namespace parlance
