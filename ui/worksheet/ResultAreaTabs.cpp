// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ResultArea about its tabs: their order, what they say, pin, name, close, their menu and keys.
#include "results/ResultComparison.h"
#include "ui/results/MessagePane.h"
#include "ui/theme/PlainToolTip.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/ResultTabBar.h"
#include "ui/worksheet/Words.h"

#include <QApplication>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>
#include <functional>

namespace parlance {

namespace {

constexpr int longestLine = 70; // characters of question and SQL in the menu

//! A tab or a menu reads '&' as a mnemonic.
QString literal(const QString& text)
{
    return QString(text).replace(u'&', QStringLiteral("&&"));
}

QAction* add(QMenu* menu, const char* name, const QString& text, QObject* context, const std::function<void()>& action)
{
    QAction* made = menu->addAction(literal(text));
    made->setObjectName(QLatin1String(name));
    QObject::connect(made, &QAction::triggered, context, action);
    return made;
}

void addLine(QMenu* menu, const QString& text)
{
    if (!text.isEmpty())
        menu->addAction(literal(shortened(text, longestLine)))->setEnabled(false);
}

} // namespace

void ResultArea::connectTabs()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        showTab(tab);
        emit pageChosen();
    });
    connect(m_tabs, &ResultTabBar::closeRequested, this, [this](int tab) {
        if (ResultPage* page = pageAt(tab); page != nullptr)
            close(page);
    });
    connect(m_tabs, &ResultTabBar::nameRequested, this, [this](int tab) {
        if (ResultPage* page = pageAt(tab); page != nullptr)
            rename(page);
    });
    connect(m_tabs, &ResultTabBar::named, this, [this](int tab, const QString& name) {
        if (ResultPage* page = pageAt(tab); page != nullptr)
            page->setName(name);
    });
    connect(m_tabs, &ResultTabBar::menuRequested, this, &ResultArea::showMenu);
    connect(m_messages, &MessagePane::countChanged, this, [this](int count) {
        m_tabs->setTabText(messagesTab(), count > 0 ? tr("Messages · %1").arg(count) : tr("Messages"));
    });
    addKeys();
}

void ResultArea::addKeys()
{
    const auto add = [this](const QKeySequence& keys, const std::function<void()>& action) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(Qt::Key_F2, [this] {
        if (ResultPage* page = currentPage(); page != nullptr)
            rename(page);
    });
    add(Qt::CTRL | Qt::Key_PageDown, [this] { step(1); });
    add(Qt::CTRL | Qt::Key_PageUp, [this] { step(-1); });
}

void ResultArea::step(int by)
{
    const bool inTabs = m_tabs->hasFocus();
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + m_tabs->count()) % m_tabs->count());
    if (!inTabs)
        focusResult();
}

QList<ResultPage*> ResultArea::pagesInOrder() const
{
    return m_pages + QList<ResultPage*>{nullptr} + m_earlier; // null: Messages
}

QList<ResultPage*> ResultArea::results() const
{
    QList<ResultPage*> results;
    for (ResultPage* page : m_pages + m_earlier) {
        if (page->hasColumns())
            results.append(page);
    }
    return results;
}

ResultPage* ResultArea::pageAt(int tab) const
{
    return pagesInOrder().value(tab, nullptr);
}

int ResultArea::tabOf(const ResultPage* page) const
{
    return static_cast<int>(pagesInOrder().indexOf(page));
}

void ResultArea::sortEarlier()
{
    std::stable_sort(m_earlier.begin(), m_earlier.end(), [](const ResultPage* a, const ResultPage* b) {
        if (a->isPinned() != b->isPinned())
            return a->isPinned();
        return a->origin().ranAt > b->origin().ranAt;
    });
}

void ResultArea::arrangeTabs()
{
    const QSignalBlocker blocker(m_tabs);
    m_tabs->endEditing();
    const QList<ResultPage*> pages = pagesInOrder();
    while (m_tabs->count() > pages.size())
        m_tabs->removeTab(m_tabs->count() - 1);
    while (m_tabs->count() < pages.size())
        m_tabs->addTab(QString());
    const int shown = tabOf(qobject_cast<ResultPage*>(m_stack->currentWidget()));
    m_tabs->setCurrentIndex(qMax(0, shown));
    reviewTabs();
}

