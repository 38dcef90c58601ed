// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/Journal.h"
#include "support/JournalTyper.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::JournalTyper;

namespace {

const QString team = u"sales"_s;
const QString server = u"127.0.0.1:5432/sales_db"_s;

JournalTab exampleTab(const QString& sql = u"SELECT 1"_s)
{
    JournalTab tab;
    tab.id = QUuid::createUuid();
    tab.window = QUuid::createUuid();
    tab.team = team;
    tab.server = server;
    tab.title = u"Äpfel & 🍐"_s;
    tab.question = u"how many \"pears\"; --"_s;
    tab.sql = sql;
    tab.sqlOrigin = u"person"_s;
    tab.cursor = 3;
    return tab;
}

//! Reads the file beside the journal, as another program would.
QVariant readValue(const QString& folder, const QString& sql)
{
    const QString name = u"reader-"_s + QUuid::createUuid().toString();
    QVariant value;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(folder + u"/journal.sqlite"_s);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (database.open()) {
            QSqlQuery query(database);
            if (query.exec(sql) && query.next())
                value = query.value(0);
            else
                qWarning() << query.lastError().text();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return value;
}

QList<JournalTab> tabsOf(Journal& journal, const QString& ofTeam = team)
{
    QSignalSpy loaded(&journal, &Journal::tabsLoaded);
    journal.loadTabs(ofTeam, server);
    if (!loaded.wait(10000))
        qFatal("no answer to loadTabs");
    return loaded.first().at(2).value<QList<JournalTab>>();
}

QList<JournalRun> historyOf(Journal& journal, int limit = 500)
{
    QSignalSpy loaded(&journal, &Journal::historyLoaded);
    journal.loadHistory(team, server, limit);
    if (!loaded.wait(10000))
        qFatal("no answer to loadHistory");
    return loaded.first().at(2).value<QList<JournalRun>>();
}

//! What must hold whenever a typing program was killed: nothing older than the promise is missing.
QString lossOf(const JournalTyper::Log& log, const QHash<QUuid, QString>& stored)
{
    constexpr qint64 grace = 1500; // milliseconds that a busy machine may take to get round to it
    for (auto it = log.typed.cbegin(); it != log.typed.cend(); ++it) {
        const QString text = stored.value(it.key());
        qsizetype kept = -1;
        qsizetype owed = -1;
        for (qsizetype i = 0; i < it->size(); ++i) {
            const auto& now = it->at(i);
            if (now.text == text)
                kept = i;
            const qint64 quietUntil = i + 1 < it->size() ? it->at(i + 1).at : log.killedAt;
            if (quietUntil - now.at >= 1000 + grace || log.killedAt - now.at >= 5000 + grace)
                owed = i;
        }
        if (!text.isEmpty() && kept < 0)
            return u"a text nobody typed: "_s + text;
        if (kept < owed)
            return u"%1 is kept, but %2 was owed of %3"_s.arg(kept).arg(owed).arg(it->size());
    }
    return {};
}

} // namespace

class TestJournal final : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }
    void tabsComeBackAsTheyWere();
    void aFileOfTheVersionBeforeIsTakenOver();
    void aTabIsOfOneTeamAndServer();
    void aRemovedTabStaysAway();
    void aPauseIsWrittenWithinASecond();
    void steadyTypingIsWrittenWithinFiveSeconds();
    void tabsInUseAreNotGivenTwice();
    void aSignedOutWindowGivesItsTabsBack();
    void anotherProgramLeavesTabsInUseAlone();
    void runsAreKeptNewestFirst();
    void aRunUnderWayAtAKillIsInterrupted();
    void whatWasSentIsKeptByteForByte();
    void onlyTheOwnerMayRead();
    void aDamagedFileIsSetAside_data();
    void aDamagedFileIsSetAside();
    void aFileTakenAwayIsMadeAgain();
    void aFileOfANewerParlanceIsLeftAlone();
    void aFullDiskIsSaidOnceAndMadeUpFor();
    void aFolderThatCannotBeMadeIsSaid();
    void nothingOwedIsLostToAKill();

