// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"

#include <QContextMenuEvent>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScopeGuard>

#include <utility>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Question, card and checks belong to the SQL in the editor: whatever else is asked, typed or run meanwhile.
class TestEvidence : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void editedSqlIsCheckedAsTheEditorChecksIt();
    void whatHappensElsewhereLeavesTheCardAlone_data();
    void whatHappensElsewhereLeavesTheCardAlone();
    void wordsAreAddedToTheCard();
    void wordsOfOtherSqlStandBesideTheCard();
    void aFixedStatementIsTheOneThatRuns();
    void theAnsweredQuestionIsSavedNotTheOneInTheBox();
    void whatWasPutRightIsSavedWithTheQuestion();
    void theAnsweredQuestionGoesWithWhatIsAskedOfItsSql();
    void sqlTypedOverAnAnswerIsNotSentWithTheNextQuestion();
    void whatGoesAlongHasAChipWithoutAQuestionToo();
    void aServerThatGivesNoWordIsSaid();
    void correctionsAreCheckedAndKeptAfterWords();
    void aLongLineIsShownFromItsStart();
    void rowsOfZerosAndNullsAreEmpty();
    void theCardComesBackAfterARestart();
    void anEditedCardComesBackGrey();
    void whatAnOfferedAnswerHoldsIsShownBeforeItIsUsed();
    void theRowOfChecksEndsWithWhatWasNotChecked();

private:
    void start();
    void ask(const QString& question);
    void answer(const QString& sql, const QString& explanation = u"It counts."_s, int delay = 0)
    {
        auto response =
            LoopbackMessages::answer({{u"sql"_s, sql}, {u"explanation"_s, explanation}, {u"confidence"_s, u"high"_s}});
        response.delayMilliseconds = delay;
        m_claude->enqueue(response);
    }
    void askForFailing();
    void fix(const QString& script);
    void typeQuestion(const QString& text)
    {
        auto* edit = visible<QLineEdit>("questionEdit");
        edit->setFocus();
        edit->selectAll();
        typeText(edit, text);
    }
    static QString run() { return visible<QPushButton>("runButton")->text(); }
    static QString checks()
    {
        const QWidget* label = visible("checksLabel");
        return label == nullptr ? QString() : label->accessibleName();
    }
    QString lastRequest() const { return QString::fromUtf8(m_claude->requests().constLast().body); }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
    bool m_consented = false;
};

void TestEvidence::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
    m_server->exec(u"CREATE TABLE shops (shop_id int PRIMARY KEY, city text NOT NULL);"
                   "INSERT INTO shops SELECT g, (ARRAY['Berlin', 'Paris', 'Rome'])[1 + g % 3] FROM "
                   "generate_series(1, 300) g;"
                   "CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE sql AS "
                   "$$ SELECT $1 + count(pg_sleep(20))::int $$;"
                   "GRANT SELECT ON shops TO shop; ANALYZE;"_s,
                   u"shop_db"_s);
}

void TestEvidence::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
    m_consented = false;
}

void TestEvidence::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestEvidence::start()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    visible("mainWindow")->resize(1280, 900);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 3 tables"_s));
}

