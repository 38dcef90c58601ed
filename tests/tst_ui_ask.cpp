// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/theme/InlineBar.h"

#include <QClipboard>
#include <QPlainTextEdit>
#include <QTabBar>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Asking in the real window: what is sent and when, how an answer arrives, and each failure told apart.
class TestAsk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void nothingLeavesBeforeTheConsentAndItIsAskedOnce();
    void thePreviewIsByteForByteWhatIsSent();
    void anAnswerStandsInTheEditorAsOneUndoStepAndRunHasTheFocus();
    void aFailureSaysWhatHappenedAndWhatToDo_data();
    void aFailureSaysWhatHappenedAndWhatToDo();
    void theNextStepAsksAgain();
    void waitingCountsDownAndCanBeStopped();
    void withoutAKeyTheQuestionWaitsAndIsAskedWhenOneComes();
    void anAddressThatCannotBeUsedIsToldAsSuch();
    void claudeAsksBackAndTheReplyGoesWithTheQuestion();
    void aThirdQuestionBackIsNotAskedAgain();
    void cannotSaysWhy();
    void stopClosesTheSocketAndKeepsThePartGrey();
    void typingEndsTheWriting();
    void anAnswerIsOfferedWhenTheSqlChangedMeanwhile();
    void anAnswerLandsInTheTabThatAsked();
    void textOfClaudeIsNeverMarkup();
    void aModelThatIsGoneIsSaidOnce_data();
    void aModelThatIsGoneIsSaidOnce();

private:
    void startWithClaude();
    void ask(const QString& question, bool consent = true);
    SqlEditor* editor() const { return visible<SqlEditor>("sqlEditor"); }
    InlineBar* bar() const { return visible<InlineBar>("askBar"); }
    static QJsonObject sqlDocument(const QString& sql, const QString& explanation = u"Counts the orders."_s)
    {
        return {{u"sql"_s, sql}, {u"explanation"_s, explanation}, {u"confidence"_s, u"high"_s}};
    }
    bool answered() const
    {
        return QTest::qWaitFor([] { return visible("answerCard") != nullptr; }, 10'000);
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestAsk::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestAsk::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
}

void TestAsk::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestAsk::startWithClaude()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 2 tables, no rows, to 127.0.0.1"_s));
}

void TestAsk::ask(const QString& question, bool consent)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
    if (consent) {
        QTRY_VERIFY(visible("consentSheet") != nullptr);
        click(visible("consentAgreeButton"));
        QTRY_VERIFY(visible("mainWindow")->isActiveWindow());
    }
}

void TestAsk::nothingLeavesBeforeTheConsentAndItIsAskedOnce()
{
    startWithClaude();
    m_claude->enqueue(LoopbackMessages::answer(sqlDocument(u"SELECT 1"_s)));
    ask(u"how many orders?"_s, false);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    QString said;
    for (const QLabel* label : visible("consentSheet")->findChildren<QLabel*>())
        said += label->text();
    QVERIFY(said.contains(m_claude->baseUrl().authority()));
    QVERIFY(said.contains(m_claude->endpoint().models.constFirst()));
    QVERIFY(said.contains(u"Never: a row or a value"_s));
    click(visible("consentCancelButton"));
    QTRY_VERIFY(visible("consentSheet") == nullptr);
    QVERIFY(m_claude->requests().isEmpty());
    QCOMPARE(visible<QLineEdit>("questionEdit")->text(), u"how many orders?"_s);
    click(visible("askButton"));
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QVERIFY(answered());
    QCOMPARE(m_claude->requests().size(), 1);
    m_claude->enqueue(LoopbackMessages::answer(sqlDocument(u"SELECT 2"_s)));
    ask(u"and now?"_s, false);
    QTRY_COMPARE(editor()->sql(), u"SELECT 2"_s);
    QVERIFY(visible("consentSheet") == nullptr);
}

