// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/FrozenColumns.h"

#include "ui/results/ResultCellDelegate.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultView.h"

#include <QPaintEvent>
#include <QScrollBar>

namespace parlance {

FrozenColumns::FrozenColumns(ResultView* owner, ResultCellDelegate* delegate)
    : QTableView(owner)
    , m_owner(owner)
    , m_delegate(delegate)
    , m_header(new ResultHeader(this))
{
    setObjectName(QStringLiteral("frozenColumns"));
    setAccessibleName(tr("Frozen columns of the result"));
    setHorizontalHeader(m_header);
    m_header->setSectionsMovable(false); // places are the owner's
    setItemDelegate(delegate);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(owner);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(owner->verticalHeader()->defaultSectionSize());
    hide();
    connectOwner();
}

void FrozenColumns::connectOwner()
{
    disconnect(m_header, &QHeaderView::sectionPressed, this, nullptr);
    disconnect(m_header, &QHeaderView::sectionEntered, this, nullptr);
    connect(m_header, &ResultHeader::sortClicked, m_owner, &ResultView::sortRequested);
    connect(m_header, &ResultHeader::selectClicked, m_owner, &ResultView::selectColumn);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (const int column = m_header->logicalIndexAt(at); column >= 0)
            emit m_owner->columnMenuRequested(column, m_header->viewport()->mapToGlobal(at));
    });
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { emit m_owner->cellMenuRequested(viewport()->mapToGlobal(at)); });
    connect(this, &QAbstractItemView::doubleClicked, m_owner, &ResultView::lookRequested);
    connect(m_owner->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_owner->verticalScrollBar(), &QScrollBar::setValue);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column, int, int size) {
        if (!m_reviewing && size > 0)
            m_owner->setColumnWidth(column, size);
    });
    connect(m_owner->header(), &QHeaderView::sectionResized, this, &FrozenColumns::review);
    connect(m_owner->header(), &QHeaderView::sectionMoved, this, &FrozenColumns::review);
    connect(m_owner->header(), &QHeaderView::geometriesChanged, this, &FrozenColumns::arrange);
    connect(m_owner->verticalHeader(), &QHeaderView::geometriesChanged, this, &FrozenColumns::arrange);
}

void FrozenColumns::paintEvent(QPaintEvent* event)
{
    m_delegate->paintCells(this, event->region());
}

void FrozenColumns::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_header->setTheme(theme);
    QPalette colours = palette();
    colours.setColor(QPalette::Base, theme.surface);
    setPalette(colours);
    // A line where the scrolling columns go under.
    setStyleSheet(QStringLiteral("QTableView#frozenColumns { border: none; border-right: 2px solid %1; }")
                      .arg(theme.inputBorder.name()));
}

void FrozenColumns::setCount(int count)
{
    m_count = count;
    if (count > 0 && model() == nullptr) {
        QItemSelectionModel* own = selectionModel();
        setModel(m_owner->model());
        delete own;
        own = selectionModel();
        setSelectionModel(m_owner->selectionModel());
        delete own;
    }
    if (count == 0)
        setModel(nullptr);
    setVisible(count > 0);
    review();
}

void FrozenColumns::review()
{
    if (m_count == 0 || m_reviewing || model() == nullptr)
        return;
    m_reviewing = true;
    const ResultHeader* header = m_owner->header();
    int frozen = 0;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        m_header->moveSection(m_header->visualIndex(column), visual);
        // A section that is being hidden has no width before it says that it is hidden.
        const bool shown = header->sectionSize(column) > 0 && frozen < m_count;
        setColumnHidden(column, !shown);
        if (shown) {
            ++frozen;
            setColumnWidth(column, header->sectionSize(column));
        }
    }
    m_reviewing = false;
    arrange();
}

int FrozenColumns::coveredWidth() const
{
    return m_count > 0 ? m_header->length() : 0;
}

void FrozenColumns::arrange()
{
    if (m_count == 0)
        return;
    const QRect viewport = m_owner->viewport()->geometry();
    const int head = m_owner->header()->height();
    constexpr int line = 2;
    setGeometry(viewport.left(), viewport.top() - head, std::min(coveredWidth() + line, viewport.width()),
                viewport.height() + head);
    m_header->setFixedHeight(head);
    verticalScrollBar()->setValue(m_owner->verticalScrollBar()->value());
    raise();
}

} // namespace parlance