void ResultArea::reviewTabs()
{
    for (ResultPage* page : m_pages + m_earlier)
        reviewTab(page);
    const int tab = messagesTab();
    if (tab >= m_tabs->count())
        return;
    const int count = m_messages->count();
    m_tabs->setTabText(tab, count > 0 ? tr("Messages · %1").arg(count) : tr("Messages"));
    m_tabs->setAccessibleTabName(tab, QString());
    m_tabs->setTabIcon(tab, QIcon());
    m_tabs->setTabToolTip(tab, QString());
    setCloseButton(tab, nullptr);
}

void ResultArea::reviewTab(ResultPage* page)
{
    const int tab = tabOf(page);
    if (tab < 0 || tab >= m_tabs->count())
        return;
    const QString title = page->title();
    if (const QString text = literal(title); m_tabs->tabText(tab) != text)
        m_tabs->setTabText(tab, text);
    m_tabs->setAccessibleTabName(tab, page->isPinned() ? tr("%1, pinned").arg(title) : title);
    m_tabs->setTabIcon(tab, page->isPinned() ? icon(QStringLiteral("pin"), m_theme.muted) : QIcon());
    m_tabs->setTabToolTip(tab, page->hasColumns() ? plainToolTip(page->description()) : QString());
    // One result alone is as it always was; its menu and the middle click close it.
    setCloseButton(tab, canClose(page) && results().size() > 1 ? page : nullptr);
    reviewExport();
}

void ResultArea::setCloseButton(int tab, ResultPage* page)
{
    QWidget* old = m_tabs->tabButton(tab, QTabBar::RightSide);
    const QVariant owner = QVariant::fromValue<QObject*>(page);
    if ((old == nullptr && page == nullptr) || (old != nullptr && page != nullptr && old->property("page") == owner))
        return;
    if (old != nullptr)
        old->deleteLater();
    if (page == nullptr) {
        m_tabs->setTabButton(tab, QTabBar::RightSide, nullptr);
        return;
    }
    auto* button = new QToolButton(m_tabs);
    button->setObjectName(QStringLiteral("closeResultButton"));
    button->setProperty("page", owner);
    button->setIcon(icon(QStringLiteral("close"), m_theme.muted));
    button->setIconSize(QSize(9, 9));
    const int side = std::min(18, m_tabs->fontMetrics().height()); // no higher than the words: the bar stays as it is
    button->setFixedSize(side, side);
    button->setFocusPolicy(Qt::NoFocus); // Delete closes by key
    button->setToolTip(tr("Close the result (Delete)"));
    button->setAccessibleName(tr("Close the result"));
    connect(button, &QToolButton::clicked, page, [this, page] { close(page); });
    m_tabs->setTabButton(tab, QTabBar::RightSide, button);
}

void ResultArea::setPinned(ResultPage* page, bool pinned)
{
    page->setPinned(pinned);
    sortEarlier();
    arrangeTabs();
}

void ResultArea::rename(ResultPage* page)
{
    if (page->hasColumns())
        m_tabs->editName(tabOf(page), page->name(), page->title());
}

bool ResultArea::canClose(const ResultPage* page) const
{
    return page->hasColumns() && !page->isBusy();
}

void ResultArea::close(ResultPage* page)
{
    if (!canClose(page))
        return;
    if (page->capBar()->state() == CapBar::State::Held) {
        emit closeHeldRequested(page);
        return;
    }
    const QWidget* focus = QApplication::focusWidget();
    const bool focused = focus != nullptr && page->isAncestorOf(focus);
    const bool shown = currentPage() == page;
    ResultPage* stays = currentPage();
    const qsizetype place = results().indexOf(page);
    discard(page);
    if (m_pages.isEmpty())
        m_pages.append(addPage());
    if (shown) {
        const QList<ResultPage*> left = results();
        stays = left.isEmpty() ? m_pages.constFirst() : left.at(qMin(place, left.size() - 1));
    }
    arrangeTabs();
    if (stays != nullptr)
        showPage(stays);
    else
        showMessages();
    if (focused)
        focusResult();
    emit pageChosen();
}

