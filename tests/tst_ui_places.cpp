// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"
#include "ui/editor/PlaceTracker.h"

#include <QContextMenuEvent>
#include <QMenu>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Places in the SQL: what the card reads points to them, and the marks of the checks stay with their text.
class TestPlaces : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void aPlaceMovesWithItsText_data();
    void aPlaceMovesWithItsText();
    void aLineOfTheReadingShowsItsPlace_data();
    void aLineOfTheReadingShowsItsPlace();
    void thePlaceIsFoundAfterAnEditBeforeIt();
    void arrowKeysGoFromLineToLine();
    void lowWindowsHaveTheRestOfTheReadingBehindANumber();
    void lowWindowsHaveTheNextQuestionsInAMenu();
    void proposalsThatDoNotFitStandBehindANumber();
    void marksMoveWithTheTextAndTurnGreyWhenTouched();
    void silencingAMarkOfClaudesSqlLeavesTheOthers();
    void statementsThatComeIntoSightAreChecked();

private:
    void start();
    void ask(const QString& question);
    void answer(const QJsonObject& document) { m_claude->enqueue(LoopbackMessages::answer(document)); }
    static QStringList marked(unsigned long indicator);
    static QStringList warned() { return marked(9); }
    static QStringList touched() { return marked(11); }
    static QStringList pointedOut() { return marked(12); }
    static QLabel* line(const QString& label);

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestPlaces::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestPlaces::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
}

void TestPlaces::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestPlaces::start()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    visible("mainWindow")->resize(1280, 900);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 2 tables"_s));
}

void TestPlaces::ask(const QString& question)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 15'000);
}

QStringList TestPlaces::marked(unsigned long indicator)
{
    return markedBy(indicator, editor());
}

QLabel* TestPlaces::line(const QString& label)
{
    auto* grid = visible("readingGrid");
    if (grid != nullptr)
        for (QLabel* text : grid->findChildren<QLabel*>(u"readingText"_s))
            if (text->isVisible() && text->accessibleName().startsWith(label))
                return text;
    return nullptr;
}

void TestPlaces::aPlaceMovesWithItsText_data()
{
    QTest::addColumn<bool>("in");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("length");
    QTest::addColumn<bool>("touched");
    // The place is bytes 10 to 14.
    QTest::newRow("what is typed before it shifts it") << true << 3 << 2 << 12 << 5 << false;
    QTest::newRow("what is typed right before it shifts it") << true << 10 << 2 << 12 << 5 << false;
    QTest::newRow("what is typed in it touches it") << true << 12 << 2 << 10 << 7 << true;
    QTest::newRow("what is typed right behind it leaves it") << true << 15 << 2 << 10 << 5 << false;
    QTest::newRow("what is taken out before it shifts it") << false << 2 << 3 << 7 << 5 << false;
    QTest::newRow("what is taken out behind it leaves it") << false << 15 << 3 << 10 << 5 << false;
    QTest::newRow("its beginning is taken out") << false << 8 << 4 << 8 << 3 << true;
    QTest::newRow("its end is taken out") << false << 13 << 9 << 10 << 3 << true;
    QTest::newRow("all of it is taken out") << false << 4 << 20 << 4 << 0 << true;
}

void TestPlaces::aPlaceMovesWithItsText()
{
    QFETCH(bool, in);
    QFETCH(int, at);
    QFETCH(int, count);
    QFETCH(int, start);
    QFETCH(int, length);
    QFETCH(bool, touched);
    const PlaceTracker::Place place{10, 5, false};
    const PlaceTracker::Place now =
        in ? PlaceTracker::inserted(place, at, count) : PlaceTracker::removed(place, at, count);
    QCOMPARE(now.start, start);
    QCOMPARE(now.length, length);
    QCOMPARE(now.touched, touched);
}

void TestPlaces::aLineOfTheReadingShowsItsPlace_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by a click") << false;
    QTest::newRow("by Enter") << true;
}

