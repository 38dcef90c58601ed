// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ResultArea.h"

#include "ui/results/FilterBox.h"
#include "ui/results/MessagePane.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/SelectionTotals.h"
#include "ui/worksheet/Spinner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlance {

ResultArea::ResultArea(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* row = new QHBoxLayout;
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("resultTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(tr("Results and messages"));
    m_spinner = new Spinner(this);
    m_progress = new QLabel(this);
    m_progress->setObjectName(QStringLiteral("runProgress"));
    m_progress->setTextFormat(Qt::PlainText);
    m_filterBox = new FilterBox(this);
    row->addWidget(m_tabs, 1);
    row->addWidget(m_spinner);
    row->addWidget(m_progress);
    row->addWidget(m_filterBox);
    m_export = new QToolButton(this);
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setText(tr("Export…"));
    m_export->setToolTip(tr("Write these rows to a file (F8)"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(m_export);
    connect(m_export, &QToolButton::clicked, this, &ResultArea::exportRequested);
    layout->addLayout(row);

    m_stack = new QStackedWidget(this);
    m_messages = new MessagePane(m_stack);
    m_messages->setMinimumHeight(40);
    m_stack->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    m_tabs->addTab(tr("Messages"));
    addPage();
    setProgress(QString());

    connect(m_tabs, &QTabBar::currentChanged, this, &ResultArea::showTab);
    connect(m_messages, &MessagePane::countChanged, this, [this](int count) {
        m_tabs->setTabText(m_tabs->count() - 1, count > 0 ? tr("Messages · %1").arg(count) : tr("Messages"));
    });
    connect(m_filterBox, &FilterBox::leaveRequested, this, &ResultArea::focusResult);
    showPage(0);
}

ResultPage* ResultArea::addPage()
{
    auto* page = new ResultPage(m_stack);
    page->setTheme(m_theme);
    page->pane()->setSurroundings(m_surroundings);
    const int index = pageCount();
    m_pages.append(page);
    m_stack->insertWidget(index, page);
    const QSignalBlocker blocker(m_tabs);
    m_tabs->insertTab(index, tr("Result"));
    connect(page, &ResultPage::placeholderButtonClicked, this, &ResultArea::runAgainRequested);
    connect(page, &ResultPage::shownChanged, this, &ResultArea::reviewFilterBox);
    connect(page->pane(), &ResultPane::filterBoxRequested, m_filterBox, &FilterBox::focusEdit);
    connect(page->pane(), &ResultPane::queryRequested, this, &ResultArea::queryRequested);
    connect(page->pane(), &ResultPane::stateChanged, this, &ResultArea::statusChanged);
    page->capBar()->setExportOffered(m_exportOffered);
    connect(page->capBar(), &CapBar::fetchRestClicked, this, [this, page] { emit fetchRestRequested(page); });
    connect(page->capBar(), &CapBar::runWithoutCapClicked, this, [this, page] { emit runWithoutCapRequested(page); });
    connect(page->capBar(), &CapBar::exportAllClicked, this, [this, page] { emit exportAllRequested(page); });
    connect(page->capBar(), &CapBar::countClicked, this, [this, page] { emit countRequested(page); });
    connect(page->capBar(), &CapBar::stopCountClicked, this, [this, page] { emit stopCountRequested(page); });
    connect(page->view(), &ResultView::exportRequested, this, &ResultArea::exportRequested);
    connect(page->model(), &QAbstractItemModel::modelReset, this, &ResultArea::reviewExport);
    connect(page->model(), &ResultModel::began, this, [this, page] { emit resultBegan(page); });
    return page;
}

void ResultArea::setTheme(const Theme& theme)
{
    m_theme = theme;
    for (ResultPage* page : m_pages)
        page->setTheme(theme);
    m_messages->setTheme(theme);
    m_messages->setStyleSheet(
        QStringLiteral("QPlainTextEdit, QPlainTextEdit:focus { background: %1; border: none; padding: 4px 0; }")
            .arg(theme.surface.name()));
    m_filterBox->setTheme(theme);
    m_spinner->setTheme(theme);
    m_export->setIcon(icon(QStringLiteral("download"), theme.muted));
}

void ResultArea::setSurroundings(const ResultSurroundings& surroundings)
{
    m_surroundings = surroundings;
    for (ResultPage* page : m_pages)
        page->pane()->setSurroundings(surroundings);
}

void ResultArea::begin(int count)
{
    const QSignalBlocker blocker(m_tabs);
    while (pageCount() > qMax(1, count)) {
        m_tabs->removeTab(pageCount() - 1);
        delete m_pages.takeLast();
    }
    while (pageCount() < count)
        addPage();
    for (int i = 0; i < pageCount(); ++i) {
        m_pages.at(i)->clear();
        m_tabs->setTabText(i, count > 1 ? tr("Result %1").arg(i + 1) : tr("Result"));
    }
    showPage(0);
}

ResultPage* ResultArea::currentPage() const
{
    const int index = m_tabs->currentIndex();
    return index >= 0 && index < pageCount() ? m_pages.at(index) : nullptr;
}

void ResultArea::setPageTitle(int index, const QString& title)
{
    m_tabs->setTabText(index, title);
}

void ResultArea::showPage(int index)
{
    m_tabs->setCurrentIndex(index);
    showTab(index);
}

void ResultArea::showMessages()
{
    m_tabs->setCurrentIndex(m_tabs->count() - 1);
    showTab(m_tabs->count() - 1);
}

void ResultArea::showTab(int tab)
{
    if (tab >= 0 && tab < pageCount())
        m_stack->setCurrentWidget(m_pages.at(tab));
    else
        m_stack->setCurrentWidget(m_messages);
    reviewFilterBox();
    reviewExport();
}

void ResultArea::reviewFilterBox()
{
    const ResultPage* page = currentPage();
    m_filterBox->setOrdering(page != nullptr && page->showsRows() ? page->pane()->ordering() : nullptr);
    emit statusChanged();
}

QString ResultArea::countText() const
{
    const ResultPage* page = currentPage();
    return page != nullptr && page->showsRows() ? page->pane()->ordering()->countText() : QString();
}

QString ResultArea::selectionText() const
{
    const ResultPage* page = currentPage();
    return page != nullptr && page->showsRows() ? page->pane()->totals()->text() : QString();
}

void ResultArea::reviewExport()
{
    const ResultPage* page = currentPage();
    m_export->setVisible(page != nullptr && page->model()->columnCount() > 0);
}

void ResultArea::setProgress(const QString& text)
{
    m_progress->setText(text);
    m_progress->setVisible(!text.isEmpty());
    m_spinner->setVisible(!text.isEmpty());
}

void ResultArea::setStale(bool stale)
{
    for (ResultPage* page : m_pages)
        page->setStale(stale && page->model()->columnCount() > 0);
}

void ResultArea::setExportOffered(bool offered)
{
    m_exportOffered = offered;
    for (ResultPage* page : m_pages)
        page->capBar()->setExportOffered(offered);
}

void ResultArea::forgetPlaceholders()
{
    for (ResultPage* page : m_pages) {
        if (page->model()->columnCount() == 0)
            page->clear();
    }
}

void ResultArea::focusResult()
{
    if (ResultPage* page = currentPage(); page != nullptr)
        page->view()->setFocus(Qt::ShortcutFocusReason);
    else
        m_messages->setFocus(Qt::ShortcutFocusReason);
}

} // namespace parlance
