// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/ConsoleCommand.h"
#include "commands/ConsoleSignIn.h"

namespace parlance {

//! `schema`: every table the team sees, with columns, keys and comments.
class SchemaCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit SchemaCommand(const CommandContext& context);
    void start() override;
    void cancel() override;

private:
    void write(const SchemaCatalog& catalog);

    CommandContext m_context;
    ConsoleSignIn m_signIn;
};

//! The catalog for people: a paragraph a table. Pure.
QString catalogToText(const SchemaCatalog& catalog);

} // namespace parlance
