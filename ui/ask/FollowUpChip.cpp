// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/FollowUpChip.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace parlance {

FollowUpChip::FollowUpChip(QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("followUpChip"));
    setRole(this, "chip");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 2, 0);
    layout->setSpacing(4);
    m_label = new ElidedLabel(this);
    m_label->setObjectName(QStringLiteral("followUpLabel"));
    m_label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setRole(m_label, "caption");
    m_drop = new QToolButton(this);
    m_drop->setObjectName(QStringLiteral("newQuestionButton"));
    m_drop->setIcon(QIcon(QStringLiteral(":/icons/close-grey.svg")));
    m_drop->setIconSize(QSize(10, 10));
    m_drop->setFocusPolicy(Qt::TabFocus);
    m_drop->setAccessibleName(tr("Start a new question"));
    m_drop->setToolTip(tr("Start a new question: what was asked before is not sent"));
    layout->addWidget(m_label);
    layout->addWidget(m_drop);
    connect(m_drop, &QToolButton::clicked, this, &FollowUpChip::dropped);
    hide();
}

void FollowUpChip::setQuestion(const QString& question)
{
    m_active = !question.isEmpty();
    m_label->setWholeText(tr("Continues: %1").arg(question.simplified()));
    setAccessibleName(m_active ? tr("The next question continues: %1").arg(question.simplified()) : QString());
}

} // namespace parlance
