// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/CompareController.h"

#include "ui/results/ComparisonDialog.h"
#include "ui/results/ComparisonKey.h"
#include "ui/worksheet/ResultArea.h"

namespace parlance {

namespace {

ComparedResult comparedResult(const ResultPage* page)
{
    ComparedResult result;
    // Its title alone does not say which of several results of one name it is.
    result.title = page->isEarlier() && page->name().isEmpty()
                     ? page->title()
                     : QStringLiteral("%1 · %2").arg(page->title(), page->timeText());
    result.ranAt = page->origin().ranAt;
    result.table = page->model()->table();
    result.partial = page->partial();
    result.filtered = page->model()->shownRows().filtered;
    return result;
}

//! Which of them the first one is compared with: the one that ran last before it, else first after it.
int nearest(const QList<ComparedResult>& offered)
{
    const QDateTime ran = offered.constFirst().ranAt;
    int found = 1;
    for (int i = 2; i < offered.size(); ++i) {
        const QDateTime best = offered.at(found).ranAt;
        const QDateTime time = offered.at(i).ranAt;
        const bool nearer = time <= ran ? (best > ran || time > best) : (best > ran && time < best);
        if (nearer)
            found = i;
    }
    return found;
}

} // namespace

CompareController::CompareController(TeamSession* session, ResultArea* area, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_area(area)
{
    connect(area, &ResultArea::compareRequested, this, &CompareController::open);
}

CompareController::~CompareController()
{
    delete m_dialog;
}

void CompareController::setTheme(const Theme& theme)
{
    m_theme = theme;
    if (m_dialog)
        m_dialog->setTheme(theme);
}

void CompareController::open(ResultPage* page)
{
    const QList<ResultPage*> others = m_area->comparableWith(page);
    if (others.isEmpty())
        return;
    if (m_dialog)
        m_dialog->deleteLater(); // of two other results
    QList<ComparedResult> offered{comparedResult(page)};
    for (const ResultPage* other : others)
        offered.append(comparedResult(other));
    const int other = nearest(offered);
    const bool older = offered.at(other).ranAt <= offered.constFirst().ranAt; // stands left
    const QList<int> key = primaryKeyColumns(offered.constFirst().table.columns(), m_session->catalog());
    m_dialog = new ComparisonDialog(offered, older ? other : 0, older ? 0 : other, key, m_area->window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTheme(m_theme);
    m_dialog->show();
    m_dialog->activateWindow();
}

} // namespace parlance
