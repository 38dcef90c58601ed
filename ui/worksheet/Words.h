// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

class QDateTime;

namespace parlance {

//! "1 row", "112,000 rows".
QString rowsText(qint64 rows);
//! "23 ms", "1.4 s", "2 min 5 s".
QString elapsedText(qint64 milliseconds);
//! "23 November 2026, 14:05" on this computer's clock.
QString timeText(const QDateTime& time);
//! "1 table", "6 tables".
QString tablesText(qint64 tables);
//! "6 tables" when that is all, else "6 of 1,774 tables".
QString sentTablesText(qint64 sent, qint64 inAll);
//! The first line of \a text, at most \a length characters, with "…" where it was cut.
QString shortened(const QString& text, int length);

} // namespace parlance
