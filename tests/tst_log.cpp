// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Log.h"

#include <QTest>

using namespace parlance;

//! No secret passes the log, and what is none passes unharmed.
class TestLog final : public QObject {
    Q_OBJECT
private slots:
    void secretsAreCut_data();
    void secretsAreCut();
    void theRestStays_data();
    void theRestStays();
};

void TestLog::secretsAreCut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    QTest::newRow("a key of Anthropic's")
        << QStringLiteral("using sk-ant-api03-AbCd_1234-xyz now") << QStringLiteral("AbCd_1234");
    QTest::newRow("an x-api-key header") << QStringLiteral("x-api-key: abc123secret") << QStringLiteral("abc123secret");
    QTest::newRow("a bearer token") << QStringLiteral("Authorization: Bearer eyJhbGciOi.J9_x-y")
                                    << QStringLiteral("eyJhbGciOi");
    QTest::newRow("basic authentication")
        << QStringLiteral("Proxy-Authorization: Basic dXNlcjpwYXNz") << QStringLiteral("dXNlcjpwYXNz");
    QTest::newRow("a bare password of a keyword string")
        << QStringLiteral("host=db user=sales password=tops3cret dbname=x") << QStringLiteral("tops3cret");
    QTest::newRow("a quoted password with a blank and an escaped quote")
        << QStringLiteral(R"(password = 'to ps\'3cret' host=db)") << QStringLiteral("3cret");
    QTest::newRow("a password in a URI") << QStringLiteral("postgresql://sales:tops3cret@db/x")
                                         << QStringLiteral("tops3cret");
    QTest::newRow("a password in a proxy's URI")
        << QStringLiteral("http://me:tops3cret@proxy:3128") << QStringLiteral("tops3cret");
    QTest::newRow("a JSON member") << QStringLiteral(R"({"password": "to\"ps3cret", "user": "x"})")
                                   << QStringLiteral("ps3cret");
    QTest::newRow("an environment variable")
        << QStringLiteral("ANTHROPIC_AUTH_TOKEN=tops3cret") << QStringLiteral("tops3cret");
    QTest::newRow("PGPASSWORD") << QStringLiteral("PGPASSWORD=tops3cret psql") << QStringLiteral("tops3cret");
    QTest::newRow("PARLANCE_PASSWORD") << QStringLiteral("PARLANCE_PASSWORD=tops3cret") << QStringLiteral("tops3cret");
    QTest::newRow("SQL that sets a password")
        << QStringLiteral("ALTER ROLE a PASSWORD 'tops3''cret'") << QStringLiteral("cret");
    QTest::newRow("sslpassword") << QStringLiteral("sslpassword=tops3cret") << QStringLiteral("tops3cret");
}

void TestLog::secretsAreCut()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    QVERIFY2(text.contains(secret), "the row itself holds its secret");
    const QString clean = redacted(text);
    QVERIFY2(!clean.contains(secret), qPrintable(clean));
    QVERIFY(clean.contains(QStringLiteral("…")));
    QCOMPARE(redacted(clean), clean);
}

void TestLog::theRestStays_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"password authentication failed for user \"sales\"", "could not connect to db.example.internal:5432",
          "postgresql://sales@db:5432/sales_db?sslmode=require", "SELECT key, token FROM keys",
          "https://api.anthropic.com/v1/messages", "basic facts, bearer of news"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestLog::theRestStays()
{
    QFETCH(QString, text);
    QCOMPARE(redacted(text), text);
}

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
