// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultMemory.h"

#include "base/FreePages.h"

#include <QThreadPool>

namespace parlance {

namespace {
constexpr qint64 worthReturning = 32 * ResultMemory::megabyte;
}

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

void ResultMemory::release(qint64 bytes)
{
    m_used.fetch_sub(bytes, std::memory_order_relaxed);
    const qint64 freed = m_freed.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    if (freed < worthReturning || freed - bytes >= worthReturning)
        return; // too little, or whoever crossed the line asked already
    m_freed.store(0, std::memory_order_relaxed);
    QThreadPool::globalInstance()->start([] { returnFreePages(); });
}

} // namespace parlance