void TestAsk::thePreviewIsByteForByteWhatIsSent()
{
    startWithClaude();
    m_claude->enqueue(LoopbackMessages::answer(sqlDocument(u"SELECT 1"_s)));
    auto* edit = visible<QLineEdit>("questionEdit");
    typeText(edit, u"Größte Kunden, “last” quarter?"_s);
    click(visible("previewButton"));
    QTRY_VERIFY(visible<QPlainTextEdit>("sentText") != nullptr);
    auto* text = visible<QPlainTextEdit>("sentText");
    QVERIFY(text->isReadOnly());
    const QByteArray preview = text->toPlainText().toUtf8();
    QVERIFY(preview.contains("customers"));
    visible("sentPreview")->close();
    ask(u"Größte Kunden, “last” quarter?"_s);
    QVERIFY(answered());
    QCOMPARE(preview, m_claude->requests().constFirst().body);
    click(visible("cardSentButton"));
    QTRY_VERIFY(visible<QPlainTextEdit>("sentText") != nullptr);
    QCOMPARE(visible<QPlainTextEdit>("sentText")->toPlainText().toUtf8(), m_claude->requests().constFirst().body);
}

void TestAsk::anAnswerStandsInTheEditorAsOneUndoStepAndRunHasTheFocus()
{
    startWithClaude();
    auto response = LoopbackMessages::answer(sqlDocument(u"SELECT count(*) AS orders FROM orders"_s));
    response.pieceMilliseconds = 5;
    m_claude->enqueue(response);
    ask(u"how many orders?"_s);
    QTRY_VERIFY(editor() != nullptr && editor()->isWriting() && editor()->sql().startsWith(u"SELECT"_s));
    QVERIFY(visible("stopButton") != nullptr);
    QVERIFY(visible("runButton") == nullptr); // what is still being written cannot run
    QVERIFY(labelText("sendsLabel").startsWith(u"2 tables, no rows, sent to"_s));
    QVERIFY(answered());
    QCOMPARE(editor()->sql(), u"SELECT count(*) AS orders FROM orders"_s);
    QVERIFY(labelText("answerText").contains(u"Counts the orders."_s));
    QCOMPARE(labelText("originLabel"), u"SQL by Claude · not run yet"_s);
    QTRY_COMPARE(QApplication::focusWidget(), visible("runButton"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(labelText("originLabel"), u"SQL by Claude · it has run"_s);
    editor()->undo();
    QCOMPARE(editor()->sql(), QString());
}

void TestAsk::aFailureSaysWhatHappenedAndWhatToDo_data()
{
    QTest::addColumn<QString>("fixture");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("step");
    QTest::newRow("key refused") << u"error_401.json"_s << 1 << u"does not accept the key"_s << u"Enter a key"_s;
    QTest::newRow("not permitted") << u"error_403.json"_s << 1 << u"may not be used"_s << u"Enter a key"_s;
    QTest::newRow("out of credit") << u"error_402.json"_s << 1 << u"out of credit"_s << u"Try again"_s;
    QTest::newRow("overloaded, tried three times") << u"error_529.json"_s << 3 << u"overloaded"_s << u"Try again"_s;
    QTest::newRow("rate limit, tried three times")
        << u"error_429.json"_s << 3 << u"Too many questions"_s << u"Try again"_s;
    QTest::newRow("request too large") << u"error_413.json"_s << 1 << u"too large"_s << u"Edit the question"_s;
    QTest::newRow("a proxy's page") << u"error_502_html_from_proxy.json"_s << 3 << u"instead of Claude"_s
                                    << u"Try again"_s;
    QTest::newRow("refusal") << u"refusal_midstream.sse"_s << 1 << u"declined"_s << u"Edit the question"_s;
    QTest::newRow("cut off at the token limit")
        << u"max_tokens_json_output.sse"_s << 1 << u"cut off"_s << u"Edit the question"_s;
    QTest::newRow("stream cut") << u"truncated_eof.sse"_s << 3 << u"lost in the middle"_s << u"Try again"_s;
    QTest::newRow("answer that does not parse") << u"text_stream.sse"_s << 1 << QString() << QString();
}

void TestAsk::aFailureSaysWhatHappenedAndWhatToDo()
{
    QFETCH(QString, fixture);
    QFETCH(int, times);
    QFETCH(QString, title);
    QFETCH(QString, step);
    startWithClaude();
    for (int i = 0; i < times; ++i) {
        LoopbackMessages::Response response = LoopbackMessages::fixture(fixture);
        for (auto& header : response.headers) {
            if (header.first.toLower() == "retry-after")
                header.second = "0";
        }
        m_claude->enqueue(response);
    }
    ask(u"how many orders?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(bar() != nullptr, 15'000);
    QVERIFY2(bar()->title().contains(title), qPrintable(bar()->title()));
    QVERIFY(!bar()->text().isEmpty());
    if (!step.isEmpty())
        QCOMPARE(visible<QPushButton>("askStepButton")->text(), step);
    QCOMPARE(visible<QLineEdit>("questionEdit")->text(), u"how many orders?"_s);
    QVERIFY(visible("stopButton") == nullptr && visible("askButton") != nullptr);
}

void TestAsk::theNextStepAsksAgain()
{
    startWithClaude();
    m_claude->enqueueFixture(u"error_402.json"_s);
    m_claude->enqueue(LoopbackMessages::answer(sqlDocument(u"SELECT 3"_s)));
    ask(u"how many orders?"_s);
    QTRY_VERIFY(bar() != nullptr);
    click(visible("askStepButton"));
    QVERIFY(answered());
    QCOMPARE(editor()->sql(), u"SELECT 3"_s);
    QVERIFY(bar() == nullptr);
}

void TestAsk::waitingCountsDownAndCanBeStopped()
{
    startWithClaude();
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"error_429.json"_s);
    response.headers.removeIf([](const auto& header) { return header.first.toLower() == "retry-after"; });
    response.headers.append(qMakePair(QByteArray("retry-after"), QByteArray("30")));
    m_claude->enqueue(response);
    ask(u"how many orders?"_s);
    QTRY_VERIFY(labelText("askProgressLabel").contains(u"Trying again in 30 s"_s));
    QTRY_VERIFY(labelText("askProgressLabel").contains(u"Trying again in 29 s"_s));
    QTest::keyClick(visible("questionEdit"), Qt::Key_Escape);
    QTRY_VERIFY(visible("askProgress") == nullptr);
    QVERIFY(bar() == nullptr);
    QCOMPARE(visible<QLineEdit>("questionEdit")->text(), u"how many orders?"_s);
}

void TestAsk::withoutAKeyTheQuestionWaitsAndIsAskedWhenOneComes()
{
    qputenv("ANTHROPIC_BASE_URL", m_claude->baseUrl().toString().toUtf8());
    m_place->start();
    QVERIFY(Workplace::signIn());
    m_claude->enqueue(LoopbackMessages::answer(sqlDocument(u"SELECT 4"_s)));
    ask(u"how many orders?"_s, false);
    QTRY_VERIFY(bar() != nullptr);
    QCOMPARE(bar()->title(), u"Claude is not set up on this computer."_s);
    QVERIFY(visible("enterKeyButton") != nullptr);
    QVERIFY(labelText("sendsLabel").isEmpty());
    click(visible("enterKeyButton"));
    QTRY_VERIFY(visible("settingsDialog") != nullptr);
    m_place->desktop()->services()->endpoint->setKey(u"sk-a-key-for-this-test"_s);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    QTRY_VERIFY(visible("settingsDialog") == nullptr);
    click(visible("consentAgreeButton"));
    QVERIFY(answered());
    QCOMPARE(editor()->sql(), u"SELECT 4"_s);
    QCOMPARE(m_claude->requests().constFirst().headers.value("x-api-key"), QByteArray("sk-a-key-for-this-test"));
}

void TestAsk::anAddressThatCannotBeUsedIsToldAsSuch()
{
    Workplace::useClaude(*m_claude);
    qputenv("ANTHROPIC_BASE_URL", "ftp://gateway.example");
    m_place->start();
    QVERIFY(Workplace::signIn());
    ask(u"how many orders?"_s, false);
    QTRY_VERIFY(visible("openSettingsButton") != nullptr);
    QVERIFY(visible("enterKeyButton") == nullptr);
    QString said;
    for (const QLabel* label : bar()->findChildren<QLabel*>())
        said += label->text() + u'\n';
    QVERIFY2(said.contains(u"The address of Claude cannot be used (environment variable ANTHROPIC_BASE_URL)."_s),
             qPrintable(said));
    QVERIFY2(said.contains(u"unset it"_s), qPrintable(said));
    click(visible("openSettingsButton"));
    QTRY_VERIFY(visible("baseUrlNote") != nullptr);
    QVERIFY2(labelText("baseUrlNote").contains(u"cannot be used"_s), qPrintable(labelText("baseUrlNote")));
    QVERIFY(!visible("keyEdit")->isEnabled());
    QCOMPARE(m_claude->requests().size(), 0);
}

void TestAsk::claudeAsksBackAndTheReplyGoesWithTheQuestion()
{
    startWithClaude();
    m_claude->enqueue(LoopbackMessages::answer({{u"kind"_s, u"clarify"_s},
                                                {u"question"_s, u"Paid or ordered?"_s},
                                                {u"options"_s, QJsonArray{u"Paid"_s, u"Ordered & shipped"_s}}}));
    m_claude->enqueue(LoopbackMessages::answer(sqlDocument(u"SELECT 5"_s)));
    ask(u"how many orders?"_s);
    QTRY_VERIFY(visible("clarifyPanel") != nullptr);
    QCOMPARE(labelText("clarifyQuestion"), u"Claude asks: Paid or ordered?"_s);
    QCOMPARE(labelText("noSqlLabel"), u"No SQL yet. Pick an answer above."_s);
    QTRY_COMPARE(QApplication::focusWidget(), visible("clarifyOption1"));
    click(visible("clarifyOption2"));
    QVERIFY(answered());
    QCOMPARE(editor()->sql(), u"SELECT 5"_s);
    const QByteArray second = m_claude->requests().at(1).body;
    QVERIFY(second.contains("how many orders?"));
    QVERIFY(second.contains("Paid or ordered?"));
    QVERIFY(second.contains("Ordered & shipped"));
}

void TestAsk::aThirdQuestionBackIsNotAskedAgain()
{
    startWithClaude();
    for (int i = 0; i < 3; ++i)
        m_claude->enqueue(
            LoopbackMessages::answer({{u"kind"_s, u"clarify"_s}, {u"question"_s, u"Question %1?"_s.arg(i + 1)}}));
    ask(u"how many orders?"_s);
    for (int i = 0; i < 2; ++i) {
        QTRY_COMPARE(labelText("clarifyQuestion"), u"Claude asks: Question %1?"_s.arg(i + 1));
        typeText(visible("clarifyEdit"), u"in my own words"_s);
        QTest::keyClick(visible("clarifyEdit"), Qt::Key_Return);
    }
    QTRY_VERIFY(bar() != nullptr);
    QVERIFY(bar()->title().contains(u"Question 3?"_s));
    QVERIFY(visible("clarifyPanel") == nullptr);
    QVERIFY(m_claude->requests().at(2).body.contains("in my own words"));
}

void TestAsk::cannotSaysWhy()
{
    startWithClaude();
    m_claude->enqueue(
        LoopbackMessages::answer({{u"kind"_s, u"cannot"_s}, {u"reason"_s, u"There are no salaries here."_s}}));
    ask(u"who earns most?"_s);
    QVERIFY(answered());
    QCOMPARE(labelText("answerText"), u"Claude says: “There are no salaries here.”"_s);
    QVERIFY(editor() == nullptr || editor()->sql().isEmpty());
}

void TestAsk::stopClosesTheSocketAndKeepsThePartGrey()
{
    startWithClaude();
    auto response =
        LoopbackMessages::answer(sqlDocument(u"SELECT customer_id, name FROM customers ORDER BY customer_id"_s));
    response.pieceMilliseconds = 30;
    m_claude->enqueue(response);
    ask(u"which customers?"_s);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().size() > 8);
    const auto stopped = LoopbackMessages::Clock::now();
    click(visible("stopButton"));
    QTRY_VERIFY(m_claude->requests().constFirst().closed.has_value());
    QVERIFY(*m_claude->requests().constFirst().closed - stopped < std::chrono::milliseconds(1000));
    QVERIFY(editor()->isPartial());
    const QString part = editor()->sql();
    QVERIFY(part.startsWith(u"SELECT"_s) && part.size() < 56);
    QVERIFY(!visible("runButton")->isEnabled());
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(visible("resultView") == nullptr);
    QVERIFY(visible("usePartButton") == nullptr); // one of them is enough
    click(visible("barUsePartButton"));
    QVERIFY(!editor()->isPartial());
    QVERIFY(visible("barUsePartButton") == nullptr);
    QVERIFY(visible("runButton")->isEnabled());
    QCOMPARE(editor()->sql(), part);
}

void TestAsk::typingEndsTheWriting()
{
    startWithClaude();
    auto response =
        LoopbackMessages::answer(sqlDocument(u"SELECT customer_id, name FROM customers ORDER BY customer_id"_s));
    response.pieceMilliseconds = 30;
    m_claude->enqueue(response);
    ask(u"which customers?"_s);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().size() > 8);
    QTest::keyClick(editor(), Qt::Key_X);
    QTRY_VERIFY(m_claude->requests().constFirst().closed.has_value());
    QVERIFY(!editor()->isWriting() && !editor()->isPartial()); // it was edited, so it is the person's
    QVERIFY(editor()->sql().contains(u'x'));
    QCOMPARE(labelText("originLabel"), u"SQL edited by you"_s);
    QVERIFY(visible("runButton")->isEnabled());
}

