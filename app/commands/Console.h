// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresError.h"
#include "postgres/SqlScript.h"

#include <QString>

namespace parlance {

//! The console's two channels: data on standard output, words for people on standard error.
namespace console {

//! A line (or several) on standard error. Control characters, which may come from a server, from Claude or from a file,
//! do not reach the terminal.
void say(const QString& text);
//! Data on standard output. The exit status: 0, also when nobody reads any more; 1 (said) when it cannot be written.
int put(const QByteArray& data);
//! Data to the file \a path as ExportTarget writes it, or to standard output when \a path is empty: byte for byte, but
//! to a terminal with its control characters written out. As put().
int putTo(const QString& path, const QByteArray& data);
//! A server's error or notice as psql shows it, with the line and a caret under the position.
void sayError(const PostgresError& error, const QByteArray& statement);
//! A finding with its line and column in \a text.
void sayFinding(const Finding& finding, const QByteArray& text);
//! "1 row", "2 rows": \a one or \a many as they are shown, with %1 for the number.
QString counted(qint64 number, const QString& one, const QString& many);
//! "line 2, column 7" of a byte offset.
QString placeOf(qsizetype offset, const QByteArray& text);

} // namespace console

} // namespace parlance
