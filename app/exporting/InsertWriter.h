// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/WriterBuffer.h"
#include "postgres/PostgresType.h"

namespace parlance {

//! INSERT statements of up to a hundred rows each. Identifiers are quoted where PostgreSQL needs it, values are
//! literals that the column's type reads back to the same value (standard_conforming_strings is on, as everywhere since
//! PostgreSQL 9.1).
class InsertWriter final : public ResultWriter {
public:
    //! \a tableName as SQL writes it; empty: a placeholder to be replaced.
    InsertWriter(QIODevice* device, const QString& tableName);
    QString begin(const QList<ResultColumn>& columns) override;
    QString write(const ResultChunk& chunk) override;
    QString end() override;

private:
    WriterBuffer m_out;
    QByteArray m_table;
    QByteArray m_head; //!< INSERT INTO … VALUES
    QList<TypeFamily> m_families;
    bool m_empty = true;
    int m_rows = 0; //!< of the statement that is being written
};

//! \a value of that family as an SQL literal: a bare number or boolean where that is the same value, else in quotes.
//! Pure.
QByteArray sqlLiteral(QByteArrayView value, TypeFamily family);

} // namespace parlance
