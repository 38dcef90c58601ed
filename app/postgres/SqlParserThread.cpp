// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlParserThread.h"

#include <QPromise>
#include <QThreadPool>

#include <memory>

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

QFuture<SqlScript> onSqlParserThread(std::function<SqlScript()> work)
{
    // Threads, not state: made at the first use, waited for when the process ends.
    static ParserThreads threads;
    // QtConcurrent::run would let a waiting caller do the work on its own small stack; a promise of ours cannot.
    auto promise = std::make_shared<QPromise<SqlScript>>();
    promise->start();
    QFuture<SqlScript> future = promise->future();
    threads.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace parlance
