// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ResultPage.h"

#include "ui/results/SelectionTotals.h"

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
    m_noteLabel = new QLabel(this);
    m_noteLabel->setObjectName(QStringLiteral("resultNote"));
    m_noteLabel->setTextFormat(Qt::PlainText);
    setRole(m_noteLabel, "warning");
    m_noteLabel->hide();
    layout->addWidget(m_noteLabel);

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

void ResultPage::arrangeNote()
{
    QStringList parts;
    if (!m_note.isEmpty())
        parts.append(m_note);
    if (m_stale)
        parts.append(tr("The SQL was edited since this ran."));
    m_noteLabel->setText(parts.join(QLatin1Char(' ')));
    m_noteLabel->setVisible(!parts.isEmpty());
}

void ResultPage::clear()
{
    model()->clear();
    m_note.clear();
    m_pane->totals()->setPartial(false);
    m_stale = false;
    arrangeNote();
    showPlaceholder(tr("The rows appear here when you run the query."));
}

} // namespace parlance
