// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/JournalWorker.h"

#include "base/Log.h"

#include <QDir>
#include <QThread>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

// The promise is a second after a pause and five seconds at most; what is left of both is the disk's.
constexpr qint64 pauseMilliseconds = 400;
constexpr qint64 longestMilliseconds = 3000;
constexpr qint64 retryMilliseconds = 1000;
constexpr int busyTriesInSilence = 3;
constexpr qint64 fullDisk = 1 << 20; // bytes free

} // namespace

JournalWorker::JournalWorker(const QString& dataFolder)
    : m_file(dataFolder)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &JournalWorker::writeNow);
}

void JournalWorker::open()
{
    (void)ensureFile();
    schedule();
}

void JournalWorker::finish()
{
    for (JournalRun& run : m_openRuns) {
        run.outcome = u"interrupted"_s;
        m_waitingRuns.insert(run.id, run);
    }
    m_openRuns.clear();
    m_timer.stop();
    if (somethingWaits())
        writeNow();
    m_timer.stop();
    m_file.leave();
    thread()->quit();
}

void JournalWorker::saveTab(const JournalTab& tab)
{
    m_removed.remove(tab.id);
    Kept& kept = m_tabs[tab.id];
    if (!kept.tab.id.isNull() && kept.tab == tab && kept.inUse)
        return; // as it was: neither a reason to write nor to put a write off
    kept.tab = tab;
    kept.inUse = true;
    kept.lastChange = m_clock.elapsed();
    if (!kept.waiting)
        kept.firstChange = kept.lastChange;
    kept.waiting = true;
    schedule();
}

void JournalWorker::removeTab(const QUuid& id)
{
    m_tabs.remove(id);
    m_removed.insert(id);
    writeNow();
}

void JournalWorker::flush()
{
    if (somethingWaits() || !m_file.isStillInPlace())
        writeNow();
    else
        emit saved();
}

void JournalWorker::releaseWindow(const QUuid& window)
{
    for (Kept& kept : m_tabs) {
        if (kept.tab.window != window)
            continue;
        kept.inUse = false;
        kept.firstChange = kept.lastChange = m_clock.elapsed();
        kept.waiting = true;
    }
    m_released.insert(window);
    writeNow();
}

void JournalWorker::loadTabs(const QString& team, const QString& server)
{
    if (somethingWaits())
        writeNow();
    QList<JournalTab> tabs = freeTabsInMemory(team, server);
    if (ensureFile()) {
        if (auto claimed = m_file.claimTabs(team, server)) {
            for (const JournalTab& tab : std::as_const(*claimed))
                if (!m_tabs.contains(tab.id) && !m_removed.contains(tab.id)) {
                    m_tabs.insert(tab.id, Kept{tab});
                    tabs.append(tab);
                }
        } else {
            tell(claimed.error());
        }
    }
    schedule();
    emit tabsLoaded(team, server, tabs);
}

//! While the file cannot be written, the tabs of a signed-out window are only here.
QList<JournalTab> JournalWorker::freeTabsInMemory(const QString& team, const QString& server)
{
    QList<JournalTab> tabs;
    for (Kept& kept : m_tabs) {
        if (kept.inUse || kept.tab.team != team || kept.tab.server != server)
            continue;
        kept.inUse = true;
        tabs.append(kept.tab);
    }
    std::sort(tabs.begin(), tabs.end(), [](const JournalTab& a, const JournalTab& b) {
        return a.window == b.window ? a.order < b.order : a.window < b.window;
    });
    return tabs;
}

void JournalWorker::startRun(const JournalRun& run)
{
    JournalRun started = run;
    started.outcome = u"running"_s;
    m_openRuns.insert(started.id, started);
    m_waitingRuns.insert(started.id, started);
    writeNow(); // at once: should the program die now, the history must know of this run
}

void JournalWorker::finishRun(qint64 id, qint64 rows, qint64 milliseconds, const QString& outcome, const QString& error)
{
    if (!m_openRuns.contains(id)) {
        qCWarning(lcJournal) << "a run ended that was not under way";
        return;
    }
    JournalRun run = m_openRuns.take(id);
    run.rows = rows;
    run.milliseconds = milliseconds;
    run.outcome = outcome;
    run.error = error;
    m_waitingRuns.insert(id, run);
    writeNow();
    emit runNoted(run);
}

void JournalWorker::loadHistory(const QString& team, const QString& server, int limit)
{
    if (somethingWaits())
        writeNow();
    QList<JournalRun> runs;
    if (ensureFile()) {
        if (auto read = m_file.history(team, server, limit))
            runs = *read;
        else
            tell(read.error());
    }
    for (const JournalRun& run : std::as_const(m_waitingRuns)) // what could not be written is history all the same
        if (run.team == team && run.server == server && !m_openRuns.contains(run.id))
            runs.prepend(run);
    schedule();
    emit historyLoaded(team, server, runs.mid(0, limit));
}

bool JournalWorker::somethingWaits() const
{
    return !m_removed.isEmpty() || !m_released.isEmpty() || !m_waitingRuns.isEmpty() || !m_waitingSent.isEmpty() ||
           !m_waitingEnds.isEmpty() ||
           std::any_of(m_tabs.cbegin(), m_tabs.cend(), [](const Kept& kept) { return kept.waiting; });
}

