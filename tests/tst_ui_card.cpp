// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"
#include "ui/ask/SentTablesPopup.h"

#include <QContextMenuEvent>
#include <QDateEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTreeView>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! The card of an answer and what one press on it does: with real keys, against a real server and a loopback Claude.
class TestCard : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void evidenceStandsOverClaudesWords();
    void everyCheckIsNamedAndShowsItsPlace();
    void tokensModelAndPriceAreSaid();
    void theCardIsGreyAfterAnEditUntilItHasRun();
    void anAssumptionIsChangedAndAskedAgain_data();
    void anAssumptionIsChangedAndAskedAgain();
    void escapeLeavesAnAssumptionAlone();
    void theNextQuestionContinuesTheLast();
    void aNewQuestionContinuesNothing();
    void proposalsArePutIntoTheBoxAndNotAsked();
    void inWordsLeavesTheSqlAlone();
    void whyIsThisZeroOpensATabAndRunsNothing();
    void notWhatIMeantAsksAgain();
    void anOfferedAnswerIsShownAsWhatItWouldChange();
    void aTableLeftOutIsNotSentAndThePreviewAgrees();
    void aLongListOfTablesIsWhole();
    void anErrorIsFixedInItsPlaceAndNoValueIsSent();
    void inWordsStandsInTheEditorsMenu();

private:
    void start();
    void ask(const QString& question, bool consent = true);
    void answer(const QJsonObject& document) { m_claude->enqueue(LoopbackMessages::answer(document)); }
    QString lastRequest() const { return QString::fromUtf8(m_claude->requests().constLast().body); }
    static QStringList reading()
    {
        QStringList texts;
        if (auto* grid = visible("readingGrid"))
            for (const QLabel* label : grid->findChildren<QLabel*>(u"readingText"_s))
                texts.append(label->accessibleName());
        return texts;
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestCard::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestCard::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
}

void TestCard::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestCard::start()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    visible("mainWindow")->resize(1280, 900);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 2 tables"_s));
}

