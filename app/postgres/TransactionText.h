// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"

struct pg_conn;

namespace parlance {

enum class TransactionMode { ReadOnly, RepeatableReadReadOnly, ReadWrite };

//! The one message that begins every transaction: BEGIN with its mode and the settings of law 5, and \a marker, which
//! only this transaction knows (TransactionText.cpp says why).
QByteArray beginText(pg_conn* connection, TransactionMode mode, const RunLimits& limits, const QString& applicationName,
                     const QByteArray& marker);
//! The message that reads the marker back and ends the transaction.
QByteArray endText();
//! How long the server's own statement_timeout is, in seconds; 0: none.
int serverTimeoutSeconds(const RunLimits& limits);

} // namespace parlance
