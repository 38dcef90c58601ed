// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/FollowUpRow.h"

#include "ui/ask/SendsButton.h"
#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace parlance {

namespace {

constexpr int longest = 60;

QString withoutMnemonic(const QString& text)
{
    return QString(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

FollowUpRow::FollowUpRow(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("followUpRow"));
    m_layout->setContentsMargins(0, 2, 0, 2);
    m_layout->setSpacing(6);
    m_more = new QPushButton(this);
    m_more->setObjectName(QStringLiteral("followUpsMoreButton"));
    setRole(m_more, "slim");
    m_layout->addWidget(m_more);
    m_layout->addStretch(1);
    connect(m_more, &QPushButton::clicked, this, [this] { openMenu(m_rest, m_more); });
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void FollowUpRow::offer(const QStringList& questions, bool whyEmpty)
{
    if (questions == m_questions && whyEmpty == m_whyEmpty)
        return; // what has the focus keeps it
    m_questions = questions;
    m_whyEmpty = whyEmpty;
    build();
}

void FollowUpRow::add(QPushButton* button, const QString& name)
{
    button->setObjectName(name);
    m_layout->insertWidget(static_cast<int>(m_buttons.size()), button);
    m_buttons.append(button);
}

void FollowUpRow::build()
{
    for (QPushButton* button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater(); // it may be the one whose click we are in
    }
    m_buttons.clear();
    if (m_whyEmpty) {
        auto* why = new QPushButton(tr("Why is this zero?"), this);
        setRole(why, "slim");
        add(why, QStringLiteral("whyEmptyButton"));
        connect(why, &QPushButton::clicked, this, &FollowUpRow::whyEmptyRequested);
        auto* sends = new SendsButton(why, this);
        add(sends, QStringLiteral("whyEmptySendsButton"));
        connect(sends, &QPushButton::clicked, this, &FollowUpRow::whyEmptyPreviewRequested);
        connect(sends, &SendsButton::hinted, this, &FollowUpRow::whyEmptyHinted);
    }
    int number = 0;
    for (const QString& question : std::as_const(m_questions)) {
        auto* button = new QPushButton(withoutMnemonic(shortened(question, longest)), this);
        setRole(button, "slim");
        button->setAccessibleName(tr("Ask next: %1").arg(question));
        button->setToolTip(QStringLiteral("<qt>%1</qt>").arg(question.toHtmlEscaped()));
        add(button, QStringLiteral("followUp%1").arg(++number));
        connect(button, &QPushButton::clicked, this, [this, question] { emit chosen(question); });
    }
    // They were made after it, and stand before it.
    for (qsizetype i = 0; i < m_buttons.size(); ++i)
        setTabOrder(m_buttons.at(i), i + 1 < m_buttons.size() ? m_buttons.at(i + 1) : m_more);
    place();
}

void FollowUpRow::openMenu(const QStringList& questions, QWidget* anchor)
{
    auto* menu = new QMenu(anchor);
    menu->setObjectName(QStringLiteral("followUpsMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString& question : questions)
        connect(menu->addAction(withoutMnemonic(shortened(question, 2 * longest))), &QAction::triggered, this,
                [this, question] { emit chosen(question); });
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

void FollowUpRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

//! One line, whatever comes: from the first question on that does not fit, they stand behind "+n".
void FollowUpRow::place()
{
    const qsizetype fixed = m_buttons.size() - m_questions.size();
    const auto roomOf = [this](const QWidget* button) { return button->sizeHint().width() + m_layout->spacing(); };
    int room = width();
    for (qsizetype i = 0; i < fixed; ++i)
        room -= roomOf(m_buttons.at(i));
    m_more->setText(QStringLiteral("+%1").arg(m_questions.size()));
    const int forMore = roomOf(m_more);
    qsizetype shown = 0;
    for (; shown < m_questions.size(); ++shown) {
        const int wanted = roomOf(m_buttons.at(fixed + shown));
        const bool last = shown + 1 == m_questions.size();
        if (wanted > room - (last ? 0 : forMore))
            break;
        room -= wanted;
    }
    for (qsizetype i = 0; i < m_questions.size(); ++i)
        m_buttons.at(fixed + i)->setVisible(i < shown);
    m_rest = m_questions.mid(shown);
    m_more->setVisible(!m_rest.isEmpty());
    m_more->setText(shown == 0 && fixed == 0 ? tr("Ask next (%1)").arg(m_rest.size())
                                             : QStringLiteral("+%1").arg(m_rest.size()));
    m_more->setAccessibleName(tr("%1 more questions to ask next").arg(m_rest.size()));
}

} // namespace parlance
