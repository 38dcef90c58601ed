// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/PlaceTracker.h"

#include <algorithm>
#include <Qsci/qsciscintilla.h>

namespace parlance {

PlaceTracker::PlaceTracker(QsciScintilla* editor, QObject* parent)
    : QObject(parent)
{
    connect(editor, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int type, const char*, int length) { onModified(position, type, length); });
}

qsizetype PlaceTracker::follow(qsizetype start, qsizetype length)
{
    const Place place{start, length, false};
    m_followed.append({place, place});
    return m_followed.size() - 1;
}

PlaceTracker::Place PlaceTracker::now(qsizetype start, qsizetype length) const
{
    const auto found = std::find_if(m_followed.cbegin(), m_followed.cend(), [start, length](const Followed& followed) {
        return followed.began.start == start && followed.began.length == length;
    });
    return found == m_followed.cend() ? Place{start, length, false} : found->now;
}

PlaceTracker::Place PlaceTracker::inserted(Place place, qsizetype at, qsizetype count)
{
    if (at <= place.start) {
        place.start += count;
    } else if (at < place.start + place.length) {
        place.length += count;
        place.touched = true;
    }
    return place;
}

PlaceTracker::Place PlaceTracker::removed(Place place, qsizetype at, qsizetype count)
{
    const qsizetype end = place.start + place.length;
    const qsizetype from = std::max(place.start, at);
    const qsizetype lost = std::max(qsizetype(0), std::min(end, at + count) - from);
    if (at < place.start)
        place.start = std::max(at, place.start - count);
    place.length -= lost;
    place.touched = place.touched || lost > 0;
    return place;
}

void PlaceTracker::onModified(int position, int type, int length)
{
    const bool in = (type & QsciScintillaBase::SC_MOD_INSERTTEXT) != 0;
    if (!in && (type & QsciScintillaBase::SC_MOD_DELETETEXT) == 0)
        return;
    bool any = false;
    for (Followed& followed : m_followed) {
        const Place before = followed.now;
        followed.now = in ? inserted(before, position, length) : removed(before, position, length);
        any = any || followed.now != before;
    }
    if (any)
        emit moved();
}

} // namespace parlance
