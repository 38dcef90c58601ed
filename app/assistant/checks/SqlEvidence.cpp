// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SqlEvidence.h"

#include "base/WordForms.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QString flattened(QString text)
{
    return text.removeIf([](QChar letter) { return !letter.isLetterOrNumber(); });
}

} // namespace

bool areAkin(const QString& a, const QString& b)
{
    if (a == b)
        return true;
    const QString one = stem(a);
    const QString other = stem(b);
    if (one == other)
        return true;
    // deliver and delivery, complete and completely, Canada and Canadian
    const qsizetype shorter = std::min(one.size(), other.size());
    const qsizetype same = std::mismatch(one.cbegin(), one.cend(), other.cbegin(), other.cend()).first - one.cbegin();
    return shorter >= 5 && same >= 5 && same >= shorter - 2;
}

SqlEvidence::SqlEvidence(const CheckInput& input)
{
    readText(input);
    readNames(input);
    readDays();
    readSpans();
    readNow();
    readDates(input);
}

void SqlEvidence::readText(const CheckInput& input)
{
    const QByteArray statement = input.script.statementText(input.statement);
    for (const SqlToken& token : sqlTokens(statement)) {
        if (token.kind == SqlToken::Kind::Comment)
            continue;
        const QString word = QString::fromUtf8(statement.mid(token.start, token.length));
        m_text += word.toLower() + u' ';
        m_tokens.insert(word.toLower());
        if (word.startsWith(u'\'')) {
            QString literal = word.mid(1, word.size() - 2).toLower().trimmed();
            for (const QString& part : identifierWords(literal))
                m_said.insert(part);
            literal.remove(QRegularExpression(u"^%+|%+$"_s));
            if (!literal.isEmpty())
                m_literals.append(literal);
        }
    }
    m_flat = flattened(m_text);
    // Places of columns, and codes such as '5-820', are no numbers that a sentence may mean.
    static const QRegularExpression noise(
        uR"(\bselect 1\b(?= from| where)|\b(?:group|order) by (?:(?:\d+|asc|desc|nulls|first|last|,) )+|'\d{1,2}-\d{3,}')"_s);
    const QString figures = QString(m_text).replace(noise, u" "_s);
    static const QRegularExpression number(uR"((?<![\w.])\d+(?:\.\d+)?|(?<=[-_ ])\d+)"_s);
    for (auto it = number.globalMatch(figures); it.hasNext();)
        m_numbers.insert(it.next().captured().toDouble());
    static const QRegularExpression now(
        uR"(\b(now|current_date|current_timestamp|localtimestamp|today|yesterday)\b)"_s);
    m_now = m_text.contains(now);
    QString rest = m_text;
    rest.remove(u"is not null"_s).remove(u"not materialized"_s);
    static const QRegularExpression none(
        uR"(\bnot\b|\bexcept\b|\bis null\b|<>|!=|!~|= 0\b|< 1\b|\bfalse\b|'f'|'false'|\bis distinct\b|<= 0\b|\bnullif\b|\banti\b)"_s);
    m_negates = rest.contains(none);
    static const QRegularExpression greater(
        uR"( (?:<|>|<=|>=) |\bbetween\b|@>|<@|\bi?like\b| ~\*? |\brank\b|\bleast\b|\bgreatest\b|\bntile\b)"_s);
    m_compares = m_text.contains(greater);
}

void SqlEvidence::readNames(const CheckInput& input)
{
    const auto add = [](const QString& name, QSet<QString>& to) {
        for (const QString& part : identifierWords(name))
            to.insert(part);
    };
    for (const ReadColumn& column : input.reading.columns) {
        if (column.state != ReadColumn::State::OutputName)
            add(column.name, m_read);
        add(column.origin.column, m_read);
    }
    for (const ReadQuery& query : input.reading.queries) {
        add(query.name, m_read);
        for (const ReadRelation& relation : query.relations) {
            add(relation.name, m_read);
            add(relation.tableName, m_tables);
            add(relation.alias, m_names);
        }
        for (const ReadOutput& output : query.outputs)
            add(output.name, m_names);
    }
    m_names.unite(m_read);
}

