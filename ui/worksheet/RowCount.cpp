// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/RowCount.h"

#include "postgres/SqlScript.h"
#include "ui/worksheet/ResultPage.h"
#include "ui/worksheet/Words.h"

#include <utility>

namespace parlance {

QByteArray countStatement(const QByteArray& sql)
{
    qsizetype end = 0;
    for (const SqlToken& token : sqlTokens(sql)) {
        const bool semicolon =
            token.kind == SqlToken::Kind::Operator && token.length == 1 && sql.at(token.start) == ';';
        if (token.kind != SqlToken::Kind::Comment && !semicolon)
            end = token.start + token.length;
    }
    return "SELECT count(*) FROM (" + sql.first(end) + "\n) AS counted";
}

RowCount::RowCount(TeamSession* session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    Connection* connection = session->pool()->shared();
    connect(connection, &Connection::runChunk, this, [this](quint64 run, const ResultChunkPtr& chunk) {
        if (run == m_run)
            onChunk(chunk);
    });
    connect(connection, &Connection::runFinished, this,
            [this](quint64 run, const Result<RunSummary, PostgresError>& result) {
                if (run == m_run)
                    onFinished(result);
            });
}

RowCount::~RowCount()
{
    stop();
}

void RowCount::count(ResultPage* page)
{
    stop();
    m_page = page;
    m_rows = -1;
    RunLimits limits = m_session->runLimits();
    limits.maximumRows = 0;
    m_session->serverCheck()->stopAll(); // a run does not queue behind checks
    m_run = m_session->pool()->shared()->run(countStatement(page->sql()), limits);
    page->capBar()->setCounting(true);
    page->capBar()->setCountText(tr("Counting…"));
}

void RowCount::stop()
{
    if (m_run == 0)
        return;
    m_session->pool()->shared()->stopOnly(std::exchange(m_run, 0));
    if (m_page != nullptr) {
        m_page->capBar()->setCounting(false);
        m_page->capBar()->setCountText(QString());
    }
}

void RowCount::onChunk(const ResultChunkPtr& chunk)
{
    m_rows = chunk->rowCount == 1 ? chunk->cell(0, 0).toByteArray().toLongLong() : -1;
}

void RowCount::onFinished(const Result<RunSummary, PostgresError>& result)
{
    m_run = 0;
    if (m_page == nullptr)
        return;
    m_page->capBar()->setCounting(false);
    if (result && m_rows >= 0)
        m_page->capBar()->setCountText(tr("%1 in all").arg(rowsText(m_rows)), true);
    else if (!result && result.error().kind == PostgresError::Kind::Protocol)
        m_page->capBar()->setCountText(tr("Not counted: another tab counts. Try again when it is done."));
    else if (!result && result.error().kind == PostgresError::Kind::Cancelled)
        m_page->capBar()->setCountText(QString());
    else
        m_page->capBar()->setCountText(tr("Not counted: %1").arg(result ? QString() : result.error().message));
}

} // namespace parlance
