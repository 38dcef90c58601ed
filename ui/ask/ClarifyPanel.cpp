// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ClarifyPanel.h"

#include "ui/theme/Focus.h"
#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance {

namespace {

constexpr int longestOption = 80;

//! A button reads '&' as a mnemonic; Claude's text is shown as it is.
QString buttonText(const QString& text)
{
    return shortened(text, longestOption).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

ClarifyPanel::ClarifyPanel(QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("clarifyPanel"));
    setRole(this, "card");
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(14, 10, 14, 10);
    m_layout->setSpacing(8);

    m_question = new QLabel(this);
    m_question->setObjectName(QStringLiteral("clarifyQuestion"));
    m_question->setTextFormat(Qt::PlainText);
    m_question->setWordWrap(true);
    QFont bold = m_question->font();
    bold.setBold(true);
    m_question->setFont(bold);
    m_layout->addWidget(m_question);

    auto* row = new QHBoxLayout;
    m_answer = new QLineEdit(this);
    m_answer->setObjectName(QStringLiteral("clarifyEdit"));
    m_answer->setPlaceholderText(tr("or answer in your own words"));
    m_answer->setAccessibleName(tr("Your answer to Claude's question"));
    m_send = new QPushButton(tr("Answer"), this);
    m_send->setObjectName(QStringLiteral("clarifyButton"));
    row->addWidget(m_answer, 1);
    row->addWidget(m_send);
    m_layout->addLayout(row);
    connect(m_answer, &QLineEdit::returnPressed, this, &ClarifyPanel::sendFreeAnswer);
    connect(m_send, &QPushButton::clicked, this, &ClarifyPanel::sendFreeAnswer);
}

void ClarifyPanel::ask(const QString& question, const QStringList& options)
{
    m_question->setText(tr("Claude asks: %1").arg(question));
    m_answer->clear();
    delete m_options;
    m_options = new QWidget(this);
    auto* grid = new QGridLayout(m_options);
    grid->setContentsMargins(4, 4, 4, 4); // room for the focus ring
    grid->setSpacing(8);
    constexpr int columns = 3;
    for (qsizetype i = 0; i < options.size(); ++i) {
        const QString option = options.at(i);
        auto* button = new QPushButton(buttonText(option), m_options);
        button->setObjectName(QStringLiteral("clarifyOption%1").arg(i + 1));
        button->setAccessibleName(option);
        connect(button, &QPushButton::clicked, this, [this, option] { emit answered(option); });
        const int at = static_cast<int>(i);
        grid->addWidget(button, at / columns, at % columns, Qt::AlignLeft);
    }
    grid->setColumnStretch(columns, 1);
    m_layout->insertWidget(1, m_options);
    putBeforeInTabOrder(m_answer, m_options);
    m_options->setVisible(!options.isEmpty());
}

void ClarifyPanel::setLeading(bool leading)
{
    setRole(m_send, leading ? "primary" : "secondary");
}

void ClarifyPanel::focusFirst()
{
    auto* first = m_options == nullptr ? nullptr : m_options->findChild<QPushButton*>(QStringLiteral("clarifyOption1"));
    if (first != nullptr)
        first->setFocus(Qt::OtherFocusReason);
    else
        m_answer->setFocus(Qt::OtherFocusReason);
}

void ClarifyPanel::sendFreeAnswer()
{
    const QString answer = m_answer->text().trimmed();
    if (answer.isEmpty())
        m_answer->setFocus(Qt::OtherFocusReason);
    else
        emit answered(answer);
}

} // namespace parlance
