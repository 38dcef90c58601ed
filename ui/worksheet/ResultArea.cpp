// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ResultArea.h"

#include "ui/results/FilterBox.h"
#include "ui/results/MessagePane.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/SelectionTotals.h"
#include "ui/theme/Focus.h"
#include "ui/worksheet/ResultTabBar.h"
#include "ui/worksheet/Spinner.h"

#include <QApplication>
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
    m_tabs = new ResultTabBar(this);
    m_tabs->setObjectName(QStringLiteral("resultTabs"));
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
    buildButtons(row);
    layout->addLayout(row);

    m_stack = new QStackedWidget(this);
    m_messages = new MessagePane(m_stack);
    m_messages->setMinimumHeight(40);
    m_stack->addWidget(m_messages);
    layout->addWidget(m_stack, 1);
    m_pages.append(addPage());
    connectTabs();
    setProgress(QString());
    connect(m_filterBox, &FilterBox::leaveRequested, this, &ResultArea::focusResult);
    arrangeTabs();
    showPage(m_pages.constFirst());
}

void ResultArea::buildButtons(QLayout* row)
{
    m_compare = new QToolButton(this);
    m_compare->setObjectName(QStringLiteral("compareButton"));
    m_compare->setAccessibleName(tr("Compare"));
    m_compare->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(m_compare);
    connect(m_compare, &QToolButton::clicked, this, [this] { emit compareRequested(currentPage()); });
    m_export = new QToolButton(this);
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setText(tr("Export…"));
    m_export->setToolTip(tr("Write these rows to a file (F8)"));
    m_export->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_export->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(m_export);
    connect(m_export, &QToolButton::clicked, this, &ResultArea::exportRequested);
}

ResultPage* ResultArea::addPage()
{
    auto* page = new ResultPage(m_stack);
    page->setTheme(m_theme);
    page->pane()->setSurroundings(m_surroundings);
    page->capBar()->setExportOffered(m_exportOffered);
    m_stack->addWidget(page);
    putBehindInTabOrder(m_messages, page); // one page is in sight at a time
    connectPage(page);
    return page;
}

void ResultArea::connectPage(ResultPage* page)
{
    connect(page, &ResultPage::placeholderButtonClicked, this, &ResultArea::runAgainRequested);
    connect(page, &ResultPage::shownChanged, this, &ResultArea::reviewFilterBox);
    connect(page, &ResultPage::titleChanged, this, [this, page] { reviewTab(page); });
    connect(page->pane(), &ResultPane::filterBoxRequested, m_filterBox, &FilterBox::focusEdit);
    connect(page->pane(), &ResultPane::queryRequested, this, &ResultArea::queryRequested);
    connect(page->pane(), &ResultPane::stateChanged, this, &ResultArea::statusChanged);
    connect(page->pane(), &ResultPane::cellMenuAboutToShow, this,
            [this, page](QMenu* menu) { addToCellMenu(menu, page); });
    connect(page->capBar(), &CapBar::fetchRestClicked, this, [this, page] { emit fetchRestRequested(page); });
    connect(page->capBar(), &CapBar::runWithoutCapClicked, this, [this, page] { emit runWithoutCapRequested(page); });
    connect(page->capBar(), &CapBar::exportAllClicked, this, [this, page] { emit exportAllRequested(page); });
    connect(page->capBar(), &CapBar::countClicked, this, [this, page] { emit countRequested(page); });
    connect(page->capBar(), &CapBar::stopCountClicked, this, [this, page] { emit stopCountRequested(page); });
    connect(page->view(), &ResultView::exportRequested, this, &ResultArea::exportRequested);
    connect(page->model(), &QAbstractItemModel::modelReset, this, &ResultArea::reviewExport);
    connect(page->model(), &QAbstractItemModel::modelReset, this, &ResultArea::reviewTabs);
    connect(page->model(), &ResultModel::began, this, [this, page] { emit resultBegan(page); });
}

void ResultArea::discard(ResultPage* page)
{
    m_pages.removeOne(page);
    m_earlier.removeOne(page);
    if (page->capBar()->isCounting())
        emit stopCountRequested(page);
    page->disconnect(this);
    page->pane()->disconnect(this);
    page->model()->disconnect(this);
    page->model()->clear(); // its memory now, not when the event loop comes round
    m_stack->removeWidget(page);
    page->hide();
    page->deleteLater(); // one of its buttons may have led here
}

