// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"
#include "results/ResultTable.h"

#include <QDeadlineTimer>
#include <QtTest>

namespace parlance::test {

//! Listens to a Connection and keeps what its runs and reads brought.
class RunRecorder final : public QObject {
public:
    explicit RunRecorder(Connection* connection)
    {
        connect(connection, &Connection::runColumns, this, [this](quint64, const QList<ResultColumn>& columns) {
            described = columns;
            table.setColumns(columns);
        });
        connect(connection, &Connection::runColumnsNamed, this, [this](quint64, const QList<ResultColumn>& columns) {
            named = columns;
            table.setColumns(columns);
        });
        connect(connection, &Connection::runChunk, this, [this](quint64, const ResultChunkPtr& chunk) {
            table.append(chunk);
            ++chunks;
        });
        connect(connection, &Connection::runNotice, this,
                [this](quint64, const PostgresNotice& notice) { notices << notice; });
        connect(connection, &Connection::runFinished, this,
                [this](quint64 id, const Result<RunSummary, PostgresError>& result) {
                    lastId = id;
                    ++finished;
                    run = result;
                });
        connect(connection, &Connection::readFinished, this,
                [this](quint64, const Result<QList<RowSet>, PostgresError>& result) {
                    ++readsFinished;
                    read = result;
                });
        connect(connection, &Connection::openFinished, this, [this](const Result<ServerInfo, PostgresError>& result) {
            ++opensFinished;
            opened = result;
        });
    }

    //! Forgets the last run.
    void reset()
    {
        table.clear();
        named.clear();
        notices.clear();
        chunks = 0;
        finished = 0;
    }
    //! The kind the last run failed with, -1 when it did not.
    int kind() const { return run ? -1 : static_cast<int>(run.error().kind); }
    QString message() const { return run ? QString() : run.error().message; }
    QByteArray cell(qint64 row, int column) const { return table.cell(row, column).toByteArray(); }

    ResultTable table;
    QList<ResultColumn> described; //!< as runColumns brought them
    QList<ResultColumn> named;
    QList<PostgresNotice> notices;
    Result<RunSummary, PostgresError> run;
    Result<QList<RowSet>, PostgresError> read;
    Result<ServerInfo, PostgresError> opened;
    quint64 lastId = 0;
    int chunks = 0;
    int finished = 0;
    int readsFinished = 0;
    int opensFinished = 0;
};

} // namespace parlance::test

//! Runs \a sql on \a connection and waits for its end; inside a test function only.
#define PARLANCE_RUN(connection, recorder, sql, limits)                                                                \
    do {                                                                                                               \
        (recorder).reset();                                                                                            \
        (connection).run(sql, limits);                                                                                 \
        QTRY_COMPARE_WITH_TIMEOUT((recorder).finished, 1, 30'000);                                                     \
    } while (false)
