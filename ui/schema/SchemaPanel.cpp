// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaPanel.h"

#include "ui/schema/SchemaDetails.h"
#include "ui/schema/SchemaTreeDelegate.h"
#include "ui/schema/SchemaTreeModel.h"
#include "ui/schema/SchemaTreeView.h"
#include "ui/theme/InlineBar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlance {

struct SchemaPanel::Private {
    SchemaPanel* q = nullptr;
    Theme theme;
    QLineEdit* filter = nullptr;
    QAction* searchAction = nullptr;
    QAction* clearAction = nullptr;
    QToolButton* refresh = nullptr;
    InlineBar* errorBar = nullptr;
    QSplitter* splitter = nullptr;
    QStackedWidget* stack = nullptr;
    SchemaTreeView* tree = nullptr;
    SchemaTreeModel* model = nullptr;
    SchemaTreeDelegate* delegate = nullptr;
    QWidget* messagePage = nullptr;
    QLabel* message = nullptr;
    QPushButton* clearFilter = nullptr;
    SchemaDetails* details = nullptr;
    bool detailsVisible = true;
    bool sizedByHand = false;
    bool loading = false;
    bool hasCatalog = false;

    void build();
    QWidget* buildFilterRow();
    void buildTree();
    void buildMessage();
    void connectAll();
    void showState();
    void applyFilter();
    void showDetails();
    void shareHeight();
    int heightOfRows(int atMost) const;
    void open(const QModelIndex& index);
    void insert(const QModelIndex& index);
    void showMenu(const QPoint& position);
    QList<QPair<QString, QString>> expandedTables() const;
};

SchemaPanel::SchemaPanel(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    d->q = this;
    d->build();
    d->connectAll();
    d->showState();
}

SchemaPanel::~SchemaPanel() = default;

void SchemaPanel::Private::build()
{
    auto* layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(buildFilterRow());
    errorBar = new InlineBar(q);
    errorBar->hide();
    auto* barRow = new QHBoxLayout;
    barRow->setContentsMargins(8, 0, 8, 0);
    barRow->addWidget(errorBar);
    layout->addLayout(barRow);
    splitter = new QSplitter(Qt::Vertical, q);
    splitter->setChildrenCollapsible(false);
    stack = new QStackedWidget(splitter);
    stack->setContentsMargins(4, 0, 2, 0);
    buildTree();
    buildMessage();
    details = new SchemaDetails(splitter);
    splitter->addWidget(stack);
    splitter->addWidget(details);
    stack->setMinimumHeight(96);
    details->setMinimumHeight(72);
    layout->addWidget(splitter, 1);
}

QWidget* SchemaPanel::Private::buildFilterRow()
{
    auto* row = new QWidget(q);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 0, 8, 0);
    layout->setSpacing(4);
    filter = new QLineEdit(row);
    filter->setObjectName(QStringLiteral("schemaFilter"));
    filter->setPlaceholderText(tr("Filter"));
    filter->setAccessibleName(tr("Filter tables and columns"));
    filter->setToolTip(tr("Finds words in the names and descriptions of tables and columns"));
    searchAction = filter->addAction(QIcon(), QLineEdit::LeadingPosition);
    clearAction = filter->addAction(QIcon(), QLineEdit::TrailingPosition);
    clearAction->setToolTip(tr("Clear the filter"));
    clearAction->setVisible(false);
    refresh = new QToolButton(row);
    refresh->setObjectName(QStringLiteral("schemaRefresh"));
    refresh->setAccessibleName(tr("Read the tables again"));
    refresh->setToolTip(tr("Read the tables again (F5)"));
    refresh->setIconSize(QSize(16, 16));
    layout->addWidget(filter, 1);
    layout->addWidget(refresh);
    return row;
}

void SchemaPanel::Private::buildTree()
{
    model = new SchemaTreeModel(q);
    delegate = new SchemaTreeDelegate(q);
    tree = new SchemaTreeView(stack);
    tree->setAccessibleName(tr("Tables"));
    tree->setModel(model);
    tree->setItemDelegate(delegate);
    tree->setContextMenuPolicy(Qt::CustomContextMenu);
    stack->addWidget(tree);
}

void SchemaPanel::Private::buildMessage()
{
    messagePage = new QWidget(stack);
    setRole(messagePage, "panel");
    auto* layout = new QVBoxLayout(messagePage);
    layout->setContentsMargins(16, 24, 16, 16);
    message = new QLabel(messagePage);
    message->setTextFormat(Qt::PlainText);
    message->setWordWrap(true);
    message->setAlignment(Qt::AlignHCenter);
    setRole(message, "muted");
    clearFilter = new QPushButton(tr("Clear the filter"), messagePage);
    clearFilter->setCursor(Qt::PointingHandCursor);
    setRole(clearFilter, "link");
    layout->addWidget(message);
    layout->addWidget(clearFilter, 0, Qt::AlignHCenter);
    layout->addStretch();
    stack->addWidget(messagePage);
}

