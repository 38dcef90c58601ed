// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SqlPeriods.h"

#include "assistant/ReadingPeriod.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Operator = ReadCondition::Operator;

QRegularExpression whole(const QString& pattern)
{
    return QRegularExpression(u'^' + pattern + u'$');
}

QString columnForm()
{
    return uR"((?:(?:[\w$]+|"[^"]+") \. )*(?:[\w$]+|"[^"]+")(?: :: \w+(?: without time zone)?)?)"_s;
}

DayRange monthsOf(const QDate& first, int months)
{
    return {first, first.addMonths(months).addDays(-1)};
}

//! Reads the conditions of one statement.
class PeriodReader final {
public:
    PeriodReader(const CheckInput& input, const QDate& today)
        : m_input(input)
        , m_today(today)
    {}

    std::optional<QList<SqlPeriod>> read()
    {
        for (int i = 0; i < m_input.reading.queries.size(); ++i)
            if (!readQuery(i))
                return std::nullopt;
        return m_periods;
    }

private:
    //! False: something cannot be worked out.
    bool readQuery(int index)
    {
        const ReadQuery& query = m_input.reading.queries.at(index);
        QSet<int> read;
        for (const ReadConjunct& conjunct : query.conjuncts)
            if (conjunct.condition >= 0 && conjunct.clause != SqlClause::Having) {
                const ReadCondition& condition = query.conditions.at(conjunct.condition);
                if (!condition.negated && !condition.underOr && readConjunct(index, conjunct, condition))
                    read.insert(conjunct.condition);
            }
        for (const Part& part : std::as_const(m_parts))
            if (!takePart(index, part))
                return false;
        m_parts.clear();
        for (int i = 0; i < query.conditions.size(); ++i)
            if (!read.contains(i) && isAboutDays(query.conditions.at(i)))
                return false;
        return std::none_of(query.relations.cbegin(), query.relations.cend(),
                            [](const ReadRelation& relation) { return relation.kind == ReadRelation::Kind::Function; });
    }

    //! A condition that no period can be told without.
    bool isAboutDays(const ReadCondition& condition) const
    {
        if (condition.op == Operator::IsNull || condition.op == Operator::IsNotNull)
            return false;
        QSet<int> columns(condition.columns.cbegin(), condition.columns.cend());
        if (condition.column >= 0)
            columns.insert(condition.column);
        if (std::none_of(columns.cbegin(), columns.cend(), [this](int c) { return isDayColumn(m_input, c); }))
            return !condition.moments.isEmpty() && condition.moments.first().base != ReadMoment::Base::Literal;
        // One column of a table with another: that bounds neither.
        const bool two = columns.size() > 1 && condition.top && condition.literals.isEmpty();
        return !two || !std::all_of(columns.cbegin(), columns.cend(), [this](int column) {
            const ReadColumn& read = m_input.reading.columns.at(column);
            return read.foundQuery >= 0 && read.relation >= 0 &&
                   m_input.reading.queries.at(read.foundQuery).relations.at(read.relation).isTable();
        });
    }

    bool readConjunct(int index, const ReadConjunct& conjunct, const ReadCondition& condition)
    {
        if (condition.columns.size() != 1 || condition.other >= 0)
            return false;
        const int column = condition.columns.first();
        if (!isDayColumn(m_input, column))
            return false;
        const QString text = wordsAt(conjunct.whole);
        const ReadColumn& its = m_input.reading.columns.at(column);
        const Column* known = columnOf(m_input.catalog, its.origin);
        static const QRegularExpression date(
            uR"(^(?:date \( .* \)|cast \( \S.* as date \)|.*? :: date) (?:[<>=]|between))"_s);
        const bool cast = condition.cast || condition.function == u"date";
        if (known != nullptr && (known->type == u"date" || known->type.startsWith(u"timestamp")) &&
            condition.column >= 0 && (condition.function.isEmpty() || condition.function == u"date") &&
            (!cast || text.contains(date)) && !text.contains(u"symmetric"_s))
            return readBounds(index, column, conjunct, condition, cast || known->type == u"date");
        return readTruncated(index, column, conjunct, condition, text) || readParts(column, conjunct, text);
    }