void JournalWorker::schedule()
{
    const qint64 now = m_clock.elapsed();
    qint64 due = std::numeric_limits<qint64>::max();
    for (const Kept& kept : std::as_const(m_tabs))
        if (kept.waiting)
            due = std::min({due, kept.lastChange + pauseMilliseconds, kept.firstChange + longestMilliseconds});
    if (!m_removed.isEmpty() || !m_released.isEmpty() || !m_waitingRuns.isEmpty() || !m_waitingSent.isEmpty() ||
        !m_waitingEnds.isEmpty())
        due = std::min(due, now);
    if (due == std::numeric_limits<qint64>::max()) {
        m_timer.stop();
        return;
    }
    m_timer.start(std::chrono::milliseconds(std::max<qint64>(0, std::max(due, m_notBefore) - now)));
}

bool JournalWorker::ensureFile()
{
    if (m_file.isStillInPlace())
        return true;
    const bool lost = m_file.isOpen();
    if (const auto opened = m_file.open(); !opened) {
        tell(opened.error());
        return false;
    }
    if (lost || !m_file.setAsidePath().isEmpty())
        for (Kept& kept : m_tabs)
            kept.waiting = true; // the new file knows nothing of them
    if (!m_file.setAsidePath().isEmpty())
        emit setAside(
            tr("The file with your history and open tabs was damaged. It was set aside as %1 and a new one was "
               "begun; what is open now is kept.")
                .arg(QDir::toNativeSeparators(m_file.setAsidePath())));
    return true;
}

JournalBatch JournalWorker::batch() const
{
    JournalBatch batch;
    for (const Kept& kept : m_tabs)
        if (kept.waiting)
            batch.tabs.append({kept.tab, kept.inUse});
    batch.removedTabs = m_removed.values();
    batch.releasedWindows = m_released.values();
    batch.runs = m_waitingRuns.values();
    batch.sent = m_waitingSent;
    batch.requestEnds = m_waitingEnds;
    return batch;
}

void JournalWorker::writeNow()
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!ensureFile())
            break;
        const auto done = m_file.write(batch());
        if (done) {
            written();
            return;
        }
        if (done.error().kind != JournalError::Kind::Damaged) {
            tell(done.error());
            break;
        }
        m_file.close(); // opening it again finds the damage and sets the file aside
        for (Kept& kept : m_tabs)
            kept.waiting = true;
    }
    m_notBefore = m_clock.elapsed() + retryMilliseconds;
    schedule();
}

void JournalWorker::written()
{
    m_told.reset();
    m_busy = 0;
    m_notBefore = 0;
    m_removed.clear();
    m_released.clear();
    m_waitingRuns.clear();
    m_waitingSent.clear();
    m_waitingEnds.clear();
    m_tabs.removeIf([](const auto& each) { return !each.value().inUse; });
    for (Kept& kept : m_tabs)
        kept.waiting = false;
    m_timer.stop();
    emit saved();
}

void JournalWorker::tell(const JournalError& reported)
{
    JournalError error = reported;
    // SQLite calls a disk without room for its side files an I/O error; people should read of the same cause once.
    if (error.kind == JournalError::Kind::Other && m_file.freeBytes() < fullDisk)
        error.kind = JournalError::Kind::Full;
    if (error.kind == JournalError::Kind::Busy && ++m_busy < busyTriesInSilence)
        return; // another Parlance is writing; the next try comes in a second
    if (m_told == error.kind)
        return;
    m_told = error.kind;
    qCWarning(lcJournal) << "cannot use" << m_file.path() << error.detail;
    emit failed(sentence(error));
}

QString JournalWorker::sentence(const JournalError& error) const
{
    const QString path = QDir::toNativeSeparators(m_file.path());
    const QString meanwhile = tr("What you type stays in memory and is written as soon as that is possible.");
    switch (error.kind) {
    case JournalError::Kind::Full:
        return tr("Your open tabs and history cannot be saved: the disk is full (%1).").arg(path) + u' ' + meanwhile;
    case JournalError::Kind::ReadOnly:
        return tr("Your open tabs and history cannot be saved: Parlance may not write %1.").arg(path) + u' ' +
               meanwhile;
    case JournalError::Kind::Busy:
        return tr("Your open tabs and history cannot be saved: another program keeps %1 locked.").arg(path) + u' ' +
               meanwhile;
    case JournalError::Kind::TooNew:
        return tr("Your open tabs and history cannot be saved: %1 was made by a newer Parlance.").arg(path);
    case JournalError::Kind::NoDriver:
        return tr("Your open tabs and history cannot be saved: Qt's SQLite driver is missing. On Debian the package is "
                  "libqt6sql6-sqlite.");
    case JournalError::Kind::Damaged:
    case JournalError::Kind::Other:
        break;
    }
    return tr("Your open tabs and history cannot be saved in %1: %2.").arg(path, error.detail) + u' ' + meanwhile;
}

} // namespace parlance