void ResultArea::closeOthers(ResultPage* page)
{
    const QList<ResultPage*> pages = results();
    for (ResultPage* other : pages) {
        if (other != page && !other->isPinned())
            close(other);
    }
    showPage(page);
}

void ResultArea::showSql(ResultPage* page)
{
    page->showSql(m_tabs);
}

ResultPage* ResultArea::oldestEarlier() const
{
    for (auto page = m_earlier.crbegin(); page != m_earlier.crend(); ++page) {
        if (!(*page)->isPinned() && !(*page)->isBusy() && *page != m_stack->currentWidget())
            return *page;
    }
    return nullptr;
}

qint64 ResultArea::earlierDiskBytes() const
{
    qint64 bytes = 0;
    for (const ResultPage* page : m_earlier)
        bytes += page->isPinned() ? 0 : page->model()->table().diskBytes();
    return bytes;
}

qint64 ResultArea::giveUp(ResultPage* page)
{
    const qint64 bytes = page->model()->table().memoryBytes() + page->model()->table().diskBytes();
    m_messages->addSummary(tr("Closed the earlier result of %1 (%2): its memory was needed. Pin a result to keep it.")
                               .arg(page->timeText(), rowsText(page->model()->table().rowCount())));
    discard(page);
    arrangeTabs();
    return bytes;
}

QList<ResultPage*> ResultArea::comparableWith(const ResultPage* page) const
{
    QList<ResultPage*> pages = results();
    pages.removeIf([page](const ResultPage* other) {
        return other == page || other->isBusy() ||
               !haveSameColumns(page->model()->table().columns(), other->model()->table().columns());
    });
    return page->isBusy() ? QList<ResultPage*>() : pages;
}

//! Why there is nothing to compare it with; empty: there is.
QString ResultArea::whyNotCompared(const ResultPage* page) const
{
    if (page->isBusy())
        return tr("its rows are still coming");
    return comparableWith(page).isEmpty() ? tr("no other result has the same columns") : QString();
}

void ResultArea::showMenu(int tab, const QPoint& at)
{
    ResultPage* page = pageAt(tab);
    if (page == nullptr || !page->hasColumns())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("resultMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addLine(menu, page->origin().question);
    addLine(menu, QString::fromUtf8(page->sql()));
    addLine(menu, page->partial().isEmpty() ? tr("Run at %1 · %2").arg(page->timeText(), page->summary())
                                            : tr("Run at %1 · %2").arg(page->timeText(), page->partial()));
    menu->addSeparator();
    fillMenu(menu, page);
    menu->popup(at);
}

void ResultArea::fillMenu(QMenu* menu, ResultPage* page)
{
    // The page may be gone when the action comes: a menu does not stop a run from ending it.
    if (page->isPinned())
        add(menu, "unpinResult", tr("Unpin"), page, [this, page] { setPinned(page, false); });
    else
        add(menu, "pinResult", tr("Pin: stays until you close it"), page, [this, page] { setPinned(page, true); });
    add(menu, "renameResult", tr("Rename…\tF2"), page, [this, page] {
        showPage(page);
        rename(page);
    });
    add(menu, "showResultSql", tr("Show its SQL"), page, [this, page] { showSql(page); });
    const QString reason = whyNotCompared(page);
    add(menu, "compareResult", reason.isEmpty() ? tr("Compare…") : tr("Compare… (%1)").arg(reason), page, [this, page] {
        emit compareRequested(page);
    })->setEnabled(reason.isEmpty());
    menu->addSeparator();
    const QList<ResultPage*> all = results();
    const bool others = std::any_of(all.cbegin(), all.cend(), [this, page](const ResultPage* other) {
        return other != page && !other->isPinned() && canClose(other);
    });
    add(menu, "closeResult", tr("Close\tDelete"), page, [this, page] { close(page); })->setEnabled(canClose(page));
    add(menu, "closeOtherResults", tr("Close the others that are not pinned"), page, [this, page] {
        closeOthers(page);
    })->setEnabled(others);
}

void ResultArea::addToCellMenu(QMenu* menu, ResultPage* page)
{
    QMenu* result = menu->addMenu(tr("This result"));
    result->menuAction()->setObjectName(QStringLiteral("resultSubmenu"));
    fillMenu(result, page);
}

} // namespace parlance
