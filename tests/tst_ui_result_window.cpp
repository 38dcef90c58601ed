// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultView.h"
#include "ui/results/SelectionTotals.h"

#include <QClipboard>
#include <QMenu>
#include <QTabBar>

Q_DECLARE_METATYPE(parlance::ResultSummary)

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! What the window says and does about the rows of a result: a real server, real keys.
class TestResultInWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void theBoxFiltersAndTheStatusSaysSo();
    void theBoxBelongsToTheResultInSight();
    void totalsStandInTheStatusBar();
    void totalsOfACappedResultSaySo();
    void aForeignKeyLeadsToItsRow();
    void totalsInWords_data();
    void totalsInWords();

private:
    SqlEditor* editor() const { return visible<SqlEditor>("sqlEditor"); }
    ResultView* view() const { return visible<ResultView>("resultView"); }
    QString totals() const { return visible<QLabel>("selectionText")->accessibleName(); }
    bool run(const QString& sql, const QString& status);
    void clickHeader(int column, Qt::KeyboardModifiers modifiers);

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;
};

void TestResultInWindow::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestResultInWindow::init()
{
    m_place = std::make_unique<Workplace>(*m_server, QJsonObject{{u"maximumRows"_s, 5000}});
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
}

void TestResultInWindow::cleanup()
{
    m_place.reset();
}

bool TestResultInWindow::run(const QString& sql, const QString& status)
{
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_A, Qt::ControlModifier);
    typeText(editor(), sql);
    QTest::keyClick(editor(), Qt::Key_F5);
    return QTest::qWaitFor([&status] { return labelText("statusText").contains(status); }, 15'000);
}

void TestResultInWindow::clickHeader(int column, Qt::KeyboardModifiers modifiers)
{
    const ResultHeader* header = view()->header();
    QTest::mouseClick(
        header->viewport(), Qt::LeftButton, modifiers,
        {header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2});
}

