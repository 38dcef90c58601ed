// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidPeriod.h"

#include "assistant/checks/SaidThings.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QRegularExpression anyCase(const QString& pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption |
                                           QRegularExpression::UseUnicodePropertiesOption);
}

DayRange monthsFrom(const QDate& first, int months)
{
    return {first, first.addMonths(months).addDays(-1)};
}

//! The day, week, month, quarter or year that holds \a day.
DayRange unitOf(const QString& unit, const QDate& day)
{
    if (unit == u"week") {
        const QDate monday = day.addDays(1 - day.dayOfWeek());
        return {monday, monday.addDays(6)};
    }
    if (unit == u"month")
        return monthsFrom({day.year(), day.month(), 1}, 1);
    if (unit == u"quarter")
        return monthsFrom({day.year(), (day.month() - 1) / 3 * 3 + 1, 1}, 3);
    if (unit == u"year")
        return monthsFrom({day.year(), 1, 1}, 12);
    return {day, day};
}

//! The weeks that begin on Sunday.
DayRange fromSunday(const QDate& day)
{
    const QDate sunday = day.addDays(-(day.dayOfWeek() % 7));
    return {sunday, sunday.addDays(6)};
}

//! What else the last week, month, … can be: those days up to today.
QList<DayRange> rolling(const QString& unit, const QDate& today)
{
    QList<DayRange> found;
    const auto upToToday = [&](const QDate& latest, int slack) {
        for (int days = 0; days <= slack; ++days)
            found.append({latest.addDays(-days), QDate()});
    };
    if (unit == u"week")
        upToToday(today.addDays(-6), 2);
    else if (unit == u"month")
        upToToday(today.addDays(-28), 4);
    else if (unit == u"quarter")
        upToToday(today.addDays(-89), 4);
    else if (unit == u"year")
        upToToday(today.addDays(-364), 3);
    return found;
}

QString unitOfWord(const QString& word)
{
    static const QList<std::pair<QString, QString>> starts{
        {u"w"_s, u"week"_s},    {u"s"_s, u"week"_s}, {u"mo"_s, u"month"_s}, {u"q"_s, u"quarter"_s},
        {u"t"_s, u"quarter"_s}, {u"y"_s, u"year"_s}, {u"j"_s, u"year"_s},   {u"a"_s, u"year"_s}};
    for (const auto& [start, unit] : starts)
        if (word.startsWith(start, Qt::CaseInsensitive))
            return unit;
    return {};
}

std::optional<SaidPeriod> relativePeriod(const QString& text, const QDate& today)
{
    static const QRegularExpression form(anyCase(
        uR"(\b(?:(today|heute|aujourd['’]hui)|(yesterday|gestern)|(?:(last|past|letzte[nrsm]?|vergangene[nrsm]?)|(?:this|current|diese[nrsm]?|cette|ce))\s+(?:calendar\s+)?(week|month|quarter|year|woche|monat|quartal|jahr|semaine|mois|trimestre|ann[ée]e)|(mois|semaine|trimestre|ann[ée]e)\s+derni[èe]re?)\b)"_s));
    QRegularExpressionMatchIterator all = form.globalMatch(text);
    if (!all.hasNext())
        return {};
    const QRegularExpressionMatch match = all.next();
    if (all.hasNext())
        return {}; // two periods
    SaidPeriod said;
    said.words = match.captured();
    said.relative = true;
    if (match.hasCaptured(1) || match.hasCaptured(2)) {
        const QDate day = match.hasCaptured(2) ? today.addDays(-1) : today;
        said.days = {day, day};
        said.current = day == today;
        return said;
    }
    const bool last = match.hasCaptured(3) || match.hasCaptured(5);
    const QString unit = unitOfWord(match.captured(4) + match.captured(5));
    said.days = unitOf(unit, today);
    if (last) {
        said.days = unitOf(unit, said.days.from.addDays(-1));
        said.also = rolling(unit, today);
    }
    if (unit == u"week")
        said.also.append(fromSunday(last ? today.addDays(-7) : today));
    said.current = !last;
    return said;
}

//! "2025", "March 2025", "Q3 2025".
std::optional<SaidPeriod> namedPeriod(const QString& text, const SaidThings& said, const QDate& today)
{
    if (said.years.size() != 1 || said.years.first().bound || said.years.first().outside || said.months.size() > 1 ||
        said.quarters.size() > 1 || (said.months.size() == 1 && said.quarters.size() == 1))
        return {};
    const int year = said.years.first().words.toInt();
    SaidPeriod found;
    QRegularExpressionMatch match;
    if (said.months.size() == 1) {
        if (said.months.first().bound)
            return {};
        static const QRegularExpression month(anyCase(
            uR"(\b(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:,| of)?\s+(?:19|20)\d\d\b)"_s));
        match = month.match(text);
        found.days = monthsFrom({year, said.months.first().month, 1}, 1);
    } else if (said.quarters.size() == 1) {
        static const QRegularExpression quarter(anyCase(
            uR"(\b(?:q[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?:,| of)?\s+(?:19|20)\d\d\b)"_s));
        match = quarter.match(text);
        found.days = monthsFrom({year, 3 * said.quarters.first() - 2, 1}, 3);
    } else {
        static const QRegularExpression whole(anyCase(
            uR"(\b(?:in|during|for|of|im jahr|en)\s+(?:the\s+)?(?:calendar\s+)?(?:year\s+)?(?:19|20)\d\d\b(?!\s*[-–/]))"_s));
        match = whole.match(text);
        found.days = monthsFrom({year, 1, 1}, 12);
    }
    if (!match.hasMatch() || !found.days.from.isValid())
        return {};
    found.words = match.captured();
    found.current = found.days.from <= today && today <= found.days.to;
    return found;
}

