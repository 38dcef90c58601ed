// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ErrorSentences.h"

#include <QHash>
#include <QList>
#include <QRegularExpression>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

// {n} name, {t} types, {o} operator, {f} function, {w} keywords, {d} number, {v} value. Quotes stand in the sentence.
// The longer of two that could fit comes first.
constexpr std::array sentences{
    u"column \"{n}\" of relation \"{n}\" does not exist",
    u"column \"{n}\" specified in USING clause does not exist in left table",
    u"column \"{n}\" specified in USING clause does not exist in right table",
    u"column \"{n}\" must appear in the GROUP BY clause or be used in an aggregate function",
    u"column \"{n}\" is of type {t} but expression is of type {t}",
    u"column \"{n}\" is not in select list",
    u"column \"{n}\" does not exist",
    u"column {n} does not exist",
    u"column reference \"{n}\" is ambiguous",
    u"column notation .{n} applied to type {t}, which is not a composite type",
    u"column name \"{n}\" appears more than once in USING clause",
    u"common column name \"{n}\" appears more than once in left table",
    u"common column name \"{n}\" appears more than once in right table",
    u"relation \"{n}\" does not exist",
    u"schema \"{n}\" does not exist",
    u"type \"{t}\" does not exist",
    u"window \"{n}\" does not exist",
    u"missing FROM-clause entry for table \"{n}\"",
    u"invalid reference to FROM-clause entry for table \"{n}\"",
    u"table reference \"{n}\" is ambiguous",
    u"table name \"{n}\" specified more than once",
    u"WITH query name \"{n}\" specified more than once",
    u"subquery uses ungrouped column \"{n}\" from outer query",
    u"permission denied for table {n}",
    u"permission denied for view {n}",
    u"permission denied for materialized view {n}",
    u"permission denied for foreign table {n}",
    u"permission denied for sequence {n}",
    u"permission denied for schema {n}",
    u"permission denied for function {f}",
    u"operator does not exist: {t} {o} {t}",
    u"operator does not exist: {o} {t}",
    u"operator is not unique: {t} {o} {t}",
    u"function {f}({t}) does not exist",
    u"function {f}() does not exist",
    u"function {f}({t}) is not unique",
    u"aggregate function {f} does not exist",
    u"aggregate functions are not allowed in {w}",
    u"aggregate function calls cannot be nested",
    u"aggregate function calls cannot contain window function calls",
    u"aggregate function calls cannot contain set-returning function calls",
    u"window functions are not allowed in {w}",
    u"window function calls cannot be nested",
    u"window function {f} requires an OVER clause",
    u"OVER specified, but {f} is not a window function nor an aggregate function",
    u"DISTINCT specified, but {f} is not an aggregate function",
    u"FILTER specified, but {f} is not an aggregate function",
    u"WITHIN GROUP is required for ordered-set aggregate {f}",
    u"DISTINCT is not implemented for window functions",
    u"set-returning functions are not allowed in {w}",
    u"grouping operations are not allowed in {w}",
    u"arguments to GROUPING must be grouping expressions of the associated query level",
    u"argument of {w} must be type {t}, not type {t}",
    u"argument of {w} must not return a set",
    u"{w} types {t} and {t} cannot be matched",
    u"could not identify an equality operator for type {t}",
    u"could not identify an ordering operator for type {t}",
    u"could not determine data type of parameter ${d}",
    u"could not determine polymorphic type because input has type unknown",
    u"could not determine which collation to use for string comparison",
    u"cannot cast type {t} to {t}",
    u"cannot cast type {t} to {t} because they are not compatible",
    u"cannot extract elements from a scalar",
    u"cannot extract elements from an object",
    u"cannot execute {w} in a read-only transaction",
    u"cannot take logarithm of zero",
    u"cannot take logarithm of a negative number",
    u"cannot take square root of a negative number",
    u"each {w} query must have the same number of columns",
    u"SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
    u"for SELECT DISTINCT, ORDER BY expressions must appear in select list",
    u"in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list",
    u"invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
    u"ORDER BY position {d} is not in select list",
    u"GROUP BY position {d} is not in select list",
    u"ORDER BY \"{n}\" is ambiguous",
    u"GROUP BY \"{n}\" is ambiguous",
    u"non-integer constant in {w}",
    u"syntax error at end of input",
    u"syntax error at or near \"{w}\"",
    u"unterminated quoted string at or near \"{v}\"",
    u"unterminated quoted identifier at or near \"{v}\"",
    u"trailing junk after numeric literal at or near \"{v}\"",
    u"subquery must return only one column",
    u"subquery has too many columns",
    u"subquery has too few columns",
    u"subquery in FROM must have an alias",
    u"subquery in FROM cannot refer to other relations of same query level",
    u"VALUES in FROM must have an alias",
    u"VALUES lists must all be the same length",
    u"unequal number of entries in row expressions",
    u"row comparison operator must yield type boolean, not type {t}",
    u"more than one row returned by a subquery used as an expression",
    u"there is no parameter ${d}",
    u"WITH query \"{n}\" does not have a RETURNING clause",
    u"recursive reference to query \"{n}\" must not appear within its non-recursive term",
    u"recursive query \"{n}\" does not have the form non-recursive-term UNION [ALL] recursive-term",
    u"recursive query \"{n}\" column {d} has type {t} in non-recursive term but type {t} overall",
    u"invalid input value for enum {t}: \"{v}\"",
    u"invalid input syntax for type {t}: \"{v}\"",
    u"invalid input syntax for type {t}",
    u"invalid value \"{v}\" for \"{v}\"",
    u"invalid regular expression: {v}",
    u"malformed array literal: \"{v}\"",
    u"malformed range literal: \"{v}\"",
    u"unit \"{v}\" not supported for type {t}",
    u"unit \"{v}\" not recognized for type {t}",
    u"{t} units \"{v}\" not supported",
    u"{t} units \"{v}\" not recognized",
    u"date/time field value out of range: \"{v}\"",
    u"date field value out of range: {v}",
    u"interval field value out of range: \"{v}\"",
    u"time zone \"{v}\" not recognized",
    u"time zone displacement out of range: \"{v}\"",
    u"value \"{v}\" is out of range for type {t}",
    u"{t} out of range",
    u"numeric field overflow",
    u"division by zero",
    u"negative substring length not allowed",
    u"count must be greater than zero",
    u"step size cannot equal zero",
    u"step size cannot be zero",
    u"LIMIT must not be negative",
    u"OFFSET must not be negative",
    u"percentile value {v} is not between 0 and 1",
    u"argument of ntile must be greater than zero",
    u"canceling statement due to statement timeout",
    u"canceling statement due to lock timeout",
    u"canceling statement due to user request",
};