    bool readBounds(int index, int column, const ReadConjunct& conjunct, const ReadCondition& condition, bool days)
    {
        QList<PeriodBound> bounds;
        const QList<ReadMoment>& moments = condition.moments;
        if (moments.isEmpty())
            return false;
        if (condition.op == Operator::Greater || condition.op == Operator::GreaterEqual)
            bounds.append({moments.first(), true, condition.op == Operator::GreaterEqual});
        else if (condition.op == Operator::Less || condition.op == Operator::LessEqual)
            bounds.append({moments.first(), false, condition.op == Operator::LessEqual});
        else if ((condition.op == Operator::Between && moments.size() == 2) ||
                 (condition.op == Operator::Equal && days))
            bounds = {{moments.first(), true, true}, {moments.last(), false, true}};
        DayRange range;
        for (const PeriodBound& bound : std::as_const(bounds)) {
            const std::optional<QDate> day = boundDay(bound, days, m_today);
            if (!day)
                return false;
            (bound.from ? range.from : range.to) = *day;
        }
        return !bounds.isEmpty() && take(index, column, range, conjunct.whole);
    }

    //! date_trunc('month', ordered_at) = …
    bool readTruncated(int index, int column, const ReadConjunct& conjunct, const ReadCondition& condition,
                       const QString& text)
    {
        static const QRegularExpression form(u"^date_trunc \\( '(day|month|quarter|year)' , "_s + columnForm() +
                                             u" \\)(?: :: \\w+)? (=|<|<=|>=|between) "_s);
        static const QHash<QString, int> months{{u"month"_s, 1}, {u"quarter"_s, 3}, {u"year"_s, 12}};
        const QRegularExpressionMatch match = form.match(text);
        if (!match.hasMatch() || condition.moments.isEmpty())
            return false;
        const int step = months.value(match.captured(1), 0);
        const auto endOf = [step](const QDate& first) { return step == 0 ? first : first.addMonths(step).addDays(-1); };
        QList<QDate> firsts;
        for (const ReadMoment& moment : condition.moments) {
            const std::optional<QDate> day = boundDay({moment, true, true}, true, m_today);
            if (!day || (step > 0 && (day->day() != 1 || (day->month() - 1) % step != 0)))
                return false;
            firsts.append(*day);
        }
        const QString sign = match.captured(2);
        DayRange range;
        if (sign == u"=" || sign == u">=" || sign == u"between")
            range.from = firsts.first();
        if (sign == u"=" || sign == u"<=" || sign == u"between")
            range.to = endOf(firsts.last());
        if (sign == u"<")
            range.to = firsts.first().addDays(-1);
        return take(index, column, range, conjunct.whole);
    }

    //! A year, quarter or month of a column, as a number or as text.
    struct Part {
        int column = -1;
        int year = 0; //!< 0: not said
        int quarter = 0;
        int month = 0;
        SqlPlace place;
    };

