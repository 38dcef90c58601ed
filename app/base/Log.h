// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLoggingCategory>

namespace parlance {

Q_DECLARE_LOGGING_CATEGORY(lcBase)
Q_DECLARE_LOGGING_CATEGORY(lcPostgres)
Q_DECLARE_LOGGING_CATEGORY(lcClaude)
Q_DECLARE_LOGGING_CATEGORY(lcSample)
Q_DECLARE_LOGGING_CATEGORY(lcResults)
Q_DECLARE_LOGGING_CATEGORY(lcTeam)
Q_DECLARE_LOGGING_CATEGORY(lcJournal)
Q_DECLARE_LOGGING_CATEGORY(lcUi)

//! \a text with everything that looks like a secret (keys, bearer tokens, password=…, URI passwords) replaced by "…".
QString redacted(const QString& text);

//! Sends Qt's messages to stderr through redacted(), and errors of libpq's and Qt's alike.
void installLog();

} // namespace parlance
