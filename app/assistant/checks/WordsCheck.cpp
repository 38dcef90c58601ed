// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/WordsCheck.h"

#include "assistant/checks/SaidLabels.h"
#include "assistant/checks/SaidLanguage.h"
#include "assistant/checks/SaidMeasures.h"
#include "assistant/checks/SaidNames.h"
#include "assistant/checks/SaidStates.h"
#include "assistant/checks/SaidThings.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

class WordsChecker final {
    Q_DECLARE_TR_FUNCTIONS(WordsCheck)
public:
    explicit WordsChecker(const CheckInput& input)
        : m_input(input)
        , m_evidence(input)
        , m_claims(claimsOf(input.words))
        , m_english(isEnglish(input.words.join(u'\n')))
    {}

    QList<Finding> check()
    {
        QStringList things = calendarMissing(m_claims.main) + textsMissing(m_claims.main);
        // What a later sentence or an assumption speaks of may be said by the way: only what both say is a claim.
        const QStringList later = calendarMissing(m_claims.later) + textsMissing(m_claims.later);
        const QStringList assumed = later.isEmpty() ? QStringList() : asMissing();
        for (const QString& thing : later)
            if (assumed.contains(thing))
                things.append(thing);
        things.removeDuplicates();
        const SqlStatement& statement = m_input.script.statements.at(m_input.statement);
        QList<Finding> findings;
        for (const QString& thing : things)
            findings.append({u"words"_s, Finding::Severity::Warning,
                             tr("The explanation speaks of \"%1\", and nothing in the SQL shows it. Believe the SQL, "
                                "not the words, or ask again.")
                                 .arg(thing),
                             statement.start, 0});
        return findings;
    }

private:
    QStringList datesMissing(const SaidThings& said) const
    {
        QStringList things;
        for (const SaidThings::Year& year : said.years)
            if (!m_evidence.showsYear(year))
                things.append(year.words);
        for (const SaidThings::Month& month : said.months)
            if (!m_evidence.showsMonth(month))
                things.append(month.words);
        for (const SaidThings::Day& day : said.days)
            if (!m_evidence.showsDay(day))
                things.append(day.words);
        for (const int quarter : said.quarters)
            if (!m_evidence.showsQuarter(quarter))
                things.append(tr("quarter %1").arg(quarter));
        return things;
    }

    QStringList asMissing() const { return calendarMissing(m_claims.assumed) + textsMissing(m_claims.assumed); }

    QStringList calendarMissing(const QString& text) const
    {
        const SaidThings said = SaidThings::in(text);
        QStringList things = datesMissing(said);
        // A number may describe ("over the 24 hours of the day"): it is a claim where the SQL has another one instead,
        // or compares nothing with what is "longer than 500".
        for (const SaidThings::Number& number : said.numbers)
            if (!m_evidence.shows(number) &&
                (m_evidence.showsOther(said.numbers) || (number.bound && !m_evidence.compares())))
                things.append(number.words);
        for (const SaidThings::Period& period : said.periods)
            if ((m_evidence.hasDateColumn() && m_evidence.showsNoDates()) || !m_evidence.showsUnit(period.unit))
                things.append(period.words);
        for (const SaidThings::Period& step : said.steps)
            if (!m_evidence.showsStep(step.unit))
                things.append(step.words);
        for (const QString& each : said.quoted + said.codes)
            if (!m_evidence.showsText(each))
                things.append(each);
        return things;
    }

    QStringList textsMissing(const QString& text) const
    {
        QStringList things;
        for (const SaidLabel& label : labelsMissing(m_input, text))
            things.append(label.label);
        for (const SaidState& state : statesMissing(m_input, m_evidence, text))
            things.append(state.word);
        if (things.isEmpty() && m_english && m_evidence.showsTextBeside(m_input.words.join(u'\n')))
            things += parlance::namesMissing(m_input, m_evidence, text); // another name stands in the SQL
        things += identifiersMissing(text);
        if (!m_english)
            return things;
        things += nounsMissing(m_input, m_evidence, text) + measuresMissing(m_input, text, m_input.words.join(u'\n'));
        if (const QString verb = text == m_claims.main ? wrongVerb() : QString(); !verb.isEmpty())
            things.append(verb);
        return things;
    }

    //! "Counts …" where nothing is counted, "Averages …" where there is no mean.
    QString wrongVerb() const
    {
        static const QRegularExpression verb(
            uR"(^\s*(counts?|adds(?: up)?|sums(?: up)?|averages?)\s+(?:the|all|up|of|over|\w+s\b))"_s,
            QRegularExpression::CaseInsensitiveOption);
        const QRegularExpressionMatch match = verb.match(m_input.words.value(0));
        if (!match.hasMatch() || m_evidence.showsName(u"view"_s))
            return {};
        const QString said = match.captured(1).toLower();
        const auto any = [this](const QStringList& tokens) {
            return std::any_of(tokens.cbegin(), tokens.cend(),
                               [this](const QString& token) { return m_evidence.hasToken(token); });
        };
        if (said.startsWith(u"count"))
            return any({u"count"_s, u"row_number"_s, u"sum"_s, u"cardinality"_s, u"array_length"_s,
                        u"jsonb_array_length"_s, u"rank"_s, u"dense_rank"_s}) ||
                           m_evidence.showsName(u"count"_s) || m_evidence.showsName(u"number"_s)
                     ? QString()
                     : match.captured(1);
        if (said.startsWith(u"average"))
            return any({u"avg"_s, u"/"_s, u"percentile_cont"_s, u"percentile_disc"_s}) ||
                           m_evidence.showsName(u"average"_s) || m_evidence.showsName(u"mean"_s)
                     ? QString()
                     : match.captured(1);
        return any({u"sum"_s, u"+"_s}) || m_evidence.showsName(u"total"_s) || m_evidence.showsName(u"sum"_s)
                 ? QString()
                 : match.captured(1);
    }

    //! Names of tables and columns that are said as they are written (order_items), or as a table.
    QStringList identifiersMissing(const QString& text) const
    {
        static const QRegularExpression word(u"(?<![\\w.])([A-Za-z]\\w*)(?!\\w)"_s);
        static const QRegularExpression asTable(
            u"\\b(?:from (?:the )?|tables? )([a-z]\\w*)\\b|\\b([a-z]\\w*) tables?\\b"_s,
            QRegularExpression::CaseInsensitiveOption);
        QSet<QString> said;
        QSet<QString> tables;
        for (auto it = word.globalMatch(text); it.hasNext();)
            said.insert(it.next().captured(1).toLower());
        for (auto it = asTable.globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const QString name = match.captured(1) + match.captured(2);
            tables.insert(name.toLower());
        }
        QStringList missing;
        for (const Schema& schema : m_input.catalog.schemas)
            for (const Table& table : schema.tables) {
                const bool tableSaid =
                    table.name.contains(u'_') ? said.contains(table.name) : tables.contains(table.name);
                if (tableSaid && !m_evidence.showsText(table.name))
                    missing.append(table.name);
                for (const Column& column : table.columns)
                    if (column.name.contains(u'_') && said.contains(column.name) && !m_evidence.showsText(column.name))
                        missing.append(column.name);
            }
        return missing;
    }

    const CheckInput& m_input;
    SqlEvidence m_evidence;
    Claims m_claims;
    bool m_english = true;
};

} // namespace

QList<Finding> checkWords(const CheckInput& input)
{
    return input.words.join(QString()).trimmed().isEmpty() ? QList<Finding>() : WordsChecker(input).check();
}

} // namespace parlance
