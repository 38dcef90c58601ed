// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ExpressionWords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Reading {
    Q_DECLARE_TR_FUNCTIONS(Reading)
};

constexpr qsizetype mostTokens = 200;

template <std::size_t N>
bool isOneOf(QByteArrayView word, const std::array<QByteArrayView, N>& words)
{
    return std::any_of(words.begin(), words.end(), [word](QByteArrayView other) { return word == other; });
}

bool isIntegerType(const QString& type)
{
    return type == u"integer" || type == u"bigint" || type == u"smallint";
}

bool isPartOfDay(const QByteArray& word)
{
    static constexpr std::array<QByteArrayView, 6> parts{"year", "quarter", "month", "week", "day", "hour"};
    return isOneOf(word, parts);
}

QString unquoted(const QByteArray& text)
{
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

QString whereText(const QString& words, const QString& condition)
{
    return Reading::tr("%1 where %2").arg(words, condition);
}

} // namespace

ExpressionWords::ExpressionWords(const SqlReading& reading, const SqlScript& script, const ReadingNames& names,
                                 int query)
    : m_reading(reading)
    , m_script(script)
    , m_names(names)
    , m_query(query)
{}

QString ExpressionWords::of(const SqlPlace& whole)
{
    m_tokens.clear();
    m_at = 0;
    for (SqlToken token : sqlTokens(m_script.text.mid(whole.start, whole.length))) {
        token.start += whole.start;
        if (token.kind != SqlToken::Kind::Comment)
            m_tokens.append(token);
    }
    if (m_tokens.isEmpty() || m_tokens.size() > mostTokens)
        return {};
    const Maybe said = sum();
    return said && m_at == m_tokens.size() ? said->text : QString();
}

QByteArray ExpressionWords::textAt(qsizetype token) const
{
    return token < m_tokens.size() ? m_script.text.mid(m_tokens.at(token).start, m_tokens.at(token).length)
                                   : QByteArray();
}

bool ExpressionWords::isSign(QByteArrayView sign, qsizetype ahead) const
{
    return m_at + ahead < m_tokens.size() && m_tokens.at(m_at + ahead).kind == SqlToken::Kind::Operator &&
           textAt(m_at + ahead) == sign;
}

bool ExpressionWords::isWord(QByteArrayView word, qsizetype ahead) const
{
    if (m_at + ahead >= m_tokens.size())
        return false;
    const SqlToken::Kind kind = m_tokens.at(m_at + ahead).kind;
    return (kind == SqlToken::Kind::Keyword || kind == SqlToken::Kind::Identifier) &&
           textAt(m_at + ahead).toLower() == word;
}

bool ExpressionWords::takeSign(QByteArrayView sign)
{
    if (!isSign(sign))
        return false;
    ++m_at;
    return true;
}

bool ExpressionWords::takeWord(QByteArrayView word)
{
    if (!isWord(word))
        return false;
    ++m_at;
    return true;
}

QString ExpressionWords::held(const Said& said, Binding least)
{
    return said.binding < least ? u'(' + said.text + u')' : said.text;
}

ExpressionWords::Maybe ExpressionWords::sum()
{
    Maybe left = product();
    while (left && (isSign("+") || isSign("-"))) {
        const bool plus = isSign("+");
        ++m_at;
        const Maybe right = product();
        if (!right)
            return {};
        left = Said{held(*left, Binding::Sum) + (plus ? u" + "_s : u" − "_s) +
                        held(*right, plus ? Binding::Sum : Binding::Product),
                    Binding::Sum, left->integer && right->integer};
    }
    return left;
}

ExpressionWords::Maybe ExpressionWords::product()
{
    Maybe left = factor(false);
    while (left && (isSign("*") || isSign("/"))) {
        const bool times = isSign("*");
        ++m_at;
        const Maybe right = factor(!times);
        if (!right)
            return {};
        if (times)
            left = Said{held(*left, Binding::Product) + u" × "_s + held(*right, Binding::Product), Binding::Product,
                        left->integer && right->integer};
        else
            left = divided(*left, *right);
    }
    return left;
}