void TestPlaces::aLineOfTheReadingShowsItsPlace()
{
    QFETCH(bool, byKey);
    start();
    answer({{u"sql"_s, u"SELECT 'ü' AS u, count(*) FROM orders WHERE total > 5"_s}, {u"explanation"_s, u"Counts."_s}});
    ask(u"orders above 5"_s);
    QTRY_VERIFY(line(u"Filters:"_s) != nullptr);
    if (byKey) {
        line(u"Filters:"_s)->setFocus(Qt::TabFocusReason);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    } else {
        click(line(u"Filters:"_s));
    }
    QTRY_COMPARE(pointedOut(), QStringList{u"total > 5"_s});
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(editor()));
    QVERIFY(!editor()->hasSelectedText()); // Run would run the selection
    QTest::keyClick(editor(), Qt::Key_Right);
    QTRY_VERIFY(pointedOut().isEmpty());
}

void TestPlaces::thePlaceIsFoundAfterAnEditBeforeIt()
{
    start();
    answer({{u"sql"_s, u"SELECT count(*) FROM orders WHERE total > 5"_s}, {u"explanation"_s, u"Counts."_s}});
    ask(u"orders above 5"_s);
    QTRY_VERIFY(line(u"Filters:"_s) != nullptr);
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Home, Qt::ControlModifier);
    typeText(editor(), u"/* ü */ "_s);
    QTRY_VERIFY(visible("editedLabel") != nullptr);
    click(line(u"Filters:"_s));
    QTRY_COMPARE(pointedOut(), QStringList{u"total > 5"_s});
}

