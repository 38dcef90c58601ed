// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/SampleFolder.h"
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/theme/InlineBar.h"

#include <csignal>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! The sample server killed under a session, in the real window: nobody has to sign in again or lose a word.
class TestSample final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void killedWhileTheSessionRests();
    void killedWhileAStatementRuns();

private:
    //! Kills the postmaster, by its pid, as the kernel does when memory runs out.
    void killServer();
    bool runsAgain() const;
    void runs(const QString& sql, const QString& value);
    static SqlEditor* editor() { return visible<SqlEditor>("sqlEditor"); }
    static QString connection() { return visible<QPushButton>("connectionPill")->text(); }

    SampleFolder m_folder;
    QTemporaryDir m_configuration;
    std::unique_ptr<Desktop> m_desktop;
    qint64 m_killed = 0;
};

void TestSample::initTestCase()
{
    clearLibpqEnvironment();
    Workplace::forgetClaude();
    m_desktop = std::make_unique<Desktop>(
        AppPaths{m_configuration.filePath(u"machine"_s), m_configuration.filePath(u"user"_s), m_folder.dataFolder()});
    m_desktop->start();
    QVERIFY(Workplace::signIn(u"Sales"_s, u"sales123"_s, 200'000));
    QVERIFY(visible("mainWindow")->windowTitle().contains(u"Sample data"_s));
    click(visible("emptyWriteSqlButton"));
}

void TestSample::cleanupTestCase()
{
    m_desktop.reset();
    // It was this session that used the server: its end stops the server that was started again, too.
    QVERIFY(!LocalServer::status(m_folder.dataFolder()).running);
}

void TestSample::init()
{
    QTRY_COMPARE(connection(), u"Connected"_s);
    editor()->selectAll();
    QTest::keyClick(editor(), Qt::Key_Delete);
}

void TestSample::killServer()
{
    m_killed = m_folder.serverPid();
    QVERIFY(m_killed > 1);
    QCOMPARE(::kill(static_cast<pid_t>(m_killed), SIGKILL), 0);
}

bool TestSample::runsAgain() const
{
    return QTest::qWaitFor(
        [this] {
            const qint64 pid = m_folder.serverPid();
            return pid != 0 && pid != m_killed && LocalServer::status(m_folder.dataFolder()).running;
        },
        60'000);
}

void TestSample::runs(const QString& sql, const QString& value)
{
    editor()->selectAll();
    typeText(editor(), sql);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    const auto shown = [&value] {
        const auto* view = visible<QAbstractItemView>("resultView");
        return view != nullptr && view->model()->rowCount() == 1 &&
               view->model()->index(0, 0).data().toString() == value;
    };
    QTRY_VERIFY_WITH_TIMEOUT(shown(), 30'000);
    // Its row is there before its transaction has ended, and a key pressed meanwhile is not a second run.
    QTRY_COMPARE_WITH_TIMEOUT(visible<QPushButton>("runButton")->text(), u"Run"_s, 30'000);
}

void TestSample::killedWhileTheSessionRests()
{
    runs(u"SELECT count(*) >= 50000 FROM orders"_s, u"t"_s);
    killServer();
    QVERIFY(runsAgain()); // nothing was pressed
    QTRY_COMPARE_WITH_TIMEOUT(connection(), u"Connected"_s, 30'000);
    QCOMPARE(editor()->sql(), u"SELECT count(*) >= 50000 FROM orders"_s);
    runs(u"SELECT 'again', count(*) FROM customers"_s, u"again"_s);
}

void TestSample::killedWhileAStatementRuns()
{
    typeText(editor(), u"SELECT pg_sleep(60)"_s);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    const auto active = [this] {
        return psqlAsSuperuser(LocalServer::status(m_folder.dataFolder()), u"sales_db"_s,
                               u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'sales' AND state = 'active'"_s)
            .out;
    };
    QTRY_COMPARE_WITH_TIMEOUT(visible<QPushButton>("runButton")->text(), u"Stop"_s, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(active(), u"1"_s, 30'000);
    killServer();
    QTRY_VERIFY_WITH_TIMEOUT(visible("reconnectButton") != nullptr, 30'000);
    QCOMPARE(visible<InlineBar>("runBar")->title(), u"The connection to sales_db was lost."_s);
    QCOMPARE(editor()->sql(), u"SELECT pg_sleep(60)"_s);
    QVERIFY(runsAgain());
    click(visible("reconnectButton"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("runBar") == nullptr, 30'000);
    QTRY_COMPARE(connection(), u"Connected"_s);
    runs(u"SELECT 'and again'"_s, u"and again"_s);
}

QTEST_MAIN(TestSample)
#include "tst_ui_sample.moc"
