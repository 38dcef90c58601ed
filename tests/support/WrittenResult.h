// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "postgres/Connection.h"
#include "support/PostgresServer.h"

#include <QBuffer>
#include <QSignalSpy>

namespace parlance::test {

//! The rows of a query from the server, as a run delivers them.
struct Rows {
    QList<ResultColumn> columns;
    QList<ResultChunkPtr> chunks;
};

inline Rows rowsOf(const PostgresServer& server, const QByteArray& sql, const QString& timeZone = QString())
{
    Connection connection(server.superuserParameters());
    Rows rows;
    QObject::connect(&connection, &Connection::runColumns, &connection,
                     [&](quint64, const QList<ResultColumn>& columns) { rows.columns = columns; });
    QObject::connect(&connection, &Connection::runChunk, &connection,
                     [&](quint64, const ResultChunkPtr& chunk) { rows.chunks.append(chunk); });
    QString problem;
    QObject::connect(&connection, &Connection::runFinished, &connection,
                     [&](quint64, const Result<RunSummary, PostgresError>& result) {
                         problem = result ? QString() : result.error().message;
                     });
    QSignalSpy finished(&connection, &Connection::runFinished);
    RunLimits limits;
    limits.maximumRows = 0;
    limits.timeZone = timeZone;
    connection.run(sql, limits);
    if (!finished.wait(60'000))
        qFatal("The run did not end.");
    if (!problem.isEmpty())
        qFatal("%s: %s", sql.constData(), qPrintable(problem));
    return rows;
}

//! What a writer makes of the rows; the problem in its place when there is one.
inline QByteArray written(const QString& format, const Rows& rows, const ExportSettings& settings = {})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const std::unique_ptr<ResultWriter> writer = ResultWriter::create(format, &buffer, settings);
    QString problem = writer->begin(rows.columns);
    for (qsizetype i = 0; problem.isEmpty() && i < rows.chunks.size(); ++i) // as the programs do: no more after it
        problem = writer->write(*rows.chunks.at(i));
    if (problem.isEmpty())
        problem = writer->end();
    return problem.isEmpty() ? buffer.data() : problem.toUtf8();
}

} // namespace parlance::test