void TestEvidence::ask(const QString& question)
{
    typeQuestion(question);
    QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
    if (!std::exchange(m_consented, true)) {
        QTRY_VERIFY(visible("consentSheet") != nullptr);
        const auto cut = [] { // none of what leaves this computer
            QStringList texts;
            for (const QLabel* label : visible("consentSheet")->findChildren<QLabel*>())
                if (label->height() < label->heightForWidth(label->width()))
                    texts.append(label->text());
            return texts;
        };
        QTRY_COMPARE(cut(), QStringList());
        click(visible("consentAgreeButton"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr && visible("askProgress") == nullptr, 30'000);
}

//! Claude writes the same unknown column twice: it ends there.
void TestEvidence::askForFailing()
{
    answer(u"SELECT count(citi) FROM shops"_s);
    answer(u"SELECT count(citi) FROM shops"_s);
    ask(u"how many cities?"_s);
    QTRY_COMPARE(run(), u"Run anyway"_s);
    QVERIFY(checks().contains(u"citi"_s));
}

//! \a script in a new tab, whose failing statement Claude fixes.
void TestEvidence::fix(const QString& script)
{
    answer(u"SELECT name FROM customers WHERE customer_id = 1"_s, u"Compares numbers."_s);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
    type(script);
    editor()->setCursorOffset(static_cast<int>(script.indexOf(u"name::int"_s)));
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible("fixErrorButton") != nullptr, 20'000);
    click(visible("fixErrorButton"));
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    m_consented = true;
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr && visible("askProgress") == nullptr, 30'000);
}

void TestEvidence::editedSqlIsCheckedAsTheEditorChecksIt()
{
    start();
    answer(u"SELECT count(*) FROM shops WHERE city = 'Berlin'"_s, u"Counts the shops in Berlin."_s);
    ask(u"how many shops in Berlin?"_s);
    QTRY_VERIFY2(checks().endsWith(u"checks passed"_s), qPrintable(checks()));
    editor()->setFocus();
    editor()->setCursorOffset(static_cast<int>(editor()->sql().indexOf(u"in'"_s)));
    QTest::keyClick(editor(), Qt::Key_Delete);
    QTRY_VERIFY(visible("editedLabel") != nullptr);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible("editedLabel") == nullptr, 20'000);
    QTRY_VERIFY2(checks().contains(u"Berln"_s), qPrintable(checks()));
    QVERIFY(labelText("trustLabel") != u"Confidence: high"_s);
    click(visible("checksButton"));
    QTRY_VERIFY(visible<QListWidget>("checksListView") != nullptr);
    QStringList lines;
    auto* list = visible<QListWidget>("checksListView");
    for (int row = 0; row < list->count(); ++row)
        lines.append(list->item(row)->text());
    QVERIFY2(lines.filter(u"Values it compares with are there · warning"_s).size() == 1, qPrintable(lines.join(u'\n')));
    QVERIFY2(lines.filter(u"The server can plan it · passed"_s).size() == 1, qPrintable(lines.join(u'\n')));
}

void TestEvidence::whatHappensElsewhereLeavesTheCardAlone_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("another question is stopped") << u"stop"_s;
    QTest::newRow("Claude cannot be reached") << u"error"_s;
    QTest::newRow("Claude asks back") << u"clarify"_s;
    QTest::newRow("Claude cannot answer another question") << u"cannot"_s;
    QTest::newRow("a question is typed and not asked") << u"typed"_s;
}

void TestEvidence::whatHappensElsewhereLeavesTheCardAlone()
{
    QFETCH(QString, what);
    start();
    askForFailing();
    const QString found = checks();
    if (what == u"stop"_s)
        answer(u"SELECT 1"_s, u"One."_s, 20'000);
    else if (what == u"error"_s)
        m_claude->enqueue(LoopbackMessages::fixture(u"error_401.json"_s));
    else if (what == u"clarify"_s)
        m_claude->enqueue(LoopbackMessages::answer(
            {{u"kind"_s, u"clarify"_s}, {u"question"_s, u"Which shops?"_s}, {u"options"_s, QJsonArray{u"All"_s}}}));
    else if (what == u"cannot"_s)
        m_claude->enqueue(
            LoopbackMessages::answer({{u"kind"_s, u"cannot"_s}, {u"reason"_s, u"There is no weather here."_s}}));
    typeQuestion(u"what is the weather?"_s);
    if (what != u"typed"_s)
        QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
    if (what == u"stop"_s) {
        QTRY_COMPARE(m_claude->requests().size(), 3);
        QCOMPARE(run(), u"Run anyway"_s); // while Claude is asked, too
        QTest::keyClick(visible("questionEdit"), Qt::Key_Escape);
        if (visible("stopButton") != nullptr)
            click(visible("stopButton"));
    } else if (what == u"error"_s) {
        QTRY_VERIFY_WITH_TIMEOUT(visible("askBar") != nullptr, 20'000);
    } else if (what == u"clarify"_s) {
        QTRY_VERIFY_WITH_TIMEOUT(visible("clarifyPanel") != nullptr, 20'000);
    } else if (what == u"cannot"_s) {
        QTRY_VERIFY_WITH_TIMEOUT(visible("askProgress") == nullptr && m_claude->requests().size() == 3, 20'000);
    }
    QTRY_VERIFY(visible("askProgress") == nullptr);
    QCOMPARE(run(), u"Run anyway"_s);
    QCOMPARE(editor()->sql(), u"SELECT count(citi) FROM shops"_s);
    QStringList said;
    for (const QLabel* label : visible("mainWindow")->findChildren<QLabel*>(u"checksLabel"_s))
        if (label->isVisible())
            said.append(label->accessibleName());
    QVERIFY2(said.contains(found), qPrintable(said.join(u'|')));
    QVERIFY(visible("notMeantButton") != nullptr);
}

void TestEvidence::wordsAreAddedToTheCard()
{
    start();
    askForFailing();
    const QString found = checks();
    const QString trust = labelText("trustLabel");
    answer(u"SELECT 0"_s, u"It counts the cities of the shops."_s);
    click(visible("inWordsButton"));
    QTRY_VERIFY_WITH_TIMEOUT(labelText("answerText").contains(u"the cities of the shops"_s), 20'000);
    QVERIFY(labelText("answerText").contains(u"It counts."_s));
    QCOMPARE(checks(), found);
    QCOMPARE(labelText("trustLabel"), trust);
    QCOMPARE(run(), u"Run anyway"_s);
    QVERIFY(visible("notMeantButton") != nullptr);
    for (const QLabel* label : visible("answerCard")->findChildren<QLabel*>())
        QVERIFY2(!label->text().contains(u"Written by people"_s), qPrintable(label->text()));
}

void TestEvidence::wordsOfOtherSqlStandBesideTheCard()
{
    start();
    fix(u"SELECT name FROM customers WHERE customer_id = name::int;\nSELECT count(*) FROM orders"_s);
    answer(u"SELECT 0"_s, u"It counts the orders."_s);
    editor()->setFocus();
    editor()->setCursorOffset(static_cast<int>(editor()->sql().size()) - 2);
    QTRY_VERIFY(editor()->script().has_value()); // the menu is about the statement under the cursor
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(1, 1), editor()->mapToGlobal(QPoint(1, 1)));
    QApplication::sendEvent(editor()->viewport(), &event);
    QMenu* menu = nullptr;
    QTRY_VERIFY((menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())) != nullptr);
    menu->findChild<QAction*>(u"inWordsAction"_s)->trigger();
    menu->close();
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 2, 20'000);
    QTRY_VERIFY(visible("askProgress") == nullptr);
    QStringList said;
    for (const QLabel* label : visible("mainWindow")->findChildren<QLabel*>(u"answerText"_s))
        if (label->isVisible())
            said.append(label->text());
    QCOMPARE(said, (QStringList{u"Claude says: “Compares numbers.”"_s, u"Claude says: “It counts the orders.”"_s}));
}

void TestEvidence::aFixedStatementIsTheOneThatRuns()
{
    start();
    fix(u"SELECT 7 AS keepme; SELECT name FROM customers WHERE customer_id = name::int; SELECT 8"_s);
    QCOMPARE(labelText("originLabel"), u"One statement by Claude, the rest as it was · not run yet"_s);
    QTRY_VERIFY(visible("runButton")->hasFocus());
    QTRY_VERIFY(editor()->script().has_value());
    QTest::keyClick(visible("runButton"), Qt::Key_Return);
    QVERIFY(ends());
    QTRY_COMPARE(cell(0, 0), u"Contoso Ltd"_s);
    QVERIFY(visible("editedLabel") == nullptr);
    // What runs beside it is not what the card speaks of, and no question goes with it.
    editor()->setFocus();
    editor()->setCursorOffset(3);
    typeQuestion(u"how many notes?"_s);
    editor()->setFocus();
    runKey();
    QVERIFY(ends());
    QTRY_COMPARE(cell(0, 0), u"7"_s);
    QTRY_COMPARE(labelText("editedLabel"), u"It speaks of another statement than the one that ran."_s);
    QTRY_VERIFY(visible("saveForTeamButton") != nullptr);
    click(visible("saveForTeamButton"));
    QTRY_VERIFY(visible<QLineEdit>("saveQuestionEdit") != nullptr);
    QCOMPARE(visible<QLineEdit>("saveQuestionEdit")->text(), QString());
}

void TestEvidence::theAnsweredQuestionIsSavedNotTheOneInTheBox()
{
    start();
    answer(u"SELECT count(*) FROM shops"_s, u"Counts the shops."_s);
    ask(u"how many shops?"_s);
    QTest::keyClick(visible("runButton"), Qt::Key_Return);
    QVERIFY(ends());
    typeQuestion(u"how many orders do we have?"_s);
    QTRY_VERIFY(visible("saveForTeamButton") != nullptr);
    click(visible("saveForTeamButton"));
    QTRY_VERIFY(visible<QLineEdit>("saveQuestionEdit") != nullptr);
    QCOMPARE(visible<QLineEdit>("saveQuestionEdit")->text(), u"how many shops?"_s);
    QCOMPARE(visible<QPlainTextEdit>("saveExplanationEdit")->toPlainText(), u"Counts the shops."_s);
}

void TestEvidence::whatWasPutRightIsSavedWithTheQuestion()
{
    start();
    answer(u"SELECT count(*) FROM shops"_s);
    ask(u"how many shops?"_s);
    answer(u"SELECT count(*) FROM shops WHERE city = 'Rome'"_s, u"Counts the shops in Rome."_s);
    click(visible("notMeantButton"));
    QTRY_VERIFY(visible("notMeantSheet") != nullptr);
    bool told = false; // that a row is written for everybody
    for (const QLabel* label : visible("notMeantSheet")->findChildren<QLabel*>())
        told = told || label->text().contains(u"doubtful answers"_s);
    QVERIFY(told);
    typeText(visible("notMeantWords"), u"only Rome"_s);
    QTest::keyClick(visible("notMeantWords"), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(editor()->sql().endsWith(u"'Rome'"_s) && visible("askProgress") == nullptr, 20'000);
    QTest::keyClick(visible("runButton"), Qt::Key_Return);
    QVERIFY(ends());
    QTRY_VERIFY(visible("saveForTeamButton") != nullptr);
    click(visible("saveForTeamButton"));
    QTRY_VERIFY(visible<QLineEdit>("saveQuestionEdit") != nullptr);
    QCOMPARE(visible<QLineEdit>("saveQuestionEdit")->text(), u"how many shops? (only Rome)"_s);
}

void TestEvidence::theAnsweredQuestionGoesWithWhatIsAskedOfItsSql()
{
    start();
    answer(u"SELECT count(*) FROM shops"_s);
    ask(u"how many shops?"_s);
    typeQuestion(u"what about notes?"_s);
    answer(u"SELECT 0"_s, u"All shops."_s);
    click(visible("inWordsButton"));
    QTRY_VERIFY_WITH_TIMEOUT(labelText("answerText").contains(u"All shops."_s), 20'000);
    QVERIFY(lastRequest().contains(u"The question it was written for:\\nhow many shops?"_s));
    QVERIFY(!lastRequest().contains(u"what about notes?"_s));
}

void TestEvidence::sqlTypedOverAnAnswerIsNotSentWithTheNextQuestion()
{
    start();
    answer(u"SELECT count(*) FROM shops"_s);
    ask(u"how many shops?"_s);
    type(u"SELECT * FROM customers WHERE name = 'SECRETSSN'"_s);
    answer(u"SELECT count(*) FROM orders"_s);
    ask(u"how many orders?"_s);
    QVERIFY(lastRequest().contains(u"Its SQL:\\nSELECT count(*) FROM shops"_s));
    QVERIFY(!lastRequest().contains(u"SECRETSSN"_s));
}

void TestEvidence::whatGoesAlongHasAChipWithoutAQuestionToo()
{
    start();
    fix(u"SELECT 7; SELECT name FROM customers WHERE customer_id = name::int; SELECT 8"_s);
    typeQuestion(u"and the second?"_s);
    QTRY_VERIFY(visible("followUpChip") != nullptr);
    QCOMPARE(visible("followUpLabel")->accessibleName(), u"Continues: the SQL that Claude wrote last"_s);
    answer(u"SELECT 2"_s);
    ask(u"and the second?"_s);
    QVERIFY(lastRequest().contains(u"customer_id = 1"_s));
    QVERIFY(!lastRequest().contains(u"SELECT 7"_s));
}

void TestEvidence::aServerThatGivesNoWordIsSaid()
{
    start();
    answer(u"SELECT slow(1) AS x"_s, u"Waits."_s);
    typeQuestion(u"wait"_s);
    QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr && visible("askProgress") == nullptr, 30'000);
    QVERIFY2(checks().endsWith(u"1 not done"_s), qPrintable(checks()));
    click(visible("checksButton"));
    QTRY_VERIFY(visible("notCheckedLabel") != nullptr);
    QVERIFY2(labelText("notCheckedLabel").contains(u"The server did not plan it within 2 s."_s),
             qPrintable(labelText("notCheckedLabel")));
}

void TestEvidence::correctionsAreCheckedAndKeptAfterWords()
{
    start();
    answer(u"SELECT count(*) FROM orders"_s);
    ask(u"how many orders?"_s);
    const auto correct = [](const QString& words) {
        click(visible("notMeantButton"));
        QTRY_VERIFY(visible("notMeantSheet") != nullptr);
        typeText(visible("notMeantWords"), words);
        QTest::keyClick(visible("notMeantWords"), Qt::Key_Return);
    };
    answer(u"SELECT count(*) AS n FROM orders"_s, u"Counts."_s);
    correct(u"only those above 4321"_s);
    QTRY_VERIFY_WITH_TIMEOUT(editor()->sql().contains(u"AS n"_s) && visible("askProgress") == nullptr, 20'000);
    QVERIFY2(checks().contains(u"4321"_s), qPrintable(checks())); // what was put right is not in the SQL
    answer(u"SELECT 0"_s, u"All of them."_s);
    click(visible("inWordsButton"));
    QTRY_VERIFY_WITH_TIMEOUT(labelText("answerText").contains(u"All of them."_s), 20'000);
    answer(u"SELECT count(*) AS m FROM orders WHERE total > 4321"_s);
    correct(u"and not cancelled"_s);
    QTRY_VERIFY_WITH_TIMEOUT(editor()->sql().contains(u"AS m"_s), 20'000);
    QVERIFY(lastRequest().contains(u"above 4321"_s) && lastRequest().contains(u"not cancelled"_s));
}

void TestEvidence::aLongLineIsShownFromItsStart()
{
    start();
    visible("mainWindow")->resize(960, 700);
    answer(u"SELECT count(*) AS a_rather_long_name_for_a_count, max(shop_id) AS the_highest_number_of_a_shop, "
           "min(shop_id) AS the_lowest_number_of_a_shop, min(city) AS the_first_city FROM shops"_s);
    ask(u"count the shops in many ways"_s);
    QCOMPARE(editor()->SendScintilla(QsciScintilla::SCI_GETXOFFSET), 0L);
    QCOMPARE(labelText("cursorLabel").isEmpty() ? u"Ln 1, Col 1"_s : labelText("cursorLabel"), u"Ln 1, Col 1"_s);
    QTest::keyClick(visible("runButton"), Qt::Key_Return);
    QVERIFY(ends());
    QCOMPARE(editor()->SendScintilla(QsciScintilla::SCI_GETXOFFSET), 0L);
}

void TestEvidence::rowsOfZerosAndNullsAreEmpty()
{
    start();
    answer(u"SELECT count(*) AS n, sum(total) AS s FROM orders WHERE total < 0"_s);
    ask(u"what did we lose?"_s);
    QTest::keyClick(visible("runButton"), Qt::Key_Return);
    QVERIFY(ends());
    QTRY_VERIFY_WITH_TIMEOUT(visible("whyEmptyButton") != nullptr, 20'000);
    type(u"SELECT count(*) AS n, 5 AS five FROM orders WHERE total < 0"_s);
    runKey();
    QVERIFY(ends());
    QTRY_COMPARE(cell(0, 1), u"5"_s);
    QTRY_VERIFY(visible("whyEmptyButton") == nullptr);
}

void TestEvidence::theCardComesBackAfterARestart()
{
    start();
    askForFailing();
    const QString found = checks();
    m_place->quit();
    start();
    QTRY_VERIFY(editor() != nullptr && visible("answerCard") != nullptr);
    QCOMPARE(run(), u"Run anyway"_s);
    QTRY_COMPARE(checks(), found);
    QCOMPARE(run(), u"Run anyway"_s);
    QVERIFY(labelText("answerText").contains(u"It counts."_s));
    QVERIFY(visible("notMeantButton") != nullptr);
    QCOMPARE(m_claude->requests().size(), 2); // nothing was asked again
    m_place->quit();
    m_server->exec(u"ALTER TABLE shops ADD COLUMN citi text"_s, u"shop_db"_s);
    const auto undo = qScopeGuard([this] { m_server->exec(u"ALTER TABLE shops DROP COLUMN citi"_s, u"shop_db"_s); });
    start();
    QTRY_VERIFY(visible("answerCard") != nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(run(), u"Run"_s, 20'000); // now it can
    QVERIFY(!checks().contains(u"no column"_s));
}

void TestEvidence::anEditedCardComesBackGrey()
{
    start();
    answer(u"SELECT count(*) FROM shops"_s);
    ask(u"how many shops?"_s);
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_End, Qt::ControlModifier);
    typeText(editor(), u" WHERE city = 'Rome'"_s);
    QTRY_VERIFY(visible("editedLabel") != nullptr);
    m_place->quit();
    start();
    QTRY_VERIFY(editor() != nullptr && visible("editedLabel") != nullptr);
    runKey();
    QVERIFY(ends());
    QTRY_VERIFY_WITH_TIMEOUT(visible("editedLabel") == nullptr, 20'000);
    QTRY_VERIFY2(checks().contains(u"passed"_s), qPrintable(checks()));
}

void TestEvidence::whatAnOfferedAnswerHoldsIsShownBeforeItIsUsed()
{
    start();
    click(visible("emptyWriteSqlButton"));
    typeText(editor(), u"SELECT 5"_s);
    answer(u"SELECT count(citi) FROM shops"_s, u"Counts."_s, 1500);
    answer(u"SELECT count(citi) FROM shops"_s, u"Counts."_s);
    typeQuestion(u"cities?"_s);
    QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_COMPARE(m_claude->requests().size(), 1);
    editor()->setFocus();
    typeText(editor(), u"0"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("useAnswerButton") != nullptr, 30'000);
    QTRY_VERIFY2(checks().contains(u"citi"_s), qPrintable(checks()));
    QVERIFY(visible("inWordsButton") == nullptr && visible("notMeantButton") == nullptr);
    visible("mainWindow")->resize(1280, 800);
    QTRY_VERIFY(visible("readingText") != nullptr);
    QWidget* card = visible("answerCard"); // nothing of it is squeezed, and nothing lies over another
    QTRY_VERIFY(card->height() >= card->minimumSizeHint().height());
    QTRY_VERIFY(visible("diffView")->geometry().bottom() < card->geometry().top());
    QCOMPARE(run(), u"Run"_s); // what stands in the editor is the person's
    click(visible("useAnswerButton"));
    QTRY_COMPARE(run(), u"Run anyway"_s);
    QCOMPARE(editor()->sql(), u"SELECT count(citi) FROM shops"_s);
}

void TestEvidence::theRowOfChecksEndsWithWhatWasNotChecked()
{
    start();
    visible("mainWindow")->resize(1280, 800);
    answer(u"SELECT city, sum(shop_id) AS total_amount FROM shops GROUP BY city ORDER BY city"_s, u"Adds up."_s);
    ask(u"what is the sum for each city?"_s);
    QTRY_VERIFY(visible("neverCheckedLabel") != nullptr);
    QTRY_COMPARE(labelText("neverCheckedLabel"), u"· not checked: what the numbers mean"_s);
    QCOMPARE(labelText("meterLabel"), visible("meterLabel")->accessibleName()); // nothing of it is cut
    QTRY_VERIFY(visible("readingText") != nullptr);
    const auto cut = [] {
        QStringList texts;
        for (const QLabel* label : visible("readingGrid")->findChildren<QLabel*>(u"readingText"_s))
            if (label->isVisible() && label->text().endsWith(u'…'))
                texts.append(label->text());
        return texts;
    };
    QTRY_COMPARE(cut(), QStringList());
}

QTEST_MAIN(TestEvidence)
#include "tst_ui_evidence.moc"