//! Whole numbers divide to a whole number, which words must not hide.
ExpressionWords::Maybe ExpressionWords::divided(const Said& left, const Said& right) const
{
    const QString text = held(left, Binding::Product) + u" ÷ "_s + held(right, Binding::Atom);
    if (left.integer && right.integer)
        return Said{Reading::tr("%1 (whole part)").arg(text), Binding::Phrase, true};
    return Said{text, Binding::Product, false};
}

ExpressionWords::Maybe ExpressionWords::factor(bool divisor)
{
    return withCasts(primary(divisor));
}

ExpressionWords::Maybe ExpressionWords::withCasts(Maybe said)
{
    while (said && takeSign("::"))
        if (!takeType(*said))
            return {};
    return said;
}

//! The type of a cast, and what it does to the words.
bool ExpressionWords::takeType(Said& said)
{
    static constexpr std::array<QByteArrayView, 4> exact{"numeric", "decimal", "float8", "real"};
    static constexpr std::array<QByteArrayView, 5> whole{"int", "integer", "bigint", "int4", "int8"};
    const QByteArray type = textAt(m_at).toLower();
    ++m_at;
    if (type == "double" && takeWord("precision")) {
        said.integer = false;
        return true;
    }
    if (isOneOf(type, exact)) {
        const bool cut = isSign("(") && (type == "numeric" || type == "decimal");
        if (cut) {
            while (m_at < m_tokens.size() && !isSign(")"))
                ++m_at;
            if (!takeSign(")"))
                return false;
            said.text = Reading::tr("%1 (rounded)").arg(said.text);
            said.binding = Binding::Phrase;
        }
        said.integer = false;
        return true;
    }
    if (!isOneOf(type, whole))
        return false;
    if (!said.integer)
        said = {Reading::tr("%1 as a whole number").arg(said.text), Binding::Phrase, true};
    return true;
}

ExpressionWords::Maybe ExpressionWords::primary(bool divisor)
{
    if (m_at >= m_tokens.size())
        return {};
    if (takeSign("(")) {
        const Maybe inner = sum();
        return inner && takeSign(")") ? inner : Maybe();
    }
    const SqlToken& token = m_tokens.at(m_at);
    if (token.kind == SqlToken::Kind::Number) {
        const QString number = QString::fromUtf8(textAt(m_at++));
        return Said{number, Binding::Atom, !number.contains(u'.') && !number.contains(u'e', Qt::CaseInsensitive)};
    }
    const bool name = token.kind == SqlToken::Kind::Keyword || token.kind == SqlToken::Kind::Identifier;
    if (name && isSign("(", 1)) {
        const QByteArray function = textAt(m_at).toLower();
        m_at += 2;
        return call(function, divisor);
    }
    return column();
}

const ReadColumn* ExpressionWords::columnAt(qsizetype token) const
{
    if (token >= m_tokens.size())
        return nullptr;
    for (const ReadColumn& column : m_reading.columns)
        if (column.place.length > 0 && column.place.start == m_tokens.at(token).start &&
            column.state == ReadColumn::State::Resolved)
            return &column;
    return nullptr;
}

ExpressionWords::Maybe ExpressionWords::column()
{
    const ReadColumn* column = columnAt(m_at);
    if (column == nullptr)
        return {};
    const qsizetype end = column->place.start + column->place.length;
    while (m_at < m_tokens.size() && m_tokens.at(m_at).start < end)
        ++m_at;
    return Said{m_names.columnName(*column), Binding::Atom, isIntegerType(m_names.typeOf(*column))};
}

ExpressionWords::Maybe ExpressionWords::call(const QByteArray& name, bool divisor)
{
    static constexpr std::array<QByteArrayView, 5> aggregates{"count", "sum", "avg", "min", "max"};
    if (isOneOf(name, aggregates))
        return aggregate(name);
    if (name == "round")
        return rounded();
    if (name == "coalesce")
        return orElse();
    if (name == "date_trunc" || name == "extract" || name == "date_part")
        return partOfDay(name);
    if (name == "nullif" && divisor) { // dividing by nothing gives nothing
        const Maybe value = sum();
        const bool zero = value && takeSign(",") && textAt(m_at) == "0";
        m_at += zero ? 1 : 0;
        return zero && takeSign(")") ? value : Maybe();
    }
    return {};
}

