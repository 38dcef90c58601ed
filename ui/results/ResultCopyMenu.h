// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/CopyFormat.h"

#include <QMenu>

namespace parlance {

//! "Copy as": the formats selected cells can be copied in. Only asks; its owner copies.
class ResultCopyMenu final : public QMenu {
    Q_OBJECT
public:
    explicit ResultCopyMenu(QWidget* parent = nullptr);

signals:
    void copyRequested(parlance::CopyFormat format);
};

} // namespace parlance
