// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ValueForms.h"

namespace parlance {

bool isPlainNumber(QByteArrayView text)
{
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype first = at;
        while (at < text.size() && text.at(at) >= '0' && text.at(at) <= '9')
            ++at;
        return at - first;
    };
    const auto take = [&](char c) { return at < text.size() && text.at(at) == c ? (++at, true) : false; };
    take('-');
    const bool zero = at < text.size() && text.at(at) == '0';
    const qsizetype whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (take('.') && digits() == 0)
        return false;
    if (take('e') || take('E')) {
        if (!take('+'))
            take('-');
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

bool isFormulaStart(QByteArrayView text)
{
    if (text.isEmpty())
        return false;
    switch (text.front()) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
        return true;
    default:
        return false;
    }
}

} // namespace parlance
