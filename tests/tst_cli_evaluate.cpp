// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"
#include "support/LoopbackMessages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace parlance::test;

//! `parlance-cli evaluate` on a real database, with a real HTTP server in Claude's place.
class TestCliEvaluate final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<CliShop>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void judgesTheChoiceOfTablesWithoutAKey();
    void comparesClaudesRowsWithTheRightOnes_data();
    void comparesClaudesRowsWithTheRightOnes();
    void saysWhatIsWrongWithTheFile();

private:
    QString write(const QByteArray& lines) const
    {
        QFile file(m_shop->filePath(u"questions.jsonl"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("the questions cannot be written");
        file.write(lines);
        return file.fileName();
    }

    std::unique_ptr<CliShop> m_shop;
};

void TestCliEvaluate::judgesTheChoiceOfTablesWithoutAKey()
{
    const QString file =
        write("{\"id\":\"n\",\"question\":\"How many orders?\",\"sql\":\"select count(*) from orders\"}\n");
    const CliOutcome outcome =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, file, u"--schema-only"_s, u"--format"_s, u"json"_s});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
    const QJsonObject summary = document.value("summary"_L1).toObject();
    QCOMPARE(summary.value("questions"_L1).toInt(), 1);
    QCOMPARE(summary.value("tablesHeld"_L1).toDouble(), 1.0);
    QCOMPARE(summary.value("columnsHeld"_L1).toDouble(), 1.0);
    QVERIFY(summary.value("maximumTokens"_L1).toInt() > 0);
    const QJsonObject item = document.value("items"_L1).toArray().first().toObject();
    QCOMPARE(item.value("id"_L1).toString(), u"n"_s);
    QVERIFY(item.value("verdict"_L1).isNull());
    QVERIFY(item.value("sql"_L1).isNull());
    const QStringList keys{u"columnsMissing"_s, u"cost"_s,   u"id"_s,     u"repairs"_s, u"seconds"_s, u"sql"_s,
                           u"tablesMissing"_s,  u"tokens"_s, u"verdict"_s};
    QCOMPARE(item.keys(), keys);
}

void TestCliEvaluate::comparesClaudesRowsWithTheRightOnes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("other words, the same rows") << u"select count(id) as n from orders o"_s << u"correct"_s;
    QTest::newRow("other rows") << u"select count(*) + 1 from orders"_s << u"wrong"_s;
    QTest::newRow("a table that is not there") << u"select count(*) from nowhere"_s << u"failed"_s;
    QTest::newRow("SQL that writes never runs") << u"delete from orders"_s << u"failed"_s;
}

void TestCliEvaluate::comparesClaudesRowsWithTheRightOnes()
{
    QFETCH(QString, sql);
    QFETCH(QString, verdict);
    LoopbackMessages claude;
    for (int i = 0; i < 3; ++i)
        claude.enqueue(LoopbackMessages::answer({{u"kind"_s, u"sql"_s}, {u"sql"_s, sql}}));
    const QString file =
        write("{\"id\":\"n\",\"question\":\"How many orders?\",\"sql\":\"select count(*) from orders\"}\n");
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    const CliOutcome outcome =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, file, u"--format"_s, u"json"_s}, {}, true, variables);
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
    const QJsonObject item = document.value("items"_L1).toArray().first().toObject();
    QVERIFY2(item.value("verdict"_L1).toString() == verdict, outcome.output.constData());
    QCOMPARE(item.value("sql"_L1).toString(), sql);
    QCOMPARE(document.value("summary"_L1).toObject().value("correct"_L1).toInt(), verdict == u"correct"_s ? 1 : 0);
}

void TestCliEvaluate::saysWhatIsWrongWithTheFile()
{
    const CliOutcome outcome =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, write("nonsense\n"), u"--schema-only"_s});
    QVERIFY2(outcome.status == 2, outcome.words.constData());
    QVERIFY2(outcome.words.contains("Line 1"), outcome.words.constData());
    const CliOutcome absent =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, m_shop->filePath(u"none"_s), u"--schema-only"_s});
    QCOMPARE(absent.status, 2);
    QVERIFY(absent.words.contains("none"));
}

QTEST_GUILESS_MAIN(TestCliEvaluate)
#include "tst_cli_evaluate.moc"
