// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultModel.h"
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace parlance {

//! Paints a cell with one drawText straight from the ResultTable: the default delegate is twice as slow. GUI thread.
class ResultCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ResultCellDelegate(QObject* parent);
    void setTheme(const Theme& theme) { m_theme = theme; }
    static constexpr int padding = 12; //!< pixels left and right of the text

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Theme m_theme;
};

//! The cell's text on one line: line breaks and tabs as spaces.
QString oneLine(const QString& text);

} // namespace parlance
