// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/PlanOutcome.h"
#include "commands/ConsoleCommand.h"
#include "commands/ConsoleSignIn.h"
#include "postgres/SqlScript.h"

namespace parlance {

//! `check`: what a text of SQL is made of and whether it only reads; signed in, also what the catalog says to its
//! names, literals and joins, and the server to the whole (EXPLAIN, nothing is run).
class CheckCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit CheckCommand(const CommandContext& context);
    void start() override;
    void cancel() override;

private:
    void checkStatements();
    void askServer();
    void takeServersWord(const PlanOutcome& outcome);
    void write();

    CommandContext m_context;
    ConsoleSignIn m_signIn;
    TeamSession* m_session = nullptr;
    SqlScript m_script;
    qsizetype m_skipped = 0; //!< bytes of the input before the script
    qsizetype m_asked = -1;  //!< the statement whose answer the server owes
    quint64 m_check = 0;
    bool m_checked = false;        //!< checkStatements has run
    QList<QList<Finding>> m_found; //!< what it found, a list a statement
    QList<PlanOutcome> m_plans;    //!< the server's word, one a statement; empty: it was not asked
};

//! The document of `check --format json`: the contract in the design. Places count from the start of the input, of
//! which \a skipped bytes stand before the script. \a plans: the server's word to each statement; empty when it was not
//! asked. Pure.
QByteArray checkToJson(const SqlScript& script, qsizetype skipped, const QList<PlanOutcome>& plans = {});
//! The same for people, a paragraph a statement. Pure.
QString checkToText(const SqlScript& script, const QList<PlanOutcome>& plans = {});

} // namespace parlance
