// SPDX-License-Identifier: GPL-3.0-or-later
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

void readNumbers(const QString& text, SaidThings& said)
{
    // Numbers within names (P-0042, Q3, 2nd) do not count, nor do dates.
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
        const bool year = found.words.size() == 4 && found.value >= 1980 && found.value < 2060 && found.unit.isEmpty();
        if (year)
            said.years.append(found.words);
        else if (found.value > 1)
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
        said.monthWords.append(word);
        said.months.append(int(starts.indexOf(word.left(3).toLower())) + 1);
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
    readNumbers(rest, said);
    readMonths(rest, said);
    readPeriods(rest, said);
    return said;
}

SqlEvidence::SqlEvidence(const CheckInput& input)
{
    const QByteArray statement = input.script.statementText(input.statement);
    for (const SqlToken& token : sqlTokens(statement))
        if (token.kind != SqlToken::Kind::Comment)
            m_text += QString::fromUtf8(statement.mid(token.start, token.length)).toLower() + u' ';
    for (const QChar letter : m_text)
        if (letter.isLetterOrNumber())
            m_flat += letter;
    static const QRegularExpression number(uR"((?<![\w.])\d+(?:\.\d+)?|(?<=[-_ ])\d+)"_s);
    for (auto it = number.globalMatch(m_text); it.hasNext();)
        m_numbers.insert(it.next().captured().toDouble());
    static const QRegularExpression now(
        uR"(\b(now|current_date|current_timestamp|localtimestamp|today|yesterday)\b)"_s);
    m_now = m_text.contains(now);
    static const QRegularExpression day(uR"(\d{4}-\d{1,2}-\d{1,2}|\bmake_date\b)"_s);
    m_dateLiteral = m_text.contains(day);
    readDates(input);
}

void SqlEvidence::readDates(const CheckInput& input)
{
    static const QRegularExpression dated(
        uR"((^|_)(date|time|year|month|day|quarter|week|at|on|dt|ts)(_|$)|date$|time$|year$|month$|day$)"_s);
    const auto isDate = [&](const ReadColumn& column) {
        const Column* known = columnOf(input.catalog, column.origin);
        return (known != nullptr && (known->type == u"date" || known->type.startsWith(u"time"))) ||
               column.name.contains(dated);
    };
    for (const ReadQuery& query : input.reading.queries) {
        m_window = m_window || query.hasWindow;
        for (const ReadCondition& condition : query.conditions) {
            // That a day is known says nothing of when it was.
            if (condition.op == ReadCondition::Operator::IsNull || condition.op == ReadCondition::Operator::IsNotNull)
                continue;
            QList<int> columns = condition.columns;
            if (condition.column >= 0)
                columns.append(condition.column);
            for (const int column : columns)
                m_dateCondition = m_dateCondition || isDate(input.reading.columns.at(column));
        }
        for (const ReadRelation& relation : query.relations)
            if (const Table* table =
                    relation.isTable() ? input.catalog.find(relation.tableSchema, relation.tableName) : nullptr)
                for (const Column& column : table->columns)
                    m_dateColumn = m_dateColumn || column.type == u"date" || column.type.startsWith(u"timestamp");
    }
}

bool SqlEvidence::has(double number) const
{
    return std::any_of(m_numbers.cbegin(), m_numbers.cend(),
                       [number](double shown) { return qAbs(shown - number) < 1e-9; });
}

bool SqlEvidence::shows(const SaidThings::Number& number) const
{
    const double n = number.value;
    if (has(n) || has(n + 1) || has(n - 1))
        return true; // more than 5 is at least 6
    if (number.percent && (has(n / 100) || has(1 + n / 100) || has(1 - n / 100)))
        return true;
    static const QHash<QString, QList<double>> others{{u"hour"_s, {60, 3600, 1.0 / 24}},
                                                      {u"day"_s, {24, 1.0 / 7, 1.0 / 30, 86400, 1.0 / 365}},
                                                      {u"week"_s, {7}},
                                                      {u"month"_s, {30, 1.0 / 3, 1.0 / 12, 31, 4}},
                                                      {u"quarter"_s, {3, 90, 1.0 / 4}},
                                                      {u"year"_s, {12, 365, 4, 52}}};
    for (const double factor : others.value(number.unit))
        if (has(n * factor) || (qAbs(n * factor - 1) < 1e-9 && m_now))
            return true;
    return !number.unit.isEmpty() && m_dateLiteral; // reckoned to days
}

bool SqlEvidence::showsYear(const QString& year) const
{
    return m_now || m_text.contains(year) || has(year.toDouble() - 1) || has(year.toDouble() + 1);
}

bool SqlEvidence::showsMonth(int month) const
{
    const QString digits = u"-%1-"_s.arg(month, 2, 10, QChar(u'0'));
    const QString next = u"-%1-"_s.arg(month % 12 + 1, 2, 10, QChar(u'0'));
    static const QStringList names{u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s,
                                   u"jul"_s, u"aug"_s, u"sep"_s, u"oct"_s, u"nov"_s, u"dec"_s};
    return m_now || m_text.contains(digits) || m_text.contains(next) || has(month) ||
           m_text.contains(u'\'' + names.at(month - 1)) || m_text.contains(u"-%1"_s.arg(month, 2, 10, QChar(u'0')));
}

bool SqlEvidence::showsQuarter(int quarter) const
{
    return m_now || m_text.contains(u"quarter") || m_text.contains(u"q%1"_s.arg(quarter)) ||
           showsMonth(3 * quarter - 2) || showsMonth(3 * quarter);
}

bool SqlEvidence::showsUnit(const QString& unit) const
{
    if (m_dateLiteral || m_window || !m_now || m_text.contains(unit))
        return true;
    static const QHash<QString, QList<double>> days{{u"week"_s, {7, 14}},
                                                    {u"month"_s, {28, 30, 31, 60, 90, 180}},
                                                    {u"quarter"_s, {3, 90, 91, 92}},
                                                    {u"year"_s, {12, 24, 36, 52, 365, 366, 730, 1095}}};
    if (unit == u"day" || unit == u"hour")
        return true;
    if (unit == u"month" && (m_text.contains(u"year") || m_text.contains(u"week") || m_text.contains(u"day")))
        return m_numbers.size() > 0;
    const bool inDays = std::any_of(m_numbers.cbegin(), m_numbers.cend(), [](double number) {
        const int count = int(number); // of days in months and years
        return count >= 28 && (count % 30 == 0 || count % 31 == 0 || count % 91 == 0 || count % 365 == 0);
    });
    if (inDays && unit != u"week")
        return true;
    const QList<double> equal = days.value(unit);
    return std::any_of(equal.cbegin(), equal.cend(), [this](double number) { return has(number); });
}

bool SqlEvidence::showsText(const QString& text) const
{
    QString flat;
    for (const QChar letter : text.toLower())
        if (letter.isLetterOrNumber())
            flat += letter;
    return flat.isEmpty() || m_flat.contains(flat) || (flat.size() > 5 && m_flat.contains(flat.chopped(2))) ||
           (flat.size() > 3 && flat.endsWith(u's') && m_flat.contains(flat.chopped(1)));
}

} // namespace parlance
