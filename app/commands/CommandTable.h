// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/ConsoleCommand.h"

#include <memory>

namespace parlance {

//! A verb as the command line and its help know it.
struct CommandSpec {
    using Factory = std::unique_ptr<ConsoleCommand> (*)(const CommandContext&);

    QString name;
    QString summary;     //!< one line for the list of verbs
    QString synopsis;    //!< "run --team TEAM (-c SQL | FILE | -) …"
    QString description; //!< paragraphs
    QList<OptionSpec> options;
    QStringList examples;
    qsizetype minimumArguments = 0;
    qsizetype maximumArguments = 0;
    Factory make = nullptr;
};

//! Every verb, in the order of the help.
QList<CommandSpec> commandTable();
//! `parlance-cli --help`.
QString programHelp();
//! `parlance-cli VERB --help`.
QString commandHelp(const CommandSpec& spec);

} // namespace parlance
