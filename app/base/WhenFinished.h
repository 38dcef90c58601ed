// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace parlance {

//! Calls \a done with the future's result on \a context's thread; never when \a context dies first or the future was
//! cancelled. QFuture::then(context, …) of Qt 6.4 dereferences a context that died meanwhile (qfuture_impl.h,
//! Continuation::create), so it is not used here. Call on \a context's thread.
template <typename T, typename F>
void whenFinished(const QFuture<T>& future, QObject* context, F done)
{
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            done(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace parlance
