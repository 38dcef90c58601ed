// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace parlance {

//! Paints a row of the schema tree: name, muted text on the right, description under it. The ground is the view's.
class SchemaTreeDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SchemaTreeDelegate(QObject* parent = nullptr);
    void setTheme(const Theme& theme) { m_theme = theme; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Theme m_theme;
};

} // namespace parlance
