// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/PrettyXml.h"

#include <algorithm>

namespace parlance {

namespace {

enum class Piece { Open, Close, Empty, Other, Text };

struct Part {
    Piece piece = Piece::Text;
    qsizetype end = 0;
};

qsizetype after(QByteArrayView xml, QByteArrayView mark, qsizetype from)
{
    const qsizetype found = xml.indexOf(mark, from);
    return found < 0 ? xml.size() : found + mark.size();
}

// The end of a tag: a > in an attribute's quotes is none.
qsizetype endOfTag(QByteArrayView xml, qsizetype from)
{
    char quote = 0;
    for (qsizetype at = from; at < xml.size(); ++at) {
        const char c = xml[at];
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return xml.size();
}

// The end of a document type: its declarations stand in brackets.
qsizetype endOfDeclaration(QByteArrayView xml, qsizetype from)
{
    int depth = 0;
    for (qsizetype at = from; at < xml.size(); ++at) {
        depth += xml[at] == '[' ? 1 : xml[at] == ']' ? -1 : 0;
        if (xml[at] == '>' && depth <= 0)
            return at + 1;
    }
    return xml.size();
}

Part partAt(QByteArrayView xml, qsizetype at)
{
    if (xml[at] != '<') {
        const qsizetype end = xml.indexOf('<', at);
        return {Piece::Text, end < 0 ? xml.size() : end};
    }
    const QByteArrayView rest = xml.sliced(at);
    if (rest.startsWith("<!--"))
        return {Piece::Other, after(xml, "-->", at)};
    if (rest.startsWith("<![CDATA["))
        return {Piece::Text, after(xml, "]]>", at)};
    if (rest.startsWith("<?"))
        return {Piece::Other, after(xml, "?>", at)};
    if (rest.startsWith("<!"))
        return {Piece::Other, endOfDeclaration(xml, at)};
    const qsizetype end = endOfTag(xml, at);
    if (rest.startsWith("</"))
        return {Piece::Close, end};
    return {end >= 2 && xml[end - 2] == '/' ? Piece::Empty : Piece::Open, end};
}

bool isBlank(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
}

} // namespace

PrettyText prettyXml(QByteArrayView xml, qsizetype limit)
{
    PrettyText pretty;
    QByteArray& text = pretty.text;
    qsizetype depth = 0;
    bool mixed = false; // text stands before: white space here would be text too
    bool opened = false;
    for (qsizetype at = 0; at < xml.size();) {
        if (text.size() >= limit) {
            pretty.more = true;
            return pretty;
        }
        const Part part = partAt(xml, at);
        const QByteArrayView bytes = xml.sliced(at, part.end - at);
        at = part.end;
        if (part.piece == Piece::Text && isBlank(bytes) && !mixed)
            continue;
        if (part.piece == Piece::Close)
            depth = std::max<qsizetype>(0, depth - 1);
        const bool staysOnLine = mixed || part.piece == Piece::Text || (part.piece == Piece::Close && opened);
        if (!text.isEmpty() && !staysOnLine)
            text.append('\n').append(2 * std::min<qsizetype>(depth, 100), ' ');
        text.append(bytes);
        opened = part.piece == Piece::Open;
        if (part.piece == Piece::Open)
            ++depth;
        if (part.piece == Piece::Text)
            mixed = true;
        else if (part.piece == Piece::Close || part.piece == Piece::Open)
            mixed = false;
    }
    return pretty;
}

} // namespace parlance
