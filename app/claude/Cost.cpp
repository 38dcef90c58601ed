// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/Cost.h"

#include <QCoreApplication>

#include <cmath>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::Cost)
};

constexpr qint64 unit = 1'000'000'000'000;

//! \a trillionths with \a decimals digits after the point, rounded half up.
QString decimalText(qint64 trillionths, int decimals)
{
    qint64 step = unit;
    for (int i = 0; i < decimals; ++i)
        step /= 10;
    const qint64 steps = trillionths / step + (trillionths % step * 2 >= step ? 1 : 0);
    const qint64 whole = unit / step;
    QString text = QString::number(steps / whole);
    if (decimals > 0)
        text += u'.' + QString::number(steps % whole).rightJustified(decimals, u'0');
    return text;
}

QString withCurrency(const QString& amount, const QString& currency)
{
    return currency == "USD"_L1 ? QString(u'$' + amount) : QString(currency + u' ' + amount);
}

} // namespace

QString costText(const std::optional<Cost>& cost)
{
    if (!cost)
        return Words::tr("price not known");
    const qint64 amount = cost->trillionths;
    if (amount == 0)
        return withCurrency(u"0.00"_s, cost->currency);
    if (amount < unit / 20'000)
        return Words::tr("less than %1").arg(withCurrency(u"0.0001"_s, cost->currency));
    return withCurrency(decimalText(amount, amount < unit - unit / 20'000 ? 4 : 2), cost->currency);
}

QByteArray costJson(const std::optional<Cost>& cost)
{
    if (!cost)
        return "null";
    QByteArray text = decimalText(cost->trillionths, 12).toLatin1();
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text;
}

Cost costOf(double amount, const QString& currency)
{
    return {std::llround(amount * double(unit)), currency};
}

} // namespace parlance
