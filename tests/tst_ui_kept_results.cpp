// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ResultTabsTest.h"
#include "ui/ask/ElidedLabel.h"
#include "ui/MainWindow.h"
#include "ui/results/MessagePane.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultOrdering.h"
#include "ui/worksheet/RunController.h"

#include <QClipboard>
#include <QDir>
#include <QPlainTextEdit>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString rowsState()
{
    const auto* label = visible<ElidedLabel>("rowsState");
    return label == nullptr ? QString() : label->wholeText();
}

} // namespace

//! The results of earlier runs in the real window over a real server: kept, pinned, named, closed, given up.
class TestKeptResults final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void aLaterRunKeepsTheResultBefore();
    void aSingleResultHasNoCloseButton();
    void anEarlierResultKeepsItsSortItsFilterAndItsSql();
    void copyAndExportActOnTheResultInSight();
    void onlyTheLastTenAreKeptAndPinnedOnesStay();
    void controlShiftEnterRunsIntoANewTab();
    void aResultIsNamedByKeysAndByDoubleClick();
    void resultsAreClosedByKeyMouseAndMenu();
    void aResultWhoseRunIsKeptOpenIsClosed();
    void aRunningResultIsNotClosed();
    void earlierResultsGiveWayWhenMemoryGetsShort();
    void closingTheTabAndSigningOutFreeTheMemory();
    void rowsAreNotInTheJournal();
    void sortAndFilterStayForTheSameSql();
    void sortAndFilterAreDroppedForAnotherSql();
    void theStatementOfATrailingCommentRuns();
    void aSmallWindowStillShowsSixRows();

private:
    qint64 usedBytes() const { return m_place->desktop()->services()->resultMemory->usedBytes(); }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;
};

