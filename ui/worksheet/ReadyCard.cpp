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
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // the cards of a row are equally high
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(13, 8, 13, 8);
    layout->setSpacing(2);
    auto* title = new QLabel(question.question, this);
    title->setObjectName(QStringLiteral("readyTitle"));
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true); // a question is read whole
    setRole(title, "strong");
    auto* caption = new ElidedLabel(this);
    setRole(caption, "caption");
    caption->setWholeText(below);
    for (QLabel* label : {title, static_cast<QLabel*>(caption)}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        layout->addWidget(label);
    }
    layout->addStretch(1);
}

QSize ReadyCard::sizeHint() const
{
    return QSize(width, layout()->totalHeightForWidth(width));
}

QSize ReadyCard::minimumSizeHint() const
{
    return QSize(width / 2, layout()->minimumSize().height());
}

} // namespace parlance
