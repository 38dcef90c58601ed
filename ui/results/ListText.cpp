// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ListText.h"

#include <QList>

namespace parlance {

namespace {

struct Element {
    QByteArray text;
    bool quoted = false;
    qsizetype end = 0;
};

//! The element at \a at, up to a separator or a closing bracket; quotes doubled (composites) or escaped.
Element readElement(QByteArrayView text, qsizetype at, char close)
{
    Element element;
    bool inside = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\\' && at + 1 < text.size()) {
            element.text.append(text[++at]);
        } else if (c == '"') {
            if (inside && at + 1 < text.size() && text[at + 1] == '"') {
                element.text.append(text[++at]);
            } else {
                inside = !inside;
                element.quoted = true;
            }
        } else if (!inside && (c == ',' || c == close)) {
            break;
        } else {
            element.text.append(c);
        }
    }
    element.end = at;
    return element;
}

void addLine(QByteArray& text, const QByteArray& label, const Element& element, bool null)
{
    if (!text.isEmpty())
        text.append('\n');
    text.append(label);
    if (!null && element.text.toUpper() == "NULL") // the text of these letters
        text.append('"').append(element.text).append('"');
    else
        text.append(null ? QByteArray("NULL") : element.text);
}

// "[1][2]  " of the counts so far.
QByteArray subscripts(const QList<qint64>& counts)
{
    QByteArray label;
    for (const qint64 count : counts)
        label.append('[').append(QByteArray::number(count)).append(']');
    return label.append("  ");
}

//! The lower bounds of [2:4][0:1]={…} and where the braces begin.
std::optional<QList<qint64>> readBounds(QByteArrayView array, qsizetype& at)
{
    QList<qint64> bounds;
    while (at < array.size() && array[at] == '[') {
        const qsizetype colon = array.indexOf(':', at);
        const qsizetype end = array.indexOf(']', at);
        if (colon < 0 || end < colon)
            return {};
        bounds.append(array.sliced(at + 1, colon - at - 1).toByteArray().toLongLong());
        at = end + 1;
    }
    if (!bounds.isEmpty() && at < array.size() && array[at] == '=')
        ++at;
    return bounds;
}

} // namespace

std::optional<PrettyText> arrayLines(QByteArrayView array, qsizetype limit)
{
    qsizetype at = 0;
    const auto bounds = readBounds(array, at);
    if (!bounds || at >= array.size() || array[at] != '{' || !array.endsWith('}'))
        return {};
    PrettyText pretty;
    QList<qint64> counts;
    const auto lower = [&bounds](qsizetype level) { return bounds->value(level, 1); };
    while (at < array.size()) {
        if (pretty.text.size() >= limit) {
            pretty.more = true;
            return pretty;
        }
        const char c = array[at];
        if (c == '{') {
            counts.append(lower(counts.size()));
            ++at;
            if (at < array.size() && array[at] == '}')
                continue; // an empty array
            if (at < array.size() && array[at] == '{')
                continue;
        } else if (c == '}') {
            if (counts.isEmpty())
                return {};
            counts.removeLast();
            ++at;
            continue;
        } else if (c == ',') {
            if (counts.isEmpty())
                return {};
            ++counts.last();
            ++at;
            if (at < array.size() && array[at] == '{')
                continue;
        }
        const Element element = readElement(array, at, '}');
        addLine(pretty.text, subscripts(counts), element, !element.quoted && element.text == "NULL");
        at = element.end;
    }
    return pretty;
}

std::optional<PrettyText> compositeLines(QByteArrayView composite, qsizetype limit)
{
    if (composite.size() < 2 || !composite.startsWith('(') || !composite.endsWith(')'))
        return {};
    PrettyText pretty;
    qsizetype at = 1;
    for (qint64 field = 1; at < composite.size(); ++field) {
        if (pretty.text.size() >= limit) {
            pretty.more = true;
            break;
        }
        const Element element = readElement(composite, at, ')');
        addLine(pretty.text, QByteArray::number(field) + "  ", element, !element.quoted && element.text.isEmpty());
        if (element.end >= composite.size() || composite[element.end] == ')')
            break;
        at = element.end + 1;
    }
    return pretty;
}

} // namespace parlance
