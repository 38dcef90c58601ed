// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/ConsoleCommand.h"
#include "commands/ConsoleSignIn.h"
#include "commands/StatementRunner.h"
#include "postgres/SqlScript.h"

namespace parlance {

//! `run`: statements, judged all before the first runs, and their rows.
class RunCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit RunCommand(const CommandContext& context);
    void start() override;
    void cancel() override;

private:
    int prepare();
    int judge();

    CommandContext m_context;
    ConsoleSignIn m_signIn;
    StatementRunner* m_runner = nullptr;
    SqlScript m_script;
    QString m_format;
};

//! Empty when \a format is one of ResultWriter's and may go to \a path (empty: standard output), else what is wrong.
QString resultFormatProblem(const QString& format, const QString& path);

} // namespace parlance
