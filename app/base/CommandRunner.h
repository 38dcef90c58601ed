// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <atomic>

namespace parlance {

//! A program to run to its end.
struct Command {
    QString program;
    QStringList arguments;
    QString workingFolder;
    QProcessEnvironment environment; //!< exactly this; empty means an empty environment
    QString runAsUser;               //!< Unix, only as root: the user to become (supplementary groups too); empty: stay
    QByteArray standardInput;
    int timeoutSeconds = 30;
};

struct CommandOutput {
    int exitCode = 0;
    QByteArray standardOutput;
    QByteArray standardError;
};

struct CommandError {
    enum class Kind { NotFound, UnknownUser, TimedOut, Crashed, Cancelled };
    Kind kind = Kind::NotFound;
    QString message; //!< a sentence for people
};

//! Runs \a command and waits for it: call it on a worker thread, never on the GUI thread.
//! \a cancelled is looked at a few times a second; the process is then killed.
Result<CommandOutput, CommandError> runCommand(const Command& command, const std::atomic_bool* cancelled = nullptr);

} // namespace parlance
