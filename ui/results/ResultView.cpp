// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultView.h"

#include "base/WhenFinished.h"
#include "ui/results/DigitGroups.h"
#include "ui/results/FrozenColumns.h"
#include "ui/results/ResultCellDelegate.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/RowNumbers.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QScrollBar>
#include <QtConcurrent>

namespace parlance {

namespace {

constexpr int widestColumn = 420;
constexpr int narrowestColumn = 64;
constexpr int rowNumberPadding = 24; // what the style sheet puts around them, and their border
constexpr int measuredRows = 100;
constexpr qsizetype cellsCopiedAtOnce = 20'000;

} // namespace

ResultView::ResultView(QWidget* parent)
    : QTableView(parent)
    , m_delegate(new ResultCellDelegate(this))
    , m_header(new ResultHeader(this))
    , m_rowNumbers(new RowNumbers(this))
{
    setObjectName(QStringLiteral("resultView"));
    setAccessibleName(tr("Result"));
    setHorizontalHeader(m_header);
    setVerticalHeader(m_rowNumbers);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(true);
    setWordWrap(false);
    m_rowNumbers->setDefaultSectionSize(fontMetrics().height() + 8);
    connectHeader();
}

void ResultView::connectHeader()
{
    // A click on a header sorts; QTableView would select the column.
    disconnect(m_header, &QHeaderView::sectionPressed, this, nullptr);
    disconnect(m_header, &QHeaderView::sectionEntered, this, nullptr);
    connect(m_header, &ResultHeader::sortClicked, this, &ResultView::sortRequested);
    connect(m_header, &ResultHeader::selectClicked, this, &ResultView::selectColumn);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (const int column = m_header->logicalIndexAt(at); column >= 0)
            emit columnMenuRequested(column, m_header->viewport()->mapToGlobal(at));
    });
}

void ResultView::setTheme(const Theme& theme)
{
    m_theme = theme;
    if (m_frozen != nullptr)
        m_frozen->setTheme(theme);
    m_delegate->setTheme(theme);
    m_header->setTheme(theme);
    m_rowNumbers->setTheme(theme);
    QPalette colours = palette();
    colours.setColor(QPalette::Base, theme.surface);
    setPalette(colours);
    viewport()->update();
}

void ResultView::setResultModel(ResultModel* model)
{
    m_model = model;
    setModel(model);
    connectModel();
}

void ResultView::connectModel()
{
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        unfreeze();
        m_fitted = false;
        m_layoutChanged = true;
    });
    connect(m_model, &QAbstractItemModel::layoutChanged, this, [this] { m_layoutChanged = true; });
    connect(m_model, &QAbstractItemModel::headerDataChanged, this, [this] {
        // Names of types came later; widths somebody chose meanwhile stay.
        if (m_fitted && columnWidths() == m_fittedWidths)
            fitColumns();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_fitted)
            fitColumns();
    });
    connect(m_model, &ResultModel::grown, this, &ResultView::fitRowNumbers);
    connect(m_model, &ResultModel::rowsAboutToChange, this, &ResultView::keepPlace);
    connect(m_model, &ResultModel::rowsChanged, this, &ResultView::restorePlace);
}

void ResultView::keepPlace()
{
    m_keptPosition = currentPosition();
    m_keptColumn = currentIndex().column();
    m_keptRanges.clear();
    if (m_windowMoves) { // the same rows stand in another window
        const qint64 start = m_model->windowStart();
        for (const QItemSelectionRange& range : selectionModel()->selection()) {
            const bool all = range.top() == 0 && range.bottom() == m_model->rowCount() - 1;
            m_keptRanges.append({all ? 0 : start + range.top(),
                                 all ? m_model->shownCount() - 1 : start + range.bottom(), range.left(),
                                 range.right()});
        }
    }
    // Else Qt would keep an index for each selected cell while rows change places.
    selectionModel()->clear();
}

void ResultView::restoreSelection()
{
    const qint64 start = m_model->windowStart();
    QItemSelection selection;
    bool cut = false;
    for (const CellRange& range : std::as_const(m_keptRanges)) {
        const qint64 first = std::max<qint64>(range.firstRow - start, 0);
        const qint64 last = std::min<qint64>(range.lastRow - start, m_model->rowCount() - 1);
        const bool all = range.firstRow == 0 && range.lastRow == m_model->shownCount() - 1;
        cut = cut || (!all && (first != range.firstRow - start || last != range.lastRow - start));
        if (first <= last)
            selection.select(m_model->index(static_cast<int>(first), range.firstColumn),
                             m_model->index(static_cast<int>(last), range.lastColumn));
    }
    m_keptRanges.clear();
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (cut)
        emit selectionLeft();
}

void ResultView::restorePlace()
{
    if (m_keptPosition >= 0) {
        // In another order the eye begins at the top.
        const qint64 row = m_windowMoves ? m_keptPosition - m_model->windowStart() : 0;
        if (row >= 0 && row < m_model->rowCount())
            selectionModel()->setCurrentIndex(m_model->index(static_cast<int>(row), m_keptColumn),
                                              QItemSelectionModel::ClearAndSelect);
    }
    if (!m_keptRanges.isEmpty())
        restoreSelection();
    if (!m_windowMoves)
        scrollToTop();
    fitRowNumbers();
}

