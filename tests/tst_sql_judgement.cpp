// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/StatementCheck.h"
#include "postgres/SqlScript.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

//! Which statements run and which are refused, with the words and the place.
class TestSqlJudgement : public QObject {
    Q_OBJECT

private slots:
    void lets_data();
    void lets();
    void refuses_data();
    void refuses();
    void wantsTheValueInPlaceOfAParameter();
    void refusesFunctions_data();
    void refusesFunctions();
    void pointsAtWhatItRefuses_data();
    void pointsAtWhatItRefuses();
    void checksAnAnswer_data();
    void checksAnAnswer();
};

void TestSqlJudgement::lets_data()
{
    QTest::addColumn<bool>("dummy");
    for (const char* text :
         {"select 1",
          "values (1), (2)",
          "table pg_class",
          "with a as (select 1) select * from a",
          "show all",
          "show search_path",
          "explain select * from t",
          "explain (analyze, verbose, format json) table t",
          "explain analyze values (1)",
          "select pg_sleep(1)",
          "select currval('s'), lastval()",
          "select 'delete from t', 'nextval' as nextval, \"nextval\" from \"insert\"",
          "select nextval.x from nextval",
          "select \"NEXTVAL\"('a')",
          "select other.nextval('a')",
          "select ts_rewrite(a, b, c)",
          "with recursive a(n) as (values (1) union all select n + 1 from a where n < 9) select sum(n) from a",
          "select xmlserialize(content xmlelement(name a) as text), json_agg(x), to_jsonb(t) from t",
          "select * from generate_series(1, 3) with ordinality",
          "select current_setting('a'), setseed(0.5)",
          "select for_update from t",
          "select * from t tablesample system (10)"})
        QTest::newRow(text) << true;
}

void TestSqlJudgement::lets()
{
    const SqlScript script = SqlScript::parse(QTest::currentDataTag());
    QCOMPARE(script.statements.size(), 1);
    QCOMPARE(script.statements.first().findings, QList<Finding>());
    QCOMPARE(script.statements.first().readsOnly, std::optional<bool>(true));
    QVERIFY(!script.statements.first().refusal());
}

void TestSqlJudgement::refuses_data()
{
    QTest::addColumn<QString>("words");
    const QList<std::pair<const char*, const char*>> rows{
        {"insert into t values (1)", "INSERT changes data"},
        {"truncate t", "TRUNCATE TABLE changes data"},
        {"select 1 into t", "SELECT INTO would store"},
        {"select * from (select 1) a, lateral (values (1)) b for update", "FOR UPDATE and FOR SHARE"},
        {"select * from t for no key update", "FOR UPDATE and FOR SHARE"},
        {"select * from (select * from t for share) a", "FOR UPDATE and FOR SHARE"},
        {"with a as (delete from t returning *) select * from a", "holds DELETE"},
        {"select (with a as (insert into t values (1) returning *) select count(*) from a)", "holds INSERT"},
        {"explain analyze with a as (update t set b = 1 returning *) select * from a", "holds UPDATE"},
        {"explain analyze insert into t values (1)", "EXPLAIN is run here only"},
        {"explain create table t as select 1", "EXPLAIN is run here only"},
        {"explain execute p", "EXPLAIN is run here only"},
        {"create table t as select 1", "CREATE TABLE AS would store"},
        {"copy t to program 'sh'", "COPY moves rows"},
        {"do 'begin end'", "DO runs a program"},
        {"call p()", "CALL runs a program"},
        {"commit", "COMMIT is not needed"},
        {"set transaction_read_only = off", "SET would change settings"},
        {"lock t", "LOCK TABLE would hold up"},
        {"vacuum t", "VACUUM is not a query"},
        {"grant select on t to r", "GRANT changes who"},
        {"fetch all from c", "FETCH is not needed"},
        {"execute p", "EXECUTE hides the query"},
        {"drop table t", "DROP TABLE changes the structure"},
        {"alter role r password 'x'", "ALTER ROLE changes who"},
        {"notify a", "NOTIFY is about messages"},
    };
    for (const auto& [text, words] : rows)
        QTest::newRow(text) << QString::fromLatin1(words);
}

void TestSqlJudgement::refuses()
{
    QFETCH(QString, words);
    const SqlScript script = SqlScript::parse(QTest::currentDataTag());
    QCOMPARE(script.statements.size(), 1);
    QCOMPARE(script.statements.first().readsOnly, std::optional<bool>(false));
    const std::optional<Finding> refusal = script.statements.first().refusal();
    QVERIFY(refusal.has_value());
    QVERIFY2(refusal->message.contains(words), qPrintable(refusal->message));
    QVERIFY2(refusal->message.endsWith(u'.'), qPrintable(refusal->message));
    QVERIFY(!refusal->message.contains(u'%'));
}

void TestSqlJudgement::wantsTheValueInPlaceOfAParameter()
{
    const SqlScript script = SqlScript::parse("select 'ä', * from t where a = $12 and b = $1");
    QCOMPARE(script.statements.size(), 1);
    QCOMPARE(script.statements.first().readsOnly, std::optional<bool>(true));
    const std::optional<Finding> refusal = script.statements.first().refusal();
    QVERIFY(refusal.has_value());
    QCOMPARE(refusal->message, u"$12 has no value here. Write the value itself in its place."_s);
    QCOMPARE(script.text.mid(refusal->start, refusal->length), QByteArray("$12"));
    QVERIFY(!SqlScript::parse("select '$1', $$ $1 $$").statements.first().refusal());
}

