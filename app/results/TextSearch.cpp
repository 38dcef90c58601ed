// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/TextSearch.h"

#include <algorithm>

namespace parlance {

namespace {

constexpr std::array<char, 256> smallLetters = [] {
    std::array<char, 256> letters{};
    for (std::size_t i = 0; i < letters.size(); ++i)
        letters[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i - 'A' + 'a' : i);
    return letters;
}();

std::size_t indexOfByte(char byte)
{
    return static_cast<unsigned char>(byte);
}

char small(char byte)
{
    return smallLetters[indexOfByte(byte)];
}

bool isAsciiOnly(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<signed char>(byte) >= 0; });
}

} // namespace

TextSearch::TextSearch(const QString& text)
    : m_text(text)
{
    const QByteArray bytes = text.toUtf8();
    m_ascii = isAsciiOnly(bytes);
    m_foldsToAscii = text.contains(QChar(0x17f)) || text.contains(QChar(0x212a));
    if (!m_ascii)
        return;
    m_folded = bytes.toLower();
    const qsizetype length = m_folded.size();
    m_skip.fill(static_cast<quint8>(std::clamp<qsizetype>(length, 1, 255)));
    for (qsizetype i = 0; i + 1 < length; ++i) {
        const auto distance = static_cast<quint8>(std::min<qsizetype>(length - 1 - i, 255));
        m_skip[indexOfByte(m_folded[i])] = distance;
        const char letter = m_folded[i];
        if (letter >= 'a' && letter <= 'z')
            m_skip[indexOfByte(static_cast<char>(letter - 'a' + 'A'))] = distance;
    }
}

bool TextSearch::isIn(QByteArrayView text) const
{
    if (m_ascii)
        return indexIn(text) >= 0;
    if (!m_foldsToAscii && isAsciiOnly(text))
        return false;
    return QString::fromUtf8(text).contains(m_text, Qt::CaseInsensitive);
}

// Horspool's way.
qsizetype TextSearch::indexIn(QByteArrayView text, qsizetype from) const
{
    const qsizetype length = m_folded.size();
    if (length == 0)
        return from <= text.size() ? from : -1;
    const char* const needle = m_folded.constData();
    const char last = needle[length - 1];
    const char* const bytes = text.data();
    for (qsizetype at = from + length - 1; at < text.size(); at += m_skip[indexOfByte(bytes[at])]) {
        if (small(bytes[at]) != last)
            continue;
        qsizetype i = 0;
        while (i < length - 1 && small(bytes[at - length + 1 + i]) == needle[i])
            ++i;
        if (i == length - 1)
            return at - length + 1;
    }
    return -1;
}

} // namespace parlance
