// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/MainWindow.h"
#include "ui/results/ResultView.h"

#include <QHeaderView>
#include <QTabBar>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! A whole session as a person has it: the real window from sign-in to rows, with keys and mouse on widgets found by
//! object name only, and what is visible asserted.
class TestSession : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void fromSignInToRowsWithEnterAndEnter();
    void aWrongPasswordIsSaidAndTheNextOneSignsIn();
    void signingOutClosesTheConnectionsAndReturnsToSignIn();
    void aSecondWindowIsASessionOfItsOwn();
    void everyAreaIsReachedWithF6();
    void smallWindowsKeepRowsInSight_data();
    void smallWindowsKeepRowsInSight();

private:
    QString connections() const
    {
        return m_server->exec(u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop'"_s).trimmed();
    }
    static int wholeRowsInSight(const ResultView* view);

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestSession::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestSession::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
    Workplace::useClaude(*m_claude);
    m_place->start();
}

void TestSession::cleanup()
{
    m_place.reset();
    Workplace::forgetClaude();
}

void TestSession::fromSignInToRowsWithEnterAndEnter()
{
    m_claude->enqueue(LoopbackMessages::answer(
        {{u"sql"_s, u"SELECT c.name, count(*) AS orders\nFROM customers c JOIN orders o USING (customer_id)\n"
                    "GROUP BY c.customer_id ORDER BY c.customer_id"_s},
         {u"explanation"_s, u"Counts the orders of each customer."_s},
         {u"assumptions"_s, QJsonArray{QJsonObject{{u"label"_s, u"Orders"_s}, {u"value"_s, u"all of them"_s}}}}}));
    QVERIFY(Workplace::signIn());
    auto* window = visible("mainWindow");
    QVERIFY(window != nullptr);
    QCOMPARE(window->windowTitle(), u"Shop · shop_db"_s); // the desktop adds the name of the program, with its own dash
    QCOMPARE(labelText("teamLabel"), u"Shop"_s);
    QCOMPARE(visible<QPushButton>("connectionPill")->text(), u"Connected"_s);
    QTRY_VERIFY(visible<QAbstractItemView>("schemaTree") != nullptr);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 2 tables"_s));
    QTRY_COMPARE(QApplication::focusWidget(), visible("questionEdit"));

    typeText(QApplication::focusWidget(), u"How many orders has each customer?"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY(visible("answerCard") != nullptr);
    QVERIFY(labelText("answerText").contains(u"Counts the orders of each customer."_s));
    QVERIFY(visible("resultView") == nullptr); // nothing runs by itself
    QTRY_COMPARE(QApplication::focusWidget(), visible("runButton"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);

    QTRY_VERIFY(visible<ResultView>("resultView") != nullptr);
    auto* view = visible<ResultView>("resultView");
    QTRY_COMPARE(view->model()->rowCount(), 3);
    QCOMPARE(view->model()->index(0, 0).data().toString(), u"Contoso Ltd"_s);
    QCOMPARE(view->model()->index(2, 1).data().toString(), u"100"_s);
    QTRY_VERIFY(labelText("statusText").startsWith(u"3 rows"_s));
    QVERIFY(wholeRowsInSight(view) >= 3);
    // The cell is painted, not only in the model: its ink differs from the ground.
    const QImage picture = view->viewport()->grab(view->visualRect(view->model()->index(0, 0))).toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            colours.insert(picture.pixel(x, y));
    }
    QVERIFY(colours.size() > 4);
    // The history knows it.
    auto* side = visible<QTabBar>("sideTabs");
    QTest::mouseClick(side, Qt::LeftButton, Qt::NoModifier, side->tabRect(1).center());
    QTRY_VERIFY(visible<QAbstractItemView>("historyList") != nullptr);
    auto* history = visible<QAbstractItemView>("historyList");
    QTRY_COMPARE(history->model()->rowCount(), 1);
    const QPoint place = history->visualRect(history->model()->index(0, 0)).center();
    QTest::mouseClick(history->viewport(), Qt::LeftButton, Qt::NoModifier, place);
    QTest::mouseDClick(history->viewport(), Qt::LeftButton, Qt::NoModifier, place);
    QTRY_COMPARE(visible<QTabBar>("tabBar")->count(), 2);
    QVERIFY(visible<SqlEditor>("sqlEditor")->sql().startsWith(u"SELECT c.name"_s));
    QCOMPARE(visible<QLineEdit>("questionEdit")->text(), u"How many orders has each customer?"_s);
}

void TestSession::aWrongPasswordIsSaidAndTheNextOneSignsIn()
{
    QTRY_VERIFY(visible("passwordEdit") != nullptr);
    typeText(visible("passwordEdit"), u"not it"_s);
    QTest::keyClick(visible("passwordEdit"), Qt::Key_Return);
    QTRY_VERIFY(visible("signInFailure") != nullptr);
    QVERIFY(visible("mainWindow") == nullptr);
    QVERIFY(Workplace::signIn());
}

void TestSession::signingOutClosesTheConnectionsAndReturnsToSignIn()
{
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(connections() != u"0"_s);
    click(visible("signOutButton"));
    QTRY_VERIFY(visible("passwordEdit") != nullptr);
    QTRY_VERIFY(visible("mainWindow") == nullptr);
    QTRY_COMPARE(connections(), u"0"_s);
    QVERIFY(Workplace::signIn());
}

void TestSession::aSecondWindowIsASessionOfItsOwn()
{
    QVERIFY(Workplace::signIn());
    const auto names = [this] {
        return m_server->exec(u"SELECT count(DISTINCT application_name) FROM pg_stat_activity WHERE usename = 'shop'"_s)
            .trimmed();
    };
    QTRY_COMPARE(names(), u"1"_s);
    click(visible("newWindowButton"));
    QTRY_VERIFY(visible("passwordEdit") != nullptr);
    typeText(visible("passwordEdit"), u"shop-pass"_s);
    QTest::keyClick(visible("passwordEdit"), Qt::Key_Return);
    QTRY_COMPARE(m_place->desktop()->windows().size(), 2);
    QTRY_COMPARE(names(), u"2"_s);
    QVERIFY(m_place->desktop()->windows().at(0)->session()->id() !=
            m_place->desktop()->windows().at(1)->session()->id());
    m_place->desktop()->windows().at(0)->close();
    QTRY_COMPARE(m_place->desktop()->windows().size(), 1);
    QTRY_COMPARE(names(), u"1"_s);
}

void TestSession::everyAreaIsReachedWithF6()
{
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(visible<QAbstractItemView>("schemaTree") != nullptr);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), visible("sqlEditor"));
    typeText(visible("sqlEditor"), u"SELECT 1 AS one"_s);
    QTest::keyClick(visible("sqlEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(visible("resultView") != nullptr);
    for (const char* area : {"resultView", "schemaTree", "questionEdit", "sqlEditor"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QTRY_COMPARE(QApplication::focusWidget(), visible(area));
    }
    for (const char* area : {"questionEdit", "schemaTree", "resultView"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
        QTRY_COMPARE(QApplication::focusWidget(), visible(area));
    }
}

int TestSession::wholeRowsInSight(const ResultView* view)
{
    int rows = 0;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        const QRect rect = view->visualRect(view->model()->index(row, 0));
        rows += rect.top() >= 0 && rect.bottom() < view->viewport()->height() ? 1 : 0;
    }
    return rows;
}

void TestSession::smallWindowsKeepRowsInSight_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("folded");
    QTest::newRow("1280 x 800: card and editor stay open") << QSize(1280, 800) << 8 << false;
    QTest::newRow("1024 x 640: at least eight rows") << QSize(1024, 640) << 8 << true;
    QTest::newRow("960 x 560: at least six rows") << QSize(960, 560) << 6 << true;
}

void TestSession::smallWindowsKeepRowsInSight()
{
    QFETCH(QSize, size);
    QFETCH(int, rows);
    QFETCH(bool, folded);
    m_claude->enqueue(LoopbackMessages::answer(
        {{u"sql"_s, u"SELECT order_id,\n  customer_id,\n  total\nFROM orders\nORDER BY 1\nLIMIT\n50"_s},
         {u"explanation"_s, u"The first fifty orders."_s}}));
    QVERIFY(Workplace::signIn());
    auto* window = visible("mainWindow");
    window->resize(size);
    QTRY_VERIFY(!labelText("sendsLabel").isEmpty());
    typeText(visible("questionEdit"), u"orders"_s);
    QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY(visible("answerCard") != nullptr);
    QVERIFY(visible("answerText") != nullptr); // open until it has run
    click(visible("runButton"));
    QTRY_VERIFY(visible<ResultView>("resultView") != nullptr &&
                visible<ResultView>("resultView")->model()->rowCount() == 50);
    QCOMPARE(window->size(), size);
    QTRY_COMPARE(visible("answerText") == nullptr, folded);
    QTRY_VERIFY2(wholeRowsInSight(visible<ResultView>("resultView")) >= rows,
                 qPrintable(QString::number(wholeRowsInSight(visible<ResultView>("resultView")))));
    if (folded) {
        QVERIFY(visible("unfoldButton") != nullptr);
        QTest::keyClick(visible("sqlEditor"), Qt::Key_Escape);
        QTRY_VERIFY(visible("answerText") != nullptr);
    }
}

QTEST_MAIN(TestSession)
#include "tst_ui_session.moc"
