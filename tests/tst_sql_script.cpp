// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlScript.h"

#include <QtTest>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

namespace {

QByteArray repeated(const char* piece, qsizetype bytes)
{
    return QByteArray(piece).repeated(bytes / qsizetype(qstrlen(piece)));
}

QString firstMessage(const SqlStatement& statement)
{
    return statement.findings.isEmpty() ? QString() : statement.findings.first().message;
}

} // namespace

//! A text of SQL: where its statements begin and end, what each is, and what becomes of text that is none.
class TestSqlScript : public QObject {
    Q_OBJECT

private slots:
    void splits_data();
    void splits();
    void keepsTheOthersOfABrokenStatement_data();
    void keepsTheOthersOfABrokenStatement();
    void namesTheCommandTag_data();
    void namesTheCommandTag();
    void saysWhereAStatementDoesNotParse_data();
    void saysWhereAStatementDoesNotParse();
    void survives_data();
    void survives();
    void parsesTwentyThousandTokensFromAThreadWithASmallStack();
    void findsTheStatementUnderTheCursor_data();
    void findsTheStatementUnderTheCursor();
    void quotesOnlyWhereNeeded_data();
    void quotesOnlyWhereNeeded();
};

void TestSqlScript::splits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("statements");
    const auto row = [](const char* name, const QByteArray& text, const QList<QByteArray>& statements) {
        QTest::newRow(name) << text << statements;
    };
    row("nothing in an empty text", "", {});
    row("nothing in blanks, comments and semicolons", " \n -- a\n;; /* b */ ;", {});
    row("one statement without a semicolon", "select 1", {"select 1"});
    row("a leading comment and blanks are left out", "\n-- first\n/* c */ select 1 ; -- end\n", {"select 1"});
    row("a comment inside stays", "select /* ; */ 1 -- ;\n + 2;select 3", {"select /* ; */ 1 -- ;\n + 2", "select 3"});
    row("multi-byte text before and inside", "select 'äöü€😀'; select \"größe\" from \"straße\" ; ",
        {"select 'äöü€😀'", "select \"größe\" from \"straße\""});
    row("semicolons in strings and names", "select ';', e'\\';', \"a;b\", $x$;$x$, $$;$$; table t",
        {"select ';', e'\\';', \"a;b\", $x$;$x$, $$;$$", "table t"});
    row("a dollar-quoted body", "do $$ begin; end $$; select 1", {"do $$ begin; end $$", "select 1"});
    row("a BEGIN ATOMIC body",
        "create function f() returns int language sql begin atomic select 1; select case when true then 2 end; end; "
        "select 3",
        {"create function f() returns int language sql begin atomic select 1; select case when true then 2 end; end",
         "select 3"});
    row("a rule with several actions", "create rule r as on insert to t do (select 1; select 2); select 3",
        {"create rule r as on insert to t do (select 1; select 2)", "select 3"});
    row("strings on two lines", "select 'a'\n'b;c'; select 2", {"select 'a'\n'b;c'", "select 2"});
    row("carriage returns", "select 1;\r\nselect 2;\r\n", {"select 1", "select 2"});
}

void TestSqlScript::splits()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, statements);
    const SqlScript script = SqlScript::parse(text);
    QCOMPARE(script.text, text);
    QList<QByteArray> found;
    for (qsizetype i = 0; i < script.statements.size(); ++i) {
        found.append(script.statementText(i));
        QVERIFY(script.statements.at(i).isParsed());
    }
    QCOMPARE(found, statements);
}

