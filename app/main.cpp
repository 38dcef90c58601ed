// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/AppPaths.h"
#include "base/Log.h"
#include "base/ProgramEnd.h"
#include "base/StandardDescriptors.h"
#include "commands/Interrupts.h"
#include "postgres/ConnectionParameters.h"
#include "ui/Desktop.h"

#include <QApplication>

#include <cstdio>
#include <cstring>

namespace {

constexpr const char* usage = "Usage: parlance [--version | --help]\n"
                              "\n"
                              "Opens the sign-in window. For the terminal there is parlance-cli.\n";

//! 0, or 1 after a word on standard error when it could not be written.
int print(const char* text)
{
    if (std::fputs(text, stdout) >= 0 && std::fflush(stdout) == 0)
        return 0;
    std::perror("parlance: standard output");
    return 1;
}

//! The options that need no window and so no display; -1: go on.
int answerWithoutWindow(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--version") == 0)
            return print("Parlance " PARLANCE_VERSION "\n");
        if (std::strcmp(argv[i], "--help") == 0 || std::strcmp(argv[i], "-h") == 0)
            return print(usage);
    }
    return -1;
}

int run(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Parlance"));
    QApplication::setApplicationDisplayName(QStringLiteral("Parlance"));
    QApplication::setApplicationVersion(QStringLiteral(PARLANCE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.parlance.Parlance"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/parlance.svg")));

    if (const QString problem = parlance::driverProblem(); !problem.isEmpty()) {
        parlance::Desktop::showProblem(problem);
        QApplication::exec();
        return 1;
    }
    parlance::Desktop desktop(parlance::AppPaths::fromEnvironment());
    // Ctrl+C and an end of the session close as the last window does: text is written, the sample server stopped.
    parlance::Interrupts interrupts;
    QObject::connect(&interrupts, &parlance::Interrupts::raised, &application, &QApplication::quit);
    interrupts.listen();
    desktop.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    parlance::occupyStandardDescriptors();
    if (const int status = answerWithoutWindow(argc, argv); status >= 0)
        return status;
    parlance::clearLibpqEnvironment();
    parlance::installLog();
    parlance::endProgram(run(argc, argv));
}