void ResultView::moveWindow(qint64 start)
{
    m_windowMoves = true;
    m_model->setWindowStart(start);
    m_windowMoves = false;
}

void ResultView::verticalScrollbarValueChanged(int value)
{
    QTableView::verticalScrollbarValueChanged(value);
    if (m_model == nullptr || m_windowMoves || m_followQueued || m_model->shownCount() <= m_model->rowCount())
        return;
    const bool past = value == verticalScrollBar()->maximum() || value == 0;
    if (!past)
        return;
    m_followQueued = true; // not while the view is still scrolling
    QMetaObject::invokeMethod(this, &ResultView::followScrolling, Qt::QueuedConnection);
}

void ResultView::followScrolling()
{
    m_followQueued = false;
    QScrollBar* bar = verticalScrollBar();
    const qint64 start = m_model->windowStart();
    const qint64 half = m_model->windowRows() / 2;
    const qint64 top = start + bar->value(); // scrolled by rows, none hidden
    if (bar->value() == bar->maximum() && start + m_model->rowCount() < m_model->shownCount())
        moveWindow(start + half);
    else if (bar->value() == 0 && start > 0)
        moveWindow(start - half);
    else
        return;
    executeDelayedItemsLayout();
    bar->setValue(static_cast<int>(top - m_model->windowStart()));
}

void ResultView::showPosition(qint64 position, int column)
{
    if (m_model == nullptr || position < 0 || position >= m_model->shownCount())
        return;
    const qint64 start = m_model->windowStart();
    if (position < start || position >= start + m_model->rowCount()) {
        selectionModel()->clearSelection(); // the cell that is shown will be what is selected
        moveWindow(position - m_model->windowRows() / 2);
        executeDelayedItemsLayout();
    }
    const QModelIndex index = m_model->index(static_cast<int>(position - m_model->windowStart()), column);
    // Not setCurrentIndex(): with Ctrl held (Ctrl+End) that would add the cell to what is selected.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index, EnsureVisible);
}

qint64 ResultView::currentPosition() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? m_model->windowStart() + current.row() : -1;
}

int ResultView::currentColumn() const
{
    return currentIndex().isValid() ? currentIndex().column() : shownColumns().value(0, 0);
}

void ResultView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    emit currentCellChanged();
}

void ResultView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectedCellsChanged();
}

void ResultView::paintEvent(QPaintEvent* event)
{
    m_delegate->paintCells(this, event->region());
}

void ResultView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    const bool below = start > 0 && rowViewportPosition(start - 1) + rowHeight(start - 1) >= viewport()->height();
    if (below)
        m_rowsCameBelow = true;
    else
        m_layoutChanged = true;
    QTableView::rowsInserted(parent, start, end);
}

void ResultView::doItemsLayout()
{
    // QTableView paints its whole viewport for each batch of rows: with 20 batches a second that is a tenth of a core
    // taken from the worker, and the longest pauses of the GUI thread.
    const bool onlyBelow = m_rowsCameBelow && !m_layoutChanged;
    m_rowsCameBelow = false;
    m_layoutChanged = false;
    if (onlyBelow)
        updateGeometries();
    else
        QTableView::doItemsLayout();
}

int ResultView::neededWidth(int column, int firstRow, int rows) const
{
    const int nullWidth = fontMetrics().horizontalAdvance(QStringLiteral("NULL")) + 2; // drawn in italics
    int width = std::min(m_header->neededWidth(column), widestColumn);
    for (int row = firstRow; row < firstRow + rows && width < widestColumn; ++row) {
        const bool isNull = m_model->isNull(row, column);
        QByteArrayView value = m_model->cell(row, column);
        QByteArray grouped;
        if (m_delegate->groupsDigits(column))
            value = grouped = groupedDigits(value);
        const int text = isNull ? nullWidth : m_delegate->textWidth(font(), value);
        width = std::max(width, text + 2 * ResultCellDelegate::padding + 2);
    }
    return std::clamp(width, narrowestColumn, widestColumn);
}

void ResultView::fitColumns()
{
    m_fitted = true;
    const int rows = std::min(m_model->rowCount(), measuredRows);
    for (int column = 0; column < m_model->columnCount(); ++column)
        setColumnWidth(column, neededWidth(column, 0, rows));
    m_fittedWidths = columnWidths();
    fitRowNumbers();
}

void ResultView::fitColumn(int column)
{
    const int first = std::max(0, rowAt(0));
    setColumnWidth(column, neededWidth(column, first, std::min(m_model->rowCount() - first, measuredRows)));
}

void ResultView::fitRowNumbers()
{
    const auto digits = std::max<qsizetype>(7, QString::number(m_model->shownCount()).size());
    verticalHeader()->setFixedWidth(fontMetrics().horizontalAdvance(QString(digits, u'9')) + rowNumberPadding);
}

