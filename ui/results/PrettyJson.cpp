// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/PrettyJson.h"

namespace parlance {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isPunctuation(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

// Where the token that begins at from ends.
qsizetype endOfToken(QByteArrayView json, qsizetype from)
{
    if (isPunctuation(json[from]))
        return from + 1;
    qsizetype at = from + 1;
    if (json[from] == '"') {
        for (; at < json.size() && json[at] != '"'; ++at) {
            if (json[at] == '\\')
                ++at;
        }
        return std::min(at + 1, json.size());
    }
    while (at < json.size() && !isBlank(json[at]) && !isPunctuation(json[at]) && json[at] != '"')
        ++at;
    return at;
}

qsizetype skipBlanks(QByteArrayView json, qsizetype from)
{
    while (from < json.size() && isBlank(json[from]))
        ++from;
    return from;
}

void breakLine(QByteArray& text, qsizetype depth)
{
    constexpr qsizetype deepest = 100; // levels that are still indented
    text.append('\n').append(2 * std::min(depth, deepest), ' ');
}

} // namespace

PrettyText prettyJson(QByteArrayView json, qsizetype limit)
{
    PrettyText pretty;
    QByteArray& text = pretty.text;
    qsizetype depth = 0;
    qsizetype at = skipBlanks(json, 0);
    while (at < json.size()) {
        if (text.size() >= limit) {
            pretty.more = true;
            return pretty;
        }
        const qsizetype end = endOfToken(json, at);
        const char first = json[at];
        const qsizetype next = skipBlanks(json, end);
        if (first == '}' || first == ']') {
            depth = std::max<qsizetype>(0, depth - 1);
            breakLine(text, depth);
        }
        text.append(json.sliced(at, end - at));
        if (first == '{' || first == '[') {
            if (next < json.size() && (json[next] == '}' || json[next] == ']')) {
                text.append(json[next]); // empty: stays on its line
                at = skipBlanks(json, next + 1);
                continue;
            }
            breakLine(text, ++depth);
        } else if (first == ',') {
            breakLine(text, depth);
        } else if (first == ':') {
            text.append(' ');
        }
        at = next;
    }
    return pretty;
}

} // namespace parlance