void TestSqlScript::keepsTheOthersOfABrokenStatement_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("statements");
    QTest::addColumn<QStringList>("kinds");
    const auto row = [](const char* name, const QByteArray& text, const QList<QByteArray>& statements,
                        const QStringList& kinds) { QTest::newRow(name) << text << statements << kinds; };
    row("a misspelled word in the middle", "select 1; selct 2; table t", {"select 1", "selct 2", "table t"},
        {u"SELECT"_s, QString(), u"SELECT"_s});
    row("a parenthesis not closed yet", "select count( ; select (2); show all",
        {"select count(", "select (2)", "show all"}, {QString(), u"SELECT"_s, u"SHOW"_s});
    row("a clause being typed", "select 'ä' from; delete from t", {"select 'ä' from", "delete from t"},
        {QString(), u"DELETE"_s});
    row("a BEGIN ATOMIC body keeps whole beside a broken statement",
        "selct; create function f() returns int language sql begin atomic select 1; select 2; end",
        {"selct", "create function f() returns int language sql begin atomic select 1; select 2; end"},
        {QString(), u"CREATE FUNCTION"_s});
    row("a rule's list keeps whole beside a broken statement",
        "selct; create rule r as on insert to t do (select 1; select 2); select 3",
        {"selct", "create rule r as on insert to t do (select 1; select 2)", "select 3"},
        {QString(), u"CREATE RULE"_s, u"SELECT"_s});
    row("an open string takes the rest with it", "select 1; select 'a; select 2", {"select 1", "select 'a; select 2"},
        {u"SELECT"_s, QString()});
    row("a newer server's grammar", "select json_serialize(x returning text); select 1",
        {"select json_serialize(x returning text)", "select 1"}, {QString(), u"SELECT"_s});
}

void TestSqlScript::keepsTheOthersOfABrokenStatement()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, statements);
    QFETCH(QStringList, kinds);
    const SqlScript script = SqlScript::parse(text);
    QList<QByteArray> found;
    QStringList foundKinds;
    for (qsizetype i = 0; i < script.statements.size(); ++i) {
        found.append(script.statementText(i));
        foundKinds.append(script.statements.at(i).kind);
        QCOMPARE(script.statements.at(i).readsOnly.has_value(), script.statements.at(i).isParsed());
    }
    QCOMPARE(found, statements);
    QCOMPARE(foundKinds, kinds);
}

