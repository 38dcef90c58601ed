// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>

namespace parlance {

//! Server-sent events from bytes in any portions (WHATWG "Server-sent events", 9.2.6): bytes in, events out. Pure.
class EventStream final {
public:
    struct Event {
        QByteArray name; //!< the event field; empty when the line was missing
        QByteArray data; //!< data lines joined with \n
        bool operator==(const Event&) const = default;
    };
    //! The events completed by \a bytes.
    QList<Event> feed(QByteArrayView bytes);

private:
    void takeLine(QByteArrayView line, QList<Event>& out);
    QByteArray m_line;
    Event m_event;
    bool m_hasData = false;
    bool m_lastWasCarriageReturn = false;
    bool m_atStart = true;
};

} // namespace parlance
