// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QObject>

#include <memory>

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

//! The private PostgreSQL of the sample workspace in <dataFolder>/sample, as the design's contract says: made with
//! initdb, started on demand, shared by every program that holds <dataFolder>/users, stopped by the last one.
//! The object lives on the GUI thread; the work is done on a thread of its own.
class LocalServer final : public QObject {
    Q_OBJECT
public:
    explicit LocalServer(const QString& dataFolder, QObject* parent = nullptr);
    ~LocalServer() override; //!< gives the shared lock back; the last one stops the server

    //! Sets up, loads, extends or starts what is needed, in the background. Answered by startFinished; a second call
    //! while one is under way joins it.
    void start();
    //! Starts nothing.
    static LocalServerStatus status(const QString& dataFolder);

    // For the console program, blocking:
    static Result<LocalServerStatus, LocalServerError> startAndKeep(const QString& dataFolder,
                                                                    const std::function<void(QString)>& step);
    static Result<LocalServerStatus, LocalServerError> stop(const QString& dataFolder);
    //! Stops, removes the cluster and makes it anew.
    static Result<LocalServerStatus, LocalServerError> reset(const QString& dataFolder,
                                                             const std::function<void(QString)>& step);

signals:
    void step(const QString& text); //!< "Creating the sample server…", "Loading Sales (2 of 3)…"
    void startFinished(const parlance::Result<parlance::LocalServerStatus, parlance::LocalServerError>& result);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