void TestSqlScript::namesTheCommandTag_data()
{
    QTest::addColumn<QString>("kind");
    const QList<std::pair<const char*, const char*>> rows{
        {"select 1", "SELECT"},
        {"values (1)", "SELECT"},
        {"table t", "SELECT"},
        {"with a as (select 1) table a", "SELECT"},
        {"with a as (select 1) insert into t select * from a", "INSERT"},
        {"with a as (select 1) delete from t using a", "DELETE"},
        {"select 1 union select 2", "SELECT"},
        {"select 1 into t", "SELECT INTO"},
        {"insert into t values (1)", "INSERT"},
        {"update t set a = 1", "UPDATE"},
        {"delete from t", "DELETE"},
        {"merge into t using s on true when matched then delete", "MERGE"},
        {"create table t (a int)", "CREATE TABLE"},
        {"create table t as select 1", "CREATE TABLE AS"},
        {"create materialized view t as select 1", "CREATE MATERIALIZED VIEW"},
        {"create view v as select 1", "CREATE VIEW"},
        {"create index on t (a)", "CREATE INDEX"},
        {"create function f() returns int language sql as 'select 1'", "CREATE FUNCTION"},
        {"create procedure f() language sql as 'select 1'", "CREATE PROCEDURE"},
        {"create aggregate a (int) (sfunc = f, stype = int)", "CREATE AGGREGATE"},
        {"create type t as enum ('a')", "CREATE TYPE"},
        {"create type t as (a int)", "CREATE TYPE"},
        {"create role r", "CREATE ROLE"},
        {"create user r", "CREATE ROLE"},
        {"create database d", "CREATE DATABASE"},
        {"create extension e", "CREATE EXTENSION"},
        {"alter table t add a int", "ALTER TABLE"},
        {"alter table t rename column a to b", "ALTER TABLE"},
        {"alter view v rename to w", "ALTER VIEW"},
        {"alter index i rename to j", "ALTER INDEX"},
        {"alter sequence s restart", "ALTER SEQUENCE"},
        {"alter function f() volatile", "ALTER FUNCTION"},
        {"alter type t add value 'b'", "ALTER TYPE"},
        {"alter type t rename attribute a to b", "ALTER TYPE"},
        {"alter schema s owner to r", "ALTER SCHEMA"},
        {"alter materialized view v set schema s", "ALTER MATERIALIZED VIEW"},
        {"alter system set a = 1", "ALTER SYSTEM"},
        {"alter role r set a = 1", "ALTER ROLE"},
        {"drop table t", "DROP TABLE"},
        {"drop view v", "DROP VIEW"},
        {"drop foreign data wrapper f", "DROP FOREIGN DATA WRAPPER"},
        {"drop server s", "DROP SERVER"},
        {"drop statistics s", "DROP STATISTICS"},
        {"drop text search parser p", "DROP TEXT SEARCH PARSER"},
        {"drop operator class c using btree", "DROP OPERATOR CLASS"},
        {"drop owned by r", "DROP OWNED"},
        {"truncate t", "TRUNCATE TABLE"},
        {"comment on table t is 'x'", "COMMENT"},
        {"grant select on t to r", "GRANT"},
        {"revoke select on t from r", "REVOKE"},
        {"grant a to b", "GRANT ROLE"},
        {"revoke a from b", "REVOKE ROLE"},
        {"copy t to stdout", "COPY"},
        {"copy t from stdin", "COPY"},
        {"do 'begin end'", "DO"},
        {"call p()", "CALL"},
        {"vacuum", "VACUUM"},
        {"analyze", "ANALYZE"},
        {"reindex table t", "REINDEX"},
        {"cluster", "CLUSTER"},
        {"checkpoint", "CHECKPOINT"},
        {"refresh materialized view v", "REFRESH MATERIALIZED VIEW"},
        {"lock t", "LOCK TABLE"},
        {"begin", "BEGIN"},
        {"start transaction read write", "START TRANSACTION"},
        {"commit", "COMMIT"},
        {"end", "COMMIT"},
        {"rollback", "ROLLBACK"},
        {"abort", "ROLLBACK"},
        {"savepoint s", "SAVEPOINT"},
        {"rollback to s", "ROLLBACK"},
        {"release s", "RELEASE"},
        {"prepare transaction 'x'", "PREPARE TRANSACTION"},
        {"commit prepared 'x'", "COMMIT PREPARED"},
        {"set a = 1", "SET"},
        {"set local a to default", "SET"},
        {"set transaction read write", "SET"},
        {"set constraints all deferred", "SET CONSTRAINTS"},
        {"reset a", "RESET"},
        {"reset all", "RESET"},
        {"show a", "SHOW"},
        {"show all", "SHOW"},
        {"explain select 1", "EXPLAIN"},
        {"explain (analyze, buffers) delete from t", "EXPLAIN"},
        {"prepare p as select 1", "PREPARE"},
        {"execute p", "EXECUTE"},
        {"deallocate p", "DEALLOCATE"},
        {"deallocate all", "DEALLOCATE ALL"},
        {"declare c cursor for select 1", "DECLARE CURSOR"},
        {"fetch c", "FETCH"},
        {"move c", "MOVE"},
        {"close c", "CLOSE CURSOR"},
        {"close all", "CLOSE CURSOR ALL"},
        {"discard all", "DISCARD ALL"},
        {"discard temp", "DISCARD TEMP"},
        {"listen a", "LISTEN"},
        {"unlisten *", "UNLISTEN"},
        {"notify a", "NOTIFY"},
        {"load 'x'", "LOAD"},
        {"security label on table t is 'x'", "SECURITY LABEL"},
        {"import foreign schema s from server t into u", "IMPORT FOREIGN SCHEMA"},
        {"reassign owned by a to b", "REASSIGN OWNED"},
        {"alter default privileges grant select on tables to r", "ALTER DEFAULT PRIVILEGES"},
    };
    for (const auto& [text, kind] : rows)
        QTest::newRow(text) << QString::fromLatin1(kind);
}

void TestSqlScript::namesTheCommandTag()
{
    QFETCH(QString, kind);
    const SqlScript script = SqlScript::parse(QTest::currentDataTag());
    QCOMPARE(script.statements.size(), 1);
    QCOMPARE(script.statements.first().kind, kind);
    QVERIFY(script.statements.first().readsOnly.has_value());
}

void TestSqlScript::saysWhereAStatementDoesNotParse_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rest"); // from the place to the end
    QTest::addColumn<QString>("words");
    QTest::newRow("behind multi-byte text")
        << QByteArray("select 'ä€😀' frmo 1 x") << QByteArray("1 x") << u"syntax error at or near \"1\""_s;
    QTest::newRow("in a later statement") << QByteArray("select 'ü'; -- ö\nselect 'ü', from t") << QByteArray("from t")
                                          << u"syntax error at or near \"from\""_s;
    QTest::newRow("at the end") << QByteArray("select 1 from") << QByteArray("") << u"syntax error at end of input"_s;
    QTest::newRow("at an open string") << QByteArray("select 'ab") << QByteArray("'ab")
                                       << u"unterminated quoted string"_s;
}

