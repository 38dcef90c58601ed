// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace parlance {

//! Paints a run in the history: how it ended (icon), question or first line of SQL, and under it when, rows, time.
class HistoryDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { CaptionRole = Qt::UserRole, IconRole, OutcomeRole };

    explicit HistoryDelegate(QObject* parent = nullptr);
    void setTheme(const Theme& theme) { m_theme = theme; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Theme m_theme;
};

} // namespace parlance
