// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace parlance {

//! Paints a team as a card: a patch of its own gradient, name and description; the chosen one has the ring.
class TeamDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit TeamDelegate(QObject* parent = nullptr);
    void setTheme(const Theme& theme) { m_theme = theme; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    static constexpr int gap = 8; //!< under each card

private:
    Theme m_theme;
};

} // namespace parlance
