// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidThings.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QRegularExpression anyCase(const QString& pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption |
                                           QRegularExpression::UseUnicodePropertiesOption);
}

double numberOfWord(const QString& word)
{
    static const QHash<QString, int> words{{u"two"_s, 2},     {u"three"_s, 3},   {u"four"_s, 4},    {u"five"_s, 5},
                                           {u"six"_s, 6},     {u"seven"_s, 7},   {u"eight"_s, 8},   {u"nine"_s, 9},
                                           {u"ten"_s, 10},    {u"eleven"_s, 11}, {u"twelve"_s, 12}, {u"fifteen"_s, 15},
                                           {u"twenty"_s, 20}, {u"thirty"_s, 30}, {u"fifty"_s, 50},  {u"hundred"_s, 100},
                                           {u"zwei"_s, 2},    {u"drei"_s, 3},    {u"zehn"_s, 10},   {u"dix"_s, 10}};
    return words.value(word.toLower(), 0);
}

QString unitOfWord(const QString& word)
{
    static const QList<std::pair<QString, QString>> units{
        {u"day"_s, u"day"_s},         {u"tag"_s, u"day"_s},         {u"jour"_s, u"day"_s},
        {u"week"_s, u"week"_s},       {u"woche"_s, u"week"_s},      {u"semaine"_s, u"week"_s},
        {u"month"_s, u"month"_s},     {u"monat"_s, u"month"_s},     {u"mois"_s, u"month"_s},
        {u"quarter"_s, u"quarter"_s}, {u"quartal"_s, u"quarter"_s}, {u"trimestre"_s, u"quarter"_s},
        {u"year"_s, u"year"_s},       {u"jahr"_s, u"year"_s},       {u"ann"_s, u"year"_s},
        {u"hour"_s, u"hour"_s},       {u"stunde"_s, u"hour"_s},     {u"heure"_s, u"hour"_s}};
    const QString low = word.toLower();
    for (const auto& [start, unit] : units)
        if (low.startsWith(start))
            return unit;
    return {};
}

QString unitWords()
{
    return u"(?:days?|weeks?|months?|quarters?|years?|hours?|tagen?|tage|wochen?|monate?n?|quartale?n?|"
           "jahre?n?|stunden?|jours?|semaines?|mois|trimestres?|ann[ée]es?|ans|heures?)"_s;
}
QString numberWords()
{
    return u"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|hundred|zwei|drei|zehn|dix)"_s;
}

//! What follows is where a period ends or begins, and may lie outside of it.
bool isEdge(const QString& before)
{
    static const QRegularExpression edge(anyCase(
        uR"(\b(?:before|after|until|till|prior to|up to|through|end of|start of|beginning of|by|since|from|to|and|vor|nach|bis|ab|seit|avant|après)\s+(?:the\s+)?(?:end of\s+)?(?:of\s+)?(?:(?:of\s+)?\w+\s+)?$)"_s));
    return before.contains(edge);
}

void readNumbers(const QString& text, SaidThings& said)
{
    static const QRegularExpression bound(anyCase(
        uR"((?:than|over|above|under|below|least|most|exceed\w*|up to|from|to|and|mehr als|über|unter|plus de|[<>≥≤]=?)\s+(?:[$€£]\s*)?$)"_s));
    static const QRegularExpression outside(anyCase(uR"(\b(?:before|after|vor|nach|avant|après)\s+(?:\w+\s+)?$)"_s));
    static const QRegularExpression next(anyCase(uR"(\bnext\s+$)"_s));
    static const QRegularExpression number(anyCase(
        uR"((?<![\w.,:/#-])(\d+(?:[ ,]\d{3})*(?:\.\d+)?)\s*(%|percent\b|prozent\b|k\b)?(?![\w/:]|-\d|[.,]\d)(?:[ -](?:full |letzten |derniers )?(\w+))?)"_s));
    for (auto it = number.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        SaidThings::Number found;
        found.words = match.captured(1);
        found.value = QString(found.words).remove(u',').remove(u' ').toDouble();
        found.percent = !match.captured(2).isEmpty() && match.captured(2).toLower() != u"k";
        if (match.captured(2).toLower() == u"k")
            found.value *= 1000;
        found.unit = unitOfWord(match.captured(3));
        const QString before = text.left(match.capturedStart());
        found.bound = before.contains(bound);
        const bool year = found.words.size() == 4 && found.value >= 1980 && found.value < 2060 && found.unit.isEmpty();
        if (year)
            said.years.append({found.words, isEdge(before), before.contains(outside)});
        else if (found.value > 1 && !(before.contains(next) && found.unit.isEmpty()))
            said.numbers.append(found);
    }
    static const QRegularExpression words(
        anyCase(u"\\b(?:top|first|last|best|worst|next|bottom|past|previous|the)\\s+("_s + numberWords() +
                u")\\b(?:\\s+(?:full\\s+)?(\\w+))?|\\b("_s + numberWords() + u")\\s+(?:full\\s+)?("_s + unitWords() +
                u")\\b"_s));
    for (auto it = words.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        SaidThings::Number found;
        found.words = match.captured(1) + match.captured(3);
        found.value = numberOfWord(found.words);
        found.unit = unitOfWord(match.captured(2) + match.captured(4));
        said.numbers.append(found);
    }
}

