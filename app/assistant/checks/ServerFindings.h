// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/PlanOutcome.h"
#include "assistant/PlanReading.h"

namespace parlance {

//! Whether \a error says something of the statement: not of a lock, a limit, or the connection. Pure.
bool isAboutStatement(const PostgresError& error);
//! The real table or column that the unknown name at \a error's place in \a statement must have meant; empty: none, or
//! more than one. Pure.
QString nearestRealName(const PostgresError& error, const QByteArray& statement, const SchemaCatalog& catalog);
//! The server's word as a finding of check "server": its message with the SQLSTATE, then \a nearest or the hint. Its
//! place is where the server points, in the whole script. Pure.
Finding serverFinding(const PostgresError& error, const QString& nearest, const SqlScript& script, qsizetype statement);
//! Warnings from the plan of \a statement. Pure.
QList<Finding> planFindings(const PlanReading& plan, const SqlScript& script, qsizetype statement);
//! What the checks found in one statement, and the server's word to it: the server's first. It decides where both speak
//! of the same: a name that only we do not know is let go when the server has planned the query, and nothing is said
//! twice. Pure.
QList<Finding> withServersWord(const QList<Finding>& found, const PlanOutcome& outcome);

} // namespace parlance