void TestSqlJudgement::refusesFunctions_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* name : {"pg_terminate_backend",
                             "pg_cancel_backend",
                             "pg_advisory_lock",
                             "pg_advisory_lock_shared",
                             "pg_advisory_xact_lock",
                             "pg_advisory_xact_lock_shared",
                             "pg_try_advisory_lock",
                             "pg_try_advisory_lock_shared",
                             "pg_try_advisory_xact_lock",
                             "pg_try_advisory_xact_lock_shared",
                             "pg_advisory_unlock",
                             "pg_advisory_unlock_shared",
                             "pg_advisory_unlock_all",
                             "pg_logical_emit_message",
                             "lo_create",
                             "lo_creat",
                             "lo_unlink",
                             "lo_import",
                             "lo_export",
                             "lo_from_bytea",
                             "lo_put",
                             "lo_open",
                             "lowrite",
                             "nextval",
                             "setval",
                             "pg_read_file",
                             "pg_read_binary_file",
                             "pg_ls_dir",
                             "pg_ls_waldir",
                             "pg_stat_file",
                             "dblink",
                             "dblink_exec",
                             "dblink_connect_u",
                             "pg_reload_conf",
                             "pg_rotate_logfile",
                             "pg_switch_wal",
                             "set_config",
                             "pg_notify",
                             "query_to_xml",
                             "cursor_to_xml",
                             "table_to_xml",
                             "database_to_xml",
                             "schema_to_xml_and_xmlschema",
                             "ts_stat",
                             "ts_rewrite",
                             "pg_export_snapshot",
                             "pg_stat_reset",
                             "crosstab",
                             "pg_create_restore_point"}) {
        const QByteArray call(name);
        QTest::addRow("%s by its bare name", name) << "select " + call + "(1, 2)";
        QTest::addRow("%s of pg_catalog", name)
            << "select * from (select 1) a where exists (select pg_catalog." + call + "())";
        QTest::addRow("%s quoted, in another case of the keywords, in FROM", name)
            << "SELECT * FROM \"" + call + "\"('x') AS t(a int)";
        QTest::addRow("%s inside EXPLAIN", name) << "explain select case when true then " + call + "(1) end";
    }
    QTest::newRow("nextval behind Unicode escapes") << QByteArray("select U&\"\\006eextval\"('s')");
    QTest::newRow("nextval as a default of an aggregate's filter")
        << QByteArray("select count(*) filter (where nextval('s') > 1) over (order by setval('s', 1)) from t");
    QTest::newRow("dblink in any schema") << QByteArray("select * from extensions.dblink('x', 'y') as t(a int)");
    QTest::newRow("a lambda function of Aurora") << QByteArray("select aws_lambda.invoke('x', '{}')");
}

void TestSqlJudgement::refusesFunctions()
{
    QFETCH(QByteArray, text);
    const SqlScript script = SqlScript::parse(text);
    QCOMPARE(script.statements.size(), 1);
    QCOMPARE(script.statements.first().readsOnly, std::optional<bool>(false));
    const std::optional<Finding> refusal = script.statements.first().refusal();
    QVERIFY(refusal.has_value());
    QVERIFY2(refusal->message.startsWith(u"The function "), qPrintable(refusal->message));
    QVERIFY(refusal->message.endsWith(u'.'));
}

void TestSqlJudgement::pointsAtWhatItRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& place) {
        QTest::newRow(name) << text << place;
    };
    row("the function with its schema", "select 'ä', pg_catalog . nextval('a')", "pg_catalog . nextval");
    row("the function at the text's start of a later statement", "select 1; /* ü */ select setval('a', 1)", "setval");
    row("the function beside a broken statement", "selct 'ü'; select setval('a', 1)", "setval");
    row("the table a CTE deletes from", "with a as (delete from public.t returning 1) table a", "public.t");
    row("the new table", "select 1 as a into \"größe\" from t", "\"größe\"");
    row("the locking clause", "select 'for' from t order by 1 FOR /* x */ Update", "FOR");
    row("the first word of another kind", "  /* x */ Drop table t", "Drop");
}

void TestSqlJudgement::pointsAtWhatItRefuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    const SqlScript script = SqlScript::parse(text);
    const std::optional<Finding> refusal = script.statements.last().refusal();
    QVERIFY(refusal.has_value());
    QCOMPARE(text.mid(refusal->start, refusal->length), place);
}

void TestSqlJudgement::checksAnAnswer_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("checks");
    QTest::newRow("one query that reads passes") << QByteArray("select 1;") << QStringList();
    QTest::newRow("nothing at all is no statement") << QByteArray("-- none") << QStringList{u"one statement"_s};
    QTest::newRow("two are one too many") << QByteArray("select 1; select 2") << QStringList{u"one statement"_s};
    QTest::newRow("a change is not a query") << QByteArray("delete from t") << QStringList{u"reads only"_s};
    QTest::newRow("what does not parse is said") << QByteArray("selct 1") << QStringList{u"parse"_s};
    QTest::newRow("1 MB of 1+ is unknown")
        << "select " + QByteArray("1+").repeated(500'000) + "1" << QStringList{u"parse"_s};
}

void TestSqlJudgement::checksAnAnswer()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, checks);
    QStringList found;
    for (const Finding& finding : checkStatement(SqlScript::parse(text)))
        found.append(finding.check);
    QCOMPARE(found, checks);
}

QTEST_GUILESS_MAIN(TestSqlJudgement)
#include "tst_sql_judgement.moc"
