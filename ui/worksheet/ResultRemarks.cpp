// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/ResultRemarks.h"

#include "assistant/checks/ResultCheck.h"
#include "base/WhenFinished.h"
#include "team/TeamSession.h"
#include "ui/worksheet/ResultPage.h"

#include <QPointer>

#include <algorithm>

namespace parlance {

ResultRemarks::ResultRemarks(TeamSession* session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{}

void ResultRemarks::begin(const QList<ResultColumn>& columns)
{
    m_names.clear();
    m_nullColumns.clear();
    m_firstRow.clear();
    m_rows = 0;
    m_seen = true;
    for (const ResultColumn& column : columns) {
        m_nullColumns.append(static_cast<int>(m_names.size()));
        m_names.append(column.name);
    }
}

//! A column is looked at until its first value: most are done with the first row.
void ResultRemarks::take(const ResultChunk& chunk)
{
    if (chunk.ends == nullptr) { // on disk: too much to be looked through here
        m_seen = false;
        return;
    }
    if (m_rows == 0 && chunk.rowCount > 0) {
        for (int column = 0; column < chunk.columnCount; ++column)
            m_firstRow.append(chunk.cell(0, column).toByteArray());
    }
    m_rows += chunk.rowCount;
    m_nullColumns.removeIf([&chunk](int column) {
        for (qsizetype row = 0; row < chunk.rowCount; ++row)
            if (!chunk.isNull(row, column))
                return true;
        return false;
    });
}

bool ResultRemarks::isOnlyZero() const
{
    return m_rows == 1 && std::all_of(m_firstRow.cbegin(), m_firstRow.cend(), [](const QByteArray& text) {
               return std::all_of(text.cbegin(), text.cend(), [](char c) { return c == '0' || c == '.' || c == '-'; });
           });
}

void ResultRemarks::end(ResultPage* page, const QByteArray& sql, const RunSummary& summary)
{
    ResultFacts facts;
    facts.rows = summary.rows;
    facts.capped = summary.capped;
    if (m_seen && m_rows == summary.rows) {
        facts.onlyZero = isOnlyZero();
        for (const int column : m_nullColumns)
            facts.nullColumns.append(m_names.at(column));
    }
    const bool remarkable = summary.rows == 0 || facts.onlyZero || !facts.nullColumns.isEmpty();
    if (!remarkable || m_names.isEmpty())
        return;
    whenFinished(remarkOnResultLater(sql, m_session->catalog(), facts), this,
                 [to = QPointer<ResultPage>(page), sql](const QString& remark) {
                     if (to && to->sql() == sql)
                         to->setRemark(remark);
                 });
}

} // namespace parlance
