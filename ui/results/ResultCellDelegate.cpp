// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultCellDelegate.h"

#include "ui/results/DigitGroups.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QtMath>

#include <algorithm>

namespace parlance {

namespace {

constexpr qsizetype longestGrouped = 200; // digits; nobody reads more

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

} // namespace

QString oneLine(const QString& text)
{
    QString line = text;
    for (QChar& c : line) {
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return line;
}

ResultCellDelegate::ResultCellDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize ResultCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString text = oneLine(index.data().toString());
    return {option.fontMetrics.horizontalAdvance(text) + 2 * padding, option.fontMetrics.height() + 8};
}

void ResultCellDelegate::indexGlyphs(Glyphs& glyphs)
{
    QString ascii;
    for (char16_t c = 0; c < glyphs.indexes.size(); ++c)
        ascii.append(c >= 0x20 && c != 0x7f ? QChar(c) : QChar(u' '));
    glyphs.raw = QRawFont::fromFont(glyphs.plain);
    const QList<quint32> indexes = glyphs.raw.glyphIndexesForString(ascii);
    const QList<quint32> ellipsis = glyphs.raw.glyphIndexesForString(QString(QChar(0x2026)));
    glyphs.hasIndexes = indexes.size() == ascii.size() && !indexes.contains(0u) && ellipsis.value(0) != 0;
    if (glyphs.hasIndexes)
        std::copy(indexes.cbegin(), indexes.cend(), glyphs.indexes.begin());
    glyphs.ellipsisIndex = ellipsis.value(0);
    glyphs.rawItalic = QRawFont::fromFont(glyphs.italic);
    glyphs.nullIndexes = glyphs.rawItalic.glyphIndexesForString(QStringLiteral("NULL"));
    if (glyphs.nullIndexes.contains(0u))
        glyphs.nullIndexes.clear();
    for (const QPointF& advance : glyphs.rawItalic.advancesForGlyphIndexes(glyphs.nullIndexes)) {
        glyphs.nullPlaces.append(QPointF(glyphs.nullWidth, 0));
        glyphs.nullWidth += advance.x();
    }
}

const ResultCellDelegate::Glyphs& ResultCellDelegate::glyphs(const QFont& font) const
{
    if (m_glyphs.font == font && m_glyphs.baseline > 0)
        return m_glyphs;
    Glyphs made;
    made.font = font;
    made.plain = font;
    made.plain.setStyleStrategy(QFont::PreferNoShaping);
    made.plain.setKerning(false);
    made.italic = font;
    made.italic.setItalic(true);
    const QFontMetricsF metrics(made.plain);
    made.narrowest = metrics.horizontalAdvance(u'i');
    for (std::size_t i = 0; i < made.advances.size(); ++i) {
        const bool shown = i >= 0x20 && i != 0x7f;
        made.advances[i] = metrics.horizontalAdvance(shown ? QChar(static_cast<char16_t>(i)) : QChar(u' '));
        made.narrowest = std::min(made.narrowest, made.advances[i]);
    }
    made.narrowest = std::max<qreal>(1, made.narrowest);
    made.ellipsis = metrics.horizontalAdvance(QChar(0x2026));
    made.baseline = (metrics.ascent() - metrics.descent()) / 2;
    indexGlyphs(made);
    m_glyphs = made;
    return m_glyphs;
}

int ResultCellDelegate::textWidth(const QFont& font, QByteArrayView value) const
{
    const Glyphs& glyphs = this->glyphs(font);
    const QByteArrayView counted = value.first(std::min<qsizetype>(value.size(), 400));
    if (!isAscii(counted))
        return QFontMetrics(font).horizontalAdvance(oneLine(QString::fromUtf8(counted)));
    qreal width = 0;
    for (const char c : counted)
        width += glyphs.advances[static_cast<unsigned char>(c)];
    return qCeil(width);
}

//! Puts the glyphs of an ASCII text where they will be drawn; what does not fit ends in an ellipsis.
void ResultCellDelegate::layOut(const QRect& inside, QByteArrayView text, bool right, Pending& pending) const
{
    qreal width = 0;
    qsizetype fitting = 0; // as much as stands before an ellipsis
    qsizetype count = 0;
    for (; count < text.size() && width <= inside.width(); ++count) {
        width += m_glyphs.advances[static_cast<unsigned char>(text[count])];
        if (width + m_glyphs.ellipsis <= inside.width())
            fitting = count + 1;
    }
    const bool cut = width > inside.width();
    QPointF place(right && !cut ? inside.right() + 1 - width : inside.left(),
                  QRectF(inside).center().y() + m_glyphs.baseline);
    for (const char c : text.first(cut ? fitting : text.size())) {
        pending.indexes.append(m_glyphs.indexes[static_cast<unsigned char>(c)]);
        pending.places.append(place);
        place.rx() += m_glyphs.advances[static_cast<unsigned char>(c)];
    }
    if (cut) {
        pending.indexes.append(m_glyphs.ellipsisIndex);
        pending.places.append(place);
    }
}

void ResultCellDelegate::layOutNull(const QRect& inside, bool right, Pending& pending) const
{
    const QPointF begin(right ? inside.right() + 1 - m_glyphs.nullWidth : inside.left(),
                        QRectF(inside).center().y() + m_glyphs.baseline);
    for (qsizetype i = 0; i < m_glyphs.nullIndexes.size(); ++i) {
        pending.indexes.append(m_glyphs.nullIndexes.at(i));
        pending.places.append(begin + m_glyphs.nullPlaces.at(i));
    }
}

void ResultCellDelegate::drawText(QPainter* painter, const QRect& inside, const QString& text, bool right) const
{
    // A number cut without a mark would be another number, so what does not fit always ends in an ellipsis.
    const QFontMetrics metrics = painter->fontMetrics();
    const QString shown = metrics.horizontalAdvance(text) > inside.width()
                            ? metrics.elidedText(text, Qt::ElideRight, inside.width())
                            : text;
    const Qt::Alignment side = right ? Qt::AlignRight : Qt::AlignLeft;
    painter->drawText(inside, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

//! The ground of the cell is there; glyphs go to \a batch.
void ResultCellDelegate::paintCell(QPainter* painter, const ResultModel& model, const Cell& cell, Batch& batch) const
{
    if (cell.selected)
        painter->fillRect(cell.rect.adjusted(0, 0, 0, -1), m_theme.accent.selection);
    const bool isNull = model.isNull(cell.row, cell.column);
    const bool right = model.isNumberColumn(cell.column);
    const QRect inside = cell.rect.adjusted(padding, 0, -padding, 0);
    QByteArrayView value = model.cell(cell.row, cell.column);
    QByteArray grouped; // a number that was cut first would be grouped wrongly
    if (right && groupsDigits(cell.column) && value.size() <= longestGrouped) {
        grouped = groupedDigits(value);
        value = grouped;
    }
    // At most four bytes a character: enough for what the cell can show, without decoding megabytes to paint.
    value = value.first(std::min(value.size(), static_cast<qsizetype>(inside.width() / m_glyphs.narrowest + 2) * 4));
    if (isNull && m_glyphs.nullWidth <= inside.width() && !m_glyphs.nullIndexes.isEmpty()) {
        layOutNull(inside, right, batch.nulls);
    } else if (!isNull && m_glyphs.hasIndexes && isAscii(value)) {
        layOut(inside, value, right, batch.texts);
    } else {
        painter->setPen(isNull ? m_theme.muted : m_theme.text);
        painter->setFont(isNull ? m_glyphs.italic : m_glyphs.font);
        drawText(painter, inside, isNull ? QStringLiteral("NULL") : oneLine(QString::fromUtf8(value)), right);
    }
    if (cell.focused) {
        painter->setPen(m_theme.focusRing());
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cell.rect.adjusted(0, 0, -1, -1));
    }
}

void ResultCellDelegate::draw(QPainter* painter, const Batch& batch) const
{
    const auto drawRun = [painter](const QRawFont& font, const Pending& pending) {
        if (pending.indexes.isEmpty())
            return;
        QGlyphRun run;
        run.setRawFont(font);
        run.setGlyphIndexes(pending.indexes);
        run.setPositions(pending.places);
        painter->drawGlyphRun(QPointF(), run);
    };
    painter->setPen(m_theme.text);
    drawRun(m_glyphs.raw, batch.texts);
    painter->setPen(m_theme.muted);
    drawRun(m_glyphs.rawItalic, batch.nulls);
}

QList<ResultCellDelegate::ShownColumn> ResultCellDelegate::columnsIn(const QTableView* view, const QRect& rect)
{
    QList<ShownColumn> columns;
    const QHeaderView* header = view->horizontalHeader();
    for (int visual = std::max(0, header->visualIndexAt(rect.left())); visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (header->isSectionHidden(column))
            continue;
        const int left = view->columnViewportPosition(column);
        if (left > rect.right())
            break;
        columns.append({column, left, view->columnWidth(column)});
    }
    return columns;
}

//! The ground row by row: Qt shares out the filling of larger areas to threads, and waits for them.
void ResultCellDelegate::paintRect(QPainter* painter, QTableView* view, const QRect& rect, Batch& batch) const
{
    const auto& model = *static_cast<const ResultModel*>(view->model());
    const QList<ShownColumn> columns = columnsIn(view, rect);
    const QModelIndex current = view->hasFocus() ? view->currentIndex() : QModelIndex();
    const int right = columns.isEmpty() ? 0 : columns.last().left + columns.last().width;
    const bool anySelected = view->selectionModel()->hasSelection();
    int top = rect.top();
    for (int row = std::max(0, view->rowAt(rect.top())); row < model.rowCount() && !columns.isEmpty(); ++row) {
        const QRect line(0, view->rowViewportPosition(row), right, view->rowHeight(row));
        if (line.top() > rect.bottom())
            break;
        painter->fillRect(QRect(rect.left(), line.top(), rect.width(), line.height()), m_theme.surface);
        painter->fillRect(QRect(rect.left(), line.bottom(), std::max(0, right - rect.left()), 1), m_theme.line);
        for (const ShownColumn& column : columns) {
            const QModelIndex index = model.index(row, column.column);
            paintCell(painter, model,
                      {QRect(column.left, line.top(), column.width, line.height()), row, column.column,
                       anySelected && view->selectionModel()->isSelected(index), index == current},
                      batch);
        }
        top = line.bottom() + 1;
    }
    constexpr int strip = 32;
    for (; top <= rect.bottom(); top += strip)
        painter->fillRect(QRect(rect.left(), top, rect.width(), std::min(strip, rect.bottom() + 1 - top)),
                          m_theme.surface);
}

void ResultCellDelegate::paintCells(QTableView* view, const QRegion& region) const
{
    QPainter painter(view->viewport());
    glyphs(view->font());
    Batch batch;
    for (const QRect& rect : region) {
        if (view->model() == nullptr)
            painter.fillRect(rect, m_theme.surface);
        else
            paintRect(&painter, view, rect, batch);
    }
    painter.setClipRegion(region);
    draw(&painter, batch);
}

void ResultCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    glyphs(option.font);
    Batch batch;
    painter->fillRect(option.rect, m_theme.surface);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), m_theme.line);
    paintCell(painter, *static_cast<const ResultModel*>(index.model()),
              {option.rect, index.row(), index.column(), bool(option.state & QStyle::State_Selected),
               bool(option.state & QStyle::State_HasFocus)},
              batch);
    draw(painter, batch);
}

} // namespace parlance
