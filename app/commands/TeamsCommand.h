// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/ConsoleCommand.h"

namespace parlance {

//! `teams`: who may be signed in as.
class TeamsCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit TeamsCommand(const CommandContext& context)
        : m_context(context)
    {}
    void start() override;
    void cancel() override {}

private:
    CommandContext m_context;
};

} // namespace parlance
