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
    //! Gives back what was booked, after it was freed. Now and then the C library is told to hand its free pages to the
    //! system, on a pool thread: glibc keeps what a worker's thread allocated for that thread.
    void release(qint64 bytes);

private:
    std::atomic<qint64> m_budget;
    std::atomic<qint64> m_used = 0;
    std::atomic<qint64> m_freed = 0; //!< since the system got its pages back
};

} // namespace parlance
