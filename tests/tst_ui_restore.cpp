// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/MainWindow.h"
#include "ui/worksheet/Worksheet.h"
#include "ui/worksheet/WorksheetTabs.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTabBar>

#include <cstdio>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int killedPrograms = 50;
constexpr int atOnce = 10;
constexpr qint64 slack = 500;         // a busy machine's, over the promise of the journal
constexpr qint64 afterAPause = 1000;  // what was typed is kept within a second of a pause …
constexpr qint64 atLeastEvery = 5000; // … and at least every five seconds
constexpr const char* typerArgument = "--type-into";

qint64 now()
{
    QElapsedTimer timer;
    timer.start();
    return timer.msecsSinceReference(); // the machine's steady clock: the same in both programs
}

//! The other program: the whole Desktop, two windows, three tabs, typed into in bursts until it is killed.
class Typer final : public QObject {
    Q_OBJECT
public:
    explicit Typer(const AppPaths& paths)
        : m_desktop(paths)
    {
        m_desktop.start();
    }

    bool prepare()
    {
        if (!Workplace::signIn())
            return false;
        click(visible("newWindowButton"));
        if (!QTest::qWaitFor([] { return visible("passwordEdit") != nullptr; }))
            return false;
        typeText(visible("passwordEdit"), u"shop-pass"_s);
        QTest::keyClick(visible("passwordEdit"), Qt::Key_Return);
        if (!QTest::qWaitFor([this] { return m_desktop.windows().size() == 2; }, 10'000))
            return false;
        MainWindow* first = m_desktop.windows().at(0);
        MainWindow* second = m_desktop.windows().at(1);
        m_places = {first->tabs()->current()->findChild<QWidget*>(u"questionEdit"_s)};
        Worksheet* sql = first->tabs()->open();
        sql->showEditor();
        m_places.append(sql->findChild<QWidget*>(u"sqlEditor"_s));
        second->tabs()->current()->showEditor();
        m_places.append(second->tabs()->current()->findChild<QWidget*>(u"sqlEditor"_s));
        m_texts = {QString(), QString(), QString()};
        connect(&m_timer, &QTimer::timeout, this, &Typer::type);
        m_timer.start(25);
        std::puts("READY");
        std::fflush(stdout);
        return true;
    }

private:
    void type()
    {
        if (now() < m_resumeAt)
            return;
        const QChar key(u'a' + static_cast<char16_t>(m_count % 26));
        typeText(m_places.at(m_place), QString(key));
        m_texts[m_place] += key;
        std::printf("%d %lld %s\n", m_place, static_cast<long long>(now()), qPrintable(m_texts.at(m_place)));
        std::fflush(stdout);
        if (++m_count % 15 == 0) {
            m_place = (m_place + 1) % 3;
            m_resumeAt = m_count % 45 == 0 ? now() + 1300 : 0;
        }
    }

    Desktop m_desktop;
    QList<QWidget*> m_places;
    QStringList m_texts;
    QTimer m_timer;
    int m_place = 0;
    int m_count = 0;
    qint64 m_resumeAt = 0;
};

struct Typed {
    QString text;
    qint64 at = 0;
};

//! One program that was killed: its folder, what it typed, when it died.
struct Victim {
    std::unique_ptr<Workplace> place;
    std::unique_ptr<QProcess> process;
    QByteArray output;
    qint64 killAt = 0;
    qint64 killedAt = 0;

    QList<QList<Typed>> typed() const
    {
        QList<QList<Typed>> result(3);
        for (const QByteArray& line : output.split('\n')) {
            const QList<QByteArray> parts = line.trimmed().split(' ');
            if (parts.size() == 3 && line.endsWith(parts.at(2)))
                result[parts.at(0).toInt()].append({QString::fromLatin1(parts.at(2)), parts.at(1).toLongLong()});
        }
        return result;
    }
};

//! The shortest text that the promise allows to come back.
QString promised(const QList<Typed>& typed, qint64 killedAt)
{
    QString text;
    for (qsizetype i = 0; i < typed.size(); ++i) {
        const qint64 next = i + 1 < typed.size() ? typed.at(i + 1).at : killedAt;
        if (next - typed.at(i).at >= afterAPause + slack || killedAt - typed.at(i).at >= atLeastEvery + slack)
            text = typed.at(i).text;
    }
    return text;
}

QStringList textsOf(const Desktop& desktop)
{
    QStringList texts;
    for (const MainWindow* window : desktop.windows()) {
        for (const Worksheet* worksheet : window->tabs()->all()) {
            const JournalTab tab = worksheet->toJournal();
            texts.append(tab.question.isEmpty() ? tab.sql : tab.question);
        }
    }
    return texts;
}

} // namespace

//! Tabs come back: after a normal end with cursor and last run, after kill -9 with what was typed.
class TestRestore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tabsComeBackEachInItsWindow();
    void anAnswerTakesTheWordsOfTheLastRunAway();
    void aTableKeepsItsName();
    void aClosedTabStaysClosed();
    void signingOutAndInAgainBringsTheTabsBack();
    void anotherTeamsTabsWaitForItsOwnSignIn();
    void whatWasTypedSurvivesAKillAtAnyMoment();

private:
    static void startAndSignIn(Workplace& place);
    void startBatch(std::vector<Victim>& batch);
    static void killBatch(std::vector<Victim>& batch);
    void check(Victim& victim, int* checked);

