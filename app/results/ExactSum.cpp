// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ExactSum.h"

#include "results/Decimal.h"

#include <gmp.h>

#include <algorithm>
#include <array>

namespace parlance {

namespace {

//! An integer of any size.
class BigInteger final {
public:
    BigInteger() { mpz_init(m_value); }
    explicit BigInteger(const QByteArray& digits) { mpz_init_set_str(m_value, digits.constData(), 10); }
    ~BigInteger() { mpz_clear(m_value); }
    Q_DISABLE_COPY_MOVE(BigInteger)

    static void raise(BigInteger& value, qint64 digits)
    {
        if (digits <= 0)
            return;
        BigInteger power;
        mpz_ui_pow_ui(power, 10, static_cast<unsigned long>(digits));
        mpz_mul(value, value, power);
    }
    QByteArray digits() const
    {
        QByteArray text(static_cast<qsizetype>(mpz_sizeinbase(m_value, 10) + 2), '\0');
        mpz_get_str(text.data(), 10, m_value);
        text.truncate(static_cast<qsizetype>(qstrlen(text.constData())));
        return text;
    }
    operator mpz_ptr() { return m_value; }
    operator mpz_srcptr() const { return m_value; }

private:
    mpz_t m_value;
};

//! With a point before the last \a scale digits.
QByteArray pointed(QByteArray digits, qint64 scale)
{
    if (scale <= 0)
        return digits;
    const bool negative = digits.startsWith('-');
    if (negative)
        digits.remove(0, 1);
    if (digits.size() <= scale)
        digits.prepend(QByteArray(scale - digits.size() + 1, '0'));
    digits.insert(digits.size() - scale, '.');
    return negative ? QByteArray('-' + digits) : digits;
}

//! A number's first digit in base 10000 and its power, as numeric.c keeps them.
struct FirstDigit {
    qint64 weight = 0;
    int digit = 0;
};

//! Of digits × 10^-scale without a sign.
FirstDigit firstDigitOf(const QByteArray& digits, qint64 scale)
{
    if (digits == "0")
        return {};
    const qint64 exponent = digits.size() - 1 - scale;
    const qint64 weight = exponent >= 0 ? exponent / 4 : -((-exponent + 3) / 4);
    QByteArray first = digits.left(exponent - weight * 4 + 1);
    while (first.size() < exponent - weight * 4 + 1)
        first.append('0');
    return {weight, first.toInt()};
}

//! Digits after the point of a quotient: select_div_scale() of numeric.c.
qint64 quotientScale(const QByteArray& dividend, qint64 scale, qint64 displayScale, qint64 divisor)
{
    const FirstDigit first = firstDigitOf(dividend, scale);
    const FirstDigit second = firstDigitOf(QByteArray::number(divisor), 0);
    qint64 weight = first.weight - second.weight;
    if (first.digit <= second.digit)
        --weight;
    return std::min<qint64>(std::max<qint64>({16 - weight * 4, displayScale, 0}), 1000);
}

} // namespace

struct ExactSum::Private {
    static constexpr qint64 half = qint64(1) << 62;

    qint64 count = 0;
    bool notANumber = false;
    bool infinity = false;
    bool negativeInfinity = false;
    qint64 displayScale = 0;
    std::array<qint64, 20> small{}; //!< sums of what fits, by scale
    BigInteger total;               //!< the rest, × 10^-scale
    qint64 scale = 0;

