// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ResultPage.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/results/SelectionTotals.h"
#include "ui/worksheet/SqlPopup.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace parlance {

ResultPage::ResultPage(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    buildNote(layout);
    m_stack = new QStackedWidget(this);
    auto* empty = new QWidget(m_stack);
    auto* emptyLayout = new QVBoxLayout(empty);
    m_placeholder = new QLabel(empty);
    m_placeholder->setObjectName(QStringLiteral("resultPlaceholder"));
    m_placeholder->setTextFormat(Qt::PlainText);
    m_placeholder->setAlignment(Qt::AlignCenter);
    m_placeholder->setWordWrap(true);
    setRole(m_placeholder, "caption");
    m_button = new QPushButton(empty);
    m_button->setObjectName(QStringLiteral("runAgainButton"));
    m_button->setAutoDefault(true);
    emptyLayout->addStretch(1);
    emptyLayout->addWidget(m_placeholder);
    emptyLayout->addWidget(m_button, 0, Qt::AlignHCenter);
    emptyLayout->addStretch(1);
    m_pane = new ResultPane(m_stack);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_pane);
    m_stack->setMinimumHeight(40);
    layout->addWidget(m_stack, 1);
    connect(m_button, &QPushButton::clicked, this, &ResultPage::placeholderButtonClicked);
    showPlaceholder(tr("The rows appear here when you run the query."));
}

void ResultPage::buildNote(QVBoxLayout* layout)
{
    m_noteRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_noteRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_noteLabel = new ElidedLabel(m_noteRow);
    m_noteLabel->setObjectName(QStringLiteral("resultNote"));
    setRole(m_noteLabel, "warning");
    m_cap = new CapBar(m_noteRow);
    row->addWidget(m_noteLabel, 1);
    row->addWidget(m_cap);
    layout->addWidget(m_noteRow);

    m_staleRow = new QWidget(this);
    auto* staleRow = new QHBoxLayout(m_staleRow);
    staleRow->setContentsMargins(0, 3, 3, 3); // room for the focus ring
    staleRow->setSpacing(8);
    auto* stale = new QLabel(tr("Of the SQL before your edits"), m_staleRow);
    stale->setObjectName(QStringLiteral("staleNote"));
    setRole(stale, "warning");
    m_showSql = new QPushButton(tr("Show it"), m_staleRow);
    m_showSql->setObjectName(QStringLiteral("showRunSqlButton"));
    m_showSql->setToolTip(tr("Shows the SQL that these rows are of"));
    m_showSql->setAutoDefault(true);
    setRole(m_showSql, "secondary");
    staleRow->addWidget(stale);
    staleRow->addWidget(m_showSql);
    staleRow->addStretch(1);
    layout->addWidget(m_staleRow);
    connect(m_showSql, &QPushButton::clicked, this, [this] { showSql(m_showSql); });
    arrangeNote();
}

void ResultPage::setTheme(const Theme& theme)
{
    m_pane->setTheme(theme);
}

void ResultPage::showPlaceholder(const QString& text, const QString& button)
{
    m_placeholder->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_stack->setCurrentIndex(0);
    emit shownChanged();
}

void ResultPage::showRows()
{
    m_stack->setCurrentIndex(1);
    emit shownChanged();
}

bool ResultPage::showsRows() const
{
    return m_stack->currentIndex() == 1;
}

void ResultPage::startRun(const QByteArray& sql, const ExportOrigin& origin)
{
    m_sql = sql;
    m_origin = origin;
    m_partial = tr("the rows that had come so far");
    setRemark(QString());
    showPlaceholder(tr("Waiting for the first row."));
}

void ResultPage::setNote(const QString& note)
{
    m_note = note;
    m_pane->totals()->setPartial(!note.isEmpty());
    arrangeNote();
}

void ResultPage::setRemark(const QString& remark)
{
    m_remark = remark;
    arrangeNote();
}

void ResultPage::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    arrangeNote();
}

void ResultPage::showHeld(qint64 rows, int seconds)
{
    m_cap->setState(CapBar::State::Held);
    setNote(tr("First %1 of more · kept open for %2 s").arg(rowsText(rows)).arg(seconds));
}

void ResultPage::showCapped(qint64 rows)
{
    m_cap->setState(CapBar::State::Ended);
    setNote(tr("First %1 of more").arg(rowsText(rows)));
}

void ResultPage::forgetCap()
{
    if (m_cap->state() != CapBar::State::None)
        setNote(QString());
    m_cap->setState(CapBar::State::None);
    m_cap->setCountText(QString());
}

void ResultPage::arrangeNote()
{
    const bool both = !m_note.isEmpty() && !m_remark.isEmpty();
    const QString between = both ? QStringLiteral(" · ") : QString();
    m_noteLabel->setWholeText(m_note + between + m_remark);
    setRole(m_noteLabel, m_note.isEmpty() ? "caption" : "warning");
    // "First 5,000 rows of more": what is beside it gives way first.
    const QString first = m_note.section(QStringLiteral(" · "), 0, 0);
    constexpr int widest = 280;
    m_noteLabel->setMinimumWidth(qMin(widest, m_noteLabel->fontMetrics().horizontalAdvance(first) + 4));
    m_noteRow->setVisible(!m_note.isEmpty() || !m_remark.isEmpty());
    m_showSql->setVisible(!m_sql.isEmpty());
    m_staleRow->setVisible(m_stale);
}

void ResultPage::showSql(QWidget* anchor)
{
    auto* popup = new SqlPopup(m_sql, this);
    popup->showBelow(anchor);
}

void ResultPage::clear()
{
    model()->clear();
    m_note.clear();
    m_remark.clear();
    m_pane->totals()->setPartial(false);
    m_sql.clear();
    m_origin = {};
    m_partial.clear();
    m_stale = false;
    m_status.clear();
    setSummary(QString());
    forgetCap();
    arrangeNote();
    showPlaceholder(tr("The rows appear here when you run the query."));
}

} // namespace parlance