void ResultArea::setTheme(const Theme& theme)
{
    m_theme = theme;
    for (ResultPage* page : m_pages + m_earlier)
        page->setTheme(theme);
    m_messages->setTheme(theme);
    m_messages->setStyleSheet(
        QStringLiteral("QPlainTextEdit, QPlainTextEdit:focus { background: %1; border: none; padding: 4px 0; }")
            .arg(theme.surface.name()));
    m_filterBox->setTheme(theme);
    m_spinner->setTheme(theme);
    m_compare->setIcon(icon(QStringLiteral("compare"), theme.muted));
    m_export->setIcon(icon(QStringLiteral("download"), theme.muted));
    reviewTabs();
}

void ResultArea::setSurroundings(const ResultSurroundings& surroundings)
{
    m_surroundings = surroundings;
    for (ResultPage* page : m_pages + m_earlier)
        page->pane()->setSurroundings(surroundings);
}

QList<ResultPage*> ResultArea::begin(const QList<QByteArray>& statements, const QByteArray& text, bool intoNew)
{
    m_tabs->endEditing();
    QHash<QByteArray, RowChoice> choices;
    for (const ResultPage* page : m_pages) {
        if (page->hasColumns())
            choices.insert(page->sql(), page->pane()->ordering()->choice());
    }
    makeEarlier(intoNew);
    const qsizetype count = qMax<qsizetype>(1, statements.size());
    while (m_pages.size() > count)
        discard(m_pages.constLast());
    while (m_pages.size() < count)
        m_pages.append(addPage());
    for (qsizetype i = 0; i < count; ++i) {
        ResultPage* page = m_pages.at(i);
        page->clear();
        page->setNumber(count > 1 ? static_cast<int>(i) + 1 : 0);
        page->setText(text);
        page->setBusy(true);
        page->pane()->ordering()->keepForNext(choices.value(statements.value(i)));
    }
    arrangeTabs();
    showPage(m_pages.constFirst());
    return m_pages;
}

void ResultArea::makeEarlier(bool intoNew)
{
    const QList<ResultPage*> pages = m_pages;
    for (ResultPage* page : pages) {
        if (!page->hasColumns())
            continue;
        if (intoNew)
            page->setPinned(true);
        page->setEarlier(true);
        m_pages.removeOne(page);
        m_earlier.append(page);
    }
    sortEarlier();
    const auto unpinned = [this] {
        return std::count_if(m_earlier.cbegin(), m_earlier.cend(), [](const ResultPage* p) { return !p->isPinned(); });
    };
    while (unpinned() > mostEarlier) {
        ResultPage* oldest = oldestEarlier();
        if (oldest == nullptr)
            break;
        discard(oldest);
    }
}

ResultPage* ResultArea::currentPage() const
{
    return pageAt(m_tabs->currentIndex());
}

void ResultArea::showPage(ResultPage* page)
{
    const QSignalBlocker blocker(m_tabs);
    m_tabs->setCurrentIndex(tabOf(page));
    showTab(tabOf(page));
}

void ResultArea::showMessages()
{
    const QSignalBlocker blocker(m_tabs);
    m_tabs->setCurrentIndex(messagesTab());
    showTab(messagesTab());
}

void ResultArea::showTab(int tab)
{
    m_tabs->endEditing();
    if (ResultPage* page = pageAt(tab); page != nullptr)
        m_stack->setCurrentWidget(page);
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
    m_export->setVisible(page != nullptr && page->hasColumns());
    const bool several = page != nullptr && page->hasColumns() && results().size() > 1;
    const QString reason = several ? whyNotCompared(page) : QString();
    m_compare->setVisible(several);
    m_compare->setEnabled(reason.isEmpty());
    m_compare->setToolTip(reason.isEmpty() ? tr("Compare these rows with another result's")
                                           : tr("Nothing to compare with: %1").arg(reason));
}

void ResultArea::setProgress(const QString& text)
{
    m_progress->setText(text);
    m_progress->setVisible(!text.isEmpty());
    m_spinner->setVisible(!text.isEmpty());
}

void ResultArea::reviewStale(const QByteArray& text)
{
    for (ResultPage* page : m_pages + m_earlier)
        page->setStale(page->hasColumns() && page->text() != text);
}

void ResultArea::setExportOffered(bool offered)
{
    m_exportOffered = offered;
    for (ResultPage* page : m_pages + m_earlier)
        page->capBar()->setExportOffered(offered);
}

void ResultArea::forgetPlaceholders()
{
    for (ResultPage* page : m_pages) {
        if (!page->hasColumns())
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
