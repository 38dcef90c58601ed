// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/WorksheetTabs.h"

#include "ui/theme/Focus.h"
#include "ui/worksheet/ResultPage.h"
#include "ui/worksheet/Worksheet.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace parlance {

namespace {

constexpr qsizetype mostClosed = 20;
constexpr qint64 roomRest = 500; // milliseconds

//! A tab's text reads '&' as a mnemonic.
QString tabText(const QString& title)
{
    return QString(title).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

Worksheet* worksheetOf(const QVariant& data)
{
    return qobject_cast<Worksheet*>(data.value<QObject*>());
}

} // namespace

WorksheetTabs::WorksheetTabs(TeamSession* session, Services* services, const QString& server, const QUuid& window,
                             QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_services(services)
    , m_server(server)
    , m_window(window)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 2, 8, 0);
    row->setSpacing(4);
    m_bar = new QTabBar(this);
    m_bar->setObjectName(QStringLiteral("tabBar"));
    setRole(m_bar, "documents");
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setMovable(true);
    m_bar->setUsesScrollButtons(true);
    m_bar->setElideMode(Qt::ElideNone); // titles are short already; many tabs scroll
    m_bar->setAccessibleName(tr("Tabs"));
    m_bar->installEventFilter(this);
    m_plus = new QToolButton(this);
    m_plus->setObjectName(QStringLiteral("newTabButton"));
    m_plus->setToolTip(session->askLimits().allowed ? tr("New question (Ctrl+T for SQL)") : tr("New tab (Ctrl+T)"));
    m_plus->setAccessibleName(tr("New tab"));
    m_plus->setIconSize(QSize(14, 14));
    row->addWidget(m_bar);
    row->addWidget(m_plus);
    row->addStretch(1);
    layout->addLayout(row);
    m_stack = new QStackedWidget(this);
    layout->addWidget(m_stack, 1);

    connect(m_plus, &QToolButton::clicked, this, [this] { open()->focusQuestion(); });
    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        if (Worksheet* worksheet = at(index); worksheet != nullptr) {
            m_stack->setCurrentWidget(worksheet);
            emit currentChanged();
            saveAll();
        }
    });
    connect(m_bar, &QTabBar::tabMoved, this, &WorksheetTabs::saveAll);
    open();
}

Worksheet* WorksheetTabs::at(int index) const
{
    return index < 0 || index >= m_bar->count() ? nullptr : worksheetOf(m_bar->tabData(index));
}

Worksheet* WorksheetTabs::current() const
{
    return at(m_bar->currentIndex());
}

QList<Worksheet*> WorksheetTabs::all() const
{
    QList<Worksheet*> result;
    for (int i = 0; i < m_bar->count(); ++i) {
        if (Worksheet* worksheet = at(i); worksheet != nullptr)
            result.append(worksheet);
    }
    return result;
}

Worksheet* WorksheetTabs::open()
{
    Worksheet* worksheet = add(QUuid::createUuid(), m_bar->count());
    m_bar->setCurrentIndex(m_bar->count() - 1);
    return worksheet;
}

Worksheet* WorksheetTabs::add(const QUuid& id, int index)
{
    const auto tabTitle = [this](quint64 poolTab) {
        for (Worksheet* other : all()) {
            if (other->poolTab() == poolTab)
                return other->title();
        }
        return QString();
    };
    auto* worksheet = new Worksheet(m_session, m_services, m_server, id, tabTitle, m_stack);
    putBehindInTabOrder(m_plus, worksheet);
    worksheet->setTheme(m_theme);
    worksheet->setCompact(m_compact);
    worksheet->setLedByWindow(m_ledByWindow);
    m_stack->addWidget(worksheet);
    {
        const QSignalBlocker blocker(m_bar);
        m_bar->insertTab(index, QString());
        m_bar->setTabData(index, QVariant::fromValue<QObject*>(worksheet));
        m_bar->setTabButton(index, QTabBar::RightSide, makeCloseButton(worksheet));
    }
    if (m_bar->count() == 1) {
        m_stack->setCurrentWidget(worksheet);
        emit currentChanged();
    }
    connect(worksheet, &Worksheet::changed, this, [this, worksheet] { save(worksheet); });
    connect(worksheet, &Worksheet::titleChanged, this, [this, worksheet] { showTitle(worksheet); });
    connect(worksheet, &Worksheet::statusChanged, this, [this, worksheet] {
        if (worksheet == current())
            emit statusChanged();
    });
    connect(worksheet, &Worksheet::settingsRequested, this, &WorksheetTabs::settingsRequested);
    connect(worksheet, &Worksheet::queryRequested, this,
            [this](const QString& title, const QString& sql) { open()->openQuery(title, sql); });
    connect(worksheet, &Worksheet::answerTabRequested, this,
            [this](const QString& title, const Question& question, const Answer& answer) {
                open()->openAnswer(title, question, answer);
            });
    connect(worksheet, &Worksheet::roomChecked, this, &WorksheetTabs::makeRoom);
    connect(worksheet, &Worksheet::connectionLost, this, &WorksheetTabs::connectionLost);
    connect(worksheet, &Worksheet::reconnected, this, &WorksheetTabs::reconnected);
    showTitle(worksheet);
    return worksheet;
}

void WorksheetTabs::makeRoom()
{
    if (m_roomMade.isValid() && m_roomMade.elapsed() < roomRest)
        return;
    const ResultMemory& memory = *m_services->resultMemory;
    const QList<Worksheet*> worksheets = all();
    // A quarter stays free for the rows that arrive; what lies on disk is kept within the budget, too.
    qint64 over = memory.usedBytes() - memory.budgetBytes() / 4 * 3;
    for (const Worksheet* worksheet : worksheets)
        over += worksheet->earlierDiskBytes();
    while (over > 0) {
        Worksheet* owner = nullptr;
        ResultPage* oldest = nullptr;
        for (Worksheet* worksheet : worksheets) {
            ResultPage* page = worksheet->oldestEarlierResult();
            if (page != nullptr && (oldest == nullptr || page->origin().ranAt < oldest->origin().ranAt)) {
                owner = worksheet;
                oldest = page;
            }
        }
        if (oldest == nullptr)
            return;
        over -= owner->giveUp(oldest);
        m_roomMade.start();
    }
}

