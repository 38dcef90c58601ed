// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"
#include "ui/worksheet/RunController.h"

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! A result that ends at its cap, in the real window: kept open, fetched to its end, counted, run again without it.
class TestCap final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void aCappedResultIsKeptOpenAndFetchedToItsEnd();
    void aCappedResultThatWasLetGoRunsAgainWithoutTheCap();
    void anotherRunEndsTheOneThatIsKeptOpen();
    void aCountCanBeStopped();

private:
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;
};

void TestCap::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestCap::init()
{
    m_place =
        std::make_unique<Workplace>(*m_server, QJsonObject{{u"maximumRows"_s, 5000}, {u"maximumConnections"_s, 3}});
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
}

void TestCap::cleanup()
{
    m_place.reset();
}

void TestCap::aCappedResultIsKeptOpenAndFetchedToItsEnd()
{
    type(u"SELECT g FROM generate_series(1, 6001) g"_s);
    runKey();
    QTRY_VERIFY(visible("fetchRestButton") != nullptr);
    QVERIFY(ends()); // it says Run: another may be run at once
    QCOMPARE(view()->model()->rowCount(), 5000);
    QVERIFY2(labelText("resultNote").startsWith(u"First 5,000 rows of more · kept open for "_s),
             qPrintable(labelText("resultNote")));
    QVERIFY(labelText("statusText").startsWith(u"first 5,000 rows"_s));
    QVERIFY(visible("exportAllButton") != nullptr);
    const QString first = labelText("resultNote");
    QTRY_VERIFY(labelText("resultNote") != first); // it counts down
    click(visible("fetchRestButton"));
    QTRY_COMPARE(labelText("statusText").left(10), u"6,001 rows"_s);
    QCOMPARE(view()->model()->rowCount(), 6001);
    QCOMPARE(cell(6000, 0), u"6001"_s);
    QVERIFY(labelText("resultNote").isEmpty());
    QVERIFY(visible("fetchRestButton") == nullptr);
    type(u"SELECT g FROM generate_series(1, 5000) g"_s);
    runKey();
    QTRY_COMPARE(labelText("statusText").left(10), u"5,000 rows"_s);
    QVERIFY(labelText("resultNote").isEmpty());
}

void TestCap::aCappedResultThatWasLetGoRunsAgainWithoutTheCap()
{
    type(u"SELECT g FROM generate_series(1, 6001) g -- all of them"_s);
    for (auto* controller : visible("mainWindow")->findChildren<RunController*>())
        controller->setHoldAtCapSeconds(1);
    runKey();
    QTRY_VERIFY(visible("runWithoutCapButton") != nullptr);
    QCOMPARE(labelText("resultNote"), u"First 5,000 rows of more"_s);
    QVERIFY(visible("fetchRestButton") == nullptr);
    click(visible("countButton"));
    QTRY_COMPARE(labelText("rowCountLabel"), u"6,001 rows in all"_s);
    typeText(editor(), u" edited"_s); // the button is about the rows, not about the text
    QTRY_COMPARE(labelText("staleNote"), u"Of the SQL before your edits"_s);
    QCOMPARE(labelText("resultNote"), u"First 5,000 rows of more"_s);
    click(visible("runWithoutCapButton"));
    QTRY_COMPARE(labelText("statusText").left(10), u"6,001 rows"_s);
    QVERIFY(ends());
    QCOMPARE(view()->model()->rowCount(), 6001);
    QVERIFY(labelText("resultNote").isEmpty());
    QVERIFY(!labelText("staleNote").isEmpty());
}

void TestCap::anotherRunEndsTheOneThatIsKeptOpen()
{
    type(u"SELECT g, repeat('x', 1000) FROM generate_series(1, 100000) g"_s);
    runKey();
    QTRY_VERIFY(visible("fetchRestButton") != nullptr);
    QVERIFY(ends());
    type(u"SELECT 'next' AS step"_s);
    runKey();
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
    QVERIFY(ends());
    QCOMPARE(cell(0, 0), u"next"_s);
    QVERIFY(bar() == nullptr);
}

void TestCap::aCountCanBeStopped()
{
    // Counting all of it takes ten minutes; its first rows come at once.
    type(
        u"SELECT g, repeat('x', 100), pg_sleep(CASE WHEN g > 5500 THEN 600 ELSE 0 END)::text FROM generate_series(1, 6000) g"_s);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible("countButton") != nullptr, 15'000);
    click(visible("countButton"));
    QTRY_COMPARE(visible<QPushButton>("countButton")->text(), u"Stop counting"_s);
    const auto counting = [this] {
        return m_server
            ->exec(u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop' AND state = 'active' AND query LIKE "
                   "'SELECT count(*) FROM (SELECT g%'"_s)
            .trimmed();
    };
    QTRY_COMPARE(counting(), u"1"_s);
    click(visible("countButton"));
    QCOMPARE(visible<QPushButton>("countButton")->text(), u"Count"_s);
    QVERIFY(labelText("rowCountLabel").isEmpty());
    QTRY_COMPARE(counting(), u"0"_s);
    QVERIFY(visible("fetchRestButton") != nullptr); // the rows themselves are still kept open
}

QTEST_MAIN(TestCap)
#include "tst_ui_cap.moc"
