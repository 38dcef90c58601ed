// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ReadingFilters.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Operator = ReadCondition::Operator;

struct Reading {
    Q_DECLARE_TR_FUNCTIONS(Reading)
};

QString valueText(const ReadLiteral& literal)
{
    return literal.kind == ReadLiteral::Kind::Text ? u"“"_s + literal.text + u'”' : literal.text;
}

QString valuesText(const QList<ReadLiteral>& literals)
{
    QStringList texts;
    for (const ReadLiteral& literal : literals)
        texts.append(valueText(literal));
    return texts.join(u", "_s);
}

//! "contains “x”" for the patterns that mean no more than that.
QString patternWords(const QString& pattern)
{
    const bool open = pattern.startsWith(u'%') && pattern.size() > 1;
    const bool end = pattern.endsWith(u'%') && pattern.size() > 1;
    const QString inner = pattern.mid(open ? 1 : 0, pattern.size() - (open ? 1 : 0) - (end ? 1 : 0));
    if (inner.isEmpty() || inner.contains(u'%') || inner.contains(u'_') || inner.contains(u'\\'))
        return {};
    const QString quoted = u"“"_s + inner + u'”';
    if (open && end)
        return Reading::tr("contains %1").arg(quoted);
    if (end)
        return Reading::tr("begins with %1").arg(quoted);
    return open ? Reading::tr("ends with %1").arg(quoted) : QString();
}

//! Words for an operator; empty: none that are surely right.
QString operatorWords(const ReadCondition& condition)
{
    const QString values = valuesText(condition.literals);
    switch (condition.op) {
    case Operator::Equal:
        return Reading::tr("is %1").arg(values);
    case Operator::NotEqual:
        return Reading::tr("is not %1").arg(values);
    case Operator::Less:
        return Reading::tr("is below %1").arg(values);
    case Operator::LessEqual:
        return Reading::tr("is at most %1").arg(values);
    case Operator::Greater:
        return Reading::tr("is above %1").arg(values);
    case Operator::GreaterEqual:
        return Reading::tr("is at least %1").arg(values);
    case Operator::In:
        return (condition.literals.size() == 1 ? Reading::tr("is %1") : Reading::tr("is one of %1")).arg(values);
    case Operator::NotIn:
        return (condition.literals.size() == 1 ? Reading::tr("is not %1") : Reading::tr("is none of %1")).arg(values);
    case Operator::Between:
        return condition.literals.size() == 2
                 ? Reading::tr("is from %1 to %2")
                       .arg(valueText(condition.literals.first()), valueText(condition.literals.last()))
                 : QString();
    case Operator::Like:
        return patternWords(condition.literals.value(0).text);
    case Operator::ILike: {
        const QString words = patternWords(condition.literals.value(0).text);
        return words.isEmpty() ? words : Reading::tr("%1, in capitals or not").arg(words);
    }
    default:
        return {};
    }
}

} // namespace

ReadingFilters::ReadingFilters(const SqlReading& reading, const ReadingNames& names, const QDate& today)
    : m_reading(reading)
    , m_names(names)
    , m_today(today)
{}

bool ReadingFilters::isJoin(const ReadQuery& level, const ReadConjunct& conjunct) const
{
    if (conjunct.whole.length == 0) // USING or NATURAL
        return true;
    if (conjunct.condition < 0)
        return false;
    const ReadCondition& condition = level.conditions.at(conjunct.condition);
    if (condition.op != Operator::Equal || condition.column < 0 || condition.other < 0 ||
        !condition.function.isEmpty() || condition.negated)
        return false;
    const ReadColumn& left = m_reading.columns.at(condition.column);
    const ReadColumn& right = m_reading.columns.at(condition.other);
    const int self = static_cast<int>(&level - m_reading.queries.constData());
    return left.foundQuery == self && right.foundQuery == self && left.relation != right.relation;
}

