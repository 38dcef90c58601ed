// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/MaskedError.h"
#include "support/ExampleCatalog.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

//! What Claude may be told of an error. "Anna" is the value that must stay here, in whatever clothes.
class TestMaskedError final : public QObject {
    Q_OBJECT
private slots:
    void keepsWhatIsKnown_data();
    void keepsWhatIsKnown();
    void keepsEveryValueHere_data();
    void keepsEveryValueHere();
    void tellsNothingOfTheFieldsBeside();
    void keepsBrokenFieldsHere();
};

namespace {

PostgresError errorOf(const QString& message, const QString& state = u"42703"_s, int position = 0)
{
    PostgresError error;
    error.sqlState = state;
    error.message = message;
    error.position = position;
    return error;
}

} // namespace

void TestMaskedError::keepsWhatIsKnown_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const QString& state, const QString& message, const QString& told) {
        QTest::newRow(name) << state << message << told;
    };
    row("an unknown column", u"42703"_s, u"column \"anna\" does not exist"_s,
        u"SQLSTATE 42703 (undefined_column) at character 8: column \"…\" does not exist"_s);
    row("a known table", u"42501"_s, u"permission denied for table orders"_s,
        u"SQLSTATE 42501 (insufficient_privilege) at character 8: permission denied for table orders"_s);
    row("a known column with its table", u"42803"_s,
        u"column \"orders.status\" must appear in the GROUP BY clause or be used in an aggregate function"_s,
        u"SQLSTATE 42803 (grouping_error) at character 8: column \"orders.status\" must appear in the GROUP BY clause "
        "or be used in an aggregate function"_s);
    row("types and an operator", u"42883"_s, u"operator does not exist: character varying = integer"_s,
        u"SQLSTATE 42883 (undefined_function) at character 8: operator does not exist: character varying = integer"_s);
    row("a type with its length", u"42883"_s, u"operator does not exist: numeric(10,2)[] || \"char\""_s,
        u"SQLSTATE 42883 (undefined_function) at character 8: operator does not exist: numeric(10,2)[] || \"char\""_s);
    row("a function out of habit", u"42883"_s, u"function ifnull(numeric, integer) does not exist"_s,
        u"SQLSTATE 42883 (undefined_function) at character 8: function ifnull(numeric, integer) does not exist"_s);
    row("another function", u"42883"_s, u"function anna(text) does not exist"_s,
        u"SQLSTATE 42883 (undefined_function) at character 8: function …(text) does not exist"_s);
    row("a keyword", u"42601"_s, u"syntax error at or near \"FROM\""_s,
        u"SQLSTATE 42601 (syntax_error) at character 8: syntax error at or near \"FROM\""_s);
    row("a sign", u"42601"_s, u"syntax error at or near \")\""_s,
        u"SQLSTATE 42601 (syntax_error) at character 8: syntax error at or near \")\""_s);
    row("keywords with a line between", u"42804"_s, u"argument of CASE/WHEN must be type boolean, not type integer"_s,
        u"SQLSTATE 42804 (datatype_mismatch) at character 8: argument of CASE/WHEN must be type boolean, not type "
        "integer"_s);
    row("no place to fill", u"22012"_s, u"division by zero"_s,
        u"SQLSTATE 22012 (division_by_zero) at character 8: division by zero"_s);
    row("another language", u"42703"_s, u"Spalte »orders« existiert nicht"_s,
        u"SQLSTATE 42703 (undefined_column) at character 8"_s);
    row("a state without a name here", u"99999"_s, u"whatever"_s, u"SQLSTATE 99999 at character 8"_s);
}

void TestMaskedError::keepsWhatIsKnown()
{
    QFETCH(QString, state);
    QFETCH(QString, message);
    QFETCH(QString, told);
    QCOMPARE(maskedServerError(errorOf(message, state, 8), exampleCatalog()), told);
}

