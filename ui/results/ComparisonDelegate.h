// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace parlance {

class ComparisonModel;

//! Paints the cells of a ComparisonModel: what changed on a ground of its own with a folded corner, the old value
//! struck through, the new one bold, so that colour is not needed to see it. GUI thread.
class ComparisonDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ComparisonDelegate(QObject* parent);
    void setTheme(const Theme& theme) { m_theme = theme; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintChange(QPainter* painter, const QRect& inside, const QFont& font, const ComparisonModel& model, int row,
                     int column) const;

    Theme m_theme;
};

} // namespace parlance
