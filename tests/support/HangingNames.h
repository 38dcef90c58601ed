// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

namespace parlance::test {

//! A world of its own for this process in which names are asked for and never answered: a network with nothing but
//! loopback, on which this object is the name server and keeps silent, and a resolv.conf that names it. Linux, as root
//! or not. Made first thing in main(), while the process has one thread.
class HangingNames final {
public:
    //! \a folder: writable, for the files that stand in for those of /etc.
    explicit HangingNames(const QByteArray& folder);
    ~HangingNames();
    Q_DISABLE_COPY_MOVE(HangingNames)

    //! Why there is no such world; empty: there is.
    QString problem() const { return m_problem; }
    //! True when the resolver asked for a name: it waits for the answer now.
    bool wasAsked() const;

private:
    bool leaveTheWorld();
    bool replace(const QByteArray& path, const QByteArray& content, const QByteArray& folder);
    bool listen();
    bool fail(const char* what);

    QString m_problem;
    int m_socket = -1;
};

} // namespace parlance::test
