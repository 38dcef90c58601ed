// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultModel.h"
#include "ui/theme/Theme.h"

#include <QStyledItemDelegate>

#include <array>

namespace parlance {

//! Paints a cell with one drawText straight from the ResultTable: the default delegate is twice as slow. GUI thread.
class ResultCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ResultCellDelegate(QObject* parent);
    void setTheme(const Theme& theme) { m_theme = theme; }
    //! Columns whose digits are grouped for the eye; ask groupsDigits().
    void setGroupedColumns(const QList<bool>& columns) { m_grouped = columns; }
    bool groupsDigits(int column) const { return m_grouped.value(column, false); }
    static constexpr int padding = 12; //!< pixels left and right of the text

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    //! Pixels that \a value takes on one line in \a font; its first 400 bytes count.
    int textWidth(const QFont& font, QByteArrayView value) const;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    //! The font's measures, made anew when the font changes.
    struct Glyphs {
        QFont font;  //!< the view's
        QFont plain; //!< the same without shaping and kerning, for ASCII: a third of the time
        QFont italic;
        std::array<qreal, 128> advances{}; //!< of plain, in pixels
        qreal narrowest = 1;               //!< of advances
        qreal ellipsis = 0;                //!< advance of …
        qreal baseline = 0;                //!< from the middle of a line down to the baseline
    };
    const Glyphs& glyphs(const QFont& font) const;
    void drawAscii(QPainter* painter, const QRect& inside, QByteArrayView text, bool right) const;

    Theme m_theme;
    QList<bool> m_grouped;
    mutable Glyphs m_glyphs;
};

//! The cell's text on one line: line breaks and tabs as spaces.
QString oneLine(const QString& text);

} // namespace parlance
