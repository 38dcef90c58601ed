// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultMenus.h"

#include "base/Settings.h"
#include "ui/results/FilterWords.h"
#include "ui/results/ReferredRow.h"
#include "ui/results/ResultCopyMenu.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/ResultView.h"
#include "ui/worksheet/Words.h"

#include <QMenu>

namespace parlance {

namespace {

constexpr int longestValue = 40; // characters of a value in the menu

QAction* add(QMenu* menu, const char* name, const QString& text, QObject* context, const std::function<void()>& action)
{
    // A menu reads '&' as a mnemonic.
    QAction* made = menu->addAction(QString(text).replace(u'&', QStringLiteral("&&")));
    made->setObjectName(QLatin1String(name));
    QObject::connect(made, &QAction::triggered, context, action);
    return made;
}

} // namespace

ResultMenus::ResultMenus(ResultView* view, ResultOrdering* ordering, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_ordering(ordering)
{
    connect(view, &ResultView::columnMenuRequested, this, &ResultMenus::showColumnMenu);
    connect(view, &ResultView::cellMenuRequested, this, &ResultMenus::showCellMenu);
}

void ResultMenus::showColumnMenu(int column, const QPoint& at)
{
    auto* menu = new QMenu(m_view);
    menu->setObjectName(QStringLiteral("columnMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(menu, column);
    menu->popup(at);
}

void ResultMenus::fillColumnMenu(QMenu* menu, int column)
{
    fillSorting(menu, column);
    menu->addSeparator();
    add(menu, "filterColumn", tr("Filter…"), this, [this, column] { emit filterRequested(column); });
    menu->addSeparator();
    fillColumns(menu, column);
}

void ResultMenus::fillSorting(QMenu* menu, int column)
{
    const QList<SortKey> keys = m_ordering->sortKeys();
    const auto choice = [&](const char* name, const QString& text, bool descending) {
        QAction* action = add(menu, name, text, m_ordering, [this, column, descending] {
            m_ordering->setSortKeys({{column, descending}});
        });
        action->setCheckable(true);
        action->setChecked(keys.contains(SortKey{column, descending}));
    };
    choice("sortAscending", tr("Sort ascending"), false);
    choice("sortDescending", tr("Sort descending"), true);
    if (!keys.isEmpty())
        add(menu, "sortNone", tr("The server's order"), m_ordering, [this] { m_ordering->setSortKeys({}); });
    const bool others =
        std::any_of(keys.cbegin(), keys.cend(), [column](const SortKey& k) { return k.column != column; });
    if (others)
        add(menu, "sortAlso", tr("Sort by this column as well"), m_ordering,
            [this, column] { m_ordering->toggle(column, true); });
}

void ResultMenus::fillColumns(QMenu* menu, int column)
{
    ResultHeader* header = m_view->header();
    add(menu, "selectColumn", tr("Select the column"), m_view, [this, column] { m_view->selectColumn(column); });
    add(menu, "hideColumn", tr("Hide the column"), m_view, [this, column] {
        m_view->hideColumn(column);
    })->setEnabled(m_view->shownColumns().size() > 1);
    const int hidden = header->hiddenSectionCount();
    if (hidden > 0)
        add(menu, "showAllColumns",
            hidden == 1 ? tr("Show the hidden column") : tr("Show the %1 hidden columns").arg(hidden), m_view, [this] {
                for (int i = 0; i < m_view->resultModel()->columnCount(); ++i)
                    m_view->showColumn(i);
            });
    fillFreezing(menu, column);
    menu->addSeparator();
    fillDigits(menu);
    add(menu, "fitColumn", tr("Fit the width"), m_view, [this, column] { m_view->fitColumn(column); });
    add(menu, "fitColumns", tr("Fit all widths"), m_view, [this] { m_view->fitColumns(); });
}

void ResultMenus::fillFreezing(QMenu* menu, int column)
{
    const QList<int> shown = m_view->shownColumns();
    const bool last = shown.indexOf(column) == shown.size() - 1; // nothing would be left to scroll
    const bool frozen = m_view->frozenCount() == shown.indexOf(column) + 1;
    if (!last && !frozen)
        add(menu, "freezeColumns", tr("Freeze up to here"), m_view, [this, column] { m_view->freezeUpTo(column); });
    if (m_view->frozenCount() > 0)
        add(menu, "unfreezeColumns", tr("Unfreeze"), m_view, [this] { m_view->unfreeze(); });
}

void ResultMenus::fillDigits(QMenu* menu)
{
    Settings* settings = m_surroundings.settings;
    if (settings == nullptr)
        return;
    QAction* action = add(menu, "groupDigits", tr("Group digits (1,234,567)"), settings, [settings] {
        settings->setValue(Settings::Key::GroupDigits, !settings->value(Settings::Key::GroupDigits).toBool());
    });
    action->setCheckable(true);
    action->setChecked(settings->value(Settings::Key::GroupDigits).toBool());
}

void ResultMenus::showCellMenu(const QPoint& at)
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    auto* menu = new QMenu(m_view);
    menu->setObjectName(QStringLiteral("cellMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    add(menu, "copyCells", tr("Copy\tCtrl+C"), m_view, [this] { m_view->copySelection(false); });
    add(menu, "copyWithHeaders", tr("Copy with headers\tCtrl+Shift+C"), m_view,
        [this] { m_view->copySelection(true); });
    auto* copyAs = new ResultCopyMenu(menu);
    connect(copyAs, &ResultCopyMenu::copyRequested, m_view, &ResultView::copyAs);
    menu->addMenu(copyAs);
    add(menu, "exportResult", tr("Export…\tF8"), m_view, [this] { emit m_view->exportRequested(); });
    emit cellMenuAboutToShow(menu);
    menu->addSeparator();
    add(menu, "lookIntoCell", tr("Show the whole value\tShift+Return"), m_view,
        [this] { emit m_view->lookRequested(); });
    add(menu, "showRecord", tr("Show the row as a form\tF4"), this, [this] { emit recordRequested(); });
    fillReferredRows(menu);
    menu->addSeparator();
    fillValueFilters(menu);
    menu->addSeparator();
    const QString name = shortened(m_view->resultModel()->table().columns().at(current.column()).name, longestValue);
    auto* column = menu->addMenu(tr("Column %1").arg(name).replace(u'&', QStringLiteral("&&")));
    column->menuAction()->setObjectName(QStringLiteral("columnSubmenu"));
    fillColumnMenu(column, current.column());
    menu->popup(at);
}

void ResultMenus::fillReferredRows(QMenu* menu)
{
    if (!m_surroundings.catalog)
        return;
    const QModelIndex current = m_view->currentIndex();
    const ResultModel* model = m_view->resultModel();
    const QList<ReferredRow> rows =
        referredRows(m_surroundings.catalog(), model->table(), model->tableRow(current.row()), current.column());
    for (const ReferredRow& row : rows) {
        const QString value = shortened(row.value, longestValue);
        add(menu, "goToReferredRow", tr("Go to %1 %2").arg(row.table, value), this,
            [this, row, value] { emit queryRequested(QStringLiteral("%1 %2").arg(row.table, value), row.sql); });
    }
}

void ResultMenus::fillValueFilters(QMenu* menu)
{
    const QModelIndex current = m_view->currentIndex();
    const ResultModel* model = m_view->resultModel();
    const bool null = model->isNull(current.row(), current.column());
    const QByteArrayView cell = model->cell(current.row(), current.column());
    constexpr qsizetype longestCompared = 10'000; // bytes; nobody means to filter by a document
    if (cell.size() > longestCompared)
        return;
    const QString value = QString::fromUtf8(cell);
    using Kind = FilterTerm::Kind;
    const FilterTerm only{null ? Kind::IsNull : Kind::Equals, current.column(), null ? QString() : value};
    const FilterTerm without{null ? Kind::IsNotNull : Kind::NotEquals, current.column(), only.text};
    const QList<ResultColumn>& columns = model->table().columns();
    const auto offer = [&](const char* name, const FilterTerm& term) {
        add(menu, name, tr("Only rows where %1").arg(termText(term, columns)), m_ordering,
            [this, term] { m_ordering->addTerm(term); });
    };
    offer("onlyThisValue", only);
    offer("withoutThisValue", without);
}

} // namespace parlance