//! The days, months and years in the text, and which of them a period reaches: one that ends before the first of
//! January lies in the year before.
void SqlEvidence::readDays()
{
    static const QRegularExpression day(
        uR"((<=|>=|<|>|between|and)?\s*(?:date |timestamp |timestamptz |make_date \( |make_timestamp \( |to_date \( )?(?<!\d)'?(\d{4})(?:-| , )(\d{1,2})(?:(?:-| , )(\d{1,2}))?)"_s);
    QList<QDate> ends;
    QList<bool> isLast; // of a period
    bool open = true;
    QString rest = m_text;
    for (auto it = day.globalMatch(m_text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const bool whole = !match.captured(4).isEmpty();
        QDate date(match.captured(2).toInt(), match.captured(3).toInt(), whole ? match.captured(4).toInt() : 1);
        if (!date.isValid() || date.year() < 1900 || date.year() > 2100)
            continue;
        m_dateLiteral = m_dateLiteral || whole;
        rest.replace(match.capturedStart(), match.capturedLength(), QString(match.capturedLength(), u' '));
        m_edgeYears.insert(date.year());
        m_edgeMonths.insert(date.month());
        open = open && match.captured(1).startsWith(u'>');
        if (whole && (!m_first.isValid() || date < m_first))
            m_first = date;
        if (whole && (!m_last.isValid() || date > m_last))
            m_last = date;
        if (match.captured(1) == u"<" && date.day() == 1)
            date = date.addDays(-1);
        ends.append(date);
        isLast.append(match.captured(1).startsWith(u'<') || match.captured(1) == u"and");
        m_years.insert(date.year());
        m_months.insert(date.month());
    }
    m_dateLiteral = m_dateLiteral || m_text.contains(u"make_date"_s);
    m_open = open && m_first.isValid();
    if (m_open) {
        ends.append(std::max(QDate::currentDate(), m_last.addDays(364)));
        isLast.append(true);
    }
    for (qsizetype i = 1; i < ends.size(); ++i) {
        if (ends.at(i) < ends.at(i - 1) || (isLast.at(i - 1) && !isLast.at(i)) ||
            ends.at(i - 1).addYears(30) < ends.at(i))
            continue;
        for (int year = ends.at(i - 1).year(); year <= ends.at(i).year(); ++year)
            m_years.insert(year);
        for (QDate at = ends.at(i - 1); at <= ends.at(i) && at < ends.at(i - 1).addYears(1); at = at.addMonths(1))
            m_months.insert(at.month());
        m_months.insert(ends.at(i).month());
    }
    static const QRegularExpression year(uR"((?<![\d.])((?:19|20)\d{2})(?!\d))"_s);
    for (auto it = year.globalMatch(rest); it.hasNext();) {
        const int found = it.next().captured(1).toInt();
        m_years.insert(found);
        m_edgeYears.insert(found);
    }
    static const QRegularExpression between(uR"(between ((?:19|20)\d{2}) and ((?:19|20)\d{2}) )"_s);
    for (auto it = between.globalMatch(rest); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        for (int at = match.captured(1).toInt(); at < match.captured(2).toInt(); ++at)
            m_years.insert(at);
    }
    const int current = QDate::currentDate().year();
    for (int at = current - 3; m_now && at <= current + 1; ++at)
        m_years.insert(at);
}

//! date_trunc('month', now()) and nothing else that is reckoned from today: the period is this month.
void SqlEvidence::readNow()
{
    static const QRegularExpression now(
        uR"(\b(?:now|current_date|current_timestamp|localtimestamp|today|yesterday)\b)"_s);
    static const QRegularExpression truncated(
        uR"(date_trunc \( '(month|quarter|year)' , (?:now|current_date|current_timestamp|localtimestamp)\b(?: \( \))? \)(?: :: \w+)?(?! [-+]))"_s);
    qsizetype all = 0;
    for (auto it = now.globalMatch(m_text); it.hasNext(); it.next())
        ++all;
    const QDate today = QDate::currentDate();
    QDate from = today;
    qsizetype cut = 0;
    for (auto it = truncated.globalMatch(m_text); it.hasNext(); ++cut) {
        const QString unit = it.next().captured(1);
        const int month = unit == u"year" ? 1 : unit == u"month" ? today.month() : (today.month() - 1) / 3 * 3 + 1;
        from = std::min(from, QDate(today.year(), month, 1));
    }
    if (cut > 0 && cut == all && !m_dateLiteral)
        m_nowFrom = from;
}

//! How long the intervals are.
void SqlEvidence::readSpans()
{
    static const QHash<QString, double> days{{u"hour"_s, 1.0 / 24}, {u"day"_s, 1},    {u"week"_s, 7},
                                             {u"month"_s, 30.4},    {u"mon"_s, 30.4}, {u"quarter"_s, 91.25},
                                             {u"year"_s, 365}};
    static const QRegularExpression span(
        uR"((\d+)(?:'::interval)? (?:\* interval '1 )?(hour|day|week|month|mon|quarter|year)s?\b)"_s);
    for (auto it = span.globalMatch(m_text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        m_spans.append(match.captured(1).toDouble() * days.value(match.captured(2)));
    }
    static const QRegularExpression made(uR"((hour|day|week|month|year)s => (\d+))"_s);
    for (auto it = made.globalMatch(m_text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        m_spans.append(match.captured(2).toDouble() * days.value(match.captured(1)));
    }
    static const QRegularExpression reckoned(
        uR"((?:current_date|:: date|now \( \)|max \( [\w. "]+ \)) (?:[-+]) (\d+)\b)"_s);
    for (auto it = reckoned.globalMatch(m_text); it.hasNext();)
        m_spans.append(it.next().captured(1).toDouble());
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
    static const QRegularExpression code(uR"(^(?:.{1,3}|[A-Za-z]{2}[-_][A-Za-z]{2})$)"_s); // DE, de-DE
    using Operator = ReadCondition::Operator;
    for (const ReadQuery& query : input.reading.queries) {
        m_window = m_window || query.hasWindow;
        for (const ReadCondition& condition : query.conditions) {
            m_list = m_list || (condition.op == Operator::In && condition.literals.size() >= 3);
            if (condition.op == Operator::In && condition.literals.size() > 1) // "the two highest levels"
                m_numbers.insert(double(condition.literals.size()));
            if (condition.column >= 0 && (condition.op == Operator::Equal || condition.op == Operator::In))
                for (const ReadLiteral& literal : condition.literals)
                    m_code = m_code || literal.kind == ReadLiteral::Kind::Parameter ||
                             (literal.kind == ReadLiteral::Kind::Number && literal.text.size() < 4) ||
                             (literal.kind == ReadLiteral::Kind::Text && literal.text.contains(code));
            // That a day is known says nothing of when it was.
            if (condition.op == Operator::IsNull || condition.op == Operator::IsNotNull)
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

bool SqlEvidence::showsSpan(const SaidThings::Number& number) const
{
    static const QHash<QString, double> days{{u"hour"_s, 1.0 / 24}, {u"day"_s, 1},         {u"week"_s, 7},
                                             {u"month"_s, 30.4},    {u"quarter"_s, 91.25}, {u"year"_s, 365}};
    const double said = number.value * days.value(number.unit);
    return std::any_of(m_spans.cbegin(), m_spans.cend(),
                       [said](double span) { return qAbs(span - said) <= std::max(1.0 + 1e-9, said * 0.04); });
}

//! The days in the text, or those from the first to today, are about as long as said.
bool SqlEvidence::isLong(const SaidThings::Number& number) const
{
    static const QHash<QString, double> days{{u"day"_s, 1},         {u"week"_s, 7},   {u"month"_s, 30.4},
                                             {u"quarter"_s, 91.25}, {u"year"_s, 365}, {u"hour"_s, 1.0 / 24}};
    const double said = number.value * days.value(number.unit);
    const double slack = std::max(2.0, said * 0.1);
    return m_first.isValid() && (qAbs(double(m_first.daysTo(m_last)) - said) <= slack ||
                                 qAbs(double(m_first.daysTo(QDate::currentDate())) - said) <= slack ||
                                 qAbs(double(m_last.daysTo(QDate::currentDate())) - said) <= slack);
}

bool SqlEvidence::shows(const SaidThings::Number& number) const
{
    const double n = number.value;
    const bool dated = !number.unit.isEmpty();
    const auto near = [&](double other) { return has(other) && (!dated || other > 1); };
    if (has(n) || ((number.bound || (dated && m_spans.isEmpty())) && (near(n + 1) || near(n - 1))))
        return true; // more than 5 is at least 6
    if (n > 1 && (has(n * 1000) || has(n / 1000)))
        return true; // tons kept in kilograms
    if (n < 1)
        return has(n * 100) || has(1 - n) || has(1 + n);
    if (number.percent && (has(n / 100) || has(1 + n / 100) || has(1 - n / 100)))
        return true;
    if (number.unit.isEmpty())
        return has(n * 100) && m_text.contains(u"cent"_s); // euros kept in cents
    if (!m_spans.isEmpty() && showsSpan(number))
        return true;
    if (m_spans.isEmpty() || m_dateLiteral) {
        static const QHash<QString, QList<double>> others{{u"hour"_s, {60, 3600, 1.0 / 24}},
                                                          {u"day"_s, {24, 1.0 / 7, 1.0 / 30, 86400, 1.0 / 365}},
                                                          {u"week"_s, {7}},
                                                          {u"month"_s, {30, 1.0 / 3, 1.0 / 12, 31, 4}},
                                                          {u"quarter"_s, {3, 90, 1.0 / 4}},
                                                          {u"year"_s, {12, 365, 4, 52}}};
        for (const double factor : others.value(number.unit))
            if (has(n * factor) || (qAbs(n * factor - 1) < 1e-9 && m_now))
                return true;
    }
    return m_dateLiteral && (!number.bound || isLong(number)); // reckoned to days
}

bool SqlEvidence::showsYear(const SaidThings::Year& year) const
{
    const int said = year.words.toInt();
    if (year.start && m_open)
        return m_edgeYears.contains(said) || (m_first.month() == 12 && m_edgeYears.contains(said - 1));
    return m_years.contains(said) || ((year.bound || year.outside) && m_edgeYears.contains(said)) ||
           (year.outside && (m_years.contains(said + 1) || m_years.contains(said - 1)));
}

bool SqlEvidence::showsMonth(const SaidThings::Month& month) const
{
    if (month.start && m_open) // > '2026-08-31' begins with September
        return m_edgeMonths.contains(month.month) ||
               (m_first.day() > 27 && m_edgeMonths.contains((month.month + 10) % 12 + 1));
    return showsMonth(month.month) || (month.bound && m_edgeMonths.contains(month.month));
}

bool SqlEvidence::showsDay(const SaidThings::Day& day) const
{
    const int year = day.year != 0 ? day.year : m_edgeYears.size() == 1 ? *m_edgeYears.cbegin() : 0;
    const QDate said(year, day.month, day.day);
    if (m_now || !m_first.isValid() || !said.isValid() || said == QDate::currentDate())
        return true;
    return said >= m_first.addDays(-1) && (m_open || said <= m_last.addDays(1));
}

bool SqlEvidence::showsMonth(int month) const
{
    if (m_nowFrom.isValid() && m_months.isEmpty())
        return m_nowFrom.month() <= month && month <= QDate::currentDate().month();
    static const QStringList names{u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s,
                                   u"jul"_s, u"aug"_s, u"sep"_s, u"oct"_s, u"nov"_s, u"dec"_s};
    const QString& name = names.at(month - 1);
    if (m_now || m_months.contains(month) ||
        std::any_of(m_said.cbegin(), m_said.cend(), [&name](const QString& word) { return word.startsWith(name); }))
        return true;
    if (m_text.contains(u"quarter"_s) && (has((month + 2) / 3) || m_months.isEmpty()))
        return true;
    const bool counted = m_text.contains(u"month"_s) || m_names.contains(u"period"_s) || m_names.contains(u"monat"_s);
    return counted && (has(month) || m_text.contains(u"between"_s)) && (m_months.isEmpty() || has(month));
}

bool SqlEvidence::showsQuarter(int quarter) const
{
    if (m_now || m_text.contains(u"q%1"_s.arg(quarter)))
        return true;
    static const QRegularExpression fixed(uR"(\bquarter\b[^=<>]{0,24}(?:=|\bin \() '?q?([1-4])\b)"_s);
    if (m_text.contains(fixed))
        return has(quarter);
    if (m_text.contains(u"quarter"_s) && (has(quarter) || m_months.isEmpty()))
        return true;
    return showsMonth(3 * quarter - 2) && showsMonth(3 * quarter);
}

bool SqlEvidence::showsStep(const QString& unit) const
{
    static const QHash<QString, QStringList> words{
        {u"hour"_s, {u"hour"_s, u"hh"_s, u"3600"_s, u"epoch"_s, u"time"_s}},
        {u"week"_s, {u"week"_s, u"iw"_s, u"dow"_s, u"7 day"_s, u"woche"_s, u"kw"_s, u"/ 7"_s}},
        {u"month"_s,
         {u"month"_s, u"-mm"_s, u"mon"_s, u"period"_s, u"monat"_s, u"30 "_s, u"'mm"_s, u"/mm"_s, u"mm/"_s, u"/ 12"_s}},
        {u"quarter"_s, {u"quarter"_s, u"q"_s, u"/ 3"_s}},
        {u"year"_s,
         {u"year"_s, u"yyyy"_s, u"12 month"_s, u"season"_s, u"jahr"_s, u"365"_s, u"annual"_s, u"iso"_s, u"age"_s,
          u"yr"_s, u"date"_s}}};
    const QStringList shown = words.value(unit);
    return shown.isEmpty() ||
           std::any_of(shown.cbegin(), shown.cend(), [this](const QString& word) { return m_text.contains(word); });
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
    const QString flat = flattened(text.toLower());
    return flat.isEmpty() || m_flat.contains(flat) || (flat.size() > 5 && m_flat.contains(flat.chopped(2))) ||
           (flat.size() > 3 && flat.endsWith(u's') && m_flat.contains(flat.chopped(1)));
}

bool SqlEvidence::showsLabel(const QString& label) const
{
    const QString low = label.toLower().trimmed();
    for (const QString& literal : m_literals)
        if (literal == low || (literal.size() >= 3 && low.startsWith(literal)) ||
            (low.size() >= 3 && literal.contains(low)))
            return true;
    const QStringList words = identifierWords(label);
    return !words.isEmpty() &&
           std::all_of(words.cbegin(), words.cend(), [this](const QString& word) { return isRead(word); });
}

bool SqlEvidence::isRead(const QString& word) const
{
    // opened_at does not say that something is open
    const auto same = [&word](const QString& other) {
        return other == word || (stem(other) == stem(word) && other.endsWith(u"ed") == word.endsWith(u"ed"));
    };
    // er_visit: a visit to the emergency room
    static const QSet<QString> small{u"id"_s, u"no"_s, u"nr"_s, u"is"_s, u"at"_s, u"on"_s, u"by"_s,
                                     u"of"_s, u"to"_s, u"in"_s, u"dt"_s, u"cd"_s, u"nm"_s, u"ts"_s};
    const auto acronym = [&word](const QString& name) {
        return name.size() == 2 && word.size() > 5 && !small.contains(name) && word.startsWith(name.at(0)) &&
               word.indexOf(name.at(1), 1) > 0;
    };
    if (std::any_of(m_tables.cbegin(), m_tables.cend(), acronym))
        return true;
    return std::any_of(m_read.cbegin(), m_read.cend(), same) ||
           std::any_of(m_said.cbegin(), m_said.cend(), [&word](const QString& other) { return areAkin(other, word); });
}

bool SqlEvidence::showsWord(const QString& word) const
{
    return showsName(word) ||
           std::any_of(m_said.cbegin(), m_said.cend(), [&word](const QString& said) { return areAkin(said, word); });
}

bool SqlEvidence::showsName(const QString& word) const
{
    return std::any_of(m_names.cbegin(), m_names.cend(), [&word](const QString& name) {
        return areAkin(name, word) || (word.size() >= 4 && name.contains(word)) ||
               (name.size() >= 3 && abbreviates(name, word));
    });
}

bool SqlEvidence::showsOther(const QList<SaidThings::Number>& said) const
{
    static const QRegularExpression noise(
        uR"('\d{4}-\d[^']*'|\b(?:order|group) by [\d ,]+|\b(?:numeric|varchar|char|decimal) \( [\d ,]+\)|make_date \([\d ,]+\))"_s);
    static const QRegularExpression number(uR"(([<>=] |\blimit |\bbetween |interval ')?(?<![\w.])(\d+(?:\.\d+)?))"_s);
    static const QSet<double> reckoning{0, 1, 2, 7, 12, 24, 30, 60, 100, 365, 1000, 1024, 3600, 86400};
    const QString figures = QString(m_text).replace(noise, u" "_s);
    const auto isSaid = [&said](double shown) {
        return std::any_of(said.cbegin(), said.cend(), [shown](const SaidThings::Number& each) {
            return qAbs(each.value - shown) < 1e-9 ||
                   (each.bound && each.value >= 1 && qAbs(each.value - shown) < 1 + 1e-9) ||
                   (each.percent && qAbs(each.value / 100 - shown) < 1e-9);
        });
    };
    for (auto it = number.globalMatch(figures); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const double shown = match.captured(2).toDouble();
        if ((match.capturedLength(1) > 0 ? shown != 0 && shown != 1 : !reckoning.contains(shown)) && !isSaid(shown))
            return true;
    }
    return false;
}

bool SqlEvidence::showsTextBeside(const QString& text) const
{
    return std::any_of(m_literals.cbegin(), m_literals.cend(), [&text](const QString& each) {
        return each.size() > 2 && each.at(0).isLetter() && !text.contains(each, Qt::CaseInsensitive);
    });
}

bool SqlEvidence::showsProperName(const QString& word) const
{
    const QString low = word.toLower();
    return m_list || m_code || showsWord(low) || (low.size() >= 4 && m_flat.contains(low)) ||
           std::any_of(m_said.cbegin(), m_said.cend(), [&low](const QString& said) {
               return said.size() >= 4 && low.size() >= 4 && said.left(4) == low.left(4);
           });
}

} // namespace parlance
