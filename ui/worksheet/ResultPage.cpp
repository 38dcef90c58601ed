// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ResultPage.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/results/SelectionTotals.h"
#include "ui/worksheet/Words.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
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
    m_showSql = new QPushButton(tr("Show it"), m_noteRow);
    m_showSql->setObjectName(QStringLiteral("showRunSqlButton"));
    m_showSql->setToolTip(tr("Shows the SQL that these rows are of"));
    m_showSql->setAutoDefault(true);
    setRole(m_showSql, "secondary");
    m_cap = new CapBar(m_noteRow);
    row->addWidget(m_noteLabel, 1);
    row->addWidget(m_showSql);
    row->addWidget(m_cap);
    layout->addWidget(m_noteRow);
    connect(m_showSql, &QPushButton::clicked, this, &ResultPage::showSql);
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

void ResultPage::setNote(const QString& note)
{
    m_note = note;
    m_pane->totals()->setPartial(!note.isEmpty());
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
    QStringList parts;
    if (!m_note.isEmpty())
        parts.append(m_note);
    if (m_stale)
        parts.append(tr("of the SQL before your edits"));
    QString text = parts.join(QStringLiteral(" · "));
    if (m_note.isEmpty() && m_stale)
        text = tr("Of the SQL before your edits");
    m_noteLabel->setWholeText(text);
    m_noteLabel->setToolTip(text);
    m_showSql->setVisible(m_stale && !m_sql.isEmpty());
    m_noteRow->setVisible(!parts.isEmpty());
}

//! A small window over the result; any click beside it, or Esc, closes it.
void ResultPage::showSql()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setObjectName(QStringLiteral("runSqlPopup"));
    setRole(popup, "panel");
    auto* layout = new QVBoxLayout(popup);
    layout->setContentsMargins(8, 8, 8, 8);
    auto* text = new QPlainTextEdit(QString::fromUtf8(m_sql), popup);
    text->setObjectName(QStringLiteral("runSqlText"));
    text->setAccessibleName(tr("The SQL that these rows are of"));
    text->setReadOnly(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    layout->addWidget(text);
    const int lines = qBound(3, static_cast<int>(m_sql.count('\n')) + 2, 16);
    popup->resize(qMin(640, width()), lines * text->fontMetrics().lineSpacing() + 32);
    popup->move(m_showSql->mapToGlobal(QPoint(m_showSql->width() - popup->width(), m_showSql->height() + 2)));
    popup->show();
    text->setFocus(Qt::PopupFocusReason);
}

void ResultPage::clear()
{
    model()->clear();
    m_note.clear();
    m_pane->totals()->setPartial(false);
    m_sql.clear();
    m_stale = false;
    forgetCap();
    arrangeNote();
    showPlaceholder(tr("The rows appear here when you run the query."));
}

} // namespace parlance