void TestCard::ask(const QString& question, bool consent)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
    if (consent) {
        QTRY_VERIFY(visible("consentSheet") != nullptr);
        click(visible("consentAgreeButton"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 15'000);
}

void TestCard::evidenceStandsOverClaudesWords()
{
    start();
    answer(
        {{u"sql"_s, u"SELECT name, sum(total) AS bought FROM orders JOIN customers USING (customer_id) WHERE total > 5 "
                    "GROUP BY name ORDER BY bought DESC LIMIT 2"_s},
         {u"explanation"_s, u"Adds up the totals above 5 of each customer and shows two."_s},
         {u"confidence"_s, u"high"_s}});
    ask(u"who are our 2 largest customers, above 5?"_s);
    QTRY_COMPARE(reading(), (QStringList{u"Counted: bought: sum of total"_s, u"Filters: total is above 5"_s,
                                         u"Grouped by: name"_s, u"Ordered by: bought, highest first"_s,
                                         u"Limited to: 2 rows"_s, u"Tables: orders, customers"_s}));
    const QPoint evidence = visible("readingGrid")->mapToGlobal(QPoint(0, 0));
    const QPoint words = visible("answerText")->mapToGlobal(QPoint(0, 0));
    QVERIFY(evidence.y() < words.y());
    QVERIFY(labelText("answerText").startsWith(u"Claude says: “Adds up"_s));
    QVERIFY(visible("readingGrid")->accessibleName().contains(u"read by Parlance"_s));
}

void TestCard::everyCheckIsNamedAndShowsItsPlace()
{
    start();
    answer({{u"sql"_s, u"SELECT order_id FROM orders LIMIT 5"_s},
            {u"explanation"_s, u"Shows five orders where total is above 100."_s},
            {u"confidence"_s, u"high"_s}});
    ask(u"five orders"_s);
    QTRY_VERIFY(!labelText("checksLabel").isEmpty());
    click(visible("checksButton"));
    QTRY_VERIFY(visible<QListWidget>("checksListView") != nullptr);
    auto* list = visible<QListWidget>("checksListView");
    QStringList lines;
    for (int row = 0; row < list->count(); ++row)
        lines.append(list->item(row)->text());
    const QString all = lines.join(u'\n');
    QVERIFY2(list->count() >= 8, qPrintable(all));
    QVERIFY2(all.contains(u"one statement that only reads · passed"_s), qPrintable(all));
    QVERIFY2(all.contains(u"· warning"_s) || all.contains(u"· note"_s), qPrintable(all));
    QVERIFY(labelText("notCheckedLabel").startsWith(u"Not checked: "_s));
    int placed = -1;
    for (int row = 0; row < list->count(); ++row)
        if (!list->item(row)->toolTip().isEmpty())
            placed = row;
    QVERIFY2(placed >= 0, qPrintable(all));
    list->setCurrentRow(placed);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(visible("checksPopup") == nullptr);
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(editor()));
    click(visible("checksButton"));
    QTRY_VERIFY(visible("checksPopup") != nullptr);
    QTest::keyClick(visible("checksListView"), Qt::Key_Escape);
    QTRY_VERIFY(visible("checksPopup") == nullptr);
    QVERIFY(visible("answerCard") != nullptr);
}

void TestCard::tokensModelAndPriceAreSaid()
{
    start();
    answer({{u"sql"_s, u"SELECT 1"_s}, {u"explanation"_s, u"One."_s}, {u"confidence"_s, u"high"_s}});
    ask(u"one"_s);
    const QString meter = labelText("meterLabel");
    QVERIFY2(meter.contains(u" tokens · "_s), qPrintable(meter));
    QVERIFY2(visible("meterLabel")->accessibleName().endsWith(u"claude-sonnet-4-5-20250929"_s), qPrintable(meter));
    QVERIFY2(meter.contains(u'$'), qPrintable(meter));
}

void TestCard::theCardIsGreyAfterAnEditUntilItHasRun()
{
    start();
    answer({{u"sql"_s, u"SELECT count(*) FROM orders"_s}, {u"explanation"_s, u"Counts orders."_s}});
    ask(u"how many orders?"_s);
    QTRY_VERIFY(reading().contains(u"Counted: rows of orders"_s));
    QVERIFY(visible("editedLabel") == nullptr);
    editor()->setFocus();
    editor()->setCursorOffset(static_cast<int>(editor()->sql().size()));
    typeText(editor(), u" WHERE total > 9"_s);
    QTRY_VERIFY(visible("editedLabel") != nullptr);
    QVERIFY(labelText("checksLabel").startsWith(u"Before the edit"_s));
    QCOMPARE(labelText("trustLabel"), u"Confidence: not known"_s);
    QVERIFY(visible("notMeantButton") == nullptr);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(reading().contains(u"Filters: total is above 9"_s), 15'000);
    QTRY_VERIFY(visible("editedLabel") == nullptr);
    QVERIFY(!labelText("checksLabel").startsWith(u"Before"_s));
    QVERIFY(labelText("answerText").startsWith(u"Claude said of its own SQL, before it was edited"_s));
}

void TestCard::anAssumptionIsChangedAndAskedAgain_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("editorName");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("sent");
    QTest::newRow("a text") << u"Revenue"_s << u"before tax"_s << u"assumptionText"_s << u"after tax"_s
                            << u"Revenue: after tax"_s;
    QTest::newRow("a number") << u"Top"_s << u"10"_s << u"assumptionNumber"_s << u"25"_s << u"Top: 25"_s;
    QTest::newRow("a usual period") << u"Period"_s << u"this year"_s << u"assumptionPeriod"_s << u"down 7"_s
                                    << u"Period: Last quarter"_s;
}

void TestCard::anAssumptionIsChangedAndAskedAgain()
{
    QFETCH(QString, label);
    QFETCH(QString, value);
    QFETCH(QString, editorName);
    QFETCH(QString, keys);
    QFETCH(QString, sent);
    start();
    const QJsonArray assumptions{QJsonObject{{u"label"_s, label}, {u"value"_s, value}}};
    answer({{u"sql"_s, u"SELECT 1"_s}, {u"explanation"_s, u"One."_s}, {u"assumptions"_s, assumptions}});
    answer({{u"sql"_s, u"SELECT 2"_s}, {u"explanation"_s, u"Two."_s}});
    ask(u"how much?"_s);
    click(visible("assumptionChip1"));
    QTRY_VERIFY(visible(editorName.toLatin1().constData()) != nullptr);
    QWidget* field = visible(editorName.toLatin1().constData());
    QTRY_VERIFY(field->hasFocus() ||
                (QApplication::focusWidget() != nullptr && field->isAncestorOf(QApplication::focusWidget())));
    if (keys.startsWith(u"down"_s)) {
        for (int i = 0; i < keys.mid(5).toInt(); ++i)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    } else {
        QTest::keyClicks(QApplication::focusWidget(), keys);
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(editor()->sql(), u"SELECT 2"_s, 15'000);
    QCOMPARE(m_claude->requests().size(), 2);
    QVERIFY2(lastRequest().contains(sent), qPrintable(lastRequest().right(1500)));
    QVERIFY(lastRequest().contains(u"SELECT 1"_s));
    QVERIFY(lastRequest().contains(u"One assumption should be another"_s));
}

void TestCard::escapeLeavesAnAssumptionAlone()
{
    start();
    const QJsonArray assumptions{QJsonObject{{u"label"_s, u"Time"_s}, {u"value"_s, u"2025"_s}}};
    answer({{u"sql"_s, u"SELECT 1"_s}, {u"explanation"_s, u"One."_s}, {u"assumptions"_s, assumptions}});
    ask(u"how much?"_s);
    click(visible("assumptionChip1"));
    QTRY_VERIFY(visible<QDateEdit>("assumptionFrom") != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(visible("assumptionEditor") == nullptr);
    QVERIFY(visible("answerCard") != nullptr);
    QCOMPARE(m_claude->requests().size(), 1);
}

void TestCard::theNextQuestionContinuesTheLast()
{
    start();
    answer({{u"sql"_s, u"SELECT count(*) FROM orders WHERE total > 1"_s}, {u"explanation"_s, u"Counts."_s}});
    answer({{u"sql"_s, u"SELECT count(*) FROM orders WHERE total > 2"_s}, {u"explanation"_s, u"Counts."_s}});
    ask(u"how many orders above 1?"_s);
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, u"and above 2?"_s);
    QTRY_COMPARE(visible("followUpLabel")->accessibleName(), u"Continues: how many orders above 1?"_s);
    click(visible("previewButton"));
    QTRY_VERIFY(visible<QPlainTextEdit>("sentText") != nullptr);
    visible("sentPreview")->close();
    ask(u"and above 2?"_s, false);
    QTRY_COMPARE(m_claude->requests().size(), 2);
    QVERIFY(lastRequest().contains(u"how many orders above 1?"_s));
    QVERIFY(lastRequest().contains(u"WHERE total > 1"_s));
    QVERIFY(lastRequest().contains(u"which may continue the one before"_s));
}

void TestCard::aNewQuestionContinuesNothing()
{
    start();
    answer({{u"sql"_s, u"SELECT count(*) FROM orders WHERE total > 1"_s}, {u"explanation"_s, u"Counts."_s}});
    answer({{u"sql"_s, u"SELECT 2"_s}, {u"explanation"_s, u"Two."_s}});
    ask(u"how many orders above 1?"_s);
    visible("questionEdit")->setFocus();
    typeText(visible("questionEdit"), u"s"_s);
    QTRY_VERIFY(visible("newQuestionButton") != nullptr);
    click(visible("newQuestionButton"));
    QTRY_VERIFY(visible("followUpChip") == nullptr);
    ask(u"something else"_s, false);
    QTRY_COMPARE(m_claude->requests().size(), 2);
    QVERIFY(!lastRequest().contains(u"above 1"_s) && !lastRequest().contains(u"total > 1"_s));
}

void TestCard::proposalsArePutIntoTheBoxAndNotAsked()
{
    start();
    answer({{u"sql"_s, u"SELECT count(*) AS n FROM orders"_s},
            {u"explanation"_s, u"Counts."_s},
            {u"followUps"_s, QJsonArray{u"How many a month?"_s, u"Only this year & last?"_s}}});
    ask(u"how many orders?"_s);
    QVERIFY(visible("followUp1") == nullptr); // nothing has run
    QTest::keyClick(visible("runButton"), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(visible<QPushButton>("followUp1") != nullptr, 15'000);
    QCOMPARE(visible<QPushButton>("followUp2")->text(), u"Only this year && last?"_s);
    click(visible("followUp2"));
    QCOMPARE(visible<QLineEdit>("questionEdit")->text(), u"Only this year & last?"_s);
    QTRY_COMPARE(QApplication::focusWidget(), visible("askButton"));
    QCOMPARE(m_claude->requests().size(), 1);
    answer({{u"sql"_s, u"SELECT 2"_s}, {u"explanation"_s, u"Two."_s}});
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_claude->requests().size(), 2);
    QVERIFY(lastRequest().contains(u"how many orders?"_s));
}

void TestCard::inWordsLeavesTheSqlAlone()
{
    start();
    answer({{u"sql"_s, u"SELECT count(*) FROM orders"_s}, {u"explanation"_s, u"Counts orders."_s}});
    answer({{u"sql"_s, u"DELETE FROM orders"_s}, {u"explanation"_s, u"It counts every order there is."_s}});
    ask(u"how many orders?"_s);
    click(visible("inWordsButton"));
    QTRY_VERIFY_WITH_TIMEOUT(labelText("answerText").contains(u"every order there is"_s), 15'000);
    QCOMPARE(editor()->sql(), u"SELECT count(*) FROM orders"_s);
    QVERIFY(lastRequest().contains(u"Say in the explanation what this SQL does"_s));
    QTRY_VERIFY(reading().contains(u"Counted: rows of orders"_s));
    QVERIFY(!editor()->isPartial());
}

void TestCard::whyIsThisZeroOpensATabAndRunsNothing()
{
    start();
    answer({{u"sql"_s, u"SELECT 'all' AS step, count(*) AS rows_left FROM orders"_s},
            {u"explanation"_s, u"Read it down."_s}});
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
    type(u"SELECT count(*) FROM orders WHERE total < 0"_s);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible("whyEmptyButton") != nullptr, 15'000);
    click(visible("whyEmptyButton"));
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 15'000);
    QVERIFY(editor()->sql().startsWith(u"SELECT 'all' AS step"_s));
    QVERIFY(visible<QLineEdit>("questionEdit")->text().startsWith(u"Why is … zero?"_s));
    QVERIFY(lastRequest().contains(u"WHERE total < 0"_s));
    QCOMPARE(labelText("originLabel"), u"SQL by Claude · not run yet"_s);
}

void TestCard::notWhatIMeantAsksAgain()
{
    start();
    answer({{u"sql"_s, u"SELECT count(*) FROM orders"_s}, {u"explanation"_s, u"Counts orders."_s}});
    answer({{u"sql"_s, u"SELECT count(*) FROM customers"_s}, {u"explanation"_s, u"Counts customers."_s}});
    ask(u"how many?"_s);
    click(visible("notMeantButton"));
    QTRY_VERIFY(visible("notMeantSheet") != nullptr);
    click(visible("notMeantOther"));
    QTest::keyClick(visible("notMeantOther"), Qt::Key_Return);
    QVERIFY(visible("notMeantSheet") != nullptr); // something else needs words
    QTest::keyClick(visible("notMeantTable"), Qt::Key_Space);
    typeText(visible("notMeantWords"), u"customers, not orders"_s);
    QTest::keyClick(visible("notMeantWords"), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(editor()->sql(), u"SELECT count(*) FROM customers"_s, 15'000);
    QVERIFY(lastRequest().contains(u"It reads the wrong table. customers, not orders"_s));
    QVERIFY(lastRequest().contains(u"SELECT count(*) FROM orders"_s));
}

void TestCard::anOfferedAnswerIsShownAsWhatItWouldChange()
{
    start();
    auto late = LoopbackMessages::answer({{u"sql"_s, u"SELECT 6\nFROM orders"_s}, {u"explanation"_s, u"Six."_s}});
    late.delayMilliseconds = 1500;
    m_claude->enqueue(late);
    click(visible("emptyWriteSqlButton"));
    typeText(editor(), u"SELECT 5\nFROM orders"_s);
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    typeText(edit, u"six?"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_COMPARE(m_claude->requests().size(), 1);
    editor()->setFocus();
    typeText(editor(), u" o"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible<QPlainTextEdit>("diffView") != nullptr, 15'000);
    const QString mine = editor()->sql() + u'x';
    const QString shown = visible<QPlainTextEdit>("diffView")->toPlainText();
    QVERIFY2(shown.contains(u"- SELECT 5"_s) && shown.contains(u"+ SELECT 6"_s), qPrintable(shown));
    editor()->setFocus();
    typeText(editor(), u"x"_s); // what it would change is said of the text as it stands
    QTRY_VERIFY(visible<QPlainTextEdit>("diffView")->toPlainText().contains(u"- FROM orders ox"_s));
    click(visible("keepMineButton"));
    QTRY_VERIFY(visible("diffView") == nullptr && visible("askBar") == nullptr);
    QCOMPARE(editor()->sql(), mine);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(editor()));
}

void TestCard::aTableLeftOutIsNotSentAndThePreviewAgrees()
{
    start();
    click(visible("sentTablesButton"));
    QTRY_VERIFY(visible<QTreeView>("sentTablesList") != nullptr);
    auto* list = visible<QTreeView>("sentTablesList");
    const auto text = [list](int row, int column) { return list->model()->index(row, column).data().toString(); };
    QCOMPARE(list->model()->rowCount(), 2);
    QCOMPARE(text(0, 0), u"customers"_s);
    QCOMPARE(text(0, 1), u"All tables fit"_s);
    QCOMPARE(text(0, 2), u"2 of 2"_s);
    QCOMPARE(list->currentIndex().row(), 0);
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 1"_s));
    QCOMPARE(text(1, 1), u"Left out by you"_s);
    typeText(visible("sentTablesFilter"), u"ord"_s);
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClick(visible("sentTablesFilter"), Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Space);
    QTRY_COMPARE(text(0, 1), u"Pinned by you"_s);
    QTest::keyClick(list, Qt::Key_Escape);
    QTRY_VERIFY(visible("sentTablesPopup") == nullptr);

    auto* edit = visible<QLineEdit>("questionEdit");
    typeText(edit, u"how many orders?"_s);
    click(visible("previewButton"));
    QTRY_VERIFY(visible<QPlainTextEdit>("sentText") != nullptr);
    const QByteArray preview = visible<QPlainTextEdit>("sentText")->toPlainText().toUtf8();
    visible("sentPreview")->close();
    answer({{u"sql"_s, u"SELECT count(*) FROM orders"_s}, {u"explanation"_s, u"Counts."_s}});
    ask(u"how many orders?"_s);
    QCOMPARE(m_claude->requests().constFirst().body, preview);
    QVERIFY(!preview.contains("Who buys from us"));
}

void TestCard::aLongListOfTablesIsWhole()
{
    constexpr int many = 13'000;
    QList<TableName> all;
    for (int i = 0; i < many; ++i)
        all.append({u"public"_s, u"table_%1"_s.arg(i, 5, 10, QLatin1Char('0'))});
    SchemaSlice slice;
    slice.tables = {{all.at(7), SliceTable::Reason::Whole, {}, 3, 3}};
    slice.tablesInAll = many;
    QWidget window;
    window.resize(960, 560);
    window.show();
    auto* popup = new SentTablesPopup(&window);
    popup->setSlice(slice, all, {}, {});
    popup->showAt(&window);
    auto* list = visible<QTreeView>("sentTablesList");
    QVERIFY(list != nullptr);
    QCOMPARE(list->model()->rowCount(), 1);
    click(visible("sentTablesAddButton"));
    QCOMPARE(list->model()->rowCount(), many);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_End);
    QCOMPARE(list->currentIndex().data().toString(), u"table_12999"_s);
    QVERIFY(list->viewport()->rect().intersects(list->visualRect(list->currentIndex())));
    QSignalSpy chosen(popup, &SentTablesPopup::chosen);
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().constFirst().value<QList<TableName>>(), QList<TableName>{all.constLast()});
    typeText(visible("sentTablesFilter"), u"_1234"_s);
    QCOMPARE(list->model()->rowCount(), 10);
    QTest::keyClick(visible("sentTablesFilter"), Qt::Key_Escape);
    QVERIFY(visible("sentTablesPopup") == nullptr);
}

void TestCard::anErrorIsFixedInItsPlaceAndNoValueIsSent()
{
    start();
    answer({{u"sql"_s, u"SELECT name FROM customers WHERE customer_id = 1"_s},
            {u"explanation"_s, u"Compares numbers."_s}});
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
    const QString wrong = u"SELECT name FROM customers WHERE customer_id = name::int"_s;
    type(u"SELECT 1;\n"_s + wrong + u";\nSELECT 3"_s);
    editor()->setCursorOffset(15);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible("fixErrorButton") != nullptr, 15'000);
    click(visible("fixErrorButton"));
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_COMPARE_WITH_TIMEOUT(editor()->sql(),
                              u"SELECT 1;\nSELECT name FROM customers WHERE customer_id = 1;\nSELECT 3"_s, 15'000);
    QCOMPARE(m_claude->requests().size(), 1);
    QVERIFY(lastRequest().contains(u"SQL that failed"_s) && lastRequest().contains(u"name::int"_s));
    QVERIFY(lastRequest().contains(u"22P02"_s));
    QVERIFY(!lastRequest().contains(u"Contoso"_s));                     // the server's message quotes it
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 15'000); // written to its end
    editor()->undo();
    QCOMPARE(editor()->sql(), u"SELECT 1;\n"_s + wrong + u";\nSELECT 3"_s);
}

void TestCard::inWordsStandsInTheEditorsMenu()
{
    start();
    answer({{u"sql"_s, u"SELECT 0"_s}, {u"explanation"_s, u"It counts the customers."_s}});
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
    type(u"SELECT count(*) FROM customers"_s);
    QTRY_VERIFY(editor()->script().has_value());
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(40, 10),
                            editor()->viewport()->mapToGlobal(QPoint(40, 10)));
    QApplication::sendEvent(editor()->viewport(), &event);
    QMenu* menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())) != nullptr);
    auto* words = menu->findChild<QAction*>(u"inWordsAction"_s);
    QVERIFY(words != nullptr);
    words->trigger();
    menu->close();
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY_WITH_TIMEOUT(labelText("answerText").contains(u"It counts the customers."_s), 15'000);
    QCOMPARE(editor()->sql(), u"SELECT count(*) FROM customers"_s);
    QTRY_VERIFY(reading().contains(u"Counted: rows of customers"_s));
}

QTEST_MAIN(TestCard)
#include "tst_ui_card.moc"