void TestAsk::anAnswerIsOfferedWhenTheSqlChangedMeanwhile()
{
    startWithClaude();
    auto response = LoopbackMessages::answer(sqlDocument(u"SELECT 6"_s));
    response.delayMilliseconds = 400;
    m_claude->enqueue(response);
    click(visible("emptyWriteSqlButton"));
    typeText(editor(), u"SELECT 'mine'"_s);
    ask(u"how many orders?"_s);
    QTRY_COMPARE(m_claude->requests().size(), 1);
    editor()->setFocus();
    typeText(editor(), u" -- more"_s);
    QTRY_VERIFY(bar() != nullptr);
    QCOMPARE(bar()->title(), u"Claude's answer is ready."_s);
    const QString mine = editor()->sql();
    QVERIFY(mine.contains(u"'mine'"_s) && mine.contains(u"more"_s));
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(editor()));
    click(visible("useAnswerButton"));
    QCOMPARE(editor()->sql(), u"SELECT 6"_s);
    QVERIFY(answered());
    editor()->undo();
    QCOMPARE(editor()->sql(), mine);
}

void TestAsk::anAnswerLandsInTheTabThatAsked()
{
    startWithClaude();
    auto response = LoopbackMessages::answer(sqlDocument(u"SELECT 'first tab'"_s));
    response.delayMilliseconds = 300;
    m_claude->enqueue(response);
    ask(u"how many orders?"_s);
    QTRY_COMPARE(m_claude->requests().size(), 1);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(editor(), u"SELECT 'second tab'"_s);
    QTRY_VERIFY(m_claude->requests().constFirst().answered.has_value());
    QTRY_COMPARE(visible<QTabBar>("tabBar")->count(), 2);
    QCOMPARE(editor()->sql(), u"SELECT 'second tab'"_s);
    QTest::keyClick(visible("mainWindow"), Qt::Key_1, Qt::AltModifier);
    QTRY_VERIFY(editor() != nullptr && editor()->sql() == u"SELECT 'first tab'"_s); // none before the answer is read
}