void TestMaskedError::keepsEveryValueHere_data()
{
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QString& message) { QTest::newRow(name) << message; };
    row("a value behind a colon", u"invalid input syntax for type integer: \"Anna\""_s);
    row("a value with quotes in it", u"invalid input syntax for type integer: \"x\" Anna \"y\""_s);
    row("a value between two known names", u"relation \"orders\" Anna \"orders\" does not exist"_s);
    row("a value that looks like the sentence",
        u"invalid input syntax for type integer: \"x\" does not exist Anna \"orders\""_s);
    row("a value over two lines", u"invalid input syntax for type integer: \"x\nAnna\""_s);
    row("a value with a colon", u"invalid input syntax for type integer: \"a: Anna\""_s);
    row("a day that is none", u"date/time field value out of range: \"2026-02-31 Anna\""_s);
    row("a label that is none", u"invalid input value for enum order_status: \"Anna\""_s);
    row("a number out of range", u"value \"Anna\" is out of range for type integer"_s);
    row("a unit", u"unit \"Anna\" not recognized for type timestamp without time zone"_s);
    row("a setting", u"invalid value \"Anna\" for \"MM\""_s);
    row("an array", u"malformed array literal: \"{Anna\""_s);
    row("a pattern", u"invalid regular expression: parentheses () Anna not balanced"_s);
    row("an open text", u"unterminated quoted string at or near \"'Anna\""_s);
    row("a syntax error", u"syntax error at or near \"Anna\""_s);
    row("a column of that name", u"column \"Anna\" does not exist"_s);
    row("a column without quotes", u"column o.Anna does not exist"_s);
    row("a relation of that name", u"relation \"public.Anna\" does not exist"_s);
    row("a type of that name", u"type \"Anna\" does not exist"_s);
    row("an operator over such a type", u"operator does not exist: Anna = text"_s);
    row("an operator that is none", u"operator does not exist: text Anna text"_s);
    row("a function of that name", u"function Anna(text) does not exist"_s);
    row("a function of such a type", u"function round(text, Anna) does not exist"_s);
    row("a place that is none", u"aggregate functions are not allowed in Anna"_s);
    row("a table without quotes", u"permission denied for table Anna"_s);
    row("a function's own words", u"The customer Anna is locked"_s);
    row("a function's own words behind a colon", u"locked: Anna"_s);
    row("a function's own words with a known name", u"table orders: Anna may not"_s);
    row("a sentence with more behind it", u"division by zero Anna"_s);
    row("a sentence with more before it", u"Anna: division by zero"_s);
    row("German", u"ungültige Eingabesyntax für Typ integer: »Anna«"_s);
    row("German with low quotes", u"ungültige Eingabesyntax für Typ integer: „Anna“"_s);
    row("French", u"syntaxe en entrée invalide pour le type integer : « Anna »"_s);
    row("Swedish", u"ogiltig indatasyntax för typ integer: ”Anna”"_s);
    row("Japanese", u"integer型の入力構文が不正です: 「Anna」"_s);
    row("English quotes of another kind", u"invalid input syntax for type integer: “Anna”"_s);
    row("single quotes", u"invalid input syntax for type integer: 'Anna'"_s);
    row("back quotes", u"invalid input syntax for type integer: `Anna`"_s);
    row("no quotes at all", u"invalid input syntax for type integer: Anna"_s);
    row("a key and its value", u"Key (name)=(Anna) already exists."_s);
    row("a composite", u"malformed record literal: \"(Anna,1)\""_s);
}

void TestMaskedError::keepsEveryValueHere()
{
    QFETCH(QString, message);
    for (const QString& state : {u"22P02"_s, u"42703"_s, u"P0001"_s, QString()}) {
        const QString told = maskedServerError(errorOf(message, state, 3), exampleCatalog());
        QVERIFY2(!told.contains(u"Anna"_s, Qt::CaseInsensitive), qPrintable(told));
        QVERIFY(!told.isEmpty() && !told.contains(u'\n'));
    }
}

void TestMaskedError::tellsNothingOfTheFieldsBeside()
{
    PostgresError error = errorOf(u"division by zero"_s, u"22012"_s);
    error.detail = error.hint = error.context = error.schemaName = error.tableName = error.columnName =
        error.constraintName = u"Anna"_s;
    QCOMPARE(maskedServerError(error, exampleCatalog()), u"SQLSTATE 22012 (division_by_zero): division by zero"_s);
}

void TestMaskedError::keepsBrokenFieldsHere()
{
    QCOMPARE(maskedServerError(errorOf(u"Anna"_s, u"Anna!"_s), exampleCatalog()), u"The server refused it."_s);
    QCOMPARE(maskedServerError(errorOf(u"Anna"_s, QString(), 4), exampleCatalog()), u"At character 4"_s);
}

QTEST_GUILESS_MAIN(TestMaskedError)
#include "tst_masked_error.moc"