void readMonths(const QString& text, SaidThings& said)
{
    static const QStringList starts{u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s,
                                    u"jul"_s, u"aug"_s, u"sep"_s, u"oct"_s, u"nov"_s, u"dec"_s};
    static const QString names =
        u"(january|february|march|april|may|june|july|august|september|october|november|december)"_s;
    static const QRegularExpression month(
        anyCase(u"\\b(?:in|of|since|until|till|from|to|and|between|during|for|before|after)\\s+"_s + names +
                u"\\b|\\b"_s + names + u"\\s+\\d{4}\\b"_s));
    for (auto it = month.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString word = match.captured(1) + match.captured(2);
        const qsizetype at = match.captured(1).isEmpty() ? match.capturedStart(2) : match.capturedStart(1);
        said.months.append({word, int(starts.indexOf(word.left(3).toLower())) + 1, isEdge(text.left(at))});
    }
    static const QRegularExpression quarter(
        anyCase(uR"(\bQ([1-4])\b|\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter\b)"_s));
    static const QStringList ordinals{u"first"_s, u"second"_s, u"third"_s, u"fourth"_s,
                                      u"1st"_s,   u"2nd"_s,    u"3rd"_s,   u"4th"_s};
    for (auto it = quarter.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        said.quarters.append(match.captured(1).isEmpty() ? int(ordinals.indexOf(match.captured(2).toLower())) % 4 + 1
                                                         : match.captured(1).toInt());
    }
}

//! What stands for one thing although it holds digits, and days: "30 June 2026", "June 30th". Takes them out of \a
//! text, but for month and year.
void readCodes(QString& text, SaidThings& said)
{
    static const QRegularExpression code(anyCase(
        uR"((?<![\w-])(?:[a-z]{1,6}-\d{2,}[\w-]*|[a-z]{1,5}\d{3,}\w*|(?:19|20)\d{2}/(?:\d{2}){1,2})(?![\w-]))"_s));
    for (auto it = code.globalMatch(text); it.hasNext();)
        said.codes.append(it.next().captured());
    text.replace(code, u" , "_s);
    static const QString month =
        u"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"_s;
    static const QRegularExpression dayFirst(
        anyCase(u"\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?"_s + month + u"\\b(?!\\s*\\d{1,2}\\b)"_s));
    text.replace(dayFirst, u"of \\1"_s);
    static const QRegularExpression dayLast(
        anyCase(u"\\b"_s + month + u"\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\d)(?:,?\\s+(\\d{4}))?"_s));
    text.replace(dayLast, u"of \\1 \\2"_s);
}

//! What the rows are parted by: "by month", "per quarter", "weekly revenue".
void readSteps(const QString& text, SaidThings& said)
{
    static const QString units =
        u"(?:calendar\\s+|fiscal\\s+)?(hour|week|month|quarter|year|stunde|woche|monat|quartal|jahr|heure|semaine|mois|trimestre|ann[ée]e)\\b(?!-)"_s;
    static const QRegularExpression step(anyCase(
        u"\\b(?:by|per|each|every|pro|je|par)\\s+"_s + units + u"|\\b(?:by|per)\\s+\\w+(?:\\s+\\w+)?\\s+and\\s+"_s +
        units +
        uR"(|(?:^|[.:;?!\n]\s*|\b(?:show|give me|list|plot|chart|display|compare|our|what (?:is|was|are|were)(?: the| our)?)\s+)(weekly|monthly|quarterly|yearly|hourly)\s+(?:net\s+|gross\s+|total\s+|average\s+)?(?:revenue|sales|totals?|sums?|orders?|counts?|numbers?|turnover|figures|development|trend|breakdown|growth)\b)"_s));
    for (auto it = step.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        said.steps.append({match.captured(), unitOfWord(match.captured(1) + match.captured(2) + match.captured(3))});
    }
}

void readPeriods(const QString& text, SaidThings& said)
{
    static const QRegularExpression period(
        anyCase(u"\\b(?:last|past|previous|this|current|letzte[nrsm]?|diese[nrsm]?|vergangene[nrsm]?|cette|ce)\\s+"
                "(?:(?:\\d+|full|"_s +
                numberWords() + u")\\s+){0,2}("_s + unitWords() +
                u")\\b|\\b(mois|ann[ée]e|semaine|trimestre)\\s+derni[èe]re?\\b|\\b(yesterday|gestern|hier)\\b"_s));
    for (auto it = period.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString unit = unitOfWord(match.captured(1) + match.captured(2));
        said.periods.append({match.captured(), match.captured(3).isEmpty() ? unit : u"day"_s});
    }
}

} // namespace

SaidThings SaidThings::in(const QString& text)
{
    SaidThings said;
    QString rest = text;
    static const QRegularExpression quoted(
        uR"~("([^"\n]{2,60})"|“([^”\n]{2,60})”|«([^»\n]{2,60})»|(?<![\w'])'([^'\n]{2,60})'(?!\w))~"_s);
    for (auto it = quoted.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString inside = match.captured(1) + match.captured(2) + match.captured(3) + match.captured(4);
        said.quoted.append(inside.trimmed());
    }
    rest.replace(quoted, u" "_s);
    readCodes(rest, said);
    readNumbers(rest, said);
    readSteps(rest, said);
    readMonths(rest, said);
    readPeriods(rest, said);
    return said;
}

} // namespace parlance
