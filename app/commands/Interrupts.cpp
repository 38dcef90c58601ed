// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Interrupts.h"

#include "commands/ExitStatus.h"

#include <QSocketNotifier>

#include <cstdlib>

#ifdef Q_OS_WIN
#include <QMetaObject>
#include <windows.h>
#else
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace parlance {

namespace {

// A signal handler reaches nothing but what is static.
std::atomic_bool interrupted = false;
std::atomic_bool listening = false;
std::atomic_int endStatus = statusCancelled;

#ifdef Q_OS_WIN
std::atomic<Interrupts*> receiver = nullptr;

BOOL WINAPI onControl(DWORD)
{
    if (interrupted.exchange(true) || !listening)
        std::_Exit(statusCancelled);
    if (Interrupts* object = receiver)
        QMetaObject::invokeMethod(object, &Interrupts::raised, Qt::QueuedConnection);
    return TRUE;
}
#else
int pipeEnds[2] = {-1, -1};

extern "C" void onSignal(int signal)
{
    endStatus = 128 + signal;
    if (interrupted.exchange(true) || !listening)
        _exit(128 + signal);
    const char byte = 1;
    [[maybe_unused]] const auto written = write(pipeEnds[1], &byte, 1);
}
#endif

} // namespace

Interrupts::Interrupts(QObject* parent)
    : QObject(parent)
{
#ifdef Q_OS_WIN
    receiver = this;
    SetConsoleCtrlHandler(onControl, TRUE);
#else
    if (pipe(pipeEnds) == 0)
        for (const int end : pipeEnds) {
            fcntl(end, F_SETFD, FD_CLOEXEC);
            fcntl(end, F_SETFL, O_NONBLOCK);
        }
    auto* notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit raised();
    });
    struct sigaction action {};
    action.sa_handler = onSignal; // no SA_RESTART: a write to a full pipe shall end
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, nullptr);
#endif
}

Interrupts::~Interrupts()
{
    listening = false;
#ifdef Q_OS_WIN
    receiver = nullptr;
#endif
}

void Interrupts::listen()
{
    listening = true;
}

Interrupts::Blocking::Blocking()
    : m_listened(listening.exchange(false))
{}

Interrupts::Blocking::~Blocking()
{
    listening = m_listened;
}

const std::atomic_bool& Interrupts::flag()
{
    return interrupted;
}

int Interrupts::status()
{
    return endStatus;
}

} // namespace parlance
