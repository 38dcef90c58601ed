// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/HexDump.h"

namespace parlance {

std::optional<QByteArray> bytesOf(QByteArrayView bytea, qsizetype most)
{
    if (!bytea.startsWith("\\x"))
        return {};
    const qsizetype digits = std::min(bytea.size() - 2, 2 * most);
    return QByteArray::fromHex(QByteArray::fromRawData(bytea.data() + 2, digits));
}

PrettyText hexDump(QByteArrayView bytes, qsizetype limit)
{
    constexpr qsizetype perLine = 16;
    static const char digits[] = "0123456789abcdef";
    PrettyText dump;
    for (qsizetype at = 0; at < bytes.size(); at += perLine) {
        if (dump.text.size() >= limit) {
            dump.more = true;
            break;
        }
        const QByteArrayView line = bytes.sliced(at, std::min(perLine, bytes.size() - at));
        if (at > 0)
            dump.text.append('\n');
        dump.text.append(QByteArray::number(at, 16).rightJustified(8, '0')).append("  ");
        for (qsizetype i = 0; i < perLine; ++i) {
            if (i == perLine / 2)
                dump.text.append(' ');
            if (i < line.size()) {
                const auto byte = static_cast<unsigned char>(line[i]);
                dump.text.append(digits[byte >> 4]).append(digits[byte & 15]).append(' ');
            } else {
                dump.text.append("   ");
            }
        }
        dump.text.append(' ');
        for (const char c : line)
            dump.text.append(c >= 0x20 && c < 0x7f ? c : '.');
    }
    return dump;
}

} // namespace parlance
