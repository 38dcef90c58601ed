// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QObject>

class QsciScintilla;

namespace parlance {

//! Places of an editor's text that move along with it: what is typed before one shifts it, what is typed in it makes it
//! longer and touched. UTF-8 bytes. GUI thread.
class PlaceTracker final : public QObject {
    Q_OBJECT
public:
    struct Place {
        qsizetype start = 0;
        qsizetype length = 0; //!< 0: nothing of it is left
        bool touched = false; //!< its text is another
        bool operator==(const Place&) const = default;
    };

    explicit PlaceTracker(QsciScintilla* editor, QObject* parent = nullptr);
    bool isEmpty() const { return m_followed.isEmpty(); }
    //! Forgets the others.
    void clear() { m_followed.clear(); }
    //! Follows this place of the text as it stands. Returns its number: they count from 0.
    qsizetype follow(qsizetype start, qsizetype length);
    //! Where the \a number-th place is now.
    const Place& place(qsizetype number) const { return m_followed.at(number).now; }
    //! Where the place that began as this is now; as it is, where it is not followed.
    Place now(qsizetype start, qsizetype length) const;

    //! \a place after \a count bytes were put in, or taken out, at \a at. Pure.
    static Place inserted(Place place, qsizetype at, qsizetype count);
    static Place removed(Place place, qsizetype at, qsizetype count);

signals:
    void moved(); //!< some place moved or was touched; the editor is still in its change

private:
    struct Followed {
        Place began;
        Place now;
    };
    void onModified(int position, int type, int length);

    QList<Followed> m_followed;
};

} // namespace parlance
