// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/FollowUpRow.h"

#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace parlance {

namespace {

constexpr qsizetype mostOffered = 3;
constexpr int longest = 60;

} // namespace

FollowUpRow::FollowUpRow(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("followUpRow"));
    m_layout->setContentsMargins(0, 2, 0, 2);
    m_layout->setSpacing(6);
    m_layout->addStretch(1);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void FollowUpRow::offer(const QStringList& questions, bool whyEmpty)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    const auto add = [this](const QString& text, const QString& name) {
        auto* button = new QPushButton(QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")), this);
        button->setObjectName(name);
        setRole(button, "slim");
        m_layout->insertWidget(static_cast<int>(m_buttons.size()), button);
        m_buttons.append(button);
        return button;
    };
    if (whyEmpty)
        connect(add(tr("Why is this zero?"), QStringLiteral("whyEmptyButton")), &QPushButton::clicked, this,
                &FollowUpRow::whyEmptyRequested);
    for (const QString& question : questions.first(qMin(questions.size(), mostOffered))) {
        QPushButton* button = add(shortened(question, longest), QStringLiteral("followUp%1").arg(m_buttons.size() + 1));
        button->setAccessibleName(tr("Ask next: %1").arg(question));
        button->setToolTip(QStringLiteral("<qt>%1</qt>").arg(question.toHtmlEscaped()));
        connect(button, &QPushButton::clicked, this, [this, question] { emit chosen(question); });
    }
    place();
}

void FollowUpRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

//! What does not fit is not shown: one line, whatever comes.
void FollowUpRow::place()
{
    int room = width();
    for (QWidget* button : std::as_const(m_buttons)) {
        const int wanted = button->sizeHint().width() + m_layout->spacing();
        button->setVisible(room >= wanted || button == m_buttons.constFirst());
        room -= wanted;
    }
}

} // namespace parlance
