// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeRows.h"
#include "support/WorksheetTest.h"
#include "ui/ask/QuestionMatches.h"
#include "ui/MainWindow.h"

#include <QAction>
#include <QListWidget>
#include <QPlainTextEdit>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Verified questions in the window: offered while one types, opened, saved, verified. Without a key to Claude.
class TestUiKnowledge final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;

    QString inShop(const QString& sql) const { return m_server->exec(sql, u"shop_db"_s); }
    static QLineEdit* box() { return visible<QLineEdit>("questionEdit"); }
    static QListWidget* matches() { return visible<QListWidget>("questionMatchList"); }
    static QWidget* window() { return visible("mainWindow"); }
    void signIn(const QJsonObject& policy = {})
    {
        m_place = std::make_unique<Workplace>(*m_server, policy);
        m_place->start();
        QVERIFY(Workplace::signIn());
        QTRY_VERIFY(session() != nullptr && session()->knowledge()->isRead());
        box()->setFocus();
    }
    TeamSession* session() const
    {
        const QList<TeamSession*> all = m_place->desktop()->findChildren<TeamSession*>();
        return all.isEmpty() ? nullptr : all.constFirst();
    }
    static void type(const QString& text)
    {
        box()->setFocus();
        box()->selectAll();
        QTest::keyClick(box(), Qt::Key_Delete);
        QTest::keyClicks(box(), text);
    }
    void openDialog()
    {
        window()->findChild<QAction*>(u"teamQuestionsAction"_s)->trigger();
        QTRY_VERIFY(visible("knowledgeDialog") != nullptr);
    }

