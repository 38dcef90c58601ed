// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QDate>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace parlance {

struct LocalServerStatus {
    bool running = false;
    QString host; //!< what libpq takes: a socket folder or an address; empty when stopped
    int port = 0;
    QString dataFolder;
    QString version; //!< of the server binaries, "15.20"
    bool operator==(const LocalServerStatus&) const = default;
};

struct LocalServerError {
    enum class Kind { NoBinaries, FolderNotUsable, InitFailed, StartFailed, LoadFailed, Cancelled };
    Kind kind = Kind::StartFailed;
    QString message; //!< a sentence that says what to do ("Install the package postgresql")
    QString details;
    bool operator==(const LocalServerError&) const = default;
};

//! What may differ from the usual; programs take the defaults.
struct LocalServerSetup {
    std::optional<QStringList> binaryFolders; //!< where to look for initdb, pg_ctl and postgres, and nowhere else
    QString sqlFolder = QStringLiteral(":/sql/sample"); //!< what the server is filled from
    QDate today;                                        //!< the data reaches up to it; invalid: the day it is (UTC)
};

//! The private PostgreSQL of the sample workspace in <dataFolder>/sample, as the design's contract says: made with
//! initdb, started on demand, shared by every program that holds <dataFolder>/users, stopped by the last one.
//! The object lives on the GUI thread; the work is done on a thread of its own.
class LocalServer final : public QObject {
    Q_OBJECT
public:
    explicit LocalServer(const QString& dataFolder, QObject* parent = nullptr);
    LocalServer(const QString& dataFolder, const LocalServerSetup& setup, QObject* parent = nullptr);
    ~LocalServer() override; //!< gives the shared lock back; the last one stops the server

    //! Sets up, loads, extends or starts what is needed, in the background. Answered by startFinished; a second call
    //! while one is under way joins it.
    void start();
    //! Starts nothing.
    static LocalServerStatus status(const QString& dataFolder, const LocalServerSetup& setup = {});

    // For the console program, blocking:
    //! Leaves the server running until stop().
    static Result<LocalServerStatus, LocalServerError> startAndKeep(const QString& dataFolder,
                                                                    const std::function<void(QString)>& step,
                                                                    const LocalServerSetup& setup = {});
    //! Ends what startAndKeep() began. While another program uses the server it goes on running (running is then true)
    //! and stops when that one leaves.
    static Result<LocalServerStatus, LocalServerError> stop(const QString& dataFolder,
                                                            const LocalServerSetup& setup = {});
    //! Stops, removes the cluster and makes it anew; runs afterwards only if it was kept. An error while another
    //! program uses it.
    static Result<LocalServerStatus, LocalServerError>
    reset(const QString& dataFolder, const std::function<void(QString)>& step, const LocalServerSetup& setup = {});

signals:
    void step(const QString& text); //!< "Creating the sample server…", "Loading Sales, Marketing…"
    void startFinished(const parlance::Result<parlance::LocalServerStatus, parlance::LocalServerError>& result);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
