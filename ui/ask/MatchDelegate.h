// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

namespace parlance {

//! A verified question in one line: a check mark, the question, and the word "verified". GUI thread.
class MatchDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit MatchDelegate(QObject* parent = nullptr);
    void setTheme(const Theme& theme) { m_theme = theme; }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Theme m_theme;
};

} // namespace parlance
