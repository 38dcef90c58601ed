// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/QuestionCheck.h"

#include "assistant/checks/SaidLabels.h"
#include "assistant/checks/SaidThings.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

class QuestionChecker final {
    Q_DECLARE_TR_FUNCTIONS(QuestionCheck)
public:
    explicit QuestionChecker(const CheckInput& input)
        : m_input(input)
        , m_evidence(input)
    {}

    QList<Finding> check()
    {
        const SaidThings said = SaidThings::in(m_input.question);
        for (const QString& year : said.years)
            if (!m_evidence.showsYear(year))
                add(year);
        for (qsizetype i = 0; i < said.months.size(); ++i)
            if (!m_evidence.showsMonth(said.months.at(i)))
                add(said.monthWords.at(i));
        for (const int quarter : said.quarters)
            if (!m_evidence.showsQuarter(quarter))
                add(tr("quarter %1").arg(quarter));
        for (const SaidThings::Number& number : said.numbers)
            if (!m_evidence.shows(number))
                add(number.words);
        for (const QString& text : said.quoted)
            if (!m_evidence.showsText(text))
                add(text);
        checkPeriods(said);
        for (const SaidLabel& label : labelsMissing(m_input, m_input.question))
            say(tr("The question says \"%1\", a value of %2, and the SQL does not use it. Filter by it, or ask in "
                   "other words.")
                    .arg(label.label, label.column));
        return m_findings;
    }

private:
    void checkPeriods(const SaidThings& said)
    {
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
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkQuestion(const CheckInput& input)
{
    return input.question.isEmpty() ? QList<Finding>() : QuestionChecker(input).check();
}

} // namespace parlance
