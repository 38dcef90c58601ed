// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

#include <array>

namespace parlance {

//! Tells whether two results have the same rows, whatever their order and whatever the columns are called: the sum of
//! a hash of each row, and how many there are. The same on every computer. Add each chunk once, in any order. Reads
//! every value: for a worker thread.
class ResultFingerprint final {
public:
    //! \a chunk must have its values in reach (loaded()).
    void add(const ResultChunk& chunk);
    qint64 rows() const { return m_rows; }
    //! "1:" and 64 hexadecimal digits; the number is that of the way it is reckoned.
    QString text() const;

private:
    std::array<quint64, 4> m_sum{}; //!< each modulo 2⁶⁴
    qint64 m_rows = 0;
};

} // namespace parlance