void TestPlaces::arrowKeysGoFromLineToLine()
{
    start();
    answer({{u"sql"_s, u"SELECT name, count(*) FROM orders JOIN customers USING (customer_id) GROUP BY name"_s},
            {u"explanation"_s, u"Counts."_s}});
    ask(u"orders by customer"_s);
    QTRY_VERIFY(line(u"Counted:"_s) != nullptr && line(u"Grouped by:"_s) != nullptr);
    visible("previewButton")->setFocus(Qt::TabFocusReason);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(line(u"Counted:"_s)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(line(u"Grouped by:"_s)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(line(u"Counted:"_s)));
}

void TestPlaces::lowWindowsHaveTheRestOfTheReadingBehindANumber()
{
    start();
    visible("mainWindow")->resize(960, 560);
    answer({{u"sql"_s, u"SELECT name, sum(total) AS bought FROM orders JOIN customers USING (customer_id) WHERE total "
                       "> 5 GROUP BY name ORDER BY bought DESC LIMIT 2"_s},
            {u"explanation"_s, u"Adds up."_s}});
    ask(u"our 2 largest customers, above 5"_s);
    QTRY_VERIFY(visible<QPushButton>("readingMoreButton") != nullptr);
    QCOMPARE(visible<QPushButton>("readingMoreButton")->text(), u"+2"_s);
    QVERIFY(line(u"Limited to:"_s) == nullptr);
    visible("readingMoreButton")->setFocus(Qt::TabFocusReason);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(visible<QMenu>("readingMenu") != nullptr);
    auto* menu = visible<QMenu>("readingMenu");
    QCOMPARE(menu->actions().size(), 2);
    QCOMPARE(menu->actions().constFirst()->text(), u"Limited to: 2 rows"_s);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(pointedOut().size(), 1);
    QVERIFY2(pointedOut().constFirst().contains(u'2'), qPrintable(pointedOut().constFirst()));
}

void TestPlaces::lowWindowsHaveTheNextQuestionsInAMenu()
{
    start();
    visible("mainWindow")->resize(960, 560);
    answer({{u"sql"_s, u"SELECT * FROM orders"_s},
            {u"explanation"_s, u"All."_s},
            {u"followUps"_s, QJsonArray{u"How many a month?"_s, u"Only this year?"_s}}});
    ask(u"orders"_s);
    QVERIFY(visible("askNextButton") == nullptr); // nothing has run
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible<QPushButton>("askNextButton") != nullptr, 15'000);
    QVERIFY(visible("followUpRow") == nullptr);
    QCOMPARE(visible<QPushButton>("askNextButton")->text(), u"Ask next (2)"_s);
    click(visible("askNextButton"));
    QTRY_VERIFY(visible<QMenu>("followUpsMenu") != nullptr);
    auto* menu = visible<QMenu>("followUpsMenu");
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(visible<QLineEdit>("questionEdit")->text(), u"Only this year?"_s);
    QCOMPARE(m_claude->requests().size(), 1);
}

void TestPlaces::proposalsThatDoNotFitStandBehindANumber()
{
    start();
    visible("mainWindow")->resize(960, 900);
    const QString longer = u"How does this compare with the same months of the year before %1?"_s;
    answer({{u"sql"_s, u"SELECT count(*) AS n FROM orders"_s},
            {u"explanation"_s, u"Counts."_s},
            {u"followUps"_s, QJsonArray{longer.arg(1), longer.arg(2), longer.arg(3)}}});
    ask(u"how many orders?"_s);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible<QPushButton>("followUp1") != nullptr, 15'000);
    QTRY_VERIFY(visible<QPushButton>("followUpsMoreButton") != nullptr);
    QVERIFY(visible("followUp3") == nullptr);
    auto* more = visible<QPushButton>("followUpsMoreButton");
    QTRY_VERIFY(more->x() > 0 && more->geometry().right() <= more->parentWidget()->width()); // it is laid out
    const int hidden = more->text().mid(1).toInt();
    click(more);
    QTRY_VERIFY(visible<QMenu>("followUpsMenu") != nullptr);
    QCOMPARE(visible<QMenu>("followUpsMenu")->actions().size(), hidden);
    visible<QMenu>("followUpsMenu")->actions().constLast()->trigger();
    visible<QMenu>("followUpsMenu")->close();
    QCOMPARE(visible<QLineEdit>("questionEdit")->text(), longer.arg(3));
}

void TestPlaces::marksMoveWithTheTextAndTurnGreyWhenTouched()
{
    start();
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().isEmpty());
    typeText(editor(), u"SELECT totl FROM orders"_s);
    QTRY_COMPARE(warned(), QStringList{u"totl"_s});
    QTest::keyClick(editor(), Qt::Key_Home, Qt::ControlModifier);
    typeText(editor(), u"/* ü */ "_s);
    QCOMPARE(warned(), QStringList{u"totl"_s}); // at once, where it is now
    editor()->setCursorOffset(static_cast<int>(editor()->sql().indexOf(u"totl"_s)) + 3);
    typeText(editor(), u"a"_s);
    QVERIFY(warned().isEmpty());
    QCOMPARE(touched(), QStringList{u"total"_s});
    QTRY_VERIFY_WITH_TIMEOUT(touched().isEmpty(), 15'000); // checked again, and right
    QVERIFY(warned().isEmpty());
}

void TestPlaces::silencingAMarkOfClaudesSqlLeavesTheOthers()
{
    start();
    const QString sql = u"SELECT o.total FROM orders o JOIN customers c ON c.customer_id = o.order_id LIMIT 5"_s;
    answer({{u"sql"_s, sql}, {u"explanation"_s, u"Five orders."_s}});
    ask(u"five orders of customers"_s);
    QTRY_VERIFY_WITH_TIMEOUT(warned().size() >= 2, 15'000);
    const QStringList before = warned();
    const long at = editor()->utf8().indexOf(before.constLast().toUtf8());
    const QPoint place{int(editor()->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, at)),
                       int(editor()->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, at)) + 4};
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, editor()->viewport()->mapToGlobal(place));
    QApplication::sendEvent(editor()->viewport(), &event);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    auto* silence = menu->findChild<QAction*>(u"silenceAction"_s);
    QVERIFY(silence != nullptr);
    silence->trigger();
    menu->close();
    QCOMPARE(warned(), before.first(before.size() - 1));
}

void TestPlaces::statementsThatComeIntoSightAreChecked()
{
    start();
    QString script = u"SELECT totl FROM orders;\n"_s;
    for (int i = 0; i < 300; ++i)
        script += u"-- line\n"_s;
    script += u"SELECT nam FROM customers;\n"_s;
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().isEmpty());
    editor()->insertSql(script);
    QTest::keyClick(editor(), Qt::Key_Home, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(warned(), QStringList{u"totl"_s}, 15'000);
    const quint64 revision = editor()->revision();
    editor()->SendScintilla(QsciScintilla::SCI_LINESCROLL, 0UL, 300L);
    QTRY_COMPARE_WITH_TIMEOUT(warned(), (QStringList{u"totl"_s, u"nam"_s}), 15'000);
    QCOMPARE(editor()->revision(), revision);
}

QTEST_MAIN(TestPlaces)
#include "tst_ui_places.moc"
