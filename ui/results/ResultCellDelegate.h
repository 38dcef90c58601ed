// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultModel.h"
#include "ui/theme/Theme.h"

#include <QGlyphRun>
#include <QRawFont>
#include <QStyledItemDelegate>

#include <array>

class QTableView;

namespace parlance {

//! Paints cells straight from the ResultTable, and what is ASCII in them as glyphs that need no shaping, all of a view
//! at once: Qt's own way through styles, variants and layouts takes several times as long. GUI thread.
class ResultCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ResultCellDelegate(QObject* parent);
    void setTheme(const Theme& theme) { m_theme = theme; }
    //! Columns whose digits are grouped for the eye; ask groupsDigits().
    void setGroupedColumns(const QList<bool>& columns) { m_grouped = columns; }
    bool groupsDigits(int column) const { return m_grouped.value(column, false); }
    static constexpr int padding = 12; //!< pixels left and right of the text

    //! Everything in \a region of the viewport of \a view, whose model is a ResultModel.
    void paintCells(QTableView* view, const QRegion& region) const;
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
        QRawFont raw;                       //!< of plain
        QRawFont rawItalic;                 //!< of NULL
        bool hasIndexes = false;            //!< raw has all of ASCII and the ellipsis
        std::array<quint32, 128> indexes{}; //!< in raw; 0: it has none
        quint32 ellipsisIndex = 0;          //!< in raw
        QList<quint32> nullIndexes;         //!< in rawItalic
        QList<QPointF> nullPlaces;
        qreal nullWidth = 0;
        std::array<qreal, 128> advances{}; //!< of plain, in pixels
        qreal narrowest = 1;               //!< of advances
        qreal ellipsis = 0;                //!< advance of …
        qreal baseline = 0;                //!< from the middle of a line down to the baseline
    };
    static void indexGlyphs(Glyphs& glyphs);
    const Glyphs& glyphs(const QFont& font) const;
    //! Glyphs that were laid out and are yet to be drawn.
    struct Pending {
        QList<quint32> indexes;
        QList<QPointF> places;
    };
    //! Of texts and of NULLs.
    struct Batch {
        Pending texts;
        Pending nulls;
    };
    //! A cell to be painted.
    struct Cell {
        QRect rect;
        int row = 0;
        int column = 0;
        bool selected = false;
        bool focused = false;
    };
    struct ShownColumn {
        int column = 0;
        int left = 0;
        int width = 0;
    };
    static QList<ShownColumn> columnsIn(const QTableView* view, const QRect& rect);
    void paintRect(QPainter* painter, QTableView* view, const QRect& rect, Batch& batch) const;
    void paintCell(QPainter* painter, const ResultModel& model, const Cell& cell, Batch& batch) const;
    void draw(QPainter* painter, const Batch& batch) const;
    void layOut(const QRect& inside, QByteArrayView text, bool right, Pending& pending) const;
    void layOutNull(const QRect& inside, bool right, Pending& pending) const;
    void drawText(QPainter* painter, const QRect& inside, const QString& text, bool right) const;

    Theme m_theme;
    QList<bool> m_grouped;
    mutable Glyphs m_glyphs;
};

//! The cell's text on one line: line breaks and tabs as spaces.
QString oneLine(const QString& text);

} // namespace parlance