void TestAsk::textOfClaudeIsNeverMarkup()
{
    startWithClaude();
    const QString hostile = u"<img src='http://127.0.0.1:1/x'><b>bold</b> &amp; <a href='x'>here</a>"_s;
    QJsonObject document = sqlDocument(u"SELECT 1"_s, hostile);
    document.insert(u"assumptions"_s,
                    QJsonArray{QJsonObject{{u"label"_s, u"<u>a</u>"_s}, {u"value"_s, u"<i>b</i>"_s}}});
    m_claude->enqueue(LoopbackMessages::answer(document));
    ask(u"anything"_s);
    QVERIFY(answered());
    QWidget* card = visible("answerCard");
    for (const QLabel* label : card->findChildren<QLabel*>()) {
        if (!label->text().isEmpty())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(labelText("answerText").contains(hostile));
}

void TestAsk::aModelThatIsGoneIsSaidOnce_data()
{
    QTest::addColumn<bool>("clarify");
    QTest::newRow("with the first answer") << false;
    QTest::newRow("with the first answer when Claude asked back before it") << true;
}

void TestAsk::aModelThatIsGoneIsSaidOnce()
{
    QFETCH(const bool, clarify);
    startWithClaude();
    const QStringList models = m_claude->endpoint().models;
    const auto notices = [] {
        QStringList found;
        for (const QLabel* label : visible("answerCard")->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(u"no longer served"_s))
                found.append(label->text());
        }
        return found;
    };
    m_claude->enqueueFixture(u"error_404_model.json"_s);
    if (clarify)
        m_claude->enqueue(LoopbackMessages::answer({{u"kind"_s, u"clarify"_s},
                                                    {u"question"_s, u"Paid or ordered?"_s},
                                                    {u"options"_s, QJsonArray{u"Paid"_s}}}));
    for (const QString& sql : {u"SELECT 'first'"_s, u"SELECT 'second'"_s, u"SELECT 'third'"_s})
        m_claude->enqueue(LoopbackMessages::answer(sqlDocument(sql)));
    ask(u"how many orders?"_s);
    if (clarify) {
        QTRY_VERIFY(visible("clarifyOption1") != nullptr);
        click(visible("clarifyOption1"));
    }
    QVERIFY(answered());
    QCOMPARE(notices(),
             QStringList{u"%1 is no longer served there, so %2 is used instead."_s.arg(models.at(0), models.at(1))});
    ask(u"and how many customers?"_s, false);
    QTRY_COMPARE(editor()->sql(), u"SELECT 'second'"_s);
    QVERIFY(answered());
    QCOMPARE(notices(), QStringList());
    click(visible("newTabButton")); // it asks through an assistant of its own
    ask(u"and how many in May?"_s, false);
    QTRY_VERIFY(editor() != nullptr && editor()->sql() == u"SELECT 'third'"_s);
    QVERIFY(answered());
    QCOMPARE(notices(), QStringList());
    QStringList asked; // the model that is gone was asked for once, not before every question
    for (const LoopbackMessages::Request& request : m_claude->requests())
        asked.append(QJsonDocument::fromJson(request.body).object().value(u"model"_s).toString());
    QCOMPARE(asked.count(models.at(0)), 1);
}

QTEST_MAIN(TestAsk)
#include "tst_ui_ask.moc"
