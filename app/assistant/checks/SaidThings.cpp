// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidThings.h"

#include "assistant/checks/SaidCalendar.h"
#include "assistant/checks/SaidLanguage.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QRegularExpression anyCase(const QString& pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption |
                                           QRegularExpression::UseUnicodePropertiesOption);
}

const QHash<QString, int>& numberWordList()
{
    static const QHash<QString, int> words{
        {u"two"_s, 2},       {u"three"_s, 3},    {u"four"_s, 4},    {u"five"_s, 5},    {u"six"_s, 6},
        {u"seven"_s, 7},     {u"eight"_s, 8},    {u"nine"_s, 9},    {u"ten"_s, 10},    {u"eleven"_s, 11},
        {u"twelve"_s, 12},   {u"fifteen"_s, 15}, {u"twenty"_s, 20}, {u"thirty"_s, 30}, {u"fifty"_s, 50},
        {u"hundred"_s, 100}, {u"zwei"_s, 2},     {u"drei"_s, 3},    {u"vier"_s, 4},    {u"fünf"_s, 5},
        {u"sechs"_s, 6},     {u"sieben"_s, 7},   {u"acht"_s, 8},    {u"neun"_s, 9},    {u"zehn"_s, 10},
        {u"zwölf"_s, 12},    {u"zwanzig"_s, 20}, {u"deux"_s, 2},    {u"trois"_s, 3},   {u"quatre"_s, 4},
        {u"cinq"_s, 5},      {u"dix"_s, 10},     {u"douze"_s, 12},  {u"dos"_s, 2},     {u"tres"_s, 3},
        {u"cuatro"_s, 4},    {u"cinco"_s, 5},    {u"seis"_s, 6},    {u"diez"_s, 10},   {u"doce"_s, 12},
        {u"dois"_s, 2},      {u"duas"_s, 2},     {u"três"_s, 3},    {u"quatro"_s, 4},  {u"dez"_s, 10},
        {u"doze"_s, 12}};
    return words;
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
    static const QHash<QString, QString> whole{
        {u"día"_s, u"day"_s},   {u"días"_s, u"day"_s},     {u"dia"_s, u"day"_s},   {u"dias"_s, u"day"_s},
        {u"mes"_s, u"month"_s}, {u"meses"_s, u"month"_s},  {u"mês"_s, u"month"_s}, {u"semana"_s, u"week"_s},
        {u"año"_s, u"year"_s},  {u"años"_s, u"year"_s},    {u"ano"_s, u"year"_s},  {u"anos"_s, u"year"_s},
        {u"hora"_s, u"hour"_s}, {u"semanas"_s, u"week"_s}, {u"horas"_s, u"hour"_s}};
    const QString low = word.toLower();
    if (whole.contains(low))
        return whole.value(low);
    for (const auto& [start, unit] : units)
        if (low.startsWith(start))
            return unit;
    return {};
}

QString unitWords()
{
    return u"(?:days?|weeks?|months?|quarters?|years?|hours?|tagen?|tage|wochen?|monate?n?|quartale?n?|"
           "jahre?n?|stunden?|jours?|semaines?|mois|trimestres?|ann[ée]es?|ans|heures?|d[ií]as?|semanas?|mes(?:es)?|"
           "mês|"
           "años?|anos?|horas?)"_s;
}
QString numberWords()
{
    static const QString pattern = u"(?:"_s + QStringList(numberWordList().keys()).join(u'|') + u")"_s;
    return pattern;
}

