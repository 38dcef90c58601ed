// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryPanel.h"

#include "ui/history/HistoryDelegate.h"
#include "ui/history/HistoryModel.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace parlance {

struct HistoryPanel::Private {
    QStackedWidget* stack = nullptr;
    QListView* list = nullptr;
    QWidget* emptyPage = nullptr;
    HistoryModel* model = nullptr;
    HistoryDelegate* delegate = nullptr;

    void showState() { stack->setCurrentWidget(model->rowCount() > 0 ? static_cast<QWidget*>(list) : emptyPage); }
};

HistoryPanel::HistoryPanel(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    d->stack = new QStackedWidget(this);
    layout->addWidget(d->stack);
    d->model = new HistoryModel(this);
    d->delegate = new HistoryDelegate(this);
    d->list = new QListView(d->stack);
    d->list->setObjectName(QStringLiteral("historyList"));
    d->list->setAccessibleName(tr("History"));
    d->list->setModel(d->model);
    d->list->setItemDelegate(d->delegate);
    d->list->setUniformItemSizes(true);
    d->list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    d->list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    d->list->installEventFilter(this);
    d->stack->addWidget(d->list);

    d->emptyPage = new QWidget(d->stack);
    setRole(d->emptyPage, "panel");
    auto* emptyLayout = new QVBoxLayout(d->emptyPage);
    emptyLayout->setContentsMargins(16, 24, 16, 16);
    auto* words = new QLabel(tr("Nothing has been run yet. What you run is listed here and opens again in a new tab."),
                             d->emptyPage);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignHCenter);
    setRole(words, "muted");
    emptyLayout->addWidget(words);
    emptyLayout->addStretch();
    d->stack->addWidget(d->emptyPage);
    d->showState();
    connect(d->list, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { emit openRequested(d->model->run(index.row())); });
}

HistoryPanel::~HistoryPanel() = default;

void HistoryPanel::setTheme(const Theme& theme)
{
    d->delegate->setTheme(theme);
    d->list->viewport()->update();
}

void HistoryPanel::setRuns(const QList<JournalRun>& runs)
{
    d->model->setRuns(runs);
    d->showState();
}

void HistoryPanel::prepend(const JournalRun& run)
{
    d->model->prepend(run);
    d->showState();
}

bool HistoryPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == d->list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && d->list->currentIndex().isValid()) {
            emit openRequested(d->model->run(d->list->currentIndex().row()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace parlance
