// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/HeldRun.h"

#include "ui/worksheet/ResultPage.h"

namespace parlance {

HeldRun::HeldRun(QObject* parent)
    : QObject(parent)
{
    m_tick.setInterval(250); // so that no second is left out
    connect(&m_tick, &QTimer::timeout, this, &HeldRun::tick);
}

void HeldRun::begin(Connection* connection, quint64 run, ResultPage* page, qint64 rows, int seconds)
{
    m_connection = connection;
    m_run = run;
    m_page = page;
    m_rows = rows;
    m_end = QDeadlineTimer(qint64(seconds) * 1000);
    m_since.start();
    m_tick.start();
    tick();
}

void HeldRun::tick()
{
    if (m_page != nullptr)
        m_page->showHeld(m_rows, static_cast<int>((m_end.remainingTime() + 999) / 1000));
}

void HeldRun::fetchRest()
{
    if (m_run != 0 && m_connection != nullptr)
        m_connection->fetchRest(m_run);
}

void HeldRun::finish()
{
    if (m_run != 0 && m_connection != nullptr)
        m_connection->finishHeld(m_run);
}

void HeldRun::over()
{
    if (m_run == 0)
        return;
    m_before += m_since.elapsed();
    m_run = 0;
    m_tick.stop();
}

qint64 HeldRun::heldMilliseconds() const
{
    return m_before + (m_run != 0 ? m_since.elapsed() : 0);
}

void HeldRun::startRun()
{
    over();
    m_before = 0;
}

} // namespace parlance
