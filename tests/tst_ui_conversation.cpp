// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"
#include "ui/ask/TabConversation.h"

#include <QTreeWidget>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! What a tab's next question continues, and the tables that its person chose, outlive the program.
class TestConversation final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void isKeptAsText();
    void comesBackAfterARestart();
    void aTableLeftOutOfAnEmptyTabStaysLeftOut();

private:
    void signIn();
    void write(const QString& question); //!< into the box
    void ask(const QString& question);
    void leaveOut(const QString& table);
    QString lastRequest() const { return QString::fromUtf8(m_claude->requests().constLast().body); }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestConversation::initTestCase()
{
    clearLibpqEnvironment();
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestConversation::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestConversation::isKeptAsText()
{
    TabConversation conversation;
    QVERIFY(conversation.toText().isEmpty());
    QCOMPARE(TabConversation::fromText(QString()), conversation);
    QCOMPARE(TabConversation::fromText(u"no JSON"_s), conversation);
    conversation.last = {u"how many \"orders\"?"_s, u"SELECT 1"_s, {}};
    conversation.used = {{u"public"_s, u"orders"_s}};
    conversation.pinned = {{u"a.b"_s, u"c"_s}};
    conversation.leftOut = {{u"public"_s, u"x"_s}, {u"public"_s, u"y"_s}};
    QCOMPARE(TabConversation::fromText(conversation.toText()), conversation);
}

void TestConversation::signIn()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    visible("mainWindow")->resize(1280, 900);
    QTRY_VERIFY_WITH_TIMEOUT(labelText("sendsLabel").startsWith(u"Sends "_s), 30'000);
}

void TestConversation::write(const QString& question)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
}

void TestConversation::ask(const QString& question)
{
    write(question);
    QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
}

void TestConversation::leaveOut(const QString& table)
{
    click(visible("sentTablesButton"));
    QTRY_VERIFY(visible("sentTablesList") != nullptr);
    auto* list = visible<QAbstractItemView>("sentTablesList");
    for (int row = 0; row < list->model()->rowCount(); ++row)
        if (list->model()->index(row, 0).data().toString() == table)
            list->setCurrentIndex(list->model()->index(row, 0));
    QCOMPARE(list->currentIndex().siblingAtColumn(0).data().toString(), table);
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 1"_s));
    QTest::keyClick(list, Qt::Key_Escape);
}

void TestConversation::comesBackAfterARestart()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
    signIn();
    leaveOut(u"customers"_s);
    m_claude->enqueue(LoopbackMessages::answer(
        {{u"sql"_s, u"SELECT count(*) FROM orders WHERE total > 7"_s}, {u"explanation"_s, u"Counts."_s}}));
    ask(u"how many orders above 7?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("consentSheet") != nullptr, 30'000);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr && visible("readingGrid") != nullptr, 30'000);
    m_place->quit();
    signIn();
    write(u"and above"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("followUpLabel") != nullptr, 30'000);
    QCOMPARE(visible("followUpLabel")->accessibleName(), u"Continues: how many orders above 7?"_s);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 1"_s));
    m_claude->enqueue(LoopbackMessages::answer({{u"sql"_s, u"SELECT 2"_s}, {u"explanation"_s, u"Two."_s}}));
    ask(u"and above 8?"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 2, 30'000);
    QVERIFY2(lastRequest().contains(u"how many orders above 7?"_s), qPrintable(lastRequest().right(900)));
    QVERIFY(lastRequest().contains(u"WHERE total > 7"_s));
    QVERIFY(!lastRequest().contains(u"Who buys from us"_s)); // the comment of the table left out
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 30'000);
    write(u"something else"_s);
    QTRY_VERIFY(visible("newQuestionButton") != nullptr);
    click(visible("newQuestionButton"));
    QTRY_VERIFY(visible("followUpChip") == nullptr);
    m_place->quit();
    signIn();
    QTRY_VERIFY_WITH_TIMEOUT(editor() != nullptr && editor()->sql() == u"SELECT 2"_s, 30'000);
    write(u"something else still"_s);
    QVERIFY(visible("followUpChip") == nullptr);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 1"_s));
}

void TestConversation::aTableLeftOutOfAnEmptyTabStaysLeftOut()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
    signIn();
    QVERIFY(labelText("sendsLabel").startsWith(u"Sends 2"_s));
    leaveOut(u"orders"_s);
    m_place->quit();
    signIn();
    QTRY_VERIFY_WITH_TIMEOUT(labelText("sendsLabel").startsWith(u"Sends 1"_s), 30'000);
}

QTEST_MAIN(TestConversation)
#include "tst_ui_conversation.moc"
