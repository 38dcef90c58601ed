// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>

#include <compare>
#include <optional>

namespace parlance {

//! A number as PostgreSQL writes it (integers, numeric, floats), of any size: compared and taken apart without
//! rounding. Looks into the text it was read from, which must outlive it.
class Decimal final {
public:
    //! In PostgreSQL's order.
    enum class Kind { NegativeInfinity, Finite, Infinity, NaN };

    //! Reads all of \a text: digits with a point, an exponent, NaN, Infinity, a sign. Nothing when it is no number.
    static std::optional<Decimal> read(QByteArrayView text);

    Kind kind() const { return m_kind; }
    //! -1, 0 or 1; infinities too; 0 for NaN.
    int sign() const { return m_sign; }
    //! The power of ten of the first digit that is not 0.
    qint64 exponent() const { return m_exponent; }
    //! Digits after the point that the value needs or that are written (1.50 has 2); 0 when negative.
    qint64 scale() const { return m_scale; }
    //! From the first digit that is not 0 to the last one; may have a point inside. Empty for 0.
    QByteArrayView digits() const { return m_digits; }

    //! NaN equals itself and is the greatest.
    friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right);
    friend bool operator==(const Decimal& left, const Decimal& right) { return (left <=> right) == 0; }

    //! Grows with the value; equal for values that differ only after the 13th digit. Within ±(2⁶³ - 4).
    qint64 roughOrder() const;

private:
    Kind m_kind = Kind::Finite;
    int m_sign = 0;
    qint64 m_exponent = 0;
    qint64 m_scale = 0;
    QByteArrayView m_digits;
};

//! A number whose digits fit into 64 bits, as mantissa × 10^-scale.
struct ScaledInteger {
    static constexpr qint64 largest = 9'200'000'000'000'000'000;
    qint64 mantissa = 0;
    int scale = 0;
};
//! Nothing for larger ones, exponents, NaN and infinities: read those as Decimal.
std::optional<ScaledInteger> readScaledInteger(QByteArrayView text);

} // namespace parlance
