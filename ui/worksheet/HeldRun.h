// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace parlance {

class ResultPage;

//! A run that stands at its cap and is kept open for a while: counts down beside its rows and passes on what is
//! decided. One for a tab; GUI thread.
class HeldRun final : public QObject {
    Q_OBJECT
public:
    explicit HeldRun(QObject* parent = nullptr);

    //! \a run of \a connection, whose \a rows rows \a page shows, stays open for \a seconds.
    void begin(Connection* connection, quint64 run, ResultPage* page, qint64 rows, int seconds);
    bool isHeld() const { return m_run != 0; }
    ResultPage* page() const { return m_page; }
    qint64 rows() const { return m_rows; }
    //! Lets it go on to its end.
    void fetchRest();
    //! Ends it now; the connection answers with runFinished.
    void finish();
    //! The run ended, or goes on: nothing is held any more.
    void over();
    //! Milliseconds since startRun() in which a run was held: they are not the statement's.
    qint64 heldMilliseconds() const;
    //! Another run begins.
    void startRun();

private:
    void tick();

    QPointer<Connection> m_connection;
    QPointer<ResultPage> m_page;
    quint64 m_run = 0; //!< 0: none is held
    qint64 m_rows = 0;
    QDeadlineTimer m_end;
    QElapsedTimer m_since;
    qint64 m_before = 0; //!< milliseconds of holds that are over
    QTimer m_tick;
};

} // namespace parlance