ReadingRow::Kind ReadingFilters::kindOf(const ReadQuery& level, const ReadConjunct& conjunct) const
{
    if (conjunct.clause == SqlClause::Having)
        return ReadingRow::Kind::Kept;
    const bool outer = std::any_of(level.joins.cbegin(), level.joins.cend(),
                                   [](const ReadJoin& join) { return join.kind != ReadJoin::Kind::Inner; });
    if (conjunct.clause == SqlClause::On && outer)
        return ReadingRow::Kind::Joined; // in an outer join it leaves no row out
    if (conjunct.condition >= 0) {
        const Operator op = level.conditions.at(conjunct.condition).op;
        if (op == Operator::IsNull || op == Operator::IsNotNull)
            return ReadingRow::Kind::Filters;
    }
    return isAboutDays(conjunct) ? ReadingRow::Kind::Period : ReadingRow::Kind::Filters;
}

bool ReadingFilters::isAboutDays(const ReadConjunct& conjunct) const
{
    return !conjunct.columns.isEmpty() &&
           std::all_of(conjunct.columns.cbegin(), conjunct.columns.cend(), [&](int column) {
               const ReadColumn& one = m_reading.columns.at(column);
               return ReadingNames::isDayType(m_names.typeOf(one)) &&
                      one.origin == m_reading.columns.at(conjunct.columns.first()).origin;
           });
}

//! Whether the conjunct bounds a column of days or moments; then it stands in \a found.
bool ReadingFilters::takeBound(int query, int conjunct, QList<Bounds>& found) const
{
    const ReadQuery& level = m_reading.queries.at(query);
    const ReadConjunct& holds = level.conjuncts.at(conjunct);
    if (holds.condition < 0 || kindOf(level, holds) != ReadingRow::Kind::Period)
        return false;
    const ReadCondition& condition = level.conditions.at(holds.condition);
    if (condition.column < 0 || condition.other >= 0 || condition.moments.isEmpty() || condition.cast ||
        condition.negated || !condition.function.isEmpty() || isSymmetric(holds))
        return false;
    const ReadColumn& column = m_reading.columns.at(condition.column);
    const bool days = m_names.typeOf(column) == u"date";
    QList<PeriodBound> bounds;
    const ReadMoment& first = condition.moments.first();
    switch (condition.op) {
    case Operator::Greater:
    case Operator::GreaterEqual:
        bounds.append({first, true, condition.op == Operator::GreaterEqual});
        break;
    case Operator::Less:
    case Operator::LessEqual:
        bounds.append({first, false, condition.op == Operator::LessEqual});
        break;
    case Operator::Between:
        if (condition.moments.size() == 2)
            bounds = {{first, true, true}, {condition.moments.last(), false, true}};
        break;
    case Operator::Equal:
        if (days)
            bounds = {{first, true, true}, {first, false, true}};
        break;
    default:
        break;
    }
    if (bounds.isEmpty() || !periodText(bounds, days, m_today))
        return false;
    for (Bounds& other : found) {
        const ReadColumn& its = m_reading.columns.at(other.column);
        if (its.origin != column.origin || its.relation != column.relation || its.foundQuery != column.foundQuery)
            continue;
        for (const PeriodBound& bound : bounds)
            for (const PeriodBound& known : other.bounds)
                if (known.from == bound.from)
                    return false; // said on its own
        other.bounds += bounds;
        std::stable_sort(other.bounds.begin(), other.bounds.end(),
                         [](const PeriodBound& a, const PeriodBound& b) { return a.from && !b.from; });
        other.conjuncts.append(conjunct);
        return true;
    }
    found.append({condition.column, days, bounds, {conjunct}});
    return true;
}

//! BETWEEN SYMMETRIC, whose bounds may stand the other way round.
bool ReadingFilters::isSymmetric(const ReadConjunct& conjunct) const
{
    return m_names.wholeSqlAt(conjunct.whole).contains(u"symmetric"_s, Qt::CaseInsensitive);
}