QList<int> ResultView::columnWidths() const
{
    QList<int> widths;
    for (int column = 0; column < m_model->columnCount(); ++column)
        widths.append(columnWidth(column));
    return widths;
}

void ResultView::keyPressEvent(QKeyEvent* event)
{
    if (m_model == nullptr || (!pressedInSelection(event) && !pressedInOrder(event)))
        QTableView::keyPressEvent(event);
}

bool ResultView::pressedInSelection(QKeyEvent* event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const QModelIndex current = currentIndex();
    if (event->key() == Qt::Key_C && control) {
        copySelection(shift);
    } else if (event->key() == Qt::Key_Space && control && current.isValid()) {
        selectionModel()->select(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Columns);
    } else if (event->key() == Qt::Key_Space && shift && current.isValid()) {
        selectionModel()->select(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && shift && !control) {
        emit lookRequested();
    } else {
        return false;
    }
    return true;
}

bool ResultView::pressedInOrder(QKeyEvent* event)
{
    const QList<int> columns = shownColumns();
    if (event->modifiers() != Qt::ControlModifier || columns.isEmpty())
        return false;
    if (event->key() == Qt::Key_Home)
        showPosition(0, columns.first());
    else if (event->key() == Qt::Key_End)
        showPosition(m_model->shownCount() - 1, columns.last());
    else
        return false;
    return true;
}

void ResultView::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex current = currentIndex();
    if (!current.isValid())
        return;
    // By key it opens beside the cell, by mouse where the pointer is.
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    emit cellMenuRequested(byKey ? viewport()->mapToGlobal(visualRect(current).bottomLeft()) : event->globalPos());
}

void ResultView::freezeUpTo(int column)
{
    if (m_frozen == nullptr) {
        m_frozen = new FrozenColumns(this, m_delegate);
        m_frozen->setTheme(m_theme);
        m_frozen->header()->setSortKeys(m_sortKeys);
    }
    m_frozen->setCount(static_cast<int>(shownColumns().indexOf(column)) + 1);
}

void ResultView::unfreeze()
{
    if (m_frozen != nullptr)
        m_frozen->setCount(0);
}

int ResultView::frozenCount() const
{
    return m_frozen == nullptr ? 0 : m_frozen->count();
}

void ResultView::setSortKeys(const QList<SortKey>& keys)
{
    m_sortKeys = keys;
    m_header->setSortKeys(keys);
    if (m_frozen != nullptr)
        m_frozen->header()->setSortKeys(keys);
}

void ResultView::setGroupedColumns(const QList<bool>& columns)
{
    const QList<int> before = columnWidths();
    m_delegate->setGroupedColumns(columns);
    const int first = m_model == nullptr ? -1 : std::max(0, rowAt(0));
    for (int column = 0; first >= 0 && column < std::min(before.size(), m_fittedWidths.size()); ++column) {
        if (columns.value(column) && before.at(column) == m_fittedWidths.at(column)) // nobody chose its width
            setColumnWidth(column,
                           std::max(before.at(column),
                                    neededWidth(column, first, std::min(m_model->rowCount() - first, measuredRows))));
    }
    m_fittedWidths = before == m_fittedWidths ? columnWidths() : m_fittedWidths;
    viewport()->update();
    if (m_frozen != nullptr)
        m_frozen->viewport()->update();
}

void ResultView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    QTableView::scrollTo(index, hint);
    if (frozenCount() == 0 || m_frozen->holds(index.column()))
        return;
    const int covered = m_frozen->coveredWidth() - columnViewportPosition(index.column());
    if (covered > 0) // the cell stands under the frozen columns
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - covered);
}

void ResultView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (m_frozen != nullptr)
        m_frozen->review();
}

QList<int> ResultView::shownColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(column))
            columns.append(column);
    }
    return columns;
}

CopiedCells ResultView::selectedCells(bool withHeaders) const
{
    CopiedCells cells;
    cells.selection = selectionModel()->selection();
    cells.columns = shownColumns();
    cells.withHeaders = withHeaders;
    cells.rows = m_model->shownRows();
    cells.windowStart = m_model->windowStart();
    return cells;
}

void ResultView::copySelection(bool withHeaders)
{
    copyAs(withHeaders ? CopyFormat::TabSeparatedWithHeaders : CopyFormat::TabSeparated);
}

void ResultView::copyAs(CopyFormat format)
{
    if (!m_model || !selectionModel())
        return;
    const CopiedCells cells = selectedCells(false);
    qsizetype count = 0;
    for (const QItemSelectionRange& range : cells.selection)
        count += static_cast<qsizetype>(range.width()) * range.height();
    if (count == 0)
        return;
    const ResultTable table = m_model->table(); // chunks are shared: cheap, and untouched by what still arrives
    const CopySettings settings{QLocale::system(), m_tableName};
    const auto text = [format, table, cells, settings] { return copiedAs(format, table, cells, settings); };
    const auto put = [this, count](const QString& copy) {
        QGuiApplication::clipboard()->setText(copy);
        emit copied(count);
    };
    if (count <= cellsCopiedAtOnce)
        put(text());
    else
        whenFinished(QtConcurrent::run(text), this, put);
}

} // namespace parlance
