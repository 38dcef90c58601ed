// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/JsonText.h"

namespace parlance {

QByteArray jsonString(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray out;
    out.reserve(utf8.size() + 16);
    out.append('"');
    for (const char c : utf8) {
        switch (c) {
        case '"':
            out.append("\\\"");
            break;
        case '\\':
            out.append("\\\\");
            break;
        case '\n':
            out.append("\\n");
            break;
        case '\r':
            out.append("\\r");
            break;
        case '\t':
            out.append("\\t");
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out.append("\\u00");
                out.append(QByteArray(1, c).toHex());
            } else {
                out.append(c);
            }
        }
    }
    out.append('"');
    return out;
}

QByteArray jsonStrings(const QStringList& texts)
{
    QByteArray out("[");
    for (const QString& text : texts) {
        if (out.size() > 1)
            out.append(',');
        out.append(jsonString(text));
    }
    out.append(']');
    return out;
}

} // namespace parlance
