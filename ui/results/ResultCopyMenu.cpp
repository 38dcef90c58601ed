// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultCopyMenu.h"

namespace parlance {

ResultCopyMenu::ResultCopyMenu(QWidget* parent)
    : QMenu(parent)
{
    setObjectName(QStringLiteral("copyAsMenu"));
    setTitle(tr("Copy as"));
    for (const auto& [format, name] : copyFormats())
        connect(addAction(name), &QAction::triggered, this, [this, chosen = format] { emit copyRequested(chosen); });
}

} // namespace parlance