void SchemaPanel::Private::connectAll()
{
    const auto refreshAll = [this] { emit q->refreshRequested(); };
    connect(filter, &QLineEdit::textChanged, q, [this] { applyFilter(); });
    connect(filter, &QLineEdit::returnPressed, q, [this] { tree->setFocus(); });
    connect(clearAction, &QAction::triggered, filter, &QLineEdit::clear);
    connect(clearFilter, &QPushButton::clicked, filter, &QLineEdit::clear);
    connect(refresh, &QToolButton::clicked, q, refreshAll);
    connect(tree, &SchemaTreeView::refreshRequested, q, refreshAll);
    connect(tree, &SchemaTreeView::openRequested, q, [this](const QModelIndex& index) { open(index); });
    connect(tree, &SchemaTreeView::insertRequested, q, [this](const QModelIndex& index) { insert(index); });
    connect(tree, &SchemaTreeView::filterRequested, q, [this](const QString& typed) {
        filter->setFocus(Qt::ShortcutFocusReason);
        filter->setText(filter->text() + typed);
    });
    connect(tree, &QWidget::customContextMenuRequested, q, [this](const QPoint& position) { showMenu(position); });
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, q, [this] { showDetails(); });
    connect(tree, &QTreeView::expanded, q, [this] { shareHeight(); });
    connect(tree, &QTreeView::collapsed, q, [this] { shareHeight(); });
    connect(splitter, &QSplitter::splitterMoved, q, [this] { sizedByHand = true; });
    filter->installEventFilter(q);
}

void SchemaPanel::setTheme(const Theme& theme)
{
    d->theme = theme;
    d->searchAction->setIcon(icon(QStringLiteral("search"), theme.muted));
    d->clearAction->setIcon(icon(QStringLiteral("close"), theme.muted));
    d->refresh->setIcon(icon(QStringLiteral("refresh"), theme.muted));
    d->delegate->setTheme(theme);
    d->tree->setTheme(theme);
    d->details->setTheme(theme);
}

void SchemaPanel::setLoading()
{
    d->loading = true;
    d->errorBar->hide();
    d->showState();
}

void SchemaPanel::setCatalog(const SchemaCatalog& catalog)
{
    d->loading = false;
    d->hasCatalog = true;
    d->errorBar->hide();
    const Table* before = d->model->table(d->tree->currentIndex());
    const QString schema = before ? before->schema : QString();
    const QString table = before ? before->name : QString();
    const QList<QPair<QString, QString>> expanded = d->expandedTables();
    d->model->setCatalog(catalog);
    for (const auto& [inSchema, name] : expanded)
        d->tree->expand(d->model->indexOfTable(inSchema, name));
    if (!table.isEmpty())
        d->tree->setCurrentIndex(d->model->indexOfTable(schema, table));
    d->applyFilter();
}

void SchemaPanel::setError(const QString& sentence, const QString& details)
{
    d->loading = false;
    d->errorBar->setMessage(InlineBar::Kind::Error, sentence, QString());
    d->errorBar->setDetails(details);
    d->errorBar->clearButtons();
    connect(d->errorBar->addButton(tr("Try again"), true), &QPushButton::clicked, this,
            [this] { emit refreshRequested(); });
    d->errorBar->show();
    d->showState();
}

void SchemaPanel::setDetailsVisible(bool visible)
{
    d->detailsVisible = visible;
    d->showDetails();
}

void SchemaPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->shareHeight();
}

void SchemaPanel::focusFilter()
{
    d->filter->setFocus(Qt::ShortcutFocusReason);
    d->filter->selectAll();
}