//! "1,000", "1 000", and in other languages "1.000".
double valueOf(const QString& digits, bool english)
{
    static const QRegularExpression dotted(uR"(^\d{1,3}(?:\.\d{3})+$)"_s);
    static const QRegularExpression separator(uR"([,\s])"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString plain = digits;
    if (!english && digits.contains(dotted))
        plain.remove(u'.');
    return plain.remove(separator).toDouble();
}

double scaleOf(const QString& word)
{
    const QString low = word.toLower();
    return low == u"k" || low == u"thousand" || low == u"tausend" || low == u"mil" ? 1'000.0
         : low.startsWith(u"mi") || low == u"m"                                    ? 1'000'000.0
                                                                                   : 1.0;
}

void readFigures(const QString& text, SaidThings& said)
{
    static const QRegularExpression bound(anyCase(
        uR"((?:than|over|above|under|below|least|most|exceed\w*|up to|from|to|and|mehr als|weniger als|über|unter|mindestens|höchstens|plus de|moins de|au moins|más de|menos de|al menos|mais de|pelo menos|[<>≥≤]=?)\s+(?:[$€£]\s*)?$)"_s));
    static const QRegularExpression outside(
        anyCase(uR"(\b(?:before|after|vor|nach|avant|après|antes de|después de|depois de)\s+(?:\w+\s+)?$)"_s));
    static const QRegularExpression after(anyCase(
        uR"(^[ -]?(?:years? |days? |units? )?(?:or|and|oder|ou|o) (?:more|over|above|older|later|longer|higher|less|fewer|below|under|younger|mehr|weniger|plus|moins|más|menos|mais)\b)"_s));
    static const QRegularExpression next(anyCase(uR"(\bnext\s+$)"_s));
    static const QRegularExpression number(anyCase(
        uR"((?<![\w.,:/#-])(\d+(?:[ ,\x{00A0}\x{202F}]\d{3})*(?:\.\d+)*)\s*(%|percent\b|per cent\b|prozent\b|pour cent\b|por ciento\b|por cento\b|k\b|m\b|mil\b|thousand\b|tausend\b|millions?\b|mio\b|millionen\b|millones\b|milhões\b)?(?![\w/]|:\d|-\d|[.,]\d)(?:[ -](?:full |letzten |derniers |últimos )?(\w+))?)"_s));
    const bool english = isEnglish(text);
    for (auto it = number.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        SaidThings::Number found;
        found.words = match.captured(1);
        const double scale = scaleOf(match.captured(2));
        found.value = valueOf(found.words, english) * scale;
        found.percent = !match.captured(2).isEmpty() && scale < 2;
        found.unit = unitOfWord(match.captured(3));
        const QString before = text.left(match.capturedStart());
        found.bound = before.contains(bound) || QStringView(text).mid(match.capturedEnd(1)).contains(after);
        const bool year = found.words.size() == 4 && found.value >= 1980 && found.value < 2060 && found.unit.isEmpty();
        if (year)
            said.years.append({found.words, isPeriodEdge(before), before.contains(outside), isPeriodStart(before)});
        else if ((found.value > 1 || (found.value > 0 && found.value < 1)) &&
                 !(before.contains(next) && found.unit.isEmpty()))
            said.numbers.append(found);
    }
}

//! "the two" may be anything said before: only what is like "the two largest", "the ten lanes" is a number of rows.
bool tellsOfRows(const QString& before, const QString& next)
{
    static const QSet<QString> vague{u"is"_s,     u"was"_s,     u"has"_s,     u"columns"_s, u"periods"_s,  u"years"_s,
                                     u"sides"_s,  u"figures"_s, u"values"_s,  u"parts"_s,   u"kinds"_s,    u"numbers"_s,
                                     u"groups"_s, u"cases"_s,   u"types"_s,   u"dates"_s,   u"sums"_s,     u"ways"_s,
                                     u"steps"_s,  u"amounts"_s, u"results"_s, u"weeks"_s,   u"quarters"_s, u"months"_s,
                                     u"tables"_s, u"states"_s,  u"counts"_s,  u"totals"_s};
    return before.toLower() != u"the" || next.endsWith(u"est") || next == u"most" || next == u"best" ||
           (next.endsWith(u's') && !vague.contains(next));
}

void readNumbers(const QString& text, SaidThings& said)
{
    readFigures(text, said);
    static const QRegularExpression words(
        anyCase(u"\\b(top|first|last|best|worst|next|bottom|past|previous|the)\\s+("_s + numberWords() +
                u")\\b(?:\\s+(?:full\\s+)?(\\w+))?|\\b("_s + numberWords() + u")\\s+(?:full\\s+)?("_s + unitWords() +
                u")\\b"_s));
    for (auto it = words.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        SaidThings::Number found;
        found.words = match.captured(2) + match.captured(4);
        found.value = numberWordList().value(found.words.toLower());
        found.unit = unitOfWord(match.captured(3) + match.captured(5));
        if (match.captured(1).isEmpty() || tellsOfRows(match.captured(1), match.captured(3).toLower()))
            said.numbers.append(found);
    }
    static const QRegularExpression bounds(anyCase(u"\\b(?:at least|at most|more than|less than|fewer than)\\s+("_s +
                                                   numberWords() + u")\\b(?:\\s+(\\w+))?|\\b("_s + numberWords() +
                                                   u")\\s+or\\s+(?:more|fewer|less)\\b(?:\\s+(\\w+))?"_s));
    for (auto it = bounds.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        SaidThings::Number found;
        found.words = match.captured(1) + match.captured(3);
        found.value = numberWordList().value(found.words.toLower());
        found.unit = unitOfWord(match.captured(2) + match.captured(4));
        found.bound = true;
        said.numbers.append(found);
    }
}

//! What stands for one thing although it holds digits. "over-65s" and "top-10" are numbers.
void readCodes(QString& text, SaidThings& said)
{
    static const QRegularExpression joined(
        anyCase(uR"(\b(over|under|above|below|top|first|last|next|bottom)-(\d+)s?\b)"_s));
    text.replace(joined, u"\\1 \\2 "_s);
    static const QRegularExpression calendar( // "the 24 hours of the day" are no filter
        anyCase(
            uR"(\b(?:24|12|7|52|seven|twelve)\s+(?:hours|months|days|weeks)\s+(?:of|in)\s+(?:the|a|each)\s+(?:day|year|week)\b)"_s));
    text.replace(calendar, u" , "_s);
    static const QRegularExpression code(anyCase(
        uR"((?<![\w-])(?!(?:mid|pre|post|since|non|early|late|age|aged|plus|covid|iso|utf|day|week|year)-)(?:[a-z]{1,6}-\d{2,}[\w-]*|[a-z]{1,5}\d{3,}\w*|(?:19|20)\d{2}/(?:\d{2}){1,2})(?![\w-]))"_s));
    for (auto it = code.globalMatch(text); it.hasNext();)
        said.codes.append(it.next().captured());
    text.replace(code, u" , "_s);
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
    static const QRegularExpression period(anyCase(
        u"\\b(?:last|past|previous|this|current|letzte[nrsm]?|diese[nrsm]?|vergangene[nrsm]?|cette|ce|[úu]ltim[oa]s?|"
        u"est[ea])\\s+"
        "(?:(?:\\d+|full|"_s +
        numberWords() + u")\\s+){0,2}("_s + unitWords() +
        u")\\b|\\b(mois|ann[ée]e|semaine|trimestre)\\s+derni[èe]re?\\b|\\b(mes|año|semana|mês|ano)\\s+pas+ad[oa]\\b|\\b(yesterday|gestern|hier|ayer|ontem)\\b"_s));
    for (auto it = period.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString unit = unitOfWord(match.captured(1) + match.captured(2) + match.captured(3));
        said.periods.append({match.captured(), match.captured(4).isEmpty() ? unit : u"day"_s});
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
    readDaysOut(rest, said);
    readNumbers(rest, said);
    readSteps(rest, said);
    readMonths(rest, said);
    readPeriods(rest, said);
    return said;
}

} // namespace parlance