void TestSqlScript::saysWhereAStatementDoesNotParse()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rest);
    QFETCH(QString, words);
    const SqlScript script = SqlScript::parse(text);
    const SqlStatement& statement = script.statements.last();
    QCOMPARE(statement.kind, QString());
    QVERIFY(!statement.readsOnly.has_value());
    QVERIFY(!statement.refusal());
    QCOMPARE(statement.findings.size(), 1);
    QCOMPARE(statement.findings.first().check, u"parse"_s);
    QCOMPARE(statement.findings.first().severity, Finding::Severity::Warning);
    QVERIFY2(firstMessage(statement).contains(words), qPrintable(firstMessage(statement)));
    QCOMPARE(text.mid(statement.findings.first().start), rest);
}

void TestSqlScript::survives_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("refused");
    const qsizetype megabyte = 1024 * 1024;
    const auto row = [](const char* name, const QByteArray& text, bool refused = false) {
        QTest::newRow(name) << text << refused;
    };
    row("1 MB of 1+", "select " + repeated("1+", megabyte - 10) + "1");
    row("1 MB of open parentheses", repeated("(", megabyte));
    row("1 MB of closing parentheses", repeated(")", megabyte));
    row("1 MB of balanced parentheses", "select " + repeated("(", 500'000) + "1" + repeated(")", 500'000));
    row("1 MB of union all", "select 1 " + repeated("union all select 1 ", megabyte - 10));
    row("1 MB of not", "select " + repeated("not ", megabyte - 20) + "true");
    row("1 MB of casts", "select 1" + repeated("::int", megabyte - 20));
    row("1 MB of case", "select " + repeated("case when ", megabyte - 20));
    row("1 MB of open comments", repeated("/*", megabyte) + "*/ x"); // over 1 MB
    row("2 MB of a simple query", "select '" + repeated("x", 2 * megabyte) + "'");
    row("20,001 words", "select " + repeated("1+", 39'998) + "1");
    row("a NUL byte in front of another statement", QByteArray("select 1 \0; delete from t", 26), true);
    row("invalid UTF-8", "select '\xff\xfe\xc3'");
    row("a lone surrogate", "select '\xed\xa0\x80'");
    row("an overlong NUL", "select '\xc0\x80'");
    row("a cut multi-byte name", "select \"" + repeated("ä", 62) + "\xc3");
    row("a surrogate in an escape", "select E'\\ud800'");
    row("a Unicode escape that is none", "select U&'\\00zz'");
    row("control characters and signs of no grammar", "select \x01\x02 \\ { } ? [");
}

void TestSqlScript::survives()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, refused);
    const std::clock_t before = std::clock(); // the process's own time: what others do on the machine does not count
    const SqlScript script = SqlScript::parse(text);
    const auto seconds = double(std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY2(seconds < 30, qPrintable(QString::number(seconds)));
    QCOMPARE(script.text, text);
    for (const SqlStatement& statement : script.statements) {
        QVERIFY(statement.start >= 0 && statement.length > 0 && statement.start + statement.length <= text.size());
    }
    if (script.statements.isEmpty())
        QVERIFY(text.startsWith("/*")); // nothing but a comment
    else {
        const SqlStatement& first = script.statements.first();
        QCOMPARE(first.kind, QString());
        QVERIFY(!first.readsOnly.has_value());
        QCOMPARE(first.refusal().has_value(), refused);
        QVERIFY(!first.findings.isEmpty());
    }
}

