// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultOrder.h"
#include "ui/theme/Theme.h"

#include <QHeaderView>

namespace parlance {

//! The column headers: the name, beside it the type in small fixed-width letters, and an arrow (with its number when
//! there are several) where the rows are sorted by the column. GUI thread.
class ResultHeader final : public QHeaderView {
    Q_OBJECT
public:
    explicit ResultHeader(QWidget* parent);
    void setTheme(const Theme& theme);
    //! The width that shows name and type of \a section, in pixels.
    int neededWidth(int section) const;
    void setSortKeys(const QList<SortKey>& keys);

signals:
    //! A click; with Shift it adds the column.
    void sortClicked(int section, bool add);
    //! A click with Ctrl.
    void selectClicked(int section);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    //! Draws the arrow at the right of \a inside; returns the pixels it takes.
    int drawIndicator(QPainter* painter, const QRect& inside, int section) const;
    QFont nameFont() const;
    QFont typeFont() const;
    Theme m_theme;
    QList<SortKey> m_keys;
    Qt::KeyboardModifiers m_pressedWith = Qt::NoModifier;
};

} // namespace parlance
