// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QThread>

namespace parlance {

//! The thread of an ExportWorker. Nobody joins it: it deletes its worker and itself when the worker is through. The
//! program waits at its end, two seconds at most, so that unfinished files are removed.
class ExportThread final : public QThread {
public:
    //! Starts a thread for \a worker and hands it over.
    static void startWith(QObject* worker);

protected:
    void run() override;

private:
    explicit ExportThread(QObject* worker)
        : m_worker(worker)
    {
        setObjectName(QStringLiteral("export"));
    }
    ~ExportThread() override = default;

    QObject* m_worker;
};

} // namespace parlance
