// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/QuestionCheck.h"

#include "assistant/checks/SaidLabels.h"
#include "assistant/checks/SaidLanguage.h"
#include "assistant/checks/SaidNames.h"
#include "assistant/checks/SaidStates.h"
#include "assistant/checks/SaidThings.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

class QuestionChecker final {
    Q_DECLARE_TR_FUNCTIONS(QuestionCheck)
public:
    explicit QuestionChecker(const CheckInput& input)
        : m_input(input)
        , m_evidence(input)
        , m_main(claimsOf(input.words).main)
    {}

    QList<Finding> check()
    {
        const QString& text = m_input.question;
        const SaidThings said = SaidThings::in(text);
        for (const SaidThings::Year& year : said.years)
            if (!m_evidence.showsYear(year))
                add(year.words);
        for (const SaidThings::Month& month : said.months)
            if (!m_evidence.showsMonth(month) && !isAfter(month))
                add(month.words);
        for (const SaidThings::Day& day : said.days)
            if (!m_evidence.showsDay(day))
                add(day.words);
        for (const int quarter : said.quarters)
            if (!m_evidence.showsQuarter(quarter))
                add(tr("quarter %1").arg(quarter));
        for (const SaidThings::Number& number : said.numbers)
            if (!m_evidence.shows(number))
                add(number.words);
        for (const QString& name : said.quoted + said.codes)
            if (!m_evidence.showsText(name))
                add(name);
        checkPeriods(said);
        for (const SaidLabel& label : labelsMissing(m_input, text))
            sayUnused(label.label, label.column);
        for (const SaidState& state : statesMissing(m_input, m_evidence, text))
            sayUnused(state.word, state.column);
        if (!isEnglish(text))
            return m_findings;
        if (m_findings.isEmpty()) // else the same name would be said twice
            for (const QString& name : namesMissing(m_input, m_evidence, text))
                add(name);
        checkShape();
        return m_findings;
    }

private:
    void checkPeriods(const SaidThings& said)
    {
        for (const SaidThings::Period& step : said.steps)
            if (!m_evidence.showsStep(step.unit))
                add(step.words);
        for (const SaidThings::Period& period : said.periods) {
            if (m_evidence.hasDateColumn() && m_evidence.showsNoDates())
                say(tr("The question asks for \"%1\", and the SQL filters no date. Add the period, or ask in other "
                       "words.")
                        .arg(period.words));
            else if (!m_evidence.showsUnit(period.unit))
                say(tr("The question asks for \"%1\", and the SQL reckons with another period. Check the dates.")
                        .arg(period.words));
        }
    }

    //! "Who hasn't come since August?": August itself may be the last time.
    bool isAfter(const SaidThings::Month& month) const
    {
        static const QRegularExpression last(uR"(\b(?:not|never|no|\w+n['’]t)\b.*\bsince\b)"_s,
                                             QRegularExpression::CaseInsensitiveOption);
        SaidThings::Month next = month;
        next.month = month.month % 12 + 1;
        return month.start && m_input.question.contains(last) && m_evidence.showsMonth(next);
    }

    //! Rows to leave out or to compare, and nothing in the SQL does.
    void checkShape()
    {
        static const QRegularExpression none(
            uR"(\b(?:never|neither|(?<!that.s )no longer|(?:have|has|had|with|in|on|got) (?:no|neither)\b(?! more)|(?:did|do|does|has|have|had|is|are|was|were)(?: not|n't)|not (?:yet )?(?:been )?\w+ed\b)|\bwithout (?:any|an?)\b|\bwithout a single\b|\bnot a single\b|\b(?:nobody|no one)\b)"_s,
            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression too(uR"(\b(?:including|include|even|also|too|as well|zero)\b)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression known(
            uR"(\b(?:exclud\w+|ignor\w+|leav\w+ out|skip\w*|omit\w*|drop\w*|only|without)\b)"_s,
            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression more(
            uR"(\b(?:more|less|fewer|higher|lower|greater|larger|bigger|older|longer|shorter|earlier|later|better|worse|cheaper) than (?!any|all|ever|usual|before)|\bexceed(?:s|ed|ing)?\b|\bat (?:least|most) |\b(?:below|overdue|past due)\b(?! average))"_s,
            QRegularExpression::CaseInsensitiveOption);
        if (const QRegularExpressionMatch match = none.match(m_input.question);
            match.hasMatch() && !m_evidence.negates() && (m_input.words.isEmpty() || m_main.contains(none)) &&
            !(m_evidence.leavesOutEmpty() && m_input.question.contains(known)) && // "ignore those that have not …"
            !(m_evidence.hasToken(u"left"_s) && m_input.question.contains(too)))
            say(tr("The question says \"%1\", and the SQL leaves nothing out. Add that condition, or ask in other "
                   "words.")
                    .arg(match.captured()));
        if (const QRegularExpressionMatch match = more.match(m_input.question);
            match.hasMatch() && !m_evidence.compares() && (m_input.words.isEmpty() || m_main.contains(more)) &&
            !m_evidence.showsLabel(match.captured().trimmed()))
            say(tr("The question says \"%1\", and the SQL compares nothing. Add that condition, or ask in other words.")
                    .arg(match.captured().trimmed()));
    }

    void sayUnused(const QString& said, const QString& column)
    {
        say(tr("The question says \"%1\", a value of %2, and the SQL does not use it. Filter by it, or ask in other "
               "words.")
                .arg(said, column));
    }

    void add(const QString& words)
    {
        say(tr("The question says \"%1\", and nothing in the SQL shows it. Check the filters, or ask in other words.")
                .arg(words));
    }

    void say(const QString& message)
    {
        const SqlStatement& statement = m_input.script.statements.at(m_input.statement);
        const Finding finding{u"question"_s, Finding::Severity::Warning, message, statement.start, 0};
        if (!m_findings.contains(finding))
            m_findings.append(finding);
    }

    const CheckInput& m_input;
    SqlEvidence m_evidence;
    QString m_main; //!< what the answer says of itself: a shape of words alone may mean anything
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkQuestion(const CheckInput& input)
{
    return input.question.isEmpty() ? QList<Finding>() : QuestionChecker(input).check();
}

} // namespace parlance
