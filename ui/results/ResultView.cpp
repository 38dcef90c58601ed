// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultView.h"

#include "ui/results/ResultCellDelegate.h"
#include "ui/results/ResultCopy.h"
#include "ui/results/ResultHeader.h"

#include <QClipboard>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QtConcurrent>

namespace parlance {

namespace {

constexpr int widestColumn = 420;
constexpr int narrowestColumn = 64;
constexpr int measuredRows = 100;
constexpr qsizetype cellsCopiedAtOnce = 20'000;

} // namespace

ResultView::ResultView(QWidget* parent)
    : QTableView(parent)
    , m_delegate(new ResultCellDelegate(this))
    , m_header(new ResultHeader(this))
{
    setObjectName(QStringLiteral("resultView"));
    setAccessibleName(tr("Result"));
    setHorizontalHeader(m_header);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(true);
    setWordWrap(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    verticalHeader()->setMinimumWidth(40);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
}

void ResultView::setTheme(const Theme& theme)
{
    m_delegate->setTheme(theme);
    m_header->setTheme(theme);
    QPalette colours = palette();
    colours.setColor(QPalette::Base, theme.surface);
    setPalette(colours);
    viewport()->update();
}

void ResultView::setResultModel(ResultModel* model)
{
    m_model = model;
    setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_fitted = false;
        m_layoutChanged = true;
    });
    connect(model, &QAbstractItemModel::layoutChanged, this, [this] { m_layoutChanged = true; });
    connect(model, &QAbstractItemModel::headerDataChanged, this, [this] {
        // Names of types came later; widths somebody chose meanwhile stay.
        if (m_fitted && columnWidths() == m_fittedWidths)
            fitColumns();
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_fitted)
            fitColumns();
    });
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

void ResultView::fitColumns()
{
    m_fitted = true;
    const int rows = std::min(m_model->rowCount(), measuredRows);
    const int nullWidth = fontMetrics().horizontalAdvance(QStringLiteral("NULL")) + 2; // drawn in italics
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int width = std::min(m_header->neededWidth(column), widestColumn);
        for (int row = 0; row < rows && width < widestColumn; ++row) {
            const int text =
                m_model->isNull(row, column) ? nullWidth : m_delegate->textWidth(font(), m_model->cell(row, column));
            width = std::max(width, text + 2 * ResultCellDelegate::padding + 2);
        }
        setColumnWidth(column, std::clamp(width, narrowestColumn, widestColumn));
    }
    m_fittedWidths = columnWidths();
    verticalHeader()->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("9999999")) + 12);
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
    if (event->key() == Qt::Key_C && (event->modifiers() & Qt::ControlModifier)) {
        copySelection(event->modifiers() & Qt::ShiftModifier);
        return;
    }
    QTableView::keyPressEvent(event);
}

void ResultView::copySelection(bool withHeaders)
{
    if (!m_model || !selectionModel())
        return;
    CopiedCells cells{selectionModel()->selection(), {}, withHeaders};
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(column))
            cells.columns.append(column);
    }
    qsizetype count = 0;
    for (const QItemSelectionRange& range : std::as_const(cells.selection))
        count += static_cast<qsizetype>(range.width()) * range.height();
    if (count == 0)
        return;
    const ResultTable table = m_model->table(); // chunks are shared: cheap, and untouched by what still arrives
    if (count <= cellsCopiedAtOnce) {
        QGuiApplication::clipboard()->setText(tabSeparated(table, cells));
        emit copied(count);
        return;
    }
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcher<QString>::finished, this, [this, watcher, count] {
        QGuiApplication::clipboard()->setText(watcher->result());
        watcher->deleteLater();
        emit copied(count);
    });
    watcher->setFuture(QtConcurrent::run([table, cells] { return tabSeparated(table, cells); }));
}

} // namespace parlance
