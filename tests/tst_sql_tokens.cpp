// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlKeywords.h"
#include "postgres/SqlScript.h"
#include "support/PostgresServer.h"

#include <pg_query.h>

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

namespace {

//! start and length of each token as PostgreSQL's own scanner tells them (protobuf: ScanResult.tokens = 2,
//! ScanToken.start = 1, ScanToken.end = 2).
class ScanResult final {
public:
    explicit ScanResult(const QByteArray& text)
        : m_result(pg_query_scan(text.constData()))
    {
        if (m_result.error == nullptr)
            read(m_result.pbuf.data, m_result.pbuf.data + m_result.pbuf.len, true);
    }
    ~ScanResult() { pg_query_free_scan_result(m_result); }
    Q_DISABLE_COPY_MOVE(ScanResult)

    bool ok() const { return m_result.error == nullptr; }
    QList<std::pair<qsizetype, qsizetype>> tokens;

private:
    static quint64 varint(const char*& at)
    {
        quint64 value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(*at++);
            value |= quint64(byte & 0x7Fu) << shift;
            if ((byte & 0x80u) == 0)
                return value;
        }
    }

    void read(const char* at, const char* end, bool outer)
    {
        std::pair<qsizetype, qsizetype> token{0, 0};
        while (at < end) {
            const quint64 key = varint(at);
            const quint64 value = varint(at); // a length for the message of wire type 2
            if ((key & 7u) == 2u) {
                read(at, at + value, false);
                at += value;
            } else if (!outer && (key >> 3u) == 1u) {
                token.first = static_cast<qsizetype>(value);
            } else if (!outer && (key >> 3u) == 2u) {
                token.second = static_cast<qsizetype>(value);
            }
        }
        if (!outer)
            tokens.append({token.first, token.second - token.first});
    }

    PgQueryScanResult m_result;
};

} // namespace

class TestSqlTokens : public QObject {
    Q_OBJECT

private slots:
    void agreesWithPostgresScanner_data();
    void agreesWithPostgresScanner();
    void tellsKinds_data();
    void tellsKinds();
    void neverFails_data();
    void neverFails();
    void knowsTheServersKeywords();
};

void TestSqlTokens::agreesWithPostgresScanner_data()
{
    // No U&'…': libpg_query's scanner gives it no length.
    QTest::addColumn<bool>("dummy");
    for (const char* text :
         {"select a, b.c from t where x >= 1 and y <> 'it''s' -- end", "/* a /* nested */ b */ select 1",
          "select E'a\\'b', e'\\\\', b'01', X'1F'", "select $$a$b$$, $t$ $$ $t$, $1, $12",
          "select 1.5, .5, 1., 1e10, 1.5e-3, 2E+4", "select a::int, b[1:2], c := 1, d => 2, e..f",
          "select 1+-2, a@-b, a<->b, a->>'x', a#>>'{x}', a?|b, @-1, a<=b, a!=b", "select 'a'\n  'b', 'a'--c\n'b'",
          "select 'a' 'b'", "select \"a\"\"b\".\"größe\", ünïcode, _x$1", "select a-- x\n+b", "select a/**/b, a*/* */b",
          "select 1;;select (2);", "select e.x, b.y, u.z, n.a", "a=-1, a<-1, a>=-1, a*-1, a%-1, a||-1, a~-1"})
        QTest::newRow(text) << true;
}

void TestSqlTokens::agreesWithPostgresScanner()
{
    const QByteArray text(QTest::currentDataTag());
    const ScanResult scan(text);
    QVERIFY(scan.ok());
    QList<std::pair<qsizetype, qsizetype>> ours;
    for (const SqlToken& token : sqlTokens(text))
        ours.append({token.start, token.length});
    QCOMPARE(ours, scan.tokens);
}

