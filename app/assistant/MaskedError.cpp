// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/MaskedError.h"

#include "assistant/ErrorSentences.h"
#include "postgres/SqlScript.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

const QString masked = u"…"_s;

const QSet<QString>& builtInTypes()
{
    static const QSet<QString> types{u"bigint"_s,
                                     u"bit"_s,
                                     u"bit varying"_s,
                                     u"boolean"_s,
                                     u"bytea"_s,
                                     u"char"_s,
                                     u"\"char\""_s,
                                     u"character"_s,
                                     u"character varying"_s,
                                     u"cidr"_s,
                                     u"date"_s,
                                     u"daterange"_s,
                                     u"double precision"_s,
                                     u"inet"_s,
                                     u"int4range"_s,
                                     u"int8range"_s,
                                     u"integer"_s,
                                     u"interval"_s,
                                     u"json"_s,
                                     u"jsonb"_s,
                                     u"jsonpath"_s,
                                     u"money"_s,
                                     u"name"_s,
                                     u"numeric"_s,
                                     u"numrange"_s,
                                     u"oid"_s,
                                     u"point"_s,
                                     u"real"_s,
                                     u"record"_s,
                                     u"regclass"_s,
                                     u"smallint"_s,
                                     u"text"_s,
                                     u"time"_s,
                                     u"time with time zone"_s,
                                     u"time without time zone"_s,
                                     u"time zone"_s,
                                     u"timestamp"_s,
                                     u"timestamp with time zone"_s,
                                     u"timestamp without time zone"_s,
                                     u"timestamptz"_s,
                                     u"tsquery"_s,
                                     u"tsrange"_s,
                                     u"tstzrange"_s,
                                     u"tsvector"_s,
                                     u"unknown"_s,
                                     u"uuid"_s,
                                     u"xml"_s};
    return types;
}

//! Functions that people and models write out of habit; the name of any other one is masked.
const QSet<QString>& commonFunctions()
{
    static const QSet<QString> functions{u"abs"_s,
                                         u"age"_s,
                                         u"array_agg"_s,
                                         u"avg"_s,
                                         u"cast"_s,
                                         u"ceil"_s,
                                         u"char_length"_s,
                                         u"charindex"_s,
                                         u"coalesce"_s,
                                         u"concat"_s,
                                         u"convert"_s,
                                         u"count"_s,
                                         u"curdate"_s,
                                         u"date"_s,
                                         u"date_add"_s,
                                         u"date_format"_s,
                                         u"date_part"_s,
                                         u"date_sub"_s,
                                         u"date_trunc"_s,
                                         u"dateadd"_s,
                                         u"datediff"_s,
                                         u"datepart"_s,
                                         u"day"_s,
                                         u"extract"_s,
                                         u"first_value"_s,
                                         u"floor"_s,
                                         u"format"_s,
                                         u"generate_series"_s,
                                         u"getdate"_s,
                                         u"greatest"_s,
                                         u"group_concat"_s,
                                         u"hour"_s,
                                         u"if"_s,
                                         u"ifnull"_s,
                                         u"iif"_s,
                                         u"instr"_s,
                                         u"isnull"_s,
                                         u"lag"_s,
                                         u"last_day"_s,
                                         u"last_value"_s,
                                         u"lead"_s,
                                         u"least"_s,
                                         u"left"_s,
                                         u"len"_s,
                                         u"length"_s,
                                         u"lower"_s,
                                         u"ltrim"_s,
                                         u"make_date"_s,
                                         u"max"_s,
                                         u"median"_s,
                                         u"min"_s,
                                         u"mod"_s,
                                         u"month"_s,
                                         u"now"_s,
                                         u"nullif"_s,
                                         u"nvl"_s,
                                         u"percentile_cont"_s,
                                         u"position"_s,
                                         u"power"_s,
                                         u"quarter"_s,
                                         u"rank"_s,
                                         u"replace"_s,
                                         u"right"_s,
                                         u"round"_s,
                                         u"row_number"_s,
                                         u"rtrim"_s,
                                         u"split_part"_s,
                                         u"str_to_date"_s,
                                         u"string_agg"_s,
                                         u"strftime"_s,
                                         u"substr"_s,
                                         u"substring"_s,
                                         u"sum"_s,
                                         u"to_char"_s,
                                         u"to_date"_s,
                                         u"to_number"_s,
                                         u"to_timestamp"_s,
                                         u"trim"_s,
                                         u"trunc"_s,
                                         u"upper"_s,
                                         u"variance"_s,
                                         u"week"_s,
                                         u"year"_s};
    return functions;
}

