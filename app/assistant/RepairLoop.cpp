// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/RepairLoop.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

RepairLoop::RepairLoop(QObject* parent)
    : QObject(parent)
{
    connect(&m_checks, &AnswerCheck::done, this, &RepairLoop::takeChecked);
}

void RepairLoop::begin()
{
    m_repairs.clear();
    m_problems.clear();
    m_fallback.reset();
    m_spent = ClaudeUsage();
}

void RepairLoop::take(Answer answer, const Question& question, const SchemaCatalog& catalog)
{
    answer.usage += m_spent;
    answer.repairs = m_repairs;
    m_mayAgain = question.purpose != Question::Purpose::InWords;
    if (answer.kind == Answer::Kind::Sql)
        m_checks.start(answer, question, catalog);
    else
        emit done(answer);
}

void RepairLoop::takeChecked(const Answer& checked, const std::optional<AnswerProblem>& problem)
{
    if (!problem || !m_mayAgain || rounds() == Repair::most || m_problems.contains(problem->key)) {
        emit done(checked);
        return;
    }
    m_repairs.append({problem->forPeople, checked.sql});
    m_problems.append(problem->key);
    m_fallback = checked;
    m_spent = checked.usage;
    emit again({checked.sql, problem->forClaude}, rounds(), problem->forPeople);
}

std::optional<Answer> RepairLoop::instead(const QString& title) const
{
    if (!m_fallback)
        return std::nullopt;
    Answer answer = *m_fallback;
    answer.findings.append(
        {u"server"_s, Finding::Severity::Info, tr("It could not be written again: %1").arg(title), 0, 0});
    return answer;
}

} // namespace parlance