    void addBig(const QByteArray& digits, qint64 digitsScale)
    {
        BigInteger value(digits);
        if (digitsScale > scale) {
            BigInteger::raise(total, digitsScale - scale);
            scale = digitsScale;
        }
        BigInteger::raise(value, scale - digitsScale);
        mpz_add(total, total, value);
    }
    void addSmall(const ScaledInteger& value)
    {
        qint64& sum = small[static_cast<std::size_t>(value.scale)];
        // Neither is half the range away from 0: the sum fits.
        if (value.mantissa >= half || value.mantissa <= -half)
            return addBig(QByteArray::number(value.mantissa), value.scale);
        sum += value.mantissa;
        if (sum >= half || sum <= -half)
            flush(static_cast<std::size_t>(value.scale));
    }
    void addFinite(const Decimal& value)
    {
        QByteArray digits;
        for (const char character : value.digits()) {
            if (character != '.')
                digits.append(character);
        }
        if (value.sign() != 0)
            addBig(value.sign() < 0 ? QByteArray('-' + digits) : digits, digits.size() - 1 - value.exponent());
    }
    void flush(std::size_t at)
    {
        if (small[at] != 0)
            addBig(QByteArray::number(small[at]), static_cast<qint64>(at));
        small[at] = 0;
    }
    void flush()
    {
        for (std::size_t at = 0; at < small.size(); ++at)
            flush(at);
    }
    QByteArray special() const
    {
        if (notANumber || (infinity && negativeInfinity))
            return "NaN";
        return infinity ? "Infinity" : negativeInfinity ? "-Infinity" : "";
    }
};

ExactSum::ExactSum()
    : d(std::make_unique<Private>())
{}
ExactSum::~ExactSum() = default;
ExactSum::ExactSum(ExactSum&&) noexcept = default;
ExactSum& ExactSum::operator=(ExactSum&&) noexcept = default;

bool ExactSum::add(QByteArrayView number)
{
    if (const auto value = readScaledInteger(number)) {
        d->addSmall(*value);
        d->displayScale = std::max<qint64>(d->displayScale, value->scale);
        ++d->count;
        return true;
    }
    const auto value = Decimal::read(number);
    if (!value)
        return false;
    ++d->count;
    switch (value->kind()) {
    case Decimal::Kind::NegativeInfinity:
        d->negativeInfinity = true;
        break;
    case Decimal::Kind::Infinity:
        d->infinity = true;
        break;
    case Decimal::Kind::NaN:
        d->notANumber = true;
        break;
    case Decimal::Kind::Finite:
        d->addFinite(*value);
        d->displayScale = std::max(d->displayScale, value->scale());
        break;
    }
    return true;
}

qint64 ExactSum::count() const
{
    return d->count;
}

QByteArray ExactSum::sum() const
{
    if (const QByteArray special = d->special(); !special.isEmpty())
        return special;
    d->flush();
    BigInteger shown;
    mpz_set(shown, d->total);
    BigInteger::raise(shown, d->displayScale - d->scale);
    return pointed(shown.digits(), std::max(d->displayScale, d->scale));
}

ExactSum::Average ExactSum::average() const
{
    if (d->count == 0)
        return {};
    if (const QByteArray special = d->special(); !special.isEmpty())
        return {special, false};
    d->flush();
    BigInteger dividend;
    mpz_abs(dividend, d->total);
    qint64 scale = quotientScale(dividend.digits(), d->scale, d->displayScale, d->count);
    BigInteger divisor(QByteArray::number(d->count));
    BigInteger::raise(dividend, scale - d->scale);
    BigInteger::raise(divisor, d->scale - scale);
    BigInteger quotient;
    BigInteger rest;
    mpz_tdiv_qr(quotient, rest, dividend, divisor);
    const bool rounded = mpz_cmp_ui(static_cast<mpz_srcptr>(rest), 0) != 0;
    mpz_mul_ui(rest, rest, 2);
    if (mpz_cmp(rest, divisor) >= 0)
        mpz_add_ui(quotient, quotient, 1);
    QByteArray digits = quotient.digits();
    if (mpz_sgn(static_cast<mpz_srcptr>(d->total)) < 0 && digits != "0")
        digits.prepend('-');
    QByteArray text = pointed(digits, scale);
    for (; !rounded && scale > d->displayScale && text.endsWith('0'); --scale)
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return {text, rounded};
}

} // namespace parlance
