// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace parlance {

//! Starts \a work on a thread with a stack of 256 MB (reserved, not used): libpg_query has no stack check. The only
//! place that may call libpg_query.
void startOnSqlParserThread(std::function<void()> work);

//! The same for work with a result. Callers wait for the future or watch it; the work is never done on their own stack.
template <typename Work>
QFuture<std::invoke_result_t<Work>> onSqlParserThread(Work work)
{
    using Outcome = std::invoke_result_t<Work>;
    // QtConcurrent::run would let a waiting caller do the work on its own small stack; a promise of ours cannot.
    auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    QFuture<Outcome> future = promise->future();
    startOnSqlParserThread([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace parlance
