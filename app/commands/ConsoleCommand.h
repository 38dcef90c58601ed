// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/AppPaths.h"
#include "commands/Arguments.h"
#include "team/TeamDirectory.h"

#include <QObject>

namespace parlance {

//! What every verb works on.
struct CommandContext {
    AppPaths paths;
    TeamDirectory directory;
    Arguments arguments;
};

//! A verb of the console program at work: started once, ends with exactly one finished(). Main thread.
class ConsoleCommand : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    //! Ctrl+C: ends what is under way and finishes.
    virtual void cancel() = 0;

signals:
    void finished(int status);
};

} // namespace parlance
