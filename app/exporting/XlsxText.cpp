// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxText.h"

#include <QCoreApplication>
#include <QString>
#include <QStringDecoder>

#include <algorithm>

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(XlsxText)
};

//! Text that needs no second look: printable ASCII and multi-byte characters short enough to be within the limits; the
//! sequence EF BF BE/BF (U+FFFE, U+FFFF) and the escape _x….
bool isPlain(QByteArrayView value)
{
    if (value.size() > XlsxText::longest)
        return false;
    bool ascii = true;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F)
            return false;
        ascii = ascii && byte < 0x80;
    }
    return (ascii || value.isValidUtf8()) && !value.contains("_x") && (ascii || !value.contains("\xEF\xBF"));
}

//! Whether "_x000D_" or the like begins at \a at: what a reader of a workbook takes for an escaped character.
bool isEscape(const QString& text, qsizetype at)
{
    if (at + 7 > text.size() || text.at(at) != u'_' || text.at(at + 1) != u'x' || text.at(at + 6) != u'_')
        return false;
    return std::all_of(text.cbegin() + at + 2, text.cbegin() + at + 6, [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    });
}

} // namespace

XlsxText XlsxText::fitted(QByteArrayView value)
{
    XlsxText result;
    if (isPlain(value)) {
        result.utf8 = value.toByteArray();
        return result;
    }
    // A byte order mark inside a result is a character like any other.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(value);
    result.replaced = !value.isValidUtf8();
    const QString mark = Words::tr(" … (cut: %1 characters in all)").arg(text.size());
    qsizetype fits = 0; // of what is written with its escapes: that is what the library and Excel count
    QString out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size() && out.size() <= longest; ++at) {
        if (out.size() + mark.size() <= longest && !text.at(at).isLowSurrogate())
            fits = out.size();
        const QChar c = text.at(at);
        const char16_t unit = c.unicode();
        if (isEscape(text, at)) {
            out += QStringLiteral("_x005F_");
        } else if (unit == u'\r') { // a reader of XML would make a line feed of it
            out += QStringLiteral("_x000D_");
        } else if ((unit < 0x20 && unit != u'\n' && unit != u'\t') || unit == 0x7F) {
            out += unit == 0x7F ? QChar(0x2421) : QChar(static_cast<char16_t>(0x2400 + unit));
            result.replaced = true;
        } else if (unit >= 0xFFFE) {
            out += QChar(QChar::ReplacementCharacter);
            result.replaced = true;
        } else {
            out += c;
        }
    }
    if (out.size() > longest) {
        out = out.first(fits) + mark;
        result.cut = true;
    }
    result.utf8 = out.toUtf8();
    return result;
}

} // namespace parlance
