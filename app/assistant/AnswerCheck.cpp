// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/AnswerCheck.h"

#include "assistant/checks/SaidPeriod.h"
#include "assistant/checks/ServerFindings.h"
#include "assistant/ServerCheck.h"
#include "base/WhenFinished.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

AnswerCheck::AnswerCheck(QObject* parent)
    : QObject(parent)
{}

void AnswerCheck::setServerCheck(ServerCheck* check)
{
    if (m_server)
        m_server->disconnect(this);
    m_server = check;
    if (check == nullptr)
        return;
    connect(check, &ServerCheck::checked, this, [this](quint64 number, const PlanOutcome& plan) {
        if (m_checking == 0 || number != m_checking)
            return;
        m_checking = 0;
        take(plan);
    });
}

namespace {

//! Whether the team has years or weeks of its own, or the person has said which days are meant.
bool hasOwnPeriods(const Question& question)
{
    const auto corrected = [](const Question::Correction& correction) {
        return correction.wrong == Question::Correction::Wrong::Period ||
               correction.wrong == Question::Correction::Wrong::Assumption;
    };
    const auto fiscal = [](const GlossaryTerm& term) {
        return speaksOfFiscalYears(term.term + u'\n' + term.meaning + u'\n' + term.synonyms.join(u'\n'));
    };
    return std::any_of(question.corrections.cbegin(), question.corrections.cend(), corrected) ||
           speaksOfFiscalYears(question.instructions) ||
           std::any_of(question.glossary.cbegin(), question.glossary.cend(), fiscal);
}

} // namespace

void AnswerCheck::start(const Answer& answer, const Question& question, const SchemaCatalog& catalog)
{
    stop();
    m_answer = answer;
    m_catalog = catalog;
    QueryCheckRequest asked;
    asked.script.text = answer.sql.toUtf8();
    asked.catalog = catalog;
    asked.values = m_values;
    asked.question = question.text;
    for (const Question::Clarification& clarification : question.clarifications)
        asked.question += u'\n' + clarification.answer;
    for (const Question::Correction& correction : question.corrections)
        asked.question += u'\n' + correction.words;
    asked.today = question.today;
    asked.ownPeriods = hasOwnPeriods(question);
    asked.words.append(answer.explanation);
    for (const Assumption& assumption : answer.assumptions)
        asked.words.append(assumption.label + u": "_s + assumption.value);
    whenFinished(judgeAnswerLater(asked), this, [this, started = m_started](const JudgedAnswer& judged) {
        if (started == m_started)
            askServer(judged);
    });
}

void AnswerCheck::stop()
{
    ++m_started;
    if (m_server && m_checking != 0)
        m_server->stop(std::exchange(m_checking, 0));
}

//! Check 2, for one statement that may run.
void AnswerCheck::askServer(const JudgedAnswer& judged)
{
    m_judged = judged;
    const bool mayRun = judged.script.statements.size() == 1 && !judged.script.statements.first().refusal();
    if (m_server && m_server->isAllowed() && mayRun)
        m_checking = m_server->check(judged.script, 0, m_catalog);
    else
        take({});
}

void AnswerCheck::take(const PlanOutcome& plan)
{
    Answer checked = m_answer;
    checked.plan = plan;
    checked.findings = withServersWord(m_judged.findings, plan);
    emit done(checked, problemOfAnswer(m_judged.script, checked.findings, plan, m_catalog));
}

} // namespace parlance