void TestKeptResults::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestKeptResults::init()
{
    m_place =
        std::make_unique<Workplace>(*m_server, QJsonObject{{u"maximumRows"_s, 500'000}, {u"maximumConnections"_s, 3}});
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
}

void TestKeptResults::cleanup()
{
    m_place.reset();
}

void TestKeptResults::aLaterRunKeepsTheResultBefore()
{
    runThis(u"SELECT name FROM customers ORDER BY 1"_s);
    runThis(u"SELECT 7 AS seven"_s);
    QCOMPARE(resultTabs()->count(), 3);
    QCOMPARE(resultTabs()->currentIndex(), 0);
    QCOMPARE(resultTabs()->tabText(0), u"Result · 1 row"_s);
    QCOMPARE(resultTabs()->tabText(1), u"Messages"_s);
    const QString time = resultArea()->earlierPages().constFirst()->origin().ranAt.toString(u"HH:mm:ss"_s);
    QCOMPARE(resultTabs()->tabText(2), time + u" · 3 rows"_s);
    QVERIFY(resultTabs()->tabToolTip(2).contains(u"SELECT name FROM customers ORDER BY 1"_s));
    QVERIFY(labelText("statusText").startsWith(u"1 row "_s));
    // By keys alone: from the table to the next tabs and back.
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_PageUp, Qt::ControlModifier);
    QTRY_COMPARE(resultTabs()->currentIndex(), 2);
    QCOMPARE(view()->model()->rowCount(), 3);
    QCOMPARE(cell(0, 0), u"Contoso Ltd"_s);
    QVERIFY(view()->hasFocus());
    QVERIFY(labelText("statusText").startsWith(u"3 rows"_s)); // of the result in sight
    QTest::keyClick(view(), Qt::Key_PageDown, Qt::ControlModifier);
    QTRY_COMPARE(resultTabs()->currentIndex(), 0);
    QCOMPARE(cell(0, 0), u"7"_s);
    // A run that fails takes nothing away.
    type(u"SELECT nothing"_s);
    runKey();
    QTRY_VERIFY(bar() != nullptr);
    QVERIFY(ends());
    QCOMPARE(resultTabs()->count(), 4);
    QCOMPARE(resultArea()->results().size(), 2);
}

void TestKeptResults::aSingleResultHasNoCloseButton()
{
    runThis(u"SELECT 1 AS a"_s);
    QVERIFY(visible("closeResultButton") == nullptr);
    const int height = resultTabs()->height();
    runThis(u"SELECT 2 AS b"_s);
    QTRY_VERIFY(visible("closeResultButton") != nullptr);
    QCOMPARE(resultTabs()->height(), height);
}

void TestKeptResults::anEarlierResultKeepsItsSortItsFilterAndItsSql()
{
    runThis(u"SELECT order_id, total FROM orders ORDER BY 1"_s);
    QTest::mouseClick(view()->header()->viewport(), Qt::LeftButton, Qt::NoModifier,
                      QPoint(view()->header()->sectionViewportPosition(1) + 20, view()->header()->height() / 2));
    QTest::mouseClick(view()->header()->viewport(), Qt::LeftButton, Qt::NoModifier,
                      QPoint(view()->header()->sectionViewportPosition(1) + 20, view()->header()->height() / 2));
    QTRY_COMPARE(cell(0, 1), u"450.00"_s);
    auto* box = visible<QLineEdit>("rowFilter");
    box->setFocus();
    QTest::keyClicks(box, u"15"_s);
    QTRY_VERIFY(view()->model()->rowCount() < 300);
    const int filtered = view()->model()->rowCount();
    const QString top = cell(0, 1);
    runThis(u"SELECT 1 AS other"_s);
    QCOMPARE(visible<QLineEdit>("rowFilter")->text(), QString());
    QVERIFY(labelText("staleNote").isEmpty());
    resultTabs()->setFocus();
    QTest::keyClick(resultTabs(), Qt::Key_End);
    for (int i = 0; i < 3 && resultTabs()->currentIndex() != 2; ++i)
        QTest::keyClick(resultTabs(), Qt::Key_Right);
    QCOMPARE(resultTabs()->currentIndex(), 2);
    QCOMPARE(view()->model()->rowCount(), filtered);
    QCOMPARE(cell(0, 1), top);
    QCOMPARE(visible<QLineEdit>("rowFilter")->text(), u"15"_s);
    QCOMPARE(labelText("staleNote"), u"Of the SQL before your edits"_s);
    QVERIFY(chooseForResult("showResultSql"));
    QTRY_VERIFY(visible<QPlainTextEdit>("runSqlText") != nullptr);
    QCOMPARE(visible<QPlainTextEdit>("runSqlText")->toPlainText(), u"SELECT order_id, total FROM orders ORDER BY 1"_s);
    QTest::keyClick(visible("runSqlText"), Qt::Key_Escape);
}

void TestKeptResults::copyAndExportActOnTheResultInSight()
{
    runThis(u"SELECT name FROM customers ORDER BY 1"_s);
    runThis(u"SELECT 7 AS seven"_s);
    resultTabs()->setCurrentIndex(2);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Contoso Ltd\nFabrikam, Inc.\n"_s);
    QTest::keyClick(view(), Qt::Key_F8);
    QTRY_VERIFY(visible("exportDialog") != nullptr);
    QStringList words;
    for (const QLabel* label : visible("exportDialog")->findChildren<QLabel*>())
        words << label->text();
    QVERIFY2(words.contains(u"All rows: 3 rows"_s), qPrintable(words.join(u'\n')));
    QTest::keyClick(visible("exportDialog"), Qt::Key_Escape);
}

void TestKeptResults::onlyTheLastTenAreKeptAndPinnedOnesStay()
{
    runThis(u"SELECT 'pinned' AS a"_s);
    QVERIFY(chooseForResult("pinResult"));
    for (int i = 0; i < 13; ++i)
        runThis(u"SELECT %1 AS a"_s.arg(i));
    QCOMPARE(resultArea()->earlierPages().size(), ResultArea::mostEarlier + 1);
    const ResultPage* first = resultArea()->earlierPages().constFirst();
    QVERIFY(first->isPinned());
    QCOMPARE(first->sql(), QByteArray("SELECT 'pinned' AS a"));
    QVERIFY(!resultTabs()->tabIcon(2).isNull());
    QVERIFY(resultTabs()->accessibleTabName(2).endsWith(u", pinned"_s));
    QCOMPARE(resultArea()->earlierPages().at(1)->sql(), QByteArray("SELECT 11 AS a"));
    QCOMPARE(resultArea()->earlierPages().constLast()->sql(), QByteArray("SELECT 2 AS a"));
    resultTabs()->setCurrentIndex(2);
    QCOMPARE(cell(0, 0), u"pinned"_s);
    QVERIFY(chooseForResult("unpinResult"));
    QCOMPARE(resultArea()->earlierPages().constLast()->sql(), QByteArray("SELECT 'pinned' AS a"));
    QCOMPARE(cell(0, 0), u"pinned"_s); // still the one in sight
}

void TestKeptResults::controlShiftEnterRunsIntoANewTab()
{
    runThis(u"SELECT 'first' AS a"_s);
    type(u"SELECT 'second' AS a"_s);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(resultArea()->results().size(), 2);
    QVERIFY(ends());
    QTRY_COMPARE(cell(0, 0), u"second"_s);
    QCOMPARE(editor()->sql(), u"SELECT 'second' AS a"_s); // no line was typed
    QVERIFY(resultArea()->earlierPages().constFirst()->isPinned());
    QVERIFY(!resultArea()->pages().constFirst()->isPinned());
    QCOMPARE(resultTabs()->currentIndex(), 0);
    resultTabs()->setCurrentIndex(2);
    QCOMPARE(cell(0, 0), u"first"_s);
}

void TestKeptResults::aResultIsNamedByKeysAndByDoubleClick()
{
    runThis(u"SELECT 1 AS a"_s);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_F2);
    QTRY_VERIFY(visible<QLineEdit>("resultNameEdit") != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), u"Q & A"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(visible("resultNameEdit") == nullptr);
    QCOMPARE(resultTabs()->tabText(0), u"Q && A · 1 row"_s);
    QVERIFY(view()->hasFocus());
    runThis(u"SELECT 2 AS a"_s);
    QCOMPARE(resultTabs()->tabText(0), u"Result · 1 row"_s);
    QCOMPARE(resultTabs()->tabText(2), u"Q && A · 1 row"_s);
    QTest::mouseDClick(resultTabs(), Qt::LeftButton, Qt::NoModifier, resultTabs()->tabRect(2).center());
    QTRY_VERIFY(visible<QLineEdit>("resultNameEdit") != nullptr);
    QCOMPARE(visible<QLineEdit>("resultNameEdit")->text(), u"Q & A"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"never"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(visible("resultNameEdit") == nullptr);
    QCOMPARE(resultTabs()->tabText(2), u"Q && A · 1 row"_s);
    QVERIFY(chooseForResult("renameResult"));
    QTRY_VERIFY(visible<QLineEdit>("resultNameEdit") != nullptr);
}

void TestKeptResults::resultsAreClosedByKeyMouseAndMenu()
{
    for (int i = 0; i < 6; ++i)
        runThis(u"SELECT %1 AS a"_s.arg(i));
    QCOMPARE(resultArea()->results().size(), 6);
    QTest::mouseClick(resultTabs(), Qt::MiddleButton, Qt::NoModifier, resultTabs()->tabRect(2).center()); // 4
    QCOMPARE(resultArea()->results().size(), 5);
    QCOMPARE(cell(0, 0), u"5"_s);
    auto* button = resultTabs()->tabButton(2, QTabBar::RightSide); // 3
    QVERIFY(button != nullptr);
    click(button);
    QCOMPARE(resultArea()->results().size(), 4);
    resultTabs()->setFocus();
    QTest::keyClick(resultTabs(), Qt::Key_Delete); // 5, in front
    QCOMPARE(resultArea()->results().size(), 3);
    QCOMPARE(cell(0, 0), u"2"_s); // the next one
    QVERIFY(chooseForResult("closeResult"));
    QCOMPARE(cell(0, 0), u"1"_s);
    runThis(u"SELECT 'last' AS a"_s);
    QVERIFY(chooseForResult("closeOtherResults"));
    QCOMPARE(resultArea()->results().size(), 1);
    QCOMPARE(cell(0, 0), u"last"_s);
    QVERIFY(chooseForResult("closeResult"));
    QVERIFY(view() == nullptr);
    QCOMPARE(resultTabs()->count(), 2);
    runThis(u"SELECT 'again' AS a"_s);
    QCOMPARE(cell(0, 0), u"again"_s);
}

void TestKeptResults::aResultWhoseRunIsKeptOpenIsClosed()
{
    runThis(u"SELECT 1 AS a"_s);
    type(u"SELECT g, repeat('x', 50) FROM generate_series(1, 900000) g"_s);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible("fetchRestButton") != nullptr, 30'000);
    QVERIFY(ends());
    resultTabs()->setFocus();
    QTest::keyClick(resultTabs(), Qt::Key_Delete);
    QTRY_COMPARE(resultArea()->results().size(), 1);
    QVERIFY(ends());
    QCOMPARE(cell(0, 0), u"1"_s);
    QVERIFY(bar() == nullptr);
    runThis(u"SELECT 2 AS b"_s);
    QCOMPARE(cell(0, 0), u"2"_s);
}

void TestKeptResults::aRunningResultIsNotClosed()
{
    runThis(u"SELECT 1 AS a"_s);
    type(u"SELECT g, pg_sleep(CASE WHEN g > 5000 THEN 60 ELSE 0 END)::text FROM generate_series(1, 5010) g"_s);
    runKey();
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() > 100);
    resultTabs()->setFocus();
    QTest::keyClick(resultTabs(), Qt::Key_Delete);
    QTest::mouseClick(resultTabs(), Qt::MiddleButton, Qt::NoModifier, resultTabs()->tabRect(0).center());
    QVERIFY(view()->model()->rowCount() > 100);
    QVERIFY(resultTabs()->tabButton(0, QTabBar::RightSide) == nullptr);
    QTest::mouseClick(resultTabs(), Qt::MiddleButton, Qt::NoModifier, resultTabs()->tabRect(2).center());
    QCOMPARE(resultArea()->results().size(), 1);
    QTest::keyClick(resultTabs(), Qt::Key_Escape);
    QVERIFY(ends());
    QTRY_VERIFY(labelText("resultNote").startsWith(u"Stopped: these are the first "_s));
    // What was stopped is kept, too, and says so.
    runThis(u"SELECT 3 AS c"_s);
    resultTabs()->setCurrentIndex(2);
    QVERIFY(labelText("resultNote").startsWith(u"Stopped: these are the first "_s));
}

void TestKeptResults::earlierResultsGiveWayWhenMemoryGetsShort()
{
    m_place->desktop()->services()->resultMemory->setBudgetBytes(16 * ResultMemory::megabyte);
    const auto megabytes = [](int count, const QString& name) {
        return u"SELECT repeat('x', 1000) AS %1 FROM generate_series(1, %2)"_s.arg(name).arg(count * 1000);
    };
    runThis(megabytes(3, u"pinned"_s));
    QVERIFY(chooseForResult("pinResult"));
    runThis(megabytes(3, u"a"_s));
    runThis(megabytes(3, u"b"_s));
    QCOMPARE(resultArea()->results().size(), 3);
    runThis(megabytes(8, u"c"_s));
    QTRY_COMPARE(resultArea()->earlierPages().size(), 1);
    QVERIFY(resultArea()->earlierPages().constFirst()->isPinned());
    QCOMPARE(view()->model()->rowCount(), 8000);
    auto* messages = resultArea()->messages();
    QVERIFY2(messages->toPlainText().contains(u"(3,000 rows): its memory was needed. Pin a result to keep it."_s),
             qPrintable(messages->toPlainText()));
}

void TestKeptResults::closingTheTabAndSigningOutFreeTheMemory()
{
    const qint64 before = usedBytes();
    for (int i = 0; i < 3; ++i)
        runThis(u"SELECT repeat('x', 1000) AS c%1 FROM generate_series(1, 3000)"_s.arg(i));
    QVERIFY(usedBytes() > before + 8 * ResultMemory::megabyte);
    QTest::keyClick(editor(), Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(usedBytes(), before);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    for (int i = 0; i < 2; ++i)
        runThis(u"SELECT repeat('x', 1000) AS c%1 FROM generate_series(1, 3000)"_s.arg(i));
    QVERIFY(usedBytes() > before);
    click(visible("signOutButton"));
    QTRY_VERIFY(visible("passwordEdit") != nullptr);
    QTRY_COMPARE(usedBytes(), before);
}

void TestKeptResults::rowsAreNotInTheJournal()
{
    runThis(u"SELECT 'secret' || 'row' AS a"_s);
    runThis(u"SELECT 2 AS b"_s);
    QVERIFY(cell(0, 0) == u"2"_s);
    m_place->desktop()->services()->journal->flush();
    QDir folder(m_place->paths().dataFolder);
    qint64 read = 0;
    for (const QFileInfo& info : folder.entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        read += bytes.size();
        QVERIFY2(!bytes.contains("secretrow"), qPrintable(info.fileName()));
    }
    QVERIFY(read > 0);
}

void TestKeptResults::sortAndFilterStayForTheSameSql()
{
    const QString sql = u"SELECT order_id, total FROM orders ORDER BY 1"_s;
    runThis(sql);
    view()->setCurrentIndex(view()->model()->index(0, 1));
    const QPoint head(view()->header()->sectionViewportPosition(1) + 20, view()->header()->height() / 2);
    QTest::mouseClick(view()->header()->viewport(), Qt::LeftButton, Qt::NoModifier, head);
    QTest::mouseClick(view()->header()->viewport(), Qt::LeftButton, Qt::NoModifier, head);
    QTRY_COMPARE(cell(0, 1), u"450.00"_s);
    resultArea()->currentPage()->pane()->ordering()->addTerm({FilterTerm::Kind::Less, 1, u"100"_s});
    QTRY_COMPARE(view()->model()->rowCount(), 66);
    QTRY_COMPARE(rowsState(), u"66 of 300 rows"_s);
    runKey();
    QTRY_COMPARE(resultArea()->results().size(), 2);
    QVERIFY(ends());
    QTRY_COMPARE(view()->model()->rowCount(), 66);
    QCOMPARE(cell(0, 1), u"99.00"_s);
    QTRY_COMPARE(rowsState(), u"66 of 300 rows · Sort and filter kept"_s);
    QVERIFY(visible("conditionChip") != nullptr);
    QVERIFY(visible("conditionChip")->findChild<ElidedLabel*>()->wholeText().endsWith(u"· kept"_s));
    click(visible("showAllRowsButton"));
    QTRY_COMPARE(view()->model()->rowCount(), 300);
    QTRY_COMPARE(rowsState(), u"Sort kept"_s);
    QTest::mouseClick(view()->header()->viewport(), Qt::LeftButton, Qt::NoModifier, head);
    QTRY_COMPARE(cell(0, 0), u"1"_s);
    QTRY_COMPARE(rowsState(), QString());
}

void TestKeptResults::sortAndFilterAreDroppedForAnotherSql()
{
    runThis(u"SELECT order_id, total FROM orders ORDER BY 1"_s);
    auto* box = visible<QLineEdit>("rowFilter");
    box->setFocus();
    QTest::keyClicks(box, u"15"_s);
    QTRY_VERIFY(view()->model()->rowCount() < 300);
    runThis(u"SELECT order_id, total FROM orders ORDER BY 1 "_s.trimmed() + u" DESC"_s);
    QCOMPARE(view()->model()->rowCount(), 300);
    QCOMPARE(visible<QLineEdit>("rowFilter")->text(), QString());
    // The same SQL with other columns: nothing to hold on to.
    m_server->exec(u"CREATE VIEW shapes AS SELECT 1 AS a, 'x' AS b; GRANT SELECT ON shapes TO shop"_s, u"shop_db"_s);
    runThis(u"SELECT * FROM shapes"_s);
    box->setFocus();
    QTest::keyClicks(box, u"nowhere"_s);
    QTRY_COMPARE(view()->model()->rowCount(), 0);
    m_server->exec(u"DROP VIEW shapes; CREATE VIEW shapes AS SELECT 1 AS a; GRANT SELECT ON shapes TO shop"_s,
                   u"shop_db"_s);
    runThis(u"SELECT * FROM shapes"_s);
    QCOMPARE(view()->model()->rowCount(), 1);
    QCOMPARE(visible<QLineEdit>("rowFilter")->text(), QString());
    m_server->exec(u"DROP VIEW shapes"_s, u"shop_db"_s);
}

void TestKeptResults::theStatementOfATrailingCommentRuns()
{
    type(u"SELECT 1 AS one\n-- note"_s);
    runKey();
    QVERIFY(ends());
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
    QCOMPARE(cell(0, 0), u"1"_s);
}

void TestKeptResults::aSmallWindowStillShowsSixRows()
{
    visible("mainWindow")->resize(960, 560);
    for (int i = 0; i < 12; ++i)
        runThis(u"SELECT g, %1 AS n FROM generate_series(1, 100) g"_s.arg(i));
    QTRY_COMPARE(visible("mainWindow")->size(), QSize(960, 560));
    const int rows = view()->viewport()->height() / view()->rowHeight(0);
    QVERIFY2(rows >= 6, qPrintable(QString::number(rows)));
    QVERIFY(visible("rowFilter")->geometry().right() < resultArea()->width());
}

QTEST_MAIN(TestKeptResults)
#include "tst_ui_kept_results.moc"
