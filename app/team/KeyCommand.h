// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace parlance {

//! What a key command answered: a key, or a sentence why there is none, which never holds a key.
struct KeyAnswer {
    QString key;
    QString problem;
    bool operator==(const KeyAnswer&) const = default;
};

//! Runs \a command, a program and its arguments without a shell, for at most \a timeoutSeconds; the first line that it
//! prints is the key. It waits: on a worker thread only.
KeyAnswer keyFromCommand(const QStringList& command, int timeoutSeconds = 30);

} // namespace parlance