bool SchemaPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == d->filter && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down && d->stack->currentWidget() == d->tree) {
            d->tree->setFocus(Qt::ShortcutFocusReason);
            if (!d->tree->currentIndex().isValid())
                d->tree->setCurrentIndex(d->model->index(0, 0));
            return true;
        }
        if (key->key() == Qt::Key_Escape && !d->filter->text().isEmpty()) {
            d->filter->clear();
            return true;
        }
        if (key->key() == Qt::Key_F5) {
            emit refreshRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SchemaPanel::Private::showState()
{
    refresh->setEnabled(!loading);
    QString text;
    if (!hasCatalog)
        text = loading ? tr("Reading the tables…") : QString();
    else if (model->catalog().tableCount() == 0)
        text = tr("There are no tables here that your team may see. Whoever looks after the database can grant them.");
    else if (model->visibleTableCount() == 0)
        text = tr("No table or column matches “%1”.").arg(filter->text().trimmed());
    message->setText(text);
    clearFilter->setVisible(hasCatalog && model->catalog().tableCount() > 0 && model->visibleTableCount() == 0);
    filter->setEnabled(hasCatalog && model->catalog().tableCount() > 0);
    stack->setCurrentWidget(hasCatalog && model->visibleTableCount() > 0 ? static_cast<QWidget*>(tree) : messagePage);
    showDetails();
}

QList<QPair<QString, QString>> SchemaPanel::Private::expandedTables() const
{
    QList<QPair<QString, QString>> tables;
    const auto collect = [&](const QModelIndex& parent, const auto& self) -> void {
        for (int row = 0; row < model->rowCount(parent); ++row) {
            const QModelIndex index = model->index(row, 0, parent);
            if (!tree->isExpanded(index))
                continue;
            const Table* table = model->table(index);
            if (table)
                tables.append({table->schema, table->name});
            else
                self(index, self);
        }
    };
    collect({}, collect);
    return tables;
}

void SchemaPanel::Private::applyFilter()
{
    clearAction->setVisible(!filter->text().isEmpty());
    const QList<QPair<QString, QString>> expanded = expandedTables();
    const Table* before = model->table(tree->currentIndex());
    const QString schema = before ? before->schema : QString();
    const QString name = before ? before->name : QString();
    model->setFilter(filter->text());
    for (int row = 0; row < model->rowCount(); ++row) { // schemas stay open
        if (!model->table(model->index(row, 0)))
            tree->expand(model->index(row, 0));
    }
    for (const auto& [inSchema, table] : expanded)
        tree->expand(model->indexOfTable(inSchema, table));
    // Beyond a screenful the found columns would bury the tables.
    const QModelIndexList byColumn = model->tablesMatchedByColumn();
    if (byColumn.size() <= 30) {
        for (const QModelIndex& index : byColumn)
            tree->expand(index);
    }
    if (!name.isEmpty())
        tree->setCurrentIndex(model->indexOfTable(schema, name));
    showState();
}

void SchemaPanel::Private::showDetails()
{
    const Table* table = stack->currentWidget() == tree ? model->table(tree->currentIndex()) : nullptr;
    details->setVisible(detailsVisible && table);
    if (!table) {
        details->clearTable();
        return;
    }
    QList<Table> referencing;
    for (const Table* other : model->catalog().referencing(table->schema, table->name))
        referencing << *other;
    details->showTable(*table, referencing);
    shareHeight();
}

int SchemaPanel::Private::heightOfRows(int atMost) const
{
    int height = 2 * tree->frameWidth();
    for (QModelIndex index = model->index(0, 0); index.isValid() && height < atMost; index = tree->indexBelow(index))
        height += tree->visualRect(index).height();
    return qMin(height, atMost);
}

//! The tables get what their rows need, up to three fifths; the details have the rest.
void SchemaPanel::Private::shareHeight()
{
    const int total = splitter->height() - splitter->handleWidth();
    if (details->isHidden() || sizedByHand || total <= 0)
        return;
    const int tables = qMax(stack->minimumHeight(), heightOfRows(total * 3 / 5));
    splitter->setSizes({tables, total - tables});
}

void SchemaPanel::Private::open(const QModelIndex& index)
{
    if (const Table* table = model->table(index))
        emit q->tableActivated(table->schema, table->name);
    else
        tree->setExpanded(index, !tree->isExpanded(index));
}

void SchemaPanel::Private::insert(const QModelIndex& index)
{
    emit q->insertRequested(index.data(SchemaTreeModel::SqlRole).toString());
}

void SchemaPanel::Private::showMenu(const QPoint& position)
{
    const QModelIndex index = tree->indexAt(position);
    auto* menu = new QMenu(q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index.isValid()) {
        const QPersistentModelIndex kept(index);
        const QString sql = index.data(SchemaTreeModel::SqlRole).toString();
        if (model->table(index))
            connect(menu->addAction(tr("Show the first 100 rows")), &QAction::triggered, q,
                    [this, kept] { open(kept); });
        connect(menu->addAction(tr("Insert the name")), &QAction::triggered, q, [this, kept] { insert(kept); });
        connect(menu->addAction(tr("Copy the name")), &QAction::triggered, q,
                [sql] { QGuiApplication::clipboard()->setText(sql); });
        menu->addSeparator();
    }
    connect(menu->addAction(tr("Read the tables again")), &QAction::triggered, q,
            [this] { emit q->refreshRequested(); });
    menu->popup(tree->viewport()->mapToGlobal(position));
}

} // namespace parlance