void TestSqlTokens::tellsKinds_data()
{
    QTest::addColumn<SqlToken::Kind>("kind");
    using Kind = SqlToken::Kind;
    QTest::newRow("select") << Kind::Keyword;
    QTest::newRow("SeLeCt") << Kind::Keyword;
    QTest::newRow("orders") << Kind::Identifier;
    QTest::newRow("größe$1") << Kind::Identifier;
    QTest::newRow("\"select\"") << Kind::QuotedIdentifier;
    QTest::newRow("U&\"\\0041\"") << Kind::QuotedIdentifier;
    QTest::newRow("'it''s'") << Kind::String;
    QTest::newRow("E'\\''") << Kind::String;
    QTest::newRow("N'a'") << Kind::String;
    QTest::newRow("$x$ ' $x$") << Kind::String;
    QTest::newRow("12_000.5e-7") << Kind::Number;
    QTest::newRow("0x1F") << Kind::Number;
    QTest::newRow("<->") << Kind::Operator;
    QTest::newRow("::") << Kind::Operator;
    QTest::newRow("$1") << Kind::Parameter;
    QTest::newRow("-- a ' b") << Kind::Comment;
    QTest::newRow("/* a /* b */ c */") << Kind::Comment;
}

void TestSqlTokens::tellsKinds()
{
    QFETCH(SqlToken::Kind, kind);
    const QByteArray text(QTest::currentDataTag());
    QCOMPARE(sqlTokens(text), (QList<SqlToken>{{kind, 0, text.size()}}));
}

void TestSqlTokens::neverFails_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an open string") << QByteArray("select 'abc");
    QTest::newRow("an open string ending in a quote pair") << QByteArray("select '''");
    QTest::newRow("an open escape string ending in a backslash") << QByteArray("select E'abc\\");
    QTest::newRow("an open name") << QByteArray("select \"abc");
    QTest::newRow("an open comment") << QByteArray("select /* /* */");
    QTest::newRow("an open dollar quote") << QByteArray("select $a$ $b$");
    QTest::newRow("a lone dollar") << QByteArray("$");
    QTest::newRow("bytes that belong nowhere") << QByteArray("\x01\\{}\0\xff\xc3", 7);
    QTest::newRow("a prefix at the end") << QByteArray("u&");
    QTest::newRow("a string that could go on") << QByteArray("'a'\n -- x");
    QTest::newRow("1 MB of quotes") << QByteArray(1024 * 1024, '\'');
    QTest::newRow("1 MB of dollars") << QByteArray(1024 * 1024, '$');
    QTest::newRow("1 MB of dollar tags") << QByteArray("$a").repeated(512 * 1024);
    QTest::newRow("1 MB of comment openings") << QByteArray("/*").repeated(512 * 1024);
    QTest::newRow("1 MB of minus signs with a sign before") << '+' + QByteArray("+-").repeated(512 * 1024);
}

void TestSqlTokens::neverFails()
{
    QFETCH(QByteArray, text);
    QElapsedTimer timer;
    timer.start();
    const QList<SqlToken> tokens = sqlTokens(text);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    qsizetype at = 0;
    for (const SqlToken& token : tokens) { // in order, without overlap, blanks alone between
        QVERIFY(token.length > 0);
        QVERIFY(token.start >= at);
        QVERIFY(text.mid(at, token.start - at).trimmed().isEmpty());
        at = token.start + token.length;
    }
    QVERIFY(text.mid(at).trimmed().isEmpty());
}

void TestSqlTokens::knowsTheServersKeywords()
{
    const test::PostgresServer server;
    const QStringList rows = server.exec(u"select word || ' ' || catcode::text from pg_get_keywords() order by 1"_s)
                                 .split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(rows.size() > 400);
    const QHash<QString, SqlKeywordCategory> categories{{u"U"_s, SqlKeywordCategory::Unreserved},
                                                        {u"C"_s, SqlKeywordCategory::ColumnName},
                                                        {u"T"_s, SqlKeywordCategory::TypeOrFunctionName},
                                                        {u"R"_s, SqlKeywordCategory::Reserved}};
    for (const QString& row : rows) {
        const QStringList parts = row.split(u' ');
        QVERIFY2(sqlKeywordCategory(parts.at(0).toLatin1()) == categories.value(parts.at(1)), qPrintable(row));
        QVERIFY(isSqlKeyword(parts.at(0).toUpper().toLatin1()));
        QVERIFY(sqlKeywords().contains(parts.at(0).toLatin1()));
    }
    QVERIFY(!isSqlKeyword("orders"));
}

QTEST_GUILESS_MAIN(TestSqlTokens)
#include "tst_sql_tokens.moc"
