// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/KnowledgeContent.h"
#include "postgres/Connection.h"

namespace parlance {

//! The text of sql/knowledge/\a name.sql, compiled in. Any thread.
QByteArray knowledgeSql(const QString& name);

//! What access.sql said. Pure.
KnowledgeAccess accessFromRows(const RowSet& rows);
//! The names of the files whose rows contentFromRows() takes, in order: those that \a access lets be read. Pure.
QStringList contentQueries(const KnowledgeAccess& access);
//! The rows of contentQueries() as values; rows that make no sense are passed over. Pure.
KnowledgeContent contentFromRows(const KnowledgeAccess& access, const QList<RowSet>& sets);

//! The statements that write. Parameters are apart from the text. Pure.
OwnStatement suggestStatement(const VerifiedQuestion& question);
OwnStatement verifyStatement(const VerifiedQuestion& question);
OwnStatement withdrawStatement(const QUuid& id);
//! \a sign: with who changed it, and when.
OwnStatement defineStatement(const GlossaryTerm& word, bool sign);
OwnStatement undefineStatement(const QString& term);
OwnStatement doubtStatement(const DoubtfulAnswer& doubtful);
OwnStatement correctStatement(const QUuid& doubtful, const QUuid& correctedBy);

} // namespace parlance
