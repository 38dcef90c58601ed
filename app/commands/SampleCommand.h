// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/ConsoleCommand.h"
#include "sample/LocalServer.h"

namespace parlance {

//! `sample start|stop|status|reset`: the private server of the sample workspace.
class SampleCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit SampleCommand(const CommandContext& context);
    void start() override;
    void cancel() override;

private:
    void work(const QString& verb);
    int write(const LocalServerStatus& status) const;

    CommandContext m_context;
    QString m_verb;
    bool m_json = false;
};

//! The document of `sample --format json`: the contract in the design. Pure.
QByteArray sampleStatusToJson(const LocalServerStatus& status);

} // namespace parlance