QWidget* WorksheetTabs::makeCloseButton(Worksheet* worksheet)
{
    auto* button = new QToolButton(m_bar);
    button->setObjectName(QStringLiteral("closeTabButton"));
    button->setIcon(icon(QStringLiteral("close"), m_theme.muted));
    button->setIconSize(QSize(10, 10));
    button->setFixedSize(20, 20);        // else the first tab is lower than those that come after the style sheet
    button->setFocusPolicy(Qt::NoFocus); // Ctrl+W closes by key
    button->setToolTip(tr("Close the tab (Ctrl+W)"));
    button->setAccessibleName(tr("Close the tab"));
    connect(button, &QToolButton::clicked, this,
            [this, worksheet] { close(static_cast<int>(all().indexOf(worksheet))); });
    return button;
}

void WorksheetTabs::showTitle(Worksheet* worksheet)
{
    const auto index = static_cast<int>(all().indexOf(worksheet));
    if (index < 0)
        return;
    const QString text = tabText(worksheet->title());
    if (m_bar->tabText(index) != text)
        m_bar->setTabText(index, text);
}

void WorksheetTabs::closeCurrent()
{
    close(m_bar->currentIndex());
}

void WorksheetTabs::close(int index)
{
    Worksheet* worksheet = at(index);
    if (worksheet == nullptr)
        return;
    if (!worksheet->isPristine()) {
        m_closed.append(worksheet->toJournal());
        if (m_closed.size() > mostClosed)
            m_closed.removeFirst();
    }
    m_services->journal->removeTab(worksheet->id());
    worksheet->disconnect(this);
    worksheet->stopAll();
    m_bar->removeTab(index);
    m_stack->removeWidget(worksheet);
    worksheet->deleteLater();
    if (m_bar->count() == 0)
        open();
    emit currentChanged();
    saveAll();
}

void WorksheetTabs::reopenClosed()
{
    if (m_closed.isEmpty())
        return;
    const JournalTab tab = m_closed.takeLast();
    Worksheet* worksheet = add(tab.id, m_bar->count());
    worksheet->restore(tab);
    m_bar->setCurrentIndex(m_bar->count() - 1);
    save(worksheet);
}

void WorksheetTabs::step(int by)
{
    const int count = m_bar->count();
    m_bar->setCurrentIndex((m_bar->currentIndex() + by + count) % count);
}

void WorksheetTabs::showNumber(int number)
{
    const int index = number == 9 ? m_bar->count() - 1 : number - 1;
    if (index < m_bar->count())
        m_bar->setCurrentIndex(index);
}

void WorksheetTabs::restore(const QList<JournalTab>& tabs)
{
    if (tabs.isEmpty())
        return;
    Worksheet* pristine = m_bar->count() == 1 && current()->isPristine() ? current() : nullptr;
    QList<JournalTab> sorted = tabs;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const JournalTab& a, const JournalTab& b) { return a.order < b.order; });
    int shown = m_bar->currentIndex();
    for (const JournalTab& tab : sorted) {
        Worksheet* worksheet = add(tab.id, m_bar->count());
        worksheet->restore(tab);
        if (tab.current || shown < 0 || pristine != nullptr)
            shown = tab.current ? m_bar->count() - 1 : shown;
    }
    m_bar->setCurrentIndex(qMax(shown, pristine != nullptr ? 1 : 0));
    if (pristine != nullptr)
        close(static_cast<int>(all().indexOf(pristine)));
    saveAll();
}

bool WorksheetTabs::holds(const QUuid& tab) const
{
    const QList<Worksheet*> open = all();
    return std::any_of(open.cbegin(), open.cend(),
                       [&tab](const Worksheet* worksheet) { return worksheet->id() == tab; });
}

void WorksheetTabs::setWindowId(const QUuid& window)
{
    m_window = window;
    saveAll();
}

void WorksheetTabs::save(Worksheet* worksheet)
{
    if (worksheet->isPristine()) {
        m_services->journal->removeTab(worksheet->id());
        return;
    }
    JournalTab tab = worksheet->toJournal();
    tab.window = m_window;
    tab.order = static_cast<int>(all().indexOf(worksheet));
    tab.current = worksheet == current();
    m_services->journal->saveTab(tab);
}

void WorksheetTabs::saveAll()
{
    for (Worksheet* worksheet : all())
        save(worksheet);
}

bool WorksheetTabs::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_bar && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::MiddleButton) {
            const int index = m_bar->tabAt(mouse->position().toPoint());
            if (index >= 0) {
                close(index);
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

void WorksheetTabs::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_plus->setIcon(icon(QStringLiteral("plus"), theme.text));
    for (auto* button : m_bar->findChildren<QToolButton*>(QStringLiteral("closeTabButton")))
        button->setIcon(icon(QStringLiteral("close"), theme.muted));
    for (Worksheet* worksheet : all())
        worksheet->setTheme(theme);
}

void WorksheetTabs::setLedByWindow(bool led)
{
    m_ledByWindow = led;
    for (Worksheet* worksheet : all())
        worksheet->setLedByWindow(led);
}

void WorksheetTabs::setCompact(bool compact)
{
    m_compact = compact;
    for (Worksheet* worksheet : all())
        worksheet->setCompact(compact);
}

} // namespace parlance