ExpressionWords::Maybe ExpressionWords::aggregate(const QByteArray& name)
{
    const bool distinct = takeWord("distinct");
    Maybe said;
    if (name == "count" && !distinct && takeSign("*"))
        said = Said{Reading::tr("rows of %1").arg(m_names.rowsOf(m_query)), Binding::Phrase, true};
    else if (!distinct && isWord("case"))
        said = caseInAggregate(name);
    else
        said = aggregateOf(name, distinct);
    if (!said || !takeSign(")"))
        return {};
    if (isWord("filter")) {
        ++m_at;
        if (!takeSign("(") || !takeWord("where"))
            return {};
        int depth = 0;
        qsizetype end = m_at;
        for (; end < m_tokens.size() && (depth > 0 || textAt(end) != ")"); ++end)
            depth += textAt(end) == "(" ? 1 : textAt(end) == ")" ? -1 : 0;
        said->text = whereText(said->text, conditionUpTo(end));
        if (!takeSign(")"))
            return {};
    }
    return isWord("over") ? Maybe() : said;
}

ExpressionWords::Maybe ExpressionWords::aggregateOf(const QByteArray& name, bool distinct)
{
    const ReadColumn* column = columnAt(m_at);
    const bool day = column != nullptr && ReadingNames::isDayType(m_names.typeOf(*column));
    const Maybe value = sum();
    if (!value || (distinct && name != "count" && name != "min" && name != "max"))
        return {};
    const QString what = value->text;
    if (name == "count")
        return Said{
            (distinct ? Reading::tr("different values of %1") : Reading::tr("rows with a value in %1")).arg(what),
            Binding::Phrase, true};
    if (name == "sum")
        return Said{Reading::tr("sum of %1").arg(what), Binding::Phrase, value->integer};
    if (name == "avg")
        return Said{Reading::tr("average of %1").arg(what), Binding::Phrase, false};
    if (name == "min")
        return Said{(day ? Reading::tr("earliest %1") : Reading::tr("lowest %1")).arg(what), Binding::Phrase,
                    value->integer};
    return Said{(day ? Reading::tr("latest %1") : Reading::tr("highest %1")).arg(what), Binding::Phrase,
                value->integer};
}

//! sum(CASE WHEN x THEN 1 ELSE 0 END) and its like: one WHEN, and nothing or zero for the rest.
ExpressionWords::Maybe ExpressionWords::caseInAggregate(const QByteArray& name)
{
    ++m_at;
    if (!takeWord("when") || (name != "sum" && name != "count" && name != "avg"))
        return {};
    qsizetype then = m_at;
    while (then < m_tokens.size() && textAt(then).toLower() != "then" && textAt(then).toLower() != "case")
        ++then;
    const QString condition = conditionUpTo(then);
    if (!takeWord("then"))
        return {};
    const bool one = textAt(m_at) == "1" && (isWord("else", 1) || isWord("end", 1));
    const Maybe value = sum();
    if (!value)
        return {};
    if (takeWord("else")) {
        const bool nothing = isWord("null") || (name == "sum" && textAt(m_at) == "0");
        ++m_at;
        if (!nothing)
            return {};
    }
    if (!takeWord("end"))
        return {};
    const QString rows = Reading::tr("rows of %1").arg(m_names.rowsOf(m_query));
    if (one && name != "avg")
        return Said{whereText(rows, condition), Binding::Phrase, true};
    if (name == "count")
        return Said{whereText(Reading::tr("rows with a value in %1").arg(value->text), condition), Binding::Phrase,
                    true};
    return Said{whereText((name == "sum" ? Reading::tr("sum of %1") : Reading::tr("average of %1")).arg(value->text),
                          condition),
                Binding::Phrase, name == "sum" && value->integer};
}

ExpressionWords::Maybe ExpressionWords::rounded()
{
    Maybe value = sum();
    if (!value)
        return {};
    if (takeSign(",")) {
        takeSign("-");
        if (m_at >= m_tokens.size() || m_tokens.at(m_at).kind != SqlToken::Kind::Number)
            return {};
        ++m_at;
    }
    if (!takeSign(")"))
        return {};
    return Said{Reading::tr("%1 (rounded)").arg(value->text), Binding::Phrase, false};
}