    bool readParts(int column, const ReadConjunct& conjunct, const QString& text)
    {
        static const QString now = u"(?:current_date|now \\( \\)|current_timestamp|localtimestamp)"_s;
        static const QRegularExpression number(
            whole(u"(?:extract \\( '?(year|quarter|month)'? from "_s + columnForm() +
                  u" \\)|date_part \\( '(year|quarter|month)' , "_s + columnForm() +
                  u" \\))(?: :: \\w+)? = (?:'?(\\d{1,4})'?|(?:extract \\( '?(year|quarter|month)'? from "_s + now +
                  u"(?: - interval '(\\d{1,3}) (month|year)s?')? \\)|date_part \\( '(year|quarter|month)' , "_s + now +
                  u"(?: - interval '(\\d{1,3}) (month|year)s?')? \\))(?: :: \\w+)?(?: - (\\d{1,2}))?)"_s));
        static const QRegularExpression written(
            whole(u"to_char \\( "_s + columnForm() + u" , '(?:yyyy|yyyy-mm)' \\) = '(\\d{4})(?:-(\\d\\d))?'"_s));
        static const QRegularExpression plain(
            whole(uR"((?:(?:[\w$]+|"[^"]+") \. )*(?:\w+_)?(?:year|yr|jahr) = '?(\d{4})'?)"_s));
        Part part{column, 0, 0, 0, conjunct.whole};
        const QRegularExpressionMatch year = plain.match(text);
        const QRegularExpressionMatch texts = written.match(text);
        const QRegularExpressionMatch match = number.match(text);
        if (year.hasMatch()) {
            part.year = year.captured(1).toInt();
        } else if (texts.hasMatch()) {
            part.year = texts.captured(1).toInt();
            part.month = texts.captured(2).toInt();
        } else if (match.hasMatch()) {
            const QString unit = match.captured(1) + match.captured(2);
            int value = match.captured(3).toInt();
            if (!match.hasCaptured(3)) {
                const QString back = match.captured(5) + match.captured(8);
                const QString step = match.captured(6) + match.captured(9);
                const QDate day = m_today.addMonths(-back.toInt() * (step == u"year" ? 12 : 1));
                if (match.captured(4) + match.captured(7) != unit || (match.hasCaptured(10) && unit != u"year"))
                    return false;
                value = unit == u"year" ? day.year() : unit == u"month" ? day.month() : (day.month() + 2) / 3;
                value -= match.captured(10).toInt();
            }
            (unit == u"year" ? part.year : unit == u"month" ? part.month : part.quarter) = value;
        } else {
            return false;
        }
        m_parts.append(part);
        return true;
    }

    //! A month or quarter belongs to the year that another condition says.
    bool takePart(int index, const Part& part)
    {
        int year = part.year;
        for (const Part& other : std::as_const(m_parts))
            if (year == 0 && sameColumn(other.column, part.column))
                year = other.year;
        const QDate first(year, part.month > 0 ? part.month : part.quarter > 0 ? 3 * part.quarter - 2 : 1, 1);
        if (year == 0 || !first.isValid())
            return false;
        return take(index, part.column, monthsOf(first, part.month > 0 ? 1 : part.quarter > 0 ? 3 : 12), part.place);
    }

    bool sameColumn(int a, int b) const
    {
        const ReadColumn& one = m_input.reading.columns.at(a);
        const ReadColumn& other = m_input.reading.columns.at(b);
        return one.foundQuery == other.foundQuery && one.relation == other.relation && one.name == other.name;
    }

    bool take(int index, int column, const DayRange& range, const SqlPlace& place)
    {
        for (SqlPeriod& known : m_periods)
            if (known.query == index && sameColumn(known.column, column)) {
                if (range.from.isValid() && (!known.days.from.isValid() || range.from > known.days.from))
                    known.days.from = range.from;
                if (range.to.isValid() && (!known.days.to.isValid() || range.to < known.days.to))
                    known.days.to = range.to;
                return true;
            }
        m_periods.append({index, column, range, place});
        return true;
    }

    //! The text there, in lower case, a space between its tokens.
    QString wordsAt(const SqlPlace& place) const
    {
        const QByteArray text = m_input.script.text.mid(place.start, place.length);
        QStringList words;
        for (const SqlToken& token : sqlTokens(text))
            if (token.kind != SqlToken::Kind::Comment)
                words.append(QString::fromUtf8(text.mid(token.start, token.length)).toLower());
        return words.join(u' ');
    }

    const CheckInput& m_input;
    QDate m_today;
    QList<SqlPeriod> m_periods;
    QList<Part> m_parts;
};

} // namespace

std::optional<QList<SqlPeriod>> sqlPeriods(const CheckInput& input, const QDate& today)
{
    return PeriodReader(input, today).read();
}

bool isDayColumn(const CheckInput& input, int index)
{
    static const QRegularExpression dated(
        uR"((^|_)(date|day|week|month|quarter|year|yr|period|jahr|monat|datum)(_|$)|_(at|on|dt|ts|time)$|date$|time$|year$|month$|day$|^(ts|dt|time)$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const ReadColumn& column = input.reading.columns.at(index);
    if (const Column* known = columnOf(input.catalog, column.origin);
        known != nullptr && (known->type == u"date" || known->type.startsWith(u"timestamp")))
        return true;
    return column.name.contains(dated) || column.origin.column.contains(dated);
}

} // namespace parlance
