// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/KeyCommand.h"

#include "base/CommandRunner.h"
#include "base/Log.h"

#include <QCoreApplication>

namespace parlance {

namespace {

constexpr qsizetype longestReason = 200;

QString translated(const char* text)
{
    return QCoreApplication::translate("EndpointSource", text);
}

QString firstLine(const QByteArray& text)
{
    return QString::fromUtf8(text.trimmed().split('\n').constFirst()).trimmed();
}

//! What the program said of its failure: its first line, without anything that may be the key.
QString reasonOf(const CommandOutput& output)
{
    QString reason = redacted(firstLine(output.standardError));
    const QString printed = firstLine(output.standardOutput);
    if (!printed.isEmpty())
        reason.replace(printed, QStringLiteral("…"));
    for (QChar& c : reason) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    return reason.left(longestReason);
}

} // namespace

KeyAnswer keyFromCommand(const QStringList& command, int timeoutSeconds)
{
    Command run;
    run.program = command.constFirst();
    run.arguments = command.mid(1);
    run.environment = QProcessEnvironment::systemEnvironment();
    run.environment.remove(QStringLiteral("PARLANCE_PASSWORD"));
    run.timeoutSeconds = timeoutSeconds;
    const auto output = runCommand(run);
    if (!output) {
        if (output.error().kind == CommandError::Kind::NotFound)
            return {{}, translated("The key command could not be started: %1").arg(output.error().message)};
        return {{}, translated("The key command gave no key: %1").arg(output.error().message)};
    }
    const QString reason = reasonOf(*output);
    const QString said = reason.isEmpty() ? QString() : QString(u' ' + translated("It said: %1").arg(reason));
    if (output->exitCode != 0)
        return {{},
                translated("The key command %1 ended with status %2.").arg(run.program).arg(output->exitCode) + said};
    const QString line = QString::fromUtf8(output->standardOutput.split('\n').constFirst()).trimmed();
    if (line.isEmpty())
        return {{}, translated("The key command %1 printed no key in its first line.").arg(run.program) + said};
    return {line, {}};
}

} // namespace parlance
