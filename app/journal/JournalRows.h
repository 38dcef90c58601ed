// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/JournalFile.h"

#include <QVariantMap>

class QSqlQuery;

//! How the journal's values stand in its file: named values for sql/journal/save-*.sql, values of the rows that
//! sql/journal/free-tabs.sql and history.sql select. Pure.
namespace parlance::journalrows {

//! \a value as SQLite must get it: a null QString would be taken for NULL.
QVariant text(const QString& value);
//! The id as the file has it, without braces.
QString text(const QUuid& id);
QVariantMap valuesOf(const JournalTabChange& change, const QString& program);
QVariantMap valuesOf(const JournalRun& run, const QString& program);
QVariantMap valuesOf(const JournalRequest& request);
//! For end-request.sql.
QVariantMap endValuesOf(const JournalRequest& request);
//! For add-spent.sql.
QVariantMap spentValuesOf(const JournalRequest& request);
JournalRequest requestOf(const QSqlQuery& row);
JournalTab tabOf(const QSqlQuery& row);
JournalRun runOf(const QSqlQuery& row);

} // namespace parlance::journalrows
