// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

namespace parlance::test {

//! Reads queries of a test server into ResultTables, as a tab would.
class TableReader final {
public:
    explicit TableReader(const PostgresServer& server, const QString& timeZone = QStringLiteral("Europe/Berlin"))
        : m_connection(server.superuserParameters())
        , m_recorder(&m_connection)
    {
        m_limits.timeZone = timeZone;
        m_limits.maximumRows = 0;
    }
    //! All rows of \a sql; an error ends the program with the server's words.
    ResultTable read(const QString& sql)
    {
        m_recorder.reset();
        m_connection.run(sql.toUtf8(), m_limits);
        if (!QTest::qWaitFor([this] { return m_recorder.finished == 1; }, 120'000) || !m_recorder.run)
            qFatal("The test's query failed: %s\n%s", qPrintable(m_recorder.message()), qPrintable(sql));
        return m_recorder.table;
    }

private:
    Connection m_connection;
    RunRecorder m_recorder;
    RunLimits m_limits;
};

} // namespace parlance::test
