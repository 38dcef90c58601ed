// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ReadyCard.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/theme/Theme.h"

#include <QVBoxLayout>

namespace parlance {

ReadyCard::ReadyCard(const ReadyQuestion& question, bool marked, QWidget* parent)
    : QPushButton(parent)
{
    setAutoDefault(true);
    const QString tables = question.tables.join(QStringLiteral(", "));
    const QString below = marked ? tr("Ready question · %1").arg(tables) : tables;
    setAccessibleName(question.question);
    setAccessibleDescription(below);
    setToolTip(QStringLiteral("<qt>%1</qt>").arg(question.explanation.toHtmlEscaped()));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(13, 8, 13, 8);
    layout->setSpacing(2);
    auto* title = new ElidedLabel(this);
    setRole(title, "strong");
    title->setWholeText(question.question);
    auto* caption = new ElidedLabel(this);
    setRole(caption, "caption");
    caption->setWholeText(below);
    for (ElidedLabel* label : {title, caption}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        layout->addWidget(label);
    }
}

QSize ReadyCard::sizeHint() const
{
    return QSize(width, layout()->sizeHint().height());
}

QSize ReadyCard::minimumSizeHint() const
{
    return QSize(width / 2, layout()->sizeHint().height());
}

} // namespace parlance
