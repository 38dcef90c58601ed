// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/EventStream.h"

namespace parlance {

QList<EventStream::Event> EventStream::feed(QByteArrayView bytes)
{
    QList<Event> out;
    qsizetype from = 0;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        // A CR ends its line at once; an LF right behind it, even in the next portion, belongs to it.
        if (c == '\n' && m_lastWasCarriageReturn) {
            m_lastWasCarriageReturn = false;
            from = at + 1;
            continue;
        }
        m_lastWasCarriageReturn = c == '\r';
        if (c != '\n' && c != '\r')
            continue;
        if (m_line.isEmpty()) {
            takeLine(bytes.sliced(from, at - from), out);
        } else {
            m_line.append(bytes.sliced(from, at - from));
            takeLine(std::exchange(m_line, {}), out);
        }
        from = at + 1;
    }
    m_line.append(bytes.sliced(from));
    return out;
}

void EventStream::takeLine(QByteArrayView line, QList<Event>& out)
{
    if (std::exchange(m_atStart, false) && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (line.isEmpty()) {
        if (m_hasData)
            out.append(m_event);
        m_event = {};
        m_hasData = false;
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment
    const QByteArrayView field = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (field == QByteArrayView("event")) {
        m_event.name = value.toByteArray();
    } else if (field == QByteArrayView("data")) {
        if (m_hasData)
            m_event.data.append('\n');
        m_event.data.append(value);
        m_hasData = true;
    }
}

} // namespace parlance
