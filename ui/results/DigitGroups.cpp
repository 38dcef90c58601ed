// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/DigitGroups.h"

namespace parlance {

QByteArray groupedDigits(QByteArrayView number)
{
    const qsizetype first = number.startsWith('-') ? 1 : 0;
    qsizetype end = first;
    while (end < number.size() && number[end] >= '0' && number[end] <= '9')
        ++end;
    const qsizetype digits = end - first;
    const bool plain = end == number.size() || number[end] == '.';
    if (digits <= 3 || !plain)
        return number.toByteArray();
    QByteArray grouped;
    grouped.reserve(number.size() + digits / 3);
    grouped.append(number.first(first));
    for (qsizetype i = 0; i < digits; ++i) {
        if (i > 0 && (digits - i) % 3 == 0)
            grouped.append(',');
        grouped.append(number[first + i]);
    }
    return grouped.append(number.sliced(end));
}

} // namespace parlance
