// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace parlance {

//! Sums numbers as PostgreSQL writes them, of any size and mixed scales, without rounding (GMP). NaN and infinities as
//! in PostgreSQL: any NaN, or both infinities, make NaN. A value of one thread.
class ExactSum final {
public:
    ExactSum();
    ~ExactSum();
    ExactSum(ExactSum&&) noexcept;
    ExactSum& operator=(ExactSum&&) noexcept;
    Q_DISABLE_COPY(ExactSum)

    //! False when the text is no number; then nothing is added.
    bool add(QByteArrayView number);
    qint64 count() const;
    //! With as many digits after the point as the longest of the numbers: what sum(numeric) gives.
    QByteArray sum() const;

    struct Average {
        QByteArray text;      //!< as many digits as avg(numeric) gives, at least 16 that count
        bool rounded = false; //!< the exact value has more digits
        bool operator==(const Average&) const = default;
    };
    //! An exact one without zeros at its end beyond the sum's digits. Of no numbers: empty.
    Average average() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