QList<ReadingFilters::Said> ReadingFilters::of(int query) const
{
    const ReadQuery& level = m_reading.queries.at(query);
    QList<Said> said;
    QList<Bounds> periods;
    for (int i = 0; i < level.conjuncts.size(); ++i) {
        const ReadConjunct& conjunct = level.conjuncts.at(i);
        const bool always = m_names.wholeSqlAt(conjunct.whole).compare(u"true"_s, Qt::CaseInsensitive) == 0;
        if (always || isJoin(level, conjunct) || takeBound(query, i, periods))
            continue;
        said.append({kindOf(level, conjunct), words(query, conjunct), conjunct.whole});
    }
    for (const Bounds& period : periods) {
        const QString text = periodText(period.bounds, period.wholeDays, m_today).value_or(QString());
        said.append({ReadingRow::Kind::Period,
                     Reading::tr("%1: %2").arg(m_names.describedColumn(m_reading.columns.at(period.column)), text),
                     level.conjuncts.at(period.conjuncts.first()).whole});
    }
    return said;
}

QString ReadingFilters::words(int query, const ReadConjunct& conjunct) const
{
    const ReadQuery& level = m_reading.queries.at(query);
    QString text;
    if (conjunct.condition >= 0 && !isSymmetric(conjunct))
        text = conditionWords(level.conditions.at(conjunct.condition));
    if (text.isEmpty())
        text = truthWords(conjunct);
    return text.isEmpty() ? m_names.sqlAt(conjunct.whole) : text;
}

//! A column of truth values that stands for itself: vip, NOT c.vip, vip IS NOT FALSE.
QString ReadingFilters::truthWords(const ReadConjunct& conjunct) const
{
    if (conjunct.columns.size() != 1)
        return {};
    const ReadColumn& column = m_reading.columns.at(conjunct.columns.first());
    static const QRegularExpression form(
        uR"(^(not\s+)?(?:[\w$]+|"[^"]+")(?:\s*\.\s*(?:[\w$]+|"[^"]+"))*(\s+is\s+(not\s+)?(true|false))?$)"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = form.match(m_names.wholeSqlAt(conjunct.whole).trimmed());
    const bool negated = match.hasCaptured(1);
    if (m_names.typeOf(column) != u"boolean" || !match.hasMatch() || (negated && match.hasCaptured(2)))
        return {};
    const bool reckoned = !m_names.reckonedWords(column).isEmpty();
    const QString name = reckoned ? m_names.describedColumn(column) : m_names.columnName(column);
    const bool isFalse = negated || match.captured(4).compare(u"false"_s, Qt::CaseInsensitive) == 0;
    if (!match.hasCaptured(3))
        return (isFalse ? Reading::tr("%1 is false") : Reading::tr("%1 is true")).arg(name);
    return (isFalse ? Reading::tr("%1 is true or empty (NULL)") : Reading::tr("%1 is false or empty (NULL)")).arg(name);
}

QString ReadingFilters::conditionWords(const ReadCondition& condition) const
{
    if (condition.column < 0 || condition.other >= 0 || condition.negated || condition.cast ||
        !condition.function.isEmpty() || condition.columns.size() != 1)
        return {};
    const ReadColumn& column = m_reading.columns.at(condition.column);
    const bool reckoned = !m_names.reckonedWords(column).isEmpty();
    const QString name = reckoned ? m_names.describedColumn(column) : m_names.columnName(column);
    if (condition.op == Operator::IsNull)
        return Reading::tr("%1 is empty (NULL)").arg(name);
    if (condition.op == Operator::IsNotNull)
        return Reading::tr("%1 is not empty (NULL)").arg(name);
    const bool known = std::all_of(condition.literals.cbegin(), condition.literals.cend(), [](const ReadLiteral& l) {
        return l.kind == ReadLiteral::Kind::Text || l.kind == ReadLiteral::Kind::Number ||
               l.kind == ReadLiteral::Kind::Boolean;
    });
    if (!condition.onlyLiterals || condition.literals.isEmpty() || !known ||
        ReadingNames::isDayType(m_names.typeOf(column))) // a period that could not be worked out
        return {};
    const bool list = condition.op == Operator::In || condition.op == Operator::NotIn;
    if (list && condition.literals.size() == 1 && condition.literals.first().text.startsWith(u'{'))
        return {}; // = ANY ('{a,b}')
    const QString words = operatorWords(condition);
    return words.isEmpty() ? words : name + u' ' + words;
}

} // namespace parlance
