// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QToolButton>

namespace parlance {

//! A small icon button for the bars around a result, with \a words as its tooltip and accessible name. GUI thread.
inline QToolButton* makeBarButton(QWidget* parent, const char* name, const QString& words)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(words);
    button->setAccessibleName(words);
    button->setIconSize(QSize(12, 12));
    return button;
}

} // namespace parlance
