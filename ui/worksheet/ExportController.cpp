// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ExportController.h"

#include "postgres/SqlScript.h"
#include "ui/results/ExportDialog.h"
#include "ui/worksheet/ResultArea.h"

#include <algorithm>

namespace parlance {

namespace {

//! The table all columns are plain columns of, as SQL writes it; empty when there is none.
QString tableNameOf(const QList<ResultColumn>& columns, const SchemaCatalog& catalog)
{
    const quint32 oid = columns.isEmpty() ? 0 : columns.first().tableOid;
    const bool same = std::all_of(columns.cbegin(), columns.cend(),
                                  [oid](const ResultColumn& column) { return column.tableOid == oid; });
    if (oid == 0 || !same)
        return {};
    for (const Schema& schema : catalog.schemas) {
        for (const Table& table : schema.tables) {
            if (table.oid == oid)
                return qualifiedName(schema.name, table.name);
        }
    }
    return {};
}

//! The rows that hold a selected cell, in the order shown, when there is more than one.
RowOrderPtr selectedRows(const ResultView* view)
{
    const CopiedCells cells = view->selectedCells(false);
    std::vector<quint32> rows;
    for (const QItemSelectionRange& range : cells.selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(static_cast<quint32>(row));
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    const bool some = rows.size() > 1 && rows.size() < static_cast<std::size_t>(view->resultModel()->shownCount());
    for (quint32& row : rows)
        row = static_cast<quint32>(cells.tableRow(static_cast<int>(row)));
    return some ? std::make_shared<const RowOrder>(std::move(rows)) : nullptr;
}

} // namespace

ExportOrigin exportOriginOf(const TeamSession* session, const QString& question, const QString& sql,
                            const QDateTime& ranAt)
{
    ExportOrigin origin;
    origin.question = question;
    origin.sql = sql;
    origin.team = session->team().name;
    origin.database = session->server().database;
    origin.role = session->server().user;
    origin.ranAt = ranAt.toLocalTime();
    const QString zone = session->runLimits().timeZone;
    origin.timeZone = zone.isEmpty() ? session->server().timeZone : zone;
    origin.sample = session->isSample();
    return origin;
}

ExportController::ExportController(TeamSession* session, Settings* settings, ResultArea* area,
                                   std::function<QString()> title, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_area(area)
    , m_title(std::move(title))
{
    area->setExportOffered(true);
    connect(area, &ResultArea::exportRequested, this, &ExportController::open);
    connect(area, &ResultArea::exportAllRequested, this, &ExportController::openFor);
    connect(area, &ResultArea::resultBegan, this, [this](ResultPage* page) {
        page->view()->setTableName(tableNameOf(page->model()->table().columns(), m_session->catalog()));
    });
}

ExportOffer ExportController::offer(const ResultPage* page) const
{
    ExportOffer offer;
    offer.title = m_title();
    offer.origin = page->origin();
    offer.table = page->model()->table();
    offer.origin.tableName = tableNameOf(offer.table.columns(), m_session->catalog());
    offer.columns = page->view()->shownColumns();
    offer.order = page->model()->shownRows().order(offer.table.rowCount());
    offer.filtered = page->model()->shownRows().filtered;
    offer.selected = selectedRows(page->view());
    offer.partial = page->partial();
    offer.whole = offer.partial.isEmpty();
    ExportRun run;
    run.parameters = m_session->pool()->parameters();
    run.sql = page->sql();
    run.limits = m_session->runLimits();
    offer.run = run;
    const QPointer<ConnectionPool> pool(m_session->pool());
    offer.reserve = [pool] { return pool ? pool->reserve() : nullptr; };
    return offer;
}

void ExportController::open()
{
    const ResultPage* page = m_area->currentPage();
    if (page != nullptr && page->model()->columnCount() > 0)
        openFor(page);
}

void ExportController::openFor(const ResultPage* page)
{
    if (m_dialog && !m_dialog->isRunning())
        m_dialog->close(); // of an earlier result
    m_dialog = new ExportDialog(offer(page), m_settings, m_area->window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->show();
    m_dialog->activateWindow();
}

} // namespace parlance