//! coalesce(x, 0), coalesce(x, 'none')
ExpressionWords::Maybe ExpressionWords::orElse()
{
    const Maybe value = sum();
    if (!value || !takeSign(",") || m_at >= m_tokens.size())
        return {};
    const SqlToken::Kind kind = m_tokens.at(m_at).kind;
    const QByteArray instead = textAt(m_at++);
    if ((kind != SqlToken::Kind::Number && kind != SqlToken::Kind::String) || !takeSign(")"))
        return {};
    if (kind == SqlToken::Kind::String && !instead.startsWith('\''))
        return {};
    const QString text =
        kind == SqlToken::Kind::Number ? QString::fromUtf8(instead) : u"“"_s + unquoted(instead) + u'”';
    return Said{Reading::tr("%1 (%2 where there is none)").arg(value->text, text), Binding::Phrase,
                value->integer && !instead.contains('.')};
}

//! date_trunc('month', x), extract(year FROM x)
ExpressionWords::Maybe ExpressionWords::partOfDay(const QByteArray& name)
{
    QByteArray part = textAt(m_at++).toLower();
    if (part.startsWith('\''))
        part = part.mid(1, part.size() - 2);
    if (!isPartOfDay(part) || !(name == "extract" ? takeWord("from") : takeSign(",")))
        return {};
    const Maybe value = column();
    if (!value || !takeSign(")"))
        return {};
    if (name == "date_trunc" && isSign("::") && isWord("date", 1))
        m_at += 2;
    return Said{Reading::tr("%1 of %2").arg(QString::fromUtf8(part), value->text), Binding::Phrase, false};
}

//! The condition from here to \a end, and goes there.
QString ExpressionWords::conditionUpTo(qsizetype end)
{
    const qsizetype from = m_at;
    m_at = end;
    if (from >= end)
        return {};
    QStringList parts;
    qsizetype begin = from;
    for (qsizetype at = from; at <= end; ++at) {
        if (at < end && textAt(at).toLower() != "and")
            continue;
        parts.append(oneCondition(begin, at));
        begin = at + 1;
    }
    if (!parts.contains(QString()))
        return parts.join(Reading::tr(" and "));
    const SqlToken& last = m_tokens.at(end - 1);
    return m_names.sqlAt({m_tokens.at(from).start, last.start + last.length - m_tokens.at(from).start});
}

//! column, operator, value; empty: it is something else.
QString ExpressionWords::oneCondition(qsizetype from, qsizetype end) const
{
    const ReadColumn* column = columnAt(from);
    if (column == nullptr || ReadingNames::isDayType(m_names.typeOf(*column)))
        return {};
    qsizetype at = from;
    while (at < end && m_tokens.at(at).start < column->place.start + column->place.length)
        ++at;
    if (at + 2 != end)
        return {};
    const SqlToken& value = m_tokens.at(at + 1);
    const QByteArray text = textAt(at + 1);
    const bool plainString = value.kind == SqlToken::Kind::String && text.startsWith('\'') && !text.contains("''");
    if (value.kind != SqlToken::Kind::Number && !plainString)
        return {};
    const QString said = plainString ? u"“"_s + unquoted(text) + u'”' : QString::fromUtf8(text);
    const QString name = m_names.columnName(*column);
    const QByteArray sign = textAt(at);
    if (sign == "=")
        return Reading::tr("%1 is %2").arg(name, said);
    if (sign == "<>" || sign == "!=")
        return Reading::tr("%1 is not %2").arg(name, said);
    if (plainString)
        return {};
    if (sign == ">")
        return Reading::tr("%1 is above %2").arg(name, said);
    if (sign == ">=")
        return Reading::tr("%1 is at least %2").arg(name, said);
    if (sign == "<")
        return Reading::tr("%1 is below %2").arg(name, said);
    return sign == "<=" ? Reading::tr("%1 is at most %2").arg(name, said) : QString();
}

} // namespace parlance
