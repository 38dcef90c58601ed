// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/TypeNames.h"

#include "postgres/Transaction.h"

namespace parlance {

bool TypeNames::complete(QList<ResultColumn>& columns) const
{
    bool whole = true;
    for (ResultColumn& column : columns) {
        if (!column.typeName.isEmpty())
            continue;
        column.typeName = m_names.value({column.typeOid, column.typeModifier});
        column.enumLabels = m_labels.value(column.typeOid);
        whole = whole && !column.typeName.isEmpty();
    }
    return whole;
}

void TypeNames::lookUp(Conversation& conversation, const QList<ResultColumn>& columns, const RunLimits& limits,
                       const QString& applicationName)
{
    QByteArrayList pairs;
    QByteArrayList types;
    for (const ResultColumn& column : columns) {
        if (!column.typeName.isEmpty())
            continue;
        m_labels.remove(column.typeOid);
        types << QByteArray::number(column.typeOid);
        pairs << '(' + types.last() + "::pg_catalog.oid, " + QByteArray::number(column.typeModifier) + ')';
    }
    RunLimits quick = limits;
    quick.statementTimeoutSeconds = 5;
    Transaction transaction(conversation, TransactionMode::ReadOnly, quick, applicationName);
    if (pairs.isEmpty() || transaction.begin())
        return;
    const auto results =
        conversation.simple("SELECT t.o, t.m, pg_catalog.format_type(t.o, t.m) FROM (VALUES " + pairs.join(", ") +
                            ") AS t(o, m); SELECT enumtypid, enumlabel FROM pg_catalog.pg_enum WHERE "
                            "enumtypid IN (" +
                            types.join(", ") + ") ORDER BY enumtypid, enumsortorder");
    if (!results.empty() && PQresultStatus(results.front().get()) == PGRES_TUPLES_OK) {
        const RowSet names = rowSetOfResult(results.front().get());
        for (const auto& row : names.rows)
            m_names.insert({row.at(0)->toUInt(), row.at(1)->toInt()},
                           QString::fromUtf8(row.at(2).value_or(QByteArray())));
    }
    if (results.size() > 1 && PQresultStatus(results.at(1).get()) == PGRES_TUPLES_OK) {
        for (const auto& row : rowSetOfResult(results.at(1).get()).rows)
            m_labels[row.at(0)->toUInt()] << QString::fromUtf8(row.at(1).value_or(QByteArray()));
    }
    transaction.end();
}

} // namespace parlance