private:
    QString folder() const { return m_folder->path(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestJournal::tabsComeBackAsTheyWere()
{
    JournalTab first = exampleTab(u"SELECT 'ü🍐';\n"_s.repeated(5000));
    first.current = true;
    first.firstVisibleLine = 77;
    first.lastRunAt = QDateTime::fromMSecsSinceEpoch(1767225600123);
    first.conversation = u"{\"question\":\"ü\"}"_s;
    JournalTab second;
    second.id = QUuid::createUuid();
    second.window = first.window;
    second.team = team;
    second.server = server;
    second.order = 1;
    {
        Journal journal(folder());
        journal.saveTab(second);
        journal.saveTab(first);
    }
    Journal journal(folder());
    const QList<JournalTab> tabs = tabsOf(journal);
    QCOMPARE(tabs.size(), 2);
    QCOMPARE(tabs.at(0), first);
    QCOMPARE(tabs.at(1), second);
}

void TestJournal::aFileOfTheVersionBeforeIsTakenOver()
{
    const JournalTab tab = exampleTab();
    {
        Journal journal(folder());
        journal.saveTab(tab);
    }
    readValue(folder(), u"ALTER TABLE tab DROP COLUMN conversation"_s);
    readValue(folder(), u"PRAGMA user_version = 2"_s);
    Journal journal(folder());
    QCOMPARE(tabsOf(journal), QList<JournalTab>{tab});
    QCOMPARE(readValue(folder(), u"PRAGMA user_version"_s).toInt(), 3);
}

void TestJournal::aTabIsOfOneTeamAndServer()
{
    JournalTab elsewhere = exampleTab();
    elsewhere.server = u"127.0.0.1:5433/sales_db"_s;
    {
        Journal journal(folder());
        journal.saveTab(elsewhere);
        journal.saveTab(exampleTab());
    }
    Journal journal(folder());
    QCOMPARE(tabsOf(journal, u"marketing"_s).size(), 0);
    QCOMPARE(tabsOf(journal).size(), 1);
}

void TestJournal::aRemovedTabStaysAway()
{
    const JournalTab kept = exampleTab();
    const JournalTab closed = exampleTab();
    {
        Journal journal(folder());
        QSignalSpy saved(&journal, &Journal::saved);
        journal.saveTab(kept);
        journal.saveTab(closed);
        journal.flush();
        QVERIFY(saved.wait());
        journal.removeTab(closed.id);
    }
    Journal journal(folder());
    QCOMPARE(tabsOf(journal), QList<JournalTab>{kept});
}

void TestJournal::aPauseIsWrittenWithinASecond()
{
    Journal journal(folder());
    QSignalSpy saved(&journal, &Journal::saved);
    JournalTab tab = exampleTab();
    journal.saveTab(tab);
    tab.sql = u"SELECT 2"_s;
    journal.saveTab(tab);
    QVERIFY(saved.wait(1000));
    QCOMPARE(readValue(folder(), u"SELECT sql FROM tab"_s).toString(), tab.sql);
    QCOMPARE(readValue(folder(), u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
}

void TestJournal::steadyTypingIsWrittenWithinFiveSeconds()
{
    Journal journal(folder());
    QSignalSpy saved(&journal, &Journal::saved);
    JournalTab tab = exampleTab(u""_s);
    QElapsedTimer clock;
    clock.start();
    QTimer typing;
    connect(&typing, &QTimer::timeout, this, [&] {
        tab.sql += u'x';
        journal.saveTab(tab);
    });
    typing.start(50); // never a pause
    QVERIFY(saved.wait(5000));
    QVERIFY2(clock.elapsed() > 1000, "every key was written by itself");
    QVERIFY(readValue(folder(), u"SELECT sql FROM tab"_s).toString().size() > 10);
}

void TestJournal::tabsInUseAreNotGivenTwice()
{
    {
        Journal journal(folder());
        journal.saveTab(exampleTab());
    }
    Journal first(folder());
    Journal second(folder());
    QCOMPARE(tabsOf(first).size(), 1);
    QCOMPARE(tabsOf(first).size(), 0); // a second window of this program
    QCOMPARE(tabsOf(second).size(), 0);
}

void TestJournal::aSignedOutWindowGivesItsTabsBack()
{
    const JournalTab tab = exampleTab();
    const JournalTab otherWindow = exampleTab();
    Journal journal(folder());
    journal.saveTab(tab);
    journal.saveTab(otherWindow);
    QCOMPARE(tabsOf(journal).size(), 0);
    journal.releaseWindow(tab.window);
    QCOMPARE(tabsOf(journal), QList<JournalTab>{tab});
    QSignalSpy saved(&journal, &Journal::saved);
    journal.releaseWindow(tab.window);
    QVERIFY(saved.wait());
    Journal second(folder());
    QCOMPARE(tabsOf(second), QList<JournalTab>{tab});
    QCOMPARE(tabsOf(journal).size(), 0);
}

void TestJournal::anotherProgramLeavesTabsInUseAlone()
{
    JournalTyper typer(folder(), JournalTyper::Manner::Bursts);
    QVERIFY(typer.start());
    Journal journal(folder());
    QTRY_COMPARE_WITH_TIMEOUT(readValue(folder(), u"SELECT count(*) FROM tab"_s).toInt(), 3, 10000);
    QCOMPARE(tabsOf(journal, JournalTyper::team()).size(), 0);
    typer.kill();
    QCOMPARE(tabsOf(journal, JournalTyper::team()).size(), 3);
    const QStringList locks = QDir(folder()).entryList({u"journal-*.lock"_s});
    QCOMPARE(locks.size(), 1); // the dead one's went with it
}

void TestJournal::runsAreKeptNewestFirst()
{
    Journal journal(folder());
    QSignalSpy noted(&journal, &Journal::runNoted);
    JournalRun run;
    run.tab = QUuid::createUuid();
    run.team = team;
    run.server = server;
    run.startedAt = QDateTime::fromMSecsSinceEpoch(1767225600000);
    run.question = u"how many?"_s;
    run.sql = u"SELECT count(*) FROM orders"_s;
    const quint64 first = journal.startRun(run);
    run.startedAt = run.startedAt.addSecs(1);
    const quint64 second = journal.startRun(run);
    QVERIFY(first != second);
    QCOMPARE(historyOf(journal).size(), 0); // neither has ended
    journal.finishRun(first, 12, 34, u"done"_s, {});
    journal.finishRun(second, 0, 5, u"failed"_s, u"42P01 relation does not exist"_s);
    QTRY_COMPARE(noted.size(), 2);
    const QList<JournalRun> runs = historyOf(journal);
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs.at(0), noted.at(1).at(0).value<JournalRun>());
    QCOMPARE(runs.at(0).error, u"42P01 relation does not exist"_s);
    run.id = qint64(first);
    run.startedAt = run.startedAt.addSecs(-1);
    run.rows = 12;
    run.milliseconds = 34;
    run.outcome = u"done"_s;
    run.error = u""_s;
    QCOMPARE(runs.at(1), run);
    QCOMPARE(historyOf(journal, 1).size(), 1);
}

void TestJournal::aRunUnderWayAtAKillIsInterrupted()
{
    JournalTyper typer(folder(), JournalTyper::Manner::Running);
    QVERIFY(typer.start());
    QTRY_COMPARE(readValue(folder(), u"SELECT count(*) FROM run"_s).toInt(), 1);
    Journal journal(folder());
    QCOMPARE(historyOf(journal).size(), 0); // it lives
    typer.kill();
    QCOMPARE(historyOf(journal).size(), 1);
    QCOMPARE(historyOf(journal).first().outcome, u"interrupted"_s);
}

void TestJournal::whatWasSentIsKeptByteForByte()
{
    const QByteArray body("{\"a\":\"\xc3\xbc\0\n\"}", 13);
    {
        Journal journal(folder());
        JournalRequest request;
        request.team = team;
        request.host = u"api.anthropic.com"_s;
        request.model = u"claude-sonnet-4-5-20250929"_s;
        journal.noteRequest(request, body);
    }
    QCOMPARE(readValue(folder(), u"SELECT body FROM sent"_s).toByteArray(), body);
    QCOMPARE(readValue(folder(), u"SELECT host FROM sent"_s).toString(), u"api.anthropic.com"_s);
}

void TestJournal::onlyTheOwnerMayRead()
{
    Journal journal(folder());
    QSignalSpy saved(&journal, &Journal::saved);
    journal.saveTab(exampleTab());
    journal.flush();
    QVERIFY(saved.wait());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const QFileInfoList files = QDir(folder()).entryInfoList({u"journal*"_s});
    QVERIFY(files.size() >= 3); // the file, its log, its index
    for (const QFileInfo& file : files)
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void TestJournal::aDamagedFileIsSetAside_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("length");
    QTest::newRow("the first bytes are gone") << qint64(0) << qint64(64);
    QTest::newRow("pages in the middle are gone") << qint64(4096) << qint64(8 * 4096);
}

void TestJournal::aDamagedFileIsSetAside()
{
    QFETCH(qint64, from);
    QFETCH(qint64, length);
    {
        Journal journal(folder());
        for (int i = 0; i < 20; ++i)
            journal.saveTab(exampleTab(u"SELECT 1;"_s.repeated(1000)));
    }
    QFile file(folder() + u"/journal.sqlite"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.size() > from + length);
    QVERIFY(file.seek(from));
    file.write(QByteArray(int(length), '\x5a'));
    file.close();

    Journal journal(folder());
    QSignalSpy failed(&journal, &Journal::failed);
    QSignalSpy setAside(&journal, &Journal::setAside);
    QVERIFY(setAside.wait());
    const QStringList aside = QDir(folder()).entryList({u"journal-damaged-*.sqlite"_s});
    QCOMPARE(aside.size(), 1);
    QVERIFY(setAside.first().first().toString().contains(aside.first()));
    const JournalTab tab = exampleTab();
    journal.saveTab(tab);
    journal.releaseWindow(tab.window);
    QCOMPARE(tabsOf(journal), QList<JournalTab>{tab});
    QCOMPARE(setAside.size(), 1);
    QVERIFY(failed.isEmpty()); // the new file is written
}

void TestJournal::aFileTakenAwayIsMadeAgain()
{
    const JournalTab early = exampleTab();
    const JournalTab late = exampleTab();
    {
        Journal journal(folder());
        QSignalSpy saved(&journal, &Journal::saved);
        journal.saveTab(early);
        journal.flush();
        QVERIFY(saved.wait());
        for (const QString& name : QDir(folder()).entryList({u"journal.sqlite*"_s}))
            QVERIFY(QFile::remove(folder() + u'/' + name));
        journal.saveTab(late);
    }
    Journal journal(folder());
    QCOMPARE(tabsOf(journal).size(), 2);
}

void TestJournal::aFileOfANewerParlanceIsLeftAlone()
{
    {
        Journal journal(folder());
        journal.saveTab(exampleTab());
    }
    readValue(folder(), u"PRAGMA user_version = 1000"_s);
    const JournalTab tab = exampleTab();
    Journal journal(folder());
    QSignalSpy failed(&journal, &Journal::failed);
    journal.saveTab(tab);
    QVERIFY(failed.wait());
    QVERIFY(failed.first().first().toString().contains(u"newer Parlance"_s));
    journal.releaseWindow(tab.window);
    QCOMPARE(tabsOf(journal), QList<JournalTab>{tab}); // kept in memory
    QCOMPARE(failed.size(), 1);
    QCOMPARE(readValue(folder(), u"SELECT count(*) FROM tab"_s).toInt(), 1);
}

void TestJournal::aFullDiskIsSaidOnceAndMadeUpFor()
{
    JournalTyper typer(folder(), JournalTyper::Manner::FullDisk);
    QVERIFY(typer.start());
    QVERIFY(typer.waitForEnd());
    QCOMPARE(typer.said(), QStringList({u"failed"_s, u"saved"_s}));
    Journal journal(folder());
    const QList<JournalTab> tabs = tabsOf(journal, JournalTyper::team());
    QCOMPARE(tabs.size(), 1);
    QCOMPARE(tabs.first().sql, JournalTyper::longText());
}

void TestJournal::aFolderThatCannotBeMadeIsSaid()
{
    QFile inTheWay(folder() + u"/file"_s);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    Journal journal(inTheWay.fileName());
    QSignalSpy failed(&journal, &Journal::failed);
    const JournalTab tab = exampleTab();
    journal.saveTab(tab);
    QVERIFY(failed.wait());
    QCOMPARE(tabsOf(journal).size(), 0); // it is in use
    QCOMPARE(historyOf(journal).size(), 0);
    QVERIFY(inTheWay.remove());
    QSignalSpy saved(&journal, &Journal::saved);
    QVERIFY(saved.wait(5000));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(readValue(inTheWay.fileName(), u"SELECT count(*) FROM tab"_s).toInt(), 1);
}

void TestJournal::nothingOwedIsLostToAKill()
{
    constexpr int moments = 50;
    constexpr int atOnce = 10; // each has its own folder, and they mostly sleep
    std::vector<std::unique_ptr<JournalTyper>> typers;
    std::vector<std::unique_ptr<QTimer>> ends;
    int living = 0;
    for (int i = 0; i < moments; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(living < atOnce, 60'000);
        const auto manner = i % 2 ? JournalTyper::Manner::Bursts : JournalTyper::Manner::Steady;
        auto typer = std::make_unique<JournalTyper>(folder() + u"/%1"_s.arg(i), manner);
        QVERIFY(typer->start());
        ++living;
        auto end = std::make_unique<QTimer>();
        end->setSingleShot(true);
        connect(end.get(), &QTimer::timeout, this, [&living, one = typer.get()] {
            one->kill();
            --living;
        });
        end->start(QRandomGenerator::global()->bounded(200, 8000));
        typers.push_back(std::move(typer));
        ends.push_back(std::move(end));
    }
    QTRY_COMPARE_WITH_TIMEOUT(living, 0, 60'000);
    for (const auto& typer : typers) {
        Journal journal(typer->folder());
        QSignalSpy failed(&journal, &Journal::failed);
        QHash<QUuid, QString> stored;
        for (const JournalTab& tab : tabsOf(journal, JournalTyper::team()))
            stored.insert(tab.id, tab.sql);
        QCOMPARE(failed.size(), 0);
        const QString loss = lossOf(typer->log(), stored);
        QVERIFY2(loss.isEmpty(), qPrintable(loss));
    }
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (JournalTyper::isWanted(application.arguments()))
        return JournalTyper::type(application.arguments());
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