struct Sentence {
    QRegularExpression pattern;
    QString text;
    QList<ErrorPlace> places;
};

ErrorPlace placeOf(QChar letter)
{
    switch (letter.unicode()) {
    case u'n':
        return ErrorPlace::Name;
    case u't':
        return ErrorPlace::Type;
    case u'o':
        return ErrorPlace::Operator;
    case u'f':
        return ErrorPlace::Function;
    case u'w':
        return ErrorPlace::Words;
    case u'd':
        return ErrorPlace::Number;
    default:
        return ErrorPlace::Value;
    }
}

Sentence sentenceOf(QStringView text)
{
    Sentence sentence{{}, text.toString(), {}};
    QString pattern;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'{') {
            sentence.places.append(placeOf(text.at(i + 1)));
            const ErrorPlace place = sentence.places.last();
            pattern += place == ErrorPlace::Operator ? u"([-+*/<>=~!@#%^&|`?]{1,4})"_s
                     : place == ErrorPlace::Number   ? u"([0-9]{1,3})"_s
                                                     : u"(.+?)"_s;
            i += 2;
        } else {
            pattern += QRegularExpression::escape(text.mid(i, 1));
        }
    }
    sentence.pattern = QRegularExpression(QRegularExpression::anchoredPattern(pattern),
                                          QRegularExpression::DotMatchesEverythingOption);
    return sentence;
}

const QList<Sentence>& knownSentences()
{
    static const QList<Sentence> known = [] {
        QList<Sentence> list;
        for (const char16_t* text : sentences)
            list.append(sentenceOf(QStringView(text)));
        return list;
    }();
    return known;
}

} // namespace