    std::unique_ptr<PostgresServer> m_server;
};

void TestRestore::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
    m_server->createDatabase(u"depot_db"_s);
}

void TestRestore::startAndSignIn(Workplace& place)
{
    place.start();
    QVERIFY(Workplace::signIn());
}

void TestRestore::tabsComeBackEachInItsWindow()
{
    Workplace place(*m_server);
    startAndSignIn(place);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(visible("sqlEditor"), u"SELECT 'first window', count(*) FROM orders"_s);
    QTest::keyClick(visible("sqlEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(labelText("statusText").startsWith(u"1 row"_s));
    visible<SqlEditor>("sqlEditor")->setCursorOffset(7);
    click(visible("newWindowButton"));
    QTRY_VERIFY(visible("passwordEdit") != nullptr);
    typeText(visible("passwordEdit"), u"shop-pass"_s);
    QTest::keyClick(visible("passwordEdit"), Qt::Key_Return);
    QTRY_COMPARE(place.desktop()->windows().size(), 2);
    MainWindow* second = place.desktop()->windows().at(1);
    typeText(visible("questionEdit", second), u"A question in the second window"_s);
    QTRY_VERIFY(visible("passwordEdit") == nullptr);
    place.quit();

    startAndSignIn(place);
    QTRY_COMPARE(place.desktop()->windows().size(), 2);
    QTRY_COMPARE(place.desktop()->windows().at(1)->tabs()->all().size(), 1);
    QStringList found;
    for (const MainWindow* window : place.desktop()->windows()) {
        QTRY_VERIFY(!window->tabs()->all().constFirst()->isPristine());
        QCOMPARE(window->tabs()->all().size(), 1);
        const JournalTab tab = window->tabs()->current()->toJournal();
        found.append(tab.question + tab.sql);
        if (tab.sql.isEmpty())
            continue;
        QCOMPARE(tab.cursor, 7);
        QVERIFY(tab.lastRunAt.isValid());
        auto* place2 = window->findChild<QLabel*>(u"resultPlaceholder"_s);
        QVERIFY2(place2->text().startsWith(u"Last run on "_s), qPrintable(place2->text()));
        auto* again = visible<QPushButton>("runAgainButton");
        QVERIFY(again != nullptr);
        click(again);
        QTRY_VERIFY(visible<QAbstractItemView>("resultView") != nullptr);
        QTRY_COMPARE(visible<QAbstractItemView>("resultView")->model()->rowCount(), 1);
    }
    found.sort();
    QCOMPARE(found,
             QStringList({u"A question in the second window"_s, u"SELECT 'first window', count(*) FROM orders"_s}));
}

void TestRestore::anAnswerTakesTheWordsOfTheLastRunAway()
{
    LoopbackMessages claude;
    Workplace place(*m_server);
    Workplace::useClaude(claude);
    startAndSignIn(place);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(visible("sqlEditor"), u"SELECT 'before'"_s);
    QTest::keyClick(visible("sqlEditor"), Qt::Key_F5);
    QTRY_VERIFY(visible("resultView") != nullptr && visible<QPushButton>("runButton")->text() == u"Run"_s);
    place.quit();
    startAndSignIn(place);
    QTRY_VERIFY(labelText("resultPlaceholder").startsWith(u"Last run on "_s));
    QTRY_VERIFY(!labelText("sendsLabel").isEmpty());
    claude.enqueue(LoopbackMessages::answer({{u"sql"_s, u"SELECT 'after'"_s}, {u"explanation"_s, u"It is new."_s}}));
    typeText(visible("questionEdit"), u"anything"_s);
    QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_COMPARE(visible<SqlEditor>("sqlEditor")->sql(), u"SELECT 'after'"_s);
    QTRY_COMPARE(labelText("resultPlaceholder"), u"The rows appear here when you run the query."_s);
    QVERIFY(visible("runAgainButton") == nullptr);
    place.quit();
    Workplace::forgetClaude();
}

void TestRestore::aTableKeepsItsName()
{
    Workplace place(*m_server);
    startAndSignIn(place);
    place.desktop()->windows().constFirst()->tabs()->open()->openTable(u"orders"_s,
                                                                       u"SELECT * FROM orders LIMIT 100"_s);
    QTRY_VERIFY(visible("resultView") != nullptr && visible<QPushButton>("runButton")->text() == u"Run"_s);
    place.quit();
    startAndSignIn(place);
    QTRY_VERIFY(labelText("resultPlaceholder").startsWith(u"Last run on "_s));
    const QString time = labelText("resultPlaceholder").mid(QString(u"Last run on "_s).size()).section(u'.', 0, 0);
    QCOMPARE(labelText("originLabel"), u"First 100 rows of orders · last run on %1"_s.arg(time));
    typeText(visible("sqlEditor"), u" "_s);
    QTRY_COMPARE(labelText("originLabel"), u"SQL edited by you"_s);
}

void TestRestore::aClosedTabStaysClosed()
{
    Workplace place(*m_server);
    startAndSignIn(place);
    for (const QString& sql : {u"SELECT 1"_s, u"SELECT 2"_s}) {
        QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
        typeText(visible("sqlEditor"), sql);
    }
    QTest::keyClick(visible("mainWindow"), Qt::Key_W, Qt::ControlModifier);
    place.quit();
    startAndSignIn(place);
    QTRY_VERIFY(visible<SqlEditor>("sqlEditor") != nullptr);
    QCOMPARE(visible<QTabBar>("tabBar")->count(), 1);
    QCOMPARE(visible<SqlEditor>("sqlEditor")->sql(), u"SELECT 1"_s);
}

void TestRestore::signingOutAndInAgainBringsTheTabsBack()
{
    Workplace place(*m_server);
    startAndSignIn(place);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(visible("sqlEditor"), u"SELECT 'typed a moment before'"_s);
    click(visible("signOutButton"));
    QTRY_VERIFY(visible("mainWindow") == nullptr);
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(visible<SqlEditor>("sqlEditor") != nullptr);
    QCOMPARE(visible<SqlEditor>("sqlEditor")->sql(), u"SELECT 'typed a moment before'"_s);
}

void TestRestore::anotherTeamsTabsWaitForItsOwnSignIn()
{
    const QString ofShop = u"SELECT 'of the shop'"_s;
    const QString ofDepot = u"SELECT 'of the depot'"_s;
    Workplace place(*m_server);
    place.addTeam(*m_server, u"depot"_s, u"Depot"_s);
    startAndSignIn(place);
    visible<QPushButton>("emptyWriteSqlButton")->click();
    typeText(visible("sqlEditor"), ofShop);
    const auto signInToDepot = [&place] {
        click(visible("newWindowButton"));
        Workplace::signIn(u"Depot"_s);
        return QTest::qWaitFor([&place] { return place.desktop()->windows().size() == 2; }, 10'000);
    };
    QVERIFY(signInToDepot());
    MainWindow* depot = place.desktop()->windows().at(1);
    QCOMPARE(depot->session()->team().id, u"depot"_s);
    depot->tabs()->current()->showEditor();
    typeText(visible("sqlEditor", depot), ofDepot);
    place.quit();

    place.start();
    QList<JournalTab> loaded;
    int loads = 0;
    connect(place.desktop()->services()->journal, &Journal::tabsLoaded, this,
            [&](const QString&, const QString&, const QList<JournalTab>& tabs) {
                loaded = tabs;
                ++loads;
            });
    QVERIFY(Workplace::signIn(u"Shop"_s));
    QTRY_COMPARE(loads, 1);
    QCOMPARE(loaded.size(), 1); // all that can come back with this sign-in
    QCOMPARE(loaded.constFirst().team, u"shop"_s);
    QTRY_COMPARE(textsOf(*place.desktop()), QStringList{ofShop});
    QTRY_VERIFY(visible("passwordEdit") == nullptr);

    QVERIFY(signInToDepot());
    QTRY_COMPARE(textsOf(*place.desktop()), QStringList({ofShop, ofDepot}));
    QCOMPARE(place.desktop()->windows().at(1)->session()->team().id, u"depot"_s);
    QCOMPARE(place.desktop()->windows().at(1)->tabs()->all().size(), 1);
}

void TestRestore::startBatch(std::vector<Victim>& batch)
{
    for (int i = 0; i < atOnce; ++i) {
        Victim victim;
        victim.place = std::make_unique<Workplace>(*m_server);
        victim.process = std::make_unique<QProcess>();
        const AppPaths& paths = victim.place->paths();
        victim.process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        victim.process->start(
            QCoreApplication::applicationFilePath(),
            {QLatin1String(typerArgument), paths.machineConfigFolder, paths.userConfigFolder, paths.dataFolder});
        QVERIFY(victim.process->waitForStarted());
        batch.push_back(std::move(victim));
    }
}

void TestRestore::killBatch(std::vector<Victim>& batch)
{
    const auto allKilled = [&batch] {
        bool all = true;
        for (Victim& victim : batch) {
            victim.output += victim.process->readAllStandardOutput();
            if (victim.killAt == 0 && victim.output.contains("READY"))
                victim.killAt = now() + QRandomGenerator::global()->bounded(500, 7500);
            if (victim.killAt != 0 && victim.killedAt == 0 && now() >= victim.killAt) {
                victim.process->kill(); // kill -9
                victim.killedAt = now();
            }
            all = all && victim.killedAt != 0 && victim.process->state() == QProcess::NotRunning;
        }
        return all;
    };
    QVERIFY(QTest::qWaitFor(allKilled, 60'000));
    for (Victim& victim : batch)
        victim.output += victim.process->readAllStandardOutput();
}

void TestRestore::check(Victim& victim, int* checked)
{
    const QList<QList<Typed>> typed = victim.typed();
    victim.place->start();
    QVERIFY(Workplace::signIn());
    QStringList texts;
    const auto isBack = [&](const QList<Typed>& tab) {
        const QString least = promised(tab, victim.killedAt);
        return least.isEmpty() || std::any_of(texts.cbegin(), texts.cend(), [&](const QString& text) {
                   const QString most = tab.constLast().text;
                   return text.startsWith(least) && (most.startsWith(text) || text.startsWith(most));
               });
    };
    // The second window signs in by itself, so its tabs come a moment later.
    const bool all = QTest::qWaitFor(
        [&] {
            texts = textsOf(*victim.place->desktop());
            return std::all_of(typed.cbegin(), typed.cend(), isBack);
        },
        5000);
    for (const QList<Typed>& tab : typed) {
        *checked += promised(tab, victim.killedAt).isEmpty() ? 0 : 1;
        QVERIFY2(all || isBack(tab),
                 qPrintable(u"promised %1, came back: %2"_s.arg(promised(tab, victim.killedAt), texts.join(u" | "_s))));
    }
    victim.place.reset();
}

void TestRestore::whatWasTypedSurvivesAKillAtAnyMoment()
{
    int checked = 0;
    for (int done = 0; done < killedPrograms; done += atOnce) {
        std::vector<Victim> batch;
        startBatch(batch);
        killBatch(batch);
        for (Victim& victim : batch) {
            check(victim, &checked);
            if (QTest::currentTestFailed())
                return;
        }
    }
    QVERIFY2(checked >= killedPrograms, qPrintable(QString::number(checked))); // the promise was put to the test
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments.at(1) == QLatin1String(typerArgument)) {
        Typer typer({arguments.at(2), arguments.at(3), arguments.at(4)});
        return typer.prepare() ? QApplication::exec() : 1;
    }
    TestRestore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ui_restore.moc"