void TestSqlScript::parsesTwentyThousandTokensFromAThreadWithASmallStack()
{
    // 512 KB is what a thread of macOS has; the parser would end the process there.
    class Caller final : public QThread {
    public:
        void run() override
        {
            plus = SqlScript::parse("select " + QByteArray("1+").repeated(9'999) + "1");
            parentheses = SqlScript::parse("select " + QByteArray("-").repeated(4'000) +
                                           QByteArray("(").repeated(4'000) + "1" + QByteArray(")").repeated(4'000));
            casts = SqlScript::parse("select 1" + QByteArray("::int").repeated(9'000));
            unions = SqlScript::parse("select 1" + QByteArray(" union all select 1").repeated(4'900));
        }
        SqlScript plus, parentheses, casts, unions;
    };
    Caller caller;
    caller.setStackSize(512 * 1024);
    caller.start();
    QVERIFY(caller.wait(60'000));
    QCOMPARE(caller.plus.statements.first().readsOnly, std::optional<bool>(true));
    QCOMPARE(caller.casts.statements.first().readsOnly, std::optional<bool>(true));
    QCOMPARE(caller.unions.statements.first().readsOnly, std::optional<bool>(true));
    QCOMPARE(caller.parentheses.statements.size(), 1);
}

void TestSqlScript::findsTheStatementUnderTheCursor_data()
{
    QTest::addColumn<QByteArray>("text"); // the cursor is at |
    QTest::addColumn<int>("index");
    QTest::newRow("before everything on an empty line") << QByteArray("|\nselect 1;") << -1;
    QTest::newRow("at the first byte") << QByteArray("|select 1; select 2") << 0;
    QTest::newRow("at the end before the semicolon") << QByteArray("select 1|; select 2") << 0;
    QTest::newRow("behind the semicolon on the same line") << QByteArray("select 1; | -- x\n select 2") << 0;
    QTest::newRow("at the start of the next one without a blank") << QByteArray("select 1;|select 2") << 1;
    QTest::newRow("on a blank line inside a statement") << QByteArray("select 1;\nselect\n|\n 2;") << 1;
    QTest::newRow("on a blank line between two") << QByteArray("select 1;\n|\nselect 2") << -1;
    QTest::newRow("behind the last one's line") << QByteArray("select 1;\n|") << -1;
    QTest::newRow("in a comment on a later line") << QByteArray("select 1\n-- note|") << 0;
    QTest::newRow("at the start of a comment on a later line") << QByteArray("select 1\n\n|-- note") << 0;
    QTest::newRow("in a comment before the semicolon") << QByteArray("select 1\n-- no|te\n; select 2") << 0;
    QTest::newRow("in a comment behind the last semicolon") << QByteArray("select 1;\n/* a\n|b */\n") << 0;
    QTest::newRow("in the second of two comments") << QByteArray("select 1\n-- a\n-- b|") << 0;
    QTest::newRow("in a comment over a statement") << QByteArray("select 1;\n-- two|\nselect 2") << 1;
    QTest::newRow("in the first of two comments over one") << QByteArray("select 1;\n\n-- t|wo\n-- b\nselect 2") << 1;
    QTest::newRow("in a comment before everything") << QByteArray("-- first|\n\nselect 1") << 0;
    QTest::newRow("in a comment right under a statement") << QByteArray("select 1;\n-- of 1|\n\nselect 2") << 0;
    QTest::newRow("in a comment alone") << QByteArray("-- nothing|") << -1;
    QTest::newRow("on the line behind a comment") << QByteArray("select 1\n-- note\n|") << -1;
}

void TestSqlScript::findsTheStatementUnderTheCursor()
{
    QFETCH(QByteArray, text);
    QFETCH(int, index);
    const qsizetype offset = text.indexOf('|');
    text.remove(offset, 1);
    QCOMPARE(SqlScript::parse(text).statementAt(offset), qsizetype(index));
}

void TestSqlScript::quotesOnlyWhereNeeded_data()
{
    QTest::addColumn<QString>("written");
    QTest::newRow("orders") << u"orders"_s;
    QTest::newRow("order") << u"\"order\""_s;
    QTest::newRow("Orders") << u"\"Orders\""_s;
    QTest::newRow("1st") << u"\"1st\""_s;
    QTest::newRow("name") << u"name"_s;
    QTest::newRow("between") << u"\"between\""_s;
    QTest::newRow("left") << u"\"left\""_s;
    QTest::newRow("a\"b") << u"\"a\"\"b\""_s;
    QTest::newRow("größe") << u"\"größe\""_s;
    QTest::newRow("a b") << u"\"a b\""_s;
    QTest::newRow("system_user") << u"\"system_user\""_s;
    QTest::newRow("") << u"\"\""_s;
}

void TestSqlScript::quotesOnlyWhereNeeded()
{
    QFETCH(QString, written);
    const QString name = QString::fromUtf8(QTest::currentDataTag());
    QCOMPARE(quotedIdentifier(name), written);
    QCOMPARE(qualifiedName(u"public"_s, name), written);
    QCOMPARE(qualifiedName(u"My"_s, name), u"\"My\"." + written);
}

QTEST_GUILESS_MAIN(TestSqlScript)
#include "tst_sql_script.moc"
