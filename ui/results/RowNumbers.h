// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QHeaderView>

namespace parlance {

//! The numbers of the rows in sight, left of a result: text on a plain ground, because the style's own sections cost as
//! much as all cells beside them. GUI thread.
class RowNumbers final : public QHeaderView {
    Q_OBJECT
public:
    explicit RowNumbers(QWidget* parent);
    void setTheme(const Theme& theme);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    Theme m_theme;
};

} // namespace parlance
