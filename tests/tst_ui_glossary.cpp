// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeRows.h"
#include "support/WindowTest.h"
#include "team/TeamSession.h"

#include <QAction>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! The team's words in "Team's questions": added, changed, removed, with the team or on this computer, by real keys.
class TestUiGlossary final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;

    QString inShop(const QString& sql) const { return m_server->exec(sql, u"shop_db"_s).trimmed(); }
    static QListWidget* list() { return visible<QListWidget>("glossaryList"); }
    TeamSession* session() const { return m_place->desktop()->findChildren<TeamSession*>().value(0); }
    void start()
    {
        m_place->start();
        QVERIFY(Workplace::signIn());
        QTRY_VERIFY(session() != nullptr && session()->knowledge()->isRead());
    }
    void signIn()
    {
        m_place = std::make_unique<Workplace>(*m_server);
        start();
    }
    static void openWords()
    {
        visible("mainWindow")->findChild<QAction*>(u"teamQuestionsAction"_s)->trigger();
        QTRY_VERIFY(visible<QTabWidget>("knowledgeTabs") != nullptr);
        auto* bar = visible<QTabWidget>("knowledgeTabs")->tabBar();
        bar->setFocus();
        QTest::keyClick(bar, Qt::Key_Right);
        QTRY_VERIFY(list() != nullptr);
    }
    static void write(const char* name, const QString& text)
    {
        QWidget* edit = visible(name);
        QVERIFY(edit != nullptr);
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(edit, Qt::Key_Delete);
        typeText(edit, text);
    }
    QString words() const
    {
        QStringList all;
        for (const GlossaryTerm& word : session()->knowledge()->glossary())
            all += word.term + u'=' + word.meaning + (word.local ? u" (here)"_s : QString());
        return all.join(u'|');
    }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        makeShop(*m_server);
    }
    void init()
    {
        inShop(u"DROP SCHEMA IF EXISTS parlance CASCADE"_s);
        inShop(QString::fromUtf8(knowledgeSql(u"create"_s)));
        inShop(u"REVOKE parlance_verifier FROM shop; INSERT INTO parlance.glossary (term, meaning, sql, synonyms) "
               "VALUES ('big order', 'An order above 100', 'total > 100', '{large order}')"_s);
    }
    void cleanup() { m_place.reset(); }

    void aVerifierAddsChangesAndRemovesForTheTeam()
    {
        inShop(u"GRANT parlance_verifier TO shop"_s);
        signIn();
        openWords();
        QCOMPARE(list()->count(), 1);
        click(visible("glossaryNewButton"));
        QTRY_COMPARE(QApplication::focusWidget(), visible("glossaryTerm"));
        QVERIFY(!visible("glossarySaveButton")->isEnabled());
        write("glossaryTerm", u"buyer"_s);
        write("glossaryMeaning", u"A customer with an order"_s);
        write("glossarySql", u"customer_id IN (SELECT customer_id FROM orders)"_s);
        write("glossarySynonyms", u"client,  shopper "_s);
        QCOMPARE(visible<QPushButton>("glossarySaveButton")->text(), u"Save for the team"_s);
        click(visible("glossarySaveButton"));
        QTRY_COMPARE(labelText("glossarySaid"), u"Saved for the team."_s);
        QCOMPARE(
            inShop(u"SELECT meaning || '|' || sql || '|' || synonyms::text || '|' || (changed_by <> '') || '|' || "
                   "(changed_at > now() - interval '1 hour') FROM parlance.glossary WHERE term = 'buyer'"_s),
            u"A customer with an order|customer_id IN (SELECT customer_id FROM orders)|{client,shopper}|true|true"_s);
        QVERIFY2(labelText("glossaryAbout").startsWith(u"Written for the team by "_s),
                 qPrintable(labelText("glossaryAbout")));
        QCOMPARE(list()->currentItem()->text(), u"buyer"_s);

        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Up);
        QCOMPARE(visible<QLineEdit>("glossaryTerm")->text(), u"big order"_s);
        write("glossaryTerm", u"huge order"_s);
        click(visible("glossarySaveButton"));
        QTRY_COMPARE(inShop(u"SELECT string_agg(term, ',' ORDER BY term) FROM parlance.glossary"_s),
                     u"buyer,huge order"_s);
        QTRY_COMPARE(words(), u"buyer=A customer with an order|huge order=An order above 100"_s);

        QTRY_VERIFY(visible("glossaryRemoveButton") != nullptr && visible("glossaryRemoveButton")->isEnabled());
        click(visible("glossaryRemoveButton"));
        QTRY_COMPARE(inShop(u"SELECT string_agg(term, ',') FROM parlance.glossary"_s), u"buyer"_s);
        QTRY_COMPARE(labelText("glossarySaid"), u"It was removed."_s);
    }

    void anotherRoleKeepsWordsOnThisComputer()
    {
        signIn();
        openWords();
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Down);
        QTRY_COMPARE(visible<QLineEdit>("glossaryTerm")->text(), u"big order"_s);
        QVERIFY(visible("glossaryRemoveButton") == nullptr);
        QCOMPARE(visible<QPushButton>("glossarySaveButton")->text(), u"Keep on this computer"_s);
        write("glossaryMeaning", u"An order above 250"_s);
        click(visible("glossarySaveButton"));
        QTRY_COMPARE(labelText("glossarySaid"), u"Kept on this computer."_s);
        QCOMPARE(inShop(u"SELECT meaning FROM parlance.glossary"_s), u"An order above 100"_s);
        visible("knowledgeDialog")->close();
        start(); // the program again
        QCOMPARE(words(), u"big order=An order above 250 (here)"_s);
        openWords();
        QTest::keyClick(list(), Qt::Key_Down);
        QTRY_VERIFY(visible("glossaryRemoveButton") != nullptr);
        click(visible("glossaryRemoveButton"));
        QTRY_COMPARE(words(), u"big order=An order above 100"_s); // the team's own again
    }

    void aWordIsNotWrittenOverAnother()
    {
        signIn();
        openWords();
        click(visible("glossaryNewButton"));
        write("glossaryTerm", u"Big order"_s);
        write("glossaryMeaning", u"Another"_s);
        QVERIFY(!visible("glossarySaveButton")->isEnabled());
        QVERIFY(labelText("glossaryAbout").contains(u"is there already"_s));
    }

    void whatIsTypedIsNotLostUnsaid()
    {
        signIn();
        openWords();
        click(visible("glossaryNewButton"));
        write("glossaryTerm", u"buyer"_s);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualItemRect(list()->item(1)).center());
        QTRY_VERIFY(labelText("glossarySaid").contains(u"not saved yet"_s));
        QTRY_COMPARE(list()->currentRow(), 0); // the new one
        QCOMPARE(visible<QLineEdit>("glossaryTerm")->text(), u"buyer"_s);
        write("glossaryTerm", u"buyers"_s);
        visible("knowledgeDialog")->setFocus();
        QTest::keyClick(visible("knowledgeDialog"), Qt::Key_Escape);
        QVERIFY(visible("knowledgeDialog") != nullptr);
        QCOMPARE(visible<QLineEdit>("glossaryTerm")->text(), u"buyers"_s);
        QTest::keyClick(visible("knowledgeDialog"), Qt::Key_Escape); // it was said
        QTRY_VERIFY(visible("knowledgeDialog") == nullptr);
    }

    void aSchemaOfAnEarlierVersionTakesWordsToo()
    {
        inShop(u"ALTER TABLE parlance.glossary DROP COLUMN changed_by, DROP COLUMN changed_at;"
               "GRANT parlance_verifier TO shop"_s);
        signIn();
        QCOMPARE(words(), u"big order=An order above 100"_s);
        openWords();
        click(visible("glossaryNewButton"));
        write("glossaryTerm", u"buyer"_s);
        write("glossaryMeaning", u"Who bought"_s);
        click(visible("glossarySaveButton"));
        QTRY_COMPARE(inShop(u"SELECT meaning FROM parlance.glossary WHERE term = 'buyer'"_s), u"Who bought"_s);
    }

    void whatTheDatabaseRefusesIsKeptHereAndSaid()
    {
        inShop(u"GRANT parlance_verifier TO shop; REVOKE INSERT, UPDATE ON parlance.glossary FROM parlance_verifier"_s);
        signIn();
        openWords();
        click(visible("glossaryNewButton"));
        write("glossaryTerm", u"buyer"_s);
        write("glossaryMeaning", u"Who bought"_s);
        click(visible("glossarySaveButton"));
        QTRY_VERIFY2(
            labelText("glossarySaid").startsWith(u"It is kept on this computer. The team's database did not"_s),
            qPrintable(labelText("glossarySaid")));
        QVERIFY(words().contains(u"buyer=Who bought (here)"_s));
    }
};

QTEST_MAIN(TestUiGlossary)
#include "tst_ui_glossary.moc"