void TestResultInWindow::theBoxFiltersAndTheStatusSaysSo()
{
    QVERIFY(visible("rowFilter") == nullptr); // nothing to filter yet
    QVERIFY(run(u"SELECT * FROM orders ORDER BY 1"_s, u"300 rows"_s));
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
    auto* box = visible<QLineEdit>("rowFilter");
    QVERIFY(box != nullptr && box->hasFocus());
    QTest::keyClicks(box, u"150.00"_s);
    QTRY_COMPARE(view()->model()->rowCount(), 1);
    QTRY_VERIFY(labelText("statusText").startsWith(u"1 of 300 rows shown"_s));
    QTRY_COMPARE(labelText("rowsState"), u"1 of 300 rows"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QVERIFY(view()->hasFocus());
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_COMPARE(view()->model()->rowCount(), 300);
    QTRY_VERIFY(labelText("statusText").startsWith(u"300 rows"_s));
}

void TestResultInWindow::theBoxBelongsToTheResultInSight()
{
    QVERIFY(run(u"SELECT * FROM orders; SELECT * FROM customers"_s, u"3 rows"_s));
    QTest::keyClicks(visible<QLineEdit>("rowFilter"), u"contoso"_s);
    QTRY_COMPARE(view()->model()->rowCount(), 1);
    auto* tabs = visible<QTabBar>("resultTabs");
    tabs->setCurrentIndex(0);
    QCOMPARE(visible<QLineEdit>("rowFilter")->text(), QString());
    QCOMPARE(view()->model()->rowCount(), 300);
    tabs->setCurrentIndex(1);
    QCOMPARE(visible<QLineEdit>("rowFilter")->text(), u"contoso"_s);
    QCOMPARE(view()->model()->rowCount(), 1);
    tabs->setCurrentIndex(2);
    QVERIFY(visible("rowFilter") == nullptr); // messages are no rows
}

void TestResultInWindow::totalsStandInTheStatusBar()
{
    QVERIFY(run(u"SELECT order_id, customer_id, total FROM orders"_s, u"300 rows"_s));
    clickHeader(2, Qt::ControlModifier);
    QTRY_COMPARE(totals(), u"300 cells · sum 67725.00 · average 225.75 · min 1.50 · max 450.00 · 300 distinct"_s);
    const QModelIndex one = view()->model()->index(1, 1);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::NoModifier, view()->visualRect(one).center());
    QTRY_VERIFY(totals().isEmpty()); // a single cell says itself
    clickHeader(2, Qt::ControlModifier);
    QTRY_VERIFY(!totals().isEmpty());
    QTest::keyClicks(visible<QLineEdit>("rowFilter"), u"450"_s);
    QTRY_COMPARE(view()->model()->rowCount(), 1);
    QTRY_VERIFY(totals().isEmpty()); // never the totals of rows that are gone
    view()->selectAll();
    QTRY_VERIFY(totals().startsWith(u"of 1 filtered rows: 3 cells · "_s));
    QTest::keyClick(view()->window(), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(totals().isEmpty()); // another tab
}

void TestResultInWindow::totalsOfACappedResultSaySo()
{
    QVERIFY(run(u"SELECT g FROM generate_series(1, 9000) g"_s, u"first 5,000 rows"_s));
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(totals(), u"of the 5,000 rows fetched: 5,000 cells · sum 12502500 · average 2500.5 · min 1 · "
                           "max 5000 · 5,000 distinct"_s);
    QTest::keyClicks(visible<QLineEdit>("rowFilter"), u"499"_s);
    QTRY_VERIFY(view()->model()->rowCount() < 100);
    view()->selectAll();
    QTRY_VERIFY(totals().contains(u"filtered rows of the 5,000 fetched: "_s));
}

void TestResultInWindow::aForeignKeyLeadsToItsRow()
{
    QTRY_VERIFY(visible("schemaTree") != nullptr);
    QVERIFY(run(u"SELECT order_id, customer_id AS who FROM orders ORDER BY 1"_s, u"300 rows"_s));
    const QModelIndex cell = view()->model()->index(0, 1);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, Qt::NoModifier, view()->visualRect(cell).center());
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QApplication::sendEvent(view(), &event);
    auto* menu = visible<QMenu>("cellMenu");
    QVERIFY(menu != nullptr);
    auto* action = menu->findChild<QAction*>(u"goToReferredRow"_s);
    QVERIFY(action != nullptr);
    QCOMPARE(action->text(), u"Go to customers 2"_s);
    QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(action).center());
    QTRY_COMPARE(editor()->sql(), u"SELECT * FROM customers WHERE customer_id = 2"_s);
    QTRY_VERIFY(labelText("statusText").startsWith(u"1 row "_s));
    QCOMPARE(view()->model()->index(0, 1).data().toString(), u"Fabrikam, Inc."_s);
    auto* tabs = visible<QTabBar>("tabBar");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"customers 2"_s);
    QVERIFY(labelText("originLabel").startsWith(u"The row that a result refers to"_s));
}

void TestResultInWindow::totalsInWords_data()
{
    QTest::addColumn<ResultSummary>("summary");
    QTest::addColumn<QString>("text");
    ResultSummary texts;
    texts.cells = 1234;
    texts.nulls = 2;
    texts.distinct = 7;
    texts.minimum = "Adatum\nInc.";
    texts.maximum = "Zürich";
    QTest::newRow("texts have no sum") << texts
                                       << u"1,234 cells · min Adatum Inc. · max Zürich · 2 NULL · 7 distinct"_s;
    ResultSummary numbers;
    numbers.cells = 3;
    numbers.distinct = 3;
    numbers.sum = "10";
    numbers.average = "3.3333333333333333";
    numbers.averageRounded = true;
    QTest::newRow("a rounded average says so")
        << numbers << u"3 cells · sum 10 · average ≈ 3.3333333333333333 · 3 distinct"_s;
}

void TestResultInWindow::totalsInWords()
{
    QFETCH(ResultSummary, summary);
    QTEST(totalsText(summary), "text");
}

QTEST_MAIN(TestResultInWindow)
#include "tst_ui_result_window.moc"
