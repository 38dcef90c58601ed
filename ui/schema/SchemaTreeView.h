// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QTreeView>

namespace parlance {

//! The tree of the schema panel (object name schemaTree): whole-row selection in the team's colour, our own chevrons,
//! and its keys said as signals.
class SchemaTreeView final : public QTreeView {
    Q_OBJECT
public:
    explicit SchemaTreeView(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);

signals:
    void openRequested(const QModelIndex& index);   //!< Enter or double click
    void insertRequested(const QModelIndex& index); //!< Ctrl+Enter
    void refreshRequested();                        //!< F5
    void filterRequested(const QString& typed);     //!< a letter typed: it belongs to the filter

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    Theme m_theme;
};

} // namespace parlance
