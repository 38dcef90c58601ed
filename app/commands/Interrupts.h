// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

#include <atomic>

namespace parlance {

//! Ctrl+C (and SIGTERM) as a signal of Qt's. The first one asks to cancel, a second one ends the program at once, as
//! does the first before the event loop runs. A pipe nobody reads any more is an error of write(), not the program's
//! death. One of its kind, made in main.
class Interrupts final : public QObject {
    Q_OBJECT
public:
    explicit Interrupts(QObject* parent = nullptr);
    ~Interrupts() override;

    //! Call when the event loop is about to run: from now on the first interrupt is delivered by raised().
    void listen();
    //! Set from the first interrupt on; also looked at by blocking writes.
    static const std::atomic_bool& flag();
    //! The status of a program ended by it: 130 after Ctrl+C.
    static int status();

    //! While one lives, the first interrupt ends the program at once: for reads that block.
    class Blocking final {
    public:
        Blocking();
        ~Blocking();
        Q_DISABLE_COPY_MOVE(Blocking)

    private:
        bool m_listened;
    };

signals:
    void raised();
};

} // namespace parlance
