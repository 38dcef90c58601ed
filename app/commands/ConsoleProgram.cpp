// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/ConsoleProgram.h"

#include "commands/CommandTable.h"
#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/Interrupts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ConsoleProgram)
};

int usageError(const QString& sentence, const QString& verb)
{
    console::say(sentence);
    console::say(Words::tr("Try: parlance-cli %1--help").arg(verb.isEmpty() ? QString() : verb + u' '));
    return statusUsage;
}

QString argumentProblem(const CommandSpec& spec, const Arguments& arguments)
{
    if (arguments.positional.size() < spec.minimumArguments)
        return Words::tr("Something is missing. Usage: parlance-cli %1").arg(spec.synopsis);
    if (arguments.positional.size() > spec.maximumArguments)
        return Words::tr("\"%1\" is one argument too many. Usage: parlance-cli %2")
            .arg(arguments.positional.at(spec.maximumArguments), spec.synopsis);
    if (arguments.has(u"output"_s) && arguments.value(u"output"_s).isEmpty()) // a script's variable that was not set
        return Words::tr("-o names no file. Leave it out to write to standard output.");
    return {};
}

//! A folder that was named is meant: where it is missing, no other one is taken in its place.
QString configurationProblem(const Arguments& arguments)
{
    const QString folder = arguments.value(u"config"_s);
    const QFileInfo info(folder);
    if (!arguments.has(u"config"_s) || (info.isDir() && info.isReadable() && info.isExecutable()))
        return {};
    if (folder.isEmpty())
        return Words::tr("--config names no folder. Give the folder of teams.json.");
    if (!info.exists())
        return Words::tr("There is no folder %1. --config takes the folder of teams.json.").arg(folder);
    if (!info.isDir())
        return Words::tr("%1 is no folder. --config takes the folder of teams.json.").arg(folder);
    return Words::tr("The folder %1 cannot be read. --config takes the folder of teams.json.").arg(folder);
}

CommandContext contextOf(const Arguments& arguments)
{
    CommandContext context;
    context.arguments = arguments;
    if (arguments.value(u"output"_s) == u"-")
        context.arguments.values.remove(u"output"_s); // as everywhere: standard output
    context.paths = AppPaths::fromEnvironment();
    if (arguments.has(u"config"_s))
        context.paths.userConfigFolder = QDir(arguments.value(u"config"_s)).absolutePath();
    context.directory = TeamDirectory::read(context.paths);
    for (const ConfigurationProblem& problem : std::as_const(context.directory.problems))
        console::say(problem.toString());
    return context;
}

int runCommand(const CommandSpec& spec, const CommandContext& context, Interrupts& interrupts)
{
    const std::unique_ptr<ConsoleCommand> command = spec.make(context);
    QObject::connect(command.get(), &ConsoleCommand::finished, qApp,
                     [](int status) { QCoreApplication::exit(status); });
    QTimer lastResort; // a server that does not answer the cancel must not keep the terminal
    lastResort.setSingleShot(true);
    QObject::connect(&lastResort, &QTimer::timeout, qApp, [] { QCoreApplication::exit(Interrupts::status()); });
    QObject::connect(&interrupts, &Interrupts::raised, command.get(), [&command, &lastResort] {
        lastResort.start(3000);
        command->cancel();
    });
    interrupts.listen();
    QTimer::singleShot(0, command.get(), &ConsoleCommand::start);
    const int status = QCoreApplication::exec();
    return Interrupts::flag() ? Interrupts::status() : status;
}

} // namespace

int runConsoleProgram(const QStringList& words)
{
    Interrupts interrupts; // from here on a closed pipe is an error of write()
    const QString first = words.value(0);
    if (first.isEmpty())
        return usageError(Words::tr("Say what to do: a verb such as teams, ask or run."), {});
    if (first == u"--help" || first == u"-h" || first == u"help")
        return console::put(programHelp().toUtf8());
    if (first == u"--version")
        return console::put("parlance-cli " PARLANCE_VERSION "\n");
    const QList<CommandSpec> table = commandTable();
    const auto spec =
        std::find_if(table.begin(), table.end(), [&](const CommandSpec& entry) { return entry.name == first; });
    if (spec == table.end())
        return usageError(first.startsWith(u'-') ? Words::tr("There is no option %1.").arg(first)
                                                 : Words::tr("There is no verb \"%1\".").arg(first),
                          {});
    const Result<Arguments, QString> arguments = Arguments::parse(words.mid(1), spec->options);
    const QStringList options = words.mid(1, words.indexOf(u"--"_s) - 1);
    if (arguments ? arguments->has(u"help"_s) : options.contains(u"--help"_s))
        return console::put(commandHelp(*spec).toUtf8());
    if (arguments && arguments->has(u"version"_s))
        return console::put("parlance-cli " PARLANCE_VERSION "\n");
    if (!arguments)
        return usageError(arguments.error(), spec->name);
    if (const QString problem = argumentProblem(*spec, *arguments); !problem.isEmpty())
        return usageError(problem, spec->name);
    if (const QString problem = configurationProblem(*arguments); !problem.isEmpty())
        return usageError(problem, spec->name);
    return runCommand(*spec, contextOf(*arguments), interrupts);
}

} // namespace parlance