private slots:
    void initTestCase()
    {
        clearLibpqEnvironment();
        m_server = std::make_unique<PostgresServer>();
        makeShop(*m_server);
        inShop(QString::fromUtf8(knowledgeSql(u"create"_s)));
    }
    void cleanupTestCase()
    {
        m_place.reset();
        m_server.reset();
    }
    void init()
    {
        inShop(u"TRUNCATE parlance.verified_questions, parlance.glossary, parlance.doubtful_answers;"
               "REVOKE parlance_verifier FROM shop;"
               "INSERT INTO parlance.verified_questions (question, sql, explanation, status, verified_by, verified_at) "
               "VALUES ('How many orders has each customer?', 'SELECT customer_id, count(*) FROM orders GROUP BY 1', "
               "'Counts orders.', 'verified', 'ana', '2026-03-03'), "
               "('What are all orders worth?', 'SELECT sum(total) FROM orders', 'Adds up.', 'verified', 'ana', "
               "'2026-03-03'), ('Orders of nobody?', 'SELECT 1', '', 'suggested', NULL, NULL)"_s);
    }
    void cleanup() { m_place.reset(); }

    void matchesAppearWhileTypingAndAreTakenByKeys()
    {
        signIn();
        type(u"orders cust"_s);
        QTRY_VERIFY(matches() != nullptr);
        QCOMPARE(matches()->item(0)->text(), u"How many orders has each customer?"_s);
        QVERIFY(matches()->item(0)->toolTip().contains(u"ana"_s));
        QVERIFY(box()->hasFocus());
        // Below the box and over nothing of it.
        const QRect list(matches()->window()->mapFromGlobal(matches()->mapToGlobal(QPoint())), matches()->size());
        const QRect edit(box()->window()->mapFromGlobal(box()->mapToGlobal(QPoint())), box()->size());
        QVERIFY(!list.intersects(edit) && list.top() >= edit.bottom());
        QTest::keyClick(box(), Qt::Key_Down);
        QVERIFY(matches()->hasFocus());
        QTest::keyClick(matches(), Qt::Key_Return);
        QTRY_VERIFY(editor() != nullptr);
        QCOMPARE(editor()->sql(), u"SELECT customer_id, count(*) FROM orders GROUP BY 1"_s);
        QCOMPARE(box()->text(), u"How many orders has each customer?"_s);
        QVERIFY(matches() == nullptr);
        QVERIFY(visible("answerCard") != nullptr);
        QVERIFY(visible<QPushButton>("runButton")->hasFocus()); // nothing ran
        QVERIFY(labelText("originLabel").contains(u"Verified question · not run yet"_s));
        QTest::keyClick(visible("runButton"), Qt::Key_Return);
        QVERIFY(ends());
        QTRY_COMPARE(view()->model()->rowCount(), 3);
        QVERIFY(visible("saveForTeamButton") == nullptr); // it is saved
    }

    void escClosesTheListAndTypingGoesOn()
    {
        signIn();
        type(u"orders"_s);
        QTRY_VERIFY(matches() != nullptr);
        QTest::keyClick(box(), Qt::Key_Escape);
        QVERIFY(matches() == nullptr);
        QCOMPARE(box()->text(), u"orders"_s);
        QTest::keyClicks(box(), u" w"_s);
        QVERIFY(matches() != nullptr);
        QTest::keyClick(box(), Qt::Key_Down);
        QTest::keyClick(matches(), Qt::Key_O); // a letter goes on in the box
        QVERIFY(box()->hasFocus());
        QCOMPARE(box()->text(), u"orders wo"_s);
        QTest::keyClick(box(), Qt::Key_Down);
        QTest::keyClick(matches(), Qt::Key_Up);
        QVERIFY(box()->hasFocus());
        QTest::keyClick(box(), Qt::Key_Down);
        QTest::keyClick(matches(), Qt::Key_Escape);
        QVERIFY(matches() == nullptr);
        QVERIFY(box()->hasFocus());
        type(u"weather"_s);
        QVERIFY(matches() == nullptr);
    }

    void whatIsSuggestedIsNotOffered()
    {
        signIn();
        type(u"nobody"_s);
        QVERIFY(matches() == nullptr);
    }

    void anAnswerThatRanIsSuggested()
    {
        signIn();
        type(u"Who are the customers"_s);
        QTest::keyClick(box(), Qt::Key_Escape);
        QTest::keyClick(window(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(editor() != nullptr);
        box()->setFocus();
        QTest::keyClicks(box(), u"Names of buyers?"_s);
        parlance::test::type(u"SELECT name FROM customers"_s);
        QVERIFY(visible("saveForTeamButton") == nullptr); // not before it ran
        runKey();
        QVERIFY(ends());
        QTRY_VERIFY(visible("saveForTeamButton") != nullptr);
        click(visible("saveForTeamButton"));
        QTRY_VERIFY(visible("saveSheet") != nullptr);
        QCOMPARE(visible<QLineEdit>("saveQuestionEdit")->text(), u"Names of buyers?"_s);
        QCOMPARE(visible<QPlainTextEdit>("saveSqlText")->toPlainText(), u"SELECT name FROM customers"_s);
        QVERIFY(visible("saveVerifyButton") == nullptr); // by the grants
        QTest::keyClicks(visible("saveTagsEdit"), u"people, names"_s);
        QTest::keyClick(visible("saveTagsEdit"), Qt::Key_Return);
        QTRY_VERIFY(visible("saveSheet") == nullptr);
        QCOMPARE(inShop(u"SELECT status || '|' || sql || '|' || tags::text || '|' || coalesce(result_rows, -1) FROM "
                        "parlance.verified_questions WHERE question = 'Names of buyers?'"_s),
                 u"suggested|SELECT name FROM customers|{people,names}|3"_s);
        QTRY_VERIFY(visible("saveForTeamButton") == nullptr);
        QVERIFY(labelText("originLabel").contains(u"suggested to the team"_s));
    }

    void aVerifierVerifiesWithdrawsAndCorrects()
    {
        inShop(u"GRANT parlance_verifier TO shop; INSERT INTO parlance.doubtful_answers (question, sql, reason, words) "
               "VALUES ('Sold in May?', 'SELECT 5', 'period', 'the year before')"_s);
        signIn();
        openDialog();
        auto* list = visible<QListWidget>("knowledgeList");
        QCOMPARE(list->count(), 4);
        QTest::keyClicks(visible("knowledgeFilter"), u"nobody"_s);
        QCOMPARE(labelText("knowledgeTitle"), u"Orders of nobody?"_s);
        // It is run and looked at before anybody says that it is right.
        QCOMPARE(visible<QPushButton>("knowledgeOpenButton")->text(), u"Open to verify"_s);
        click(visible("knowledgeOpenButton"));
        QTRY_VERIFY(editor() != nullptr);
        QVERIFY(visible("saveForTeamButton") == nullptr);
        runKey();
        QVERIFY(ends());
        QTRY_VERIFY(visible("saveForTeamButton") != nullptr);
        click(visible("saveForTeamButton"));
        QTRY_VERIFY(visible("saveVerifyButton") != nullptr);
        QVERIFY(visible("saveSuggestButton") == nullptr); // it was suggested already
        click(visible("saveVerifyButton"));
        QTRY_VERIFY(visible("saveSheet") == nullptr);
        QCOMPARE(inShop(u"SELECT status || count(*) OVER () || (fingerprint IS NOT NULL) FROM "
                        "parlance.verified_questions WHERE question = 'Orders of nobody?'"_s),
                 u"verified1true"_s);
        openDialog();
        list = visible<QListWidget>("knowledgeList");
        QTest::keyClicks(visible("knowledgeFilter"), u"nobody"_s);
        QTRY_VERIFY(visible("knowledgeWithdrawButton") != nullptr);
        click(visible("knowledgeWithdrawButton"));
        QTRY_COMPARE(inShop(u"SELECT status FROM parlance.verified_questions WHERE question = 'Orders of nobody?'"_s),
                     u"doubtful"_s);
        visible<QLineEdit>("knowledgeFilter")->setText(u"may"_s);
        click(visible("knowledgeOpenButton"));
        QTRY_COMPARE(editor()->sql(), u"SELECT 5"_s);
        parlance::test::type(u"SELECT 6"_s);
        runKey();
        QVERIFY(ends());
        QTRY_VERIFY(visible("saveForTeamButton") != nullptr);
        click(visible("saveForTeamButton"));
        QTRY_VERIFY(visible("saveVerifyButton") != nullptr);
        click(visible("saveVerifyButton"));
        QTRY_VERIFY(visible("saveSheet") == nullptr);
        QCOMPARE(inShop(u"SELECT q.sql || '|' || q.status FROM parlance.doubtful_answers d JOIN "
                        "parlance.verified_questions q ON q.id = d.corrected_by"_s),
                 u"SELECT 6|verified"_s);
    }

    void aPlainRoleSeesNoButtonsOfAVerifier()
    {
        signIn();
        openDialog();
        QVERIFY(visible("knowledgeWithdrawButton") == nullptr);
        QTRY_VERIFY(visible("knowledgeFilter")->hasFocus());
        QTest::keyClick(visible("knowledgeFilter"), Qt::Key_Escape);
        QTRY_VERIFY(visible("knowledgeDialog") == nullptr);
    }

    void aResultThatChangedIsTold()
    {
        inShop(u"GRANT parlance_verifier TO shop"_s);
        signIn();
        QTest::keyClick(window(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(editor() != nullptr);
        box()->setFocus();
        QTest::keyClicks(box(), u"Customers?"_s);
        parlance::test::type(u"SELECT name FROM customers"_s);
        runKey();
        QVERIFY(ends());
        QTRY_VERIFY(visible("saveForTeamButton") != nullptr);
        click(visible("saveForTeamButton"));
        QTRY_VERIFY(visible("saveVerifyButton") != nullptr);
        click(visible("saveVerifyButton"));
        QTRY_VERIFY(visible("saveSheet") == nullptr);
        const auto openAndRun = [this] {
            openDialog();
            visible<QLineEdit>("knowledgeFilter")->setText(u"Customers?"_s);
            click(visible("knowledgeOpenButton"));
            QTRY_VERIFY(visible("knowledgeDialog") == nullptr);
            QTRY_VERIFY(visible<QPushButton>("runButton") != nullptr);
            click(visible("runButton"));
            QVERIFY(ends());
        };
        openAndRun();
        QTRY_VERIFY(labelText("originLabel").contains(u"the same result as then"_s));
        inShop(u"INSERT INTO customers VALUES (99, 'New')"_s);
        openAndRun();
        QTRY_VERIFY(labelText("originLabel").contains(u"the result changed since it was verified"_s));
        inShop(u"DELETE FROM customers WHERE customer_id = 99"_s);
    }

    void aSmallWindowHoldsTheList()
    {
        signIn();
        window()->resize(960, 560);
        type(u"orders"_s);
        QTRY_VERIFY(matches() != nullptr);
        const QRect list(matches()->window()->mapFromGlobal(matches()->mapToGlobal(QPoint())), matches()->size());
        QVERIFY(window()->rect().contains(list));
        QCOMPARE(matches()->visualItemRect(matches()->item(matches()->count() - 1)).bottom() < matches()->height(),
                 true);
    }
};

QTEST_MAIN(TestUiKnowledge)
#include "tst_ui_knowledge.moc"
