// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultPane.h"

#include "base/Settings.h"
#include "ui/results/CellViewer.h"
#include "ui/results/FilterBar.h"
#include "ui/results/FindBar.h"
#include "ui/results/GoToBar.h"
#include "ui/results/RecordView.h"
#include "ui/results/ReferredRow.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultMenus.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/ResultView.h"
#include "ui/results/SelectionTotals.h"

#include <QKeyEvent>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <functional>

namespace parlance {

ResultPane::ResultPane(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_model = new ResultModel(this);
    m_view = new ResultView(this);
    m_view->setResultModel(m_model);
    // Before the ordering hears of it: conditions that are kept are read in the run's zone.
    connect(m_model, &ResultModel::began, this, &ResultPane::onBegan);
    m_ordering = new ResultOrdering(m_model, this);
    m_menus = new ResultMenus(m_view, m_ordering, this);
    m_totals = new SelectionTotals(m_view, this);
    m_filterBar = new FilterBar(m_model, m_ordering, this);
    m_findBar = new FindBar(m_view, this);
    m_goToBar = new GoToBar(m_view, this);
    layout->addWidget(m_filterBar);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setObjectName(QStringLiteral("resultSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_viewer = new CellViewer(m_view, m_splitter);
    m_record = new RecordView(m_view, m_splitter);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_viewer);
    m_splitter->addWidget(m_record);
    m_splitter->setStretchFactor(0, 1);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_findBar);
    layout->addWidget(m_goToBar);
    connectParts();
    addKeys();
}

void ResultPane::connectParts()
{
    connect(m_view, &ResultView::sortRequested, m_ordering, &ResultOrdering::toggle);
    connect(m_ordering, &ResultOrdering::sortKeysChanged, this,
            [this] { m_view->setSortKeys(m_ordering->sortKeys()); });
    connect(m_menus, &ResultMenus::queryRequested, this, &ResultPane::queryRequested);
    connect(m_view, &ResultView::copied, m_totals, &SelectionTotals::showCopied);
    connect(m_ordering, &ResultOrdering::stateChanged, this, &ResultPane::stateChanged);
    connect(m_totals, &SelectionTotals::textChanged, this, &ResultPane::stateChanged);
    connect(m_menus, &ResultMenus::filterRequested, m_filterBar, &FilterBar::edit);
    connect(m_menus, &ResultMenus::recordRequested, this, &ResultPane::openRecord);
    connect(m_menus, &ResultMenus::cellMenuAboutToShow, this, &ResultPane::cellMenuAboutToShow);
    connect(m_view, &ResultView::lookRequested, this, &ResultPane::openViewer);
    connect(m_view, &QAbstractItemView::doubleClicked, this, &ResultPane::openViewer);
    connect(m_viewer, &CellViewer::closeRequested, this, [this] { closePanel(m_viewer); });
    connect(m_record, &RecordView::closeRequested, this, [this] { closePanel(m_record); });
    connect(m_filterBar, &FilterBar::leaveRequested, this, [this] { m_view->setFocus(Qt::OtherFocusReason); });
}

ResultPane::~ResultPane() = default;

void ResultPane::setSurroundings(const ResultSurroundings& surroundings)
{
    m_surroundings = std::make_unique<ResultSurroundings>(surroundings);
    m_menus->setSurroundings(surroundings);
    if (surroundings.settings != nullptr)
        connect(surroundings.settings, &Settings::changed, this, [this](Settings::Key key) {
            if (key == Settings::Key::GroupDigits)
                reviewDigits();
        });
    reviewDigits();
}

void ResultPane::onBegan()
{
    if (m_surroundings && m_surroundings->timeZone)
        m_ordering->setTimeZone(m_surroundings->timeZone());
    reviewDigits();
}

void ResultPane::reviewDigits()
{
    const Settings* settings = m_surroundings ? m_surroundings->settings : nullptr;
    QList<bool> grouped;
    if (settings != nullptr && settings->value(Settings::Key::GroupDigits).toBool()) {
        const SchemaCatalog catalog = m_surroundings->catalog ? m_surroundings->catalog() : SchemaCatalog();
        const QList<ResultColumn>& columns = m_model->table().columns();
        for (qsizetype i = 0; i < columns.size(); ++i)
            grouped.append(m_model->isNumberColumn(static_cast<int>(i)) && !isKeyColumn(catalog, columns.at(i)));
    }
    m_view->setGroupedColumns(grouped);
}

void ResultPane::addKeys()
{
    const auto add = [this](const QKeySequence& keys, const std::function<void()>& action) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(QKeySequence::Find, [this] {
        m_goToBar->close();
        m_findBar->open();
    });
    add(Qt::Key_F3, [this] { m_findBar->step(true); });
    add(Qt::SHIFT | Qt::Key_F3, [this] { m_findBar->step(false); });
    add(Qt::CTRL | Qt::Key_G, [this] {
        m_findBar->close();
        m_goToBar->open();
    });
    add(Qt::Key_F4, [this] {
        if (!closePanel(m_record))
            openRecord();
    });
    add(Qt::CTRL | Qt::ALT | Qt::Key_F, [this] { emit filterBoxRequested(); });
}

void ResultPane::setTheme(const Theme& theme)
{
    m_view->setTheme(theme);
    m_filterBar->setTheme(theme);
    m_findBar->setTheme(theme);
    m_viewer->setTheme(theme);
    m_record->setTheme(theme);
}

bool ResultPane::hasSomethingOpen() const
{
    return !m_viewer->isHidden() || !m_record->isHidden() || !m_findBar->isHidden() || !m_goToBar->isHidden() ||
           m_filterBar->isEditing();
}

bool ResultPane::closeOne()
{
    const bool closed = m_goToBar->close() || m_findBar->close() || m_filterBar->closeEditor();
    if (closed)
        m_view->setFocus(Qt::OtherFocusReason);
    return closed || closePanel(m_viewer) || closePanel(m_record);
}

void ResultPane::openViewer()
{
    if (!m_viewer->isHidden()) {
        m_viewer->focusText();
        return;
    }
    m_record->hide();
    m_viewer->open();
    arrangePanels();
}

void ResultPane::openRecord()
{
    m_viewer->hide();
    m_record->open();
    arrangePanels();
}

bool ResultPane::closePanel(QWidget* panel)
{
    if (panel->isHidden())
        return false;
    panel->hide();
    m_view->setFocus(Qt::OtherFocusReason);
    return true;
}

void ResultPane::arrangePanels()
{
    constexpr int narrow = 560; // pixels: less has no room for both side by side
    const Qt::Orientation orientation = width() < narrow ? Qt::Vertical : Qt::Horizontal;
    const int length = orientation == Qt::Vertical ? height() : width();
    const int wanted = std::min(orientation == Qt::Vertical ? 180 : 420, length / 2);
    const QList<int> sizes = m_splitter->sizes();
    const bool unset = sizes.value(1) + sizes.value(2) < 40 || m_splitter->orientation() != orientation;
    m_splitter->setOrientation(orientation);
    if (unset)
        m_splitter->setSizes({length - wanted, wanted, wanted});
    // The table has less room now: its current cell stays in sight.
    QMetaObject::invokeMethod(
        m_view, [this] { m_view->scrollTo(m_view->currentIndex()); }, Qt::QueuedConnection);
}

void ResultPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (!m_viewer->isHidden() || !m_record->isHidden())
        arrangePanels();
}

bool ResultPane::event(QEvent* event)
{
    // Esc belongs to the tab (it stops a run) unless something here is open.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape &&
        hasSomethingOpen()) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void ResultPane::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !closeOne())
        QWidget::keyPressEvent(event);
}

} // namespace parlance
