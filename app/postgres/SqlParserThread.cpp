// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlParserThread.h"

#include <QThreadPool>

namespace parlance {

namespace {

//! Two threads: what a worker judges does not wait for a megabyte in the editor. They end after half a minute idle.
class ParserThreads final : public QThreadPool {
public:
    ParserThreads()
    {
        setStackSize(256u * 1024u * 1024u);
        setMaxThreadCount(2);
        setExpiryTimeout(30'000);
        setObjectName(QStringLiteral("SQL parser"));
    }
};

} // namespace

void startOnSqlParserThread(std::function<void()> work)
{
    // Threads, not state: made at the first use, waited for when the process ends.
    static ParserThreads threads;
    threads.start(std::move(work));
}

} // namespace parlance
