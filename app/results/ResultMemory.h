// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

#include <atomic>

namespace parlance {

//! The account of the bytes that results hold in memory: one for the program, shared by the keepers of all runs and by
//! the chunks they let in. It counts; it owns nothing. Any thread.
class ResultMemory final {
public:
    static constexpr qint64 megabyte = 1024 * 1024;
    static constexpr qint64 usualBudget = 512 * megabyte;

    explicit ResultMemory(qint64 budgetBytes = usualBudget)
        : m_budget(budgetBytes)
    {}
    Q_DISABLE_COPY_MOVE(ResultMemory)

    qint64 budgetBytes() const { return m_budget.load(std::memory_order_relaxed); }
    //! Holds from now on; what is in memory already stays there.
    void setBudgetBytes(qint64 bytes) { m_budget.store(bytes, std::memory_order_relaxed); }
    qint64 usedBytes() const { return m_used.load(std::memory_order_relaxed); }

    //! Books \a bytes when they fit into the budget; else books nothing and returns false.
    bool reserve(qint64 bytes);
    //! Books \a bytes, fit or not: for what is too small to be refused.
    void take(qint64 bytes) { m_used.fetch_add(bytes, std::memory_order_relaxed); }
    //! Gives back what was booked.
    void release(qint64 bytes) { m_used.fetch_sub(bytes, std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_budget;
    std::atomic<qint64> m_used = 0;
};

} // namespace parlance