std::optional<QString> filledErrorSentence(const QString& message,
                                           const std::function<QString(ErrorPlace, const QString&)>& show)
{
    for (const Sentence& sentence : knownSentences()) {
        const QRegularExpressionMatch match = sentence.pattern.match(message);
        if (!match.hasMatch())
            continue;
        QString filled = sentence.text;
        qsizetype from = 0;
        for (qsizetype i = 0; i < sentence.places.size(); ++i) {
            const QString shown = show(sentence.places.at(i), match.captured(int(i) + 1));
            const qsizetype at = filled.indexOf(u'{', from);
            filled.replace(at, 3, shown);
            from = at + shown.size();
        }
        return filled;
    }
    return std::nullopt;
}

QString conditionName(const QString& sqlState)
{
    static const QHash<QString, QString> names{
        {u"0A000"_s, u"feature_not_supported"_s},
        {u"21000"_s, u"cardinality_violation"_s},
        {u"22003"_s, u"numeric_value_out_of_range"_s},
        {u"22004"_s, u"null_value_not_allowed"_s},
        {u"22007"_s, u"invalid_datetime_format"_s},
        {u"22008"_s, u"datetime_field_overflow"_s},
        {u"22009"_s, u"invalid_time_zone_displacement_value"_s},
        {u"2200B"_s, u"escape_character_conflict"_s},
        {u"22011"_s, u"substring_error"_s},
        {u"22012"_s, u"division_by_zero"_s},
        {u"22018"_s, u"invalid_character_value_for_cast"_s},
        {u"2201B"_s, u"invalid_regular_expression"_s},
        {u"2201E"_s, u"invalid_argument_for_logarithm"_s},
        {u"2201F"_s, u"invalid_argument_for_power_function"_s},
        {u"2201W"_s, u"invalid_row_count_in_limit_clause"_s},
        {u"2201X"_s, u"invalid_row_count_in_result_offset_clause"_s},
        {u"22023"_s, u"invalid_parameter_value"_s},
        {u"22025"_s, u"invalid_escape_sequence"_s},
        {u"2202E"_s, u"array_subscript_error"_s},
        {u"22P02"_s, u"invalid_text_representation"_s},
        {u"25006"_s, u"read_only_sql_transaction"_s},
        {u"3F000"_s, u"invalid_schema_name"_s},
        {u"42501"_s, u"insufficient_privilege"_s},
        {u"42601"_s, u"syntax_error"_s},
        {u"42602"_s, u"invalid_name"_s},
        {u"42622"_s, u"name_too_long"_s},
        {u"42701"_s, u"duplicate_column"_s},
        {u"42702"_s, u"ambiguous_column"_s},
        {u"42703"_s, u"undefined_column"_s},
        {u"42704"_s, u"undefined_object"_s},
        {u"42712"_s, u"duplicate_alias"_s},
        {u"42725"_s, u"ambiguous_function"_s},
        {u"42803"_s, u"grouping_error"_s},
        {u"42804"_s, u"datatype_mismatch"_s},
        {u"42809"_s, u"wrong_object_type"_s},
        {u"42846"_s, u"cannot_coerce"_s},
        {u"42883"_s, u"undefined_function"_s},
        {u"42P01"_s, u"undefined_table"_s},
        {u"42P02"_s, u"undefined_parameter"_s},
        {u"42P08"_s, u"ambiguous_parameter"_s},
        {u"42P09"_s, u"ambiguous_alias"_s},
        {u"42P10"_s, u"invalid_column_reference"_s},
        {u"42P18"_s, u"indeterminate_datatype"_s},
        {u"42P19"_s, u"invalid_recursion"_s},
        {u"42P20"_s, u"windowing_error"_s},
        {u"42P21"_s, u"collation_mismatch"_s},
        {u"42P22"_s, u"indeterminate_collation"_s},
        {u"54001"_s, u"statement_too_complex"_s},
        {u"57014"_s, u"query_canceled"_s},
        {u"P0001"_s, u"raise_exception"_s},
    };
    return names.value(sqlState);
}

} // namespace parlance