//! What makes a period another than it seems: a part of it, an end of it, a comparison of two, a year of one's own.
bool isUncertain(const QString& rest)
{
    static const QRegularExpression words(anyCase(
        uR"(\b(?:so far|to date|ytd|mtd|qtd|since|rolling|trailing|moving|running|cumulative|fy ?\d*|compar\w*|vs|versus|against|relative to|over (?:the )?(?:year|month|quarter|week)|(?:year|month|quarter|week)[- ](?:over|on|to)\b|yoy|mom|qoq|wow|growth|gr[eo]w\w*|chang\w*|increas\w*|decreas\w*|declin\w*|rose|fell|drop\w*|trend\w*|than|previous\w*|prior|preceding|earlier|before|after|until|till|up to|through|between|from\b.*\bto|as (?:of|at)|end|ends|ending|start|starts|starting|begin\w*|early|late|mid|middle|half|h[12]|first|second|third|fourth|last|next|past|week of|weeks? \d+|weekends?|weekdays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|seasons?|seasonal|summer|winter|spring|autumn|fall|holidays?|christmas|easter|advent|ramadan|new year\w*|available|latest|recent\w*|recorded|on record|in the data|with data|school|academic|tax|semester|same|both|except|excluding|without|only in|not in|outside|hours?|mornings?|evenings?|nights?|noon|still|yet|ever|remaining|rest of|seit|bis|vor|nach|verglichen|vergleich\w*|gegenüber|wachstum|depuis|avant|après|jusqu\w*|jan(?:uary)?|feb(?:ruary)?|march|mar|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:in|of) may)\b|(?:19|20)\d\d\b|\d{4}-\d|\d/\d|['’]\d\d\b)"_s));
    return rest.contains(words) || speaksOfFiscalYears(rest);
}

} // namespace

bool SaidPeriod::means(const DayRange& filtered, const QDate& today) const
{
    const auto reachesToday = [&] { return !filtered.to.isValid() || filtered.to >= today.addDays(-1); };
    QList<DayRange> meant{days};
    meant += also;
    for (const DayRange& range : std::as_const(meant)) {
        if (filtered.from == range.from && (filtered.to == range.to || (!range.to.isValid() && reachesToday())))
            return true;
        if (!current)
            continue;
        // What is under way may end today, with the last full month, or never; what is due begins today.
        const QDate lastMonth = QDate(today.year(), today.month(), 1).addDays(-1);
        if (filtered.from == range.from && (reachesToday() || (filtered.to == lastMonth && lastMonth > range.from)))
            return true;
        if (filtered.from == today && (filtered.to == range.to || !filtered.to.isValid()))
            return true;
    }
    return false;
}

std::optional<SaidPeriod> saidPeriod(const QString& question, const QDate& today)
{
    static const QRegularExpression day(anyCase(
        uR"(\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\s+\d{1,2}(?:st|nd|rd|th)?\b)"_s));
    const SaidThings said = SaidThings::in(question);
    const bool spans = std::any_of(said.numbers.cbegin(), said.numbers.cend(),
                                   [](const SaidThings::Number& number) { return !number.unit.isEmpty(); });
    if (spans || !said.codes.isEmpty() || !said.days.isEmpty() || said.periods.size() > 1 || question.contains(day))
        return {};
    const bool named = !said.years.isEmpty() || !said.months.isEmpty() || !said.quarters.isEmpty();
    std::optional<SaidPeriod> period = relativePeriod(question, today);
    if (period.has_value() == named || (!period && !said.periods.isEmpty()))
        return {}; // none, or one of each
    if (named)
        period = namedPeriod(question, said, today);
    if (!period)
        return {};
    QString rest = question;
    const qsizetype at = rest.indexOf(period->words);
    rest.replace(at, period->words.size(), u" , "_s);
    static const QRegularExpression part(anyCase(uR"(^ ,\s+(?:of|bis|von)\b)"_s));
    if (rest.mid(at).contains(part) || isUncertain(rest))
        return {};
    return period;
}

bool speaksOfFiscalYears(const QString& text)
{
    static const QRegularExpression words(anyCase(
        uR"(\bfiscal\b|\bfinancial (?:year|quarter|month)|\bbusiness year|\bfy\b|\bfy\d|geschäftsjahr|wirtschaftsjahr|\bexercice (?:comptable|fiscal)|4-4-5|\bretail calendar|\b(?:year|week|quarter)s? (?:starts?|begins?|runs?)\b)"_s));
    return text.contains(words);
}

} // namespace parlance
