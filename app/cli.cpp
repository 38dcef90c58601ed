// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Log.h"
#include "base/ProgramEnd.h"
#include "base/StandardDescriptors.h"
#include "commands/ConsoleProgram.h"
#include "postgres/ConnectionParameters.h"

#include <QCoreApplication>

namespace {

int run(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("parlance-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PARLANCE_VERSION));
    parlance::installLog();
    return parlance::runConsoleProgram(QCoreApplication::arguments().mid(1));
}

} // namespace

int main(int argc, char** argv)
{
    parlance::occupyStandardDescriptors();
    parlance::clearLibpqEnvironment(); // before anything can start a thread or open a connection
    parlance::endProgram(run(argc, argv));
}