class Masker final {
public:
    explicit Masker(const SchemaCatalog& catalog)
    {
        for (const Schema& schema : catalog.schemas) {
            m_names.insert(schema.name);
            for (const Table& table : schema.tables) {
                m_names.insert(table.name);
                for (const Column& column : table.columns) {
                    m_names.insert(column.name);
                    m_types.insert(withoutModifier(column.type));
                }
            }
        }
    }

    QString show(ErrorPlace place, const QString& text) const
    {
        switch (place) {
        case ErrorPlace::Name:
            return isName(text) ? text : masked;
        case ErrorPlace::Type:
            return types(text);
        case ErrorPlace::Operator:
            return isOperator(text) ? text : masked;
        case ErrorPlace::Function:
            return commonFunctions().contains(text.toLower()) ? text : masked;
        case ErrorPlace::Words:
            return areWords(text) ? text : masked;
        case ErrorPlace::Number:
            return isNumber(text) ? text : masked;
        case ErrorPlace::Value:
            break;
        }
        return masked;
    }

private:
    static QString withoutModifier(QString type)
    {
        static const QRegularExpression modifier(u"\\(\\d+(,\\d+)?\\)"_s);
        type.remove(modifier);
        while (type.endsWith("[]"_L1))
            type.chop(2);
        return type;
    }

    //! A name of the catalog, or several with dots between them.
    bool isName(const QString& text) const
    {
        if (m_names.contains(text))
            return true;
        const QStringList parts = text.split(u'.');
        return std::all_of(parts.cbegin(), parts.cend(),
                           [this](const QString& part) { return m_names.contains(part); });
    }

    bool isType(const QString& text) const
    {
        const QString bare = withoutModifier(text);
        return builtInTypes().contains(bare) || m_types.contains(bare);
    }

    QString types(const QString& text) const
    {
        if (isType(text)) // numeric(10,2) has a comma of its own
            return text;
        QStringList shown;
        for (const QString& type : text.split(u", "_s))
            shown.append(isType(type) ? type : masked);
        return shown.join(u", "_s);
    }

    static bool isOperator(const QString& text)
    {
        static const QString signs = u"+-*/<>=~!@#%^&|`?"_s;
        return text.size() <= 4 && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return signs.contains(c); });
    }

    static bool isNumber(const QString& text)
    {
        return text.size() <= 3 &&
               std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    }

    //! Keywords of PostgreSQL's grammar, or what its sentences call their places.
    static bool areWords(const QString& text)
    {
        static const QSet<QString> more{u"conditions"_s, u"clause"_s, u"expressions"_s,
                                        u"functions"_s,  u"query"_s,  u"policy"_s};
        static const QString punctuation = u"()[],;.:*+-/<>=%"_s;
        if (text.size() == 1 && punctuation.contains(text))
            return true;
        const QStringList words = QString(text).replace(u'/', u' ').split(u' ');
        return words.size() <= 5 && std::all_of(words.cbegin(), words.cend(), [](const QString& word) {
                   return more.contains(word) || isSqlKeyword(word.toUtf8());
               });
    }

    QSet<QString> m_names;
    QSet<QString> m_types;
};

//! As the server writes it: five capitals and digits.
bool isSqlState(const QString& text)
{
    return text.size() == 5 && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z');
           });
}

} // namespace

QString maskedServerError(const PostgresError& error, const SchemaCatalog& catalog)
{
    QString text;
    if (isSqlState(error.sqlState)) {
        const QString condition = conditionName(error.sqlState);
        text = u"SQLSTATE "_s + error.sqlState + (condition.isEmpty() ? QString() : u" ("_s + condition + u')');
    }
    if (error.position > 0)
        text += (text.isEmpty() ? u"At character %1"_s : u" at character %1"_s).arg(error.position);
    const Masker masker(catalog);
    const std::optional<QString> sentence = filledErrorSentence(
        error.message, [&masker](ErrorPlace place, const QString& found) { return masker.show(place, found); });
    if (sentence)
        text += (text.isEmpty() ? QString() : u": "_s) + *sentence;
    return text.isEmpty() ? u"The server refused it."_s : text;
}

} // namespace parlance
