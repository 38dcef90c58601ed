// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/ResultCheck.h"

#include "assistant/SqlReading.h"
#include "postgres/SqlParserThread.h"
#include "postgres/SqlScriptReader.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct ResultCheckWords {
    Q_DECLARE_TR_FUNCTIONS(ResultCheck)
};

QString someOf(const QStringList& names)
{
    constexpr qsizetype most = 3;
    const QString listed = names.mid(0, most).join(u", "_s);
    return names.size() <= most ? listed : ResultCheckWords::tr("%1 and %2 more").arg(listed).arg(names.size() - most);
}

//! What may have hidden rows of the tables that \a reading names.
QString hidingText(const SqlReading& reading, const SchemaCatalog& catalog)
{
    QStringList secured;
    QStringList partial;
    for (const ReadQuery& query : reading.queries)
        for (const ReadRelation& relation : query.relations) {
            const Table* table = catalog.find(relation.tableSchema, relation.tableName);
            const QString name = table != nullptr ? qualifiedName(table->schema, table->name)
                                                  : qualifiedName(relation.schema, relation.name);
            // These show each role what that role may read.
            const bool rightsDecide = relation.schema == "information_schema"_L1 || relation.name == "pg_stats"_L1;
            if (table != nullptr && table->rowSecurityActive && !secured.contains(name))
                secured.append(name);
            if (table == nullptr && rightsDecide && !partial.contains(name))
                partial.append(name);
        }
    if (!secured.isEmpty())
        return ResultCheckWords::tr("Row-level security on %1 may hide rows from this role.").arg(someOf(secured));
    if (!partial.isEmpty())
        return ResultCheckWords::tr("%1 shows only what this role has rights to.").arg(someOf(partial));
    return {};
}

QString nullText(const ResultFacts& facts)
{
    if (facts.nullColumns.isEmpty())
        return {};
    const QString names = someOf(facts.nullColumns);
    if (facts.rows == 1)
        return ResultCheckWords::tr("No value in %1: NULL in the only row.").arg(names);
    return (facts.capped ? ResultCheckWords::tr("No value in %1: NULL in all %2 rows that came.")
                         : ResultCheckWords::tr("No value in %1: NULL in all %2 rows."))
        .arg(names)
        .arg(facts.rows);
}

QString remark(const QByteArray& sql, const SchemaCatalog& catalog, const ResultFacts& facts)
{
    const SqlScript script = readSqlScript(sql);
    if (script.statements.size() != 1)
        return {};
    const SqlReading reading = readStatementHere(script, 0, catalog);
    if (!reading.isQuery)
        return {};
    QStringList sentences;
    if (facts.rows == 0 || facts.onlyZero) {
        const QString hiding = hidingText(reading, catalog);
        if (facts.rows == 0 && !hiding.isEmpty())
            sentences.append(ResultCheckWords::tr("0 rows."));
        sentences.append(hiding);
    }
    if (facts.rows > 0)
        sentences.append(nullText(facts));
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

} // namespace

QFuture<QString> remarkOnResultLater(const QByteArray& sql, const SchemaCatalog& catalog, const ResultFacts& facts)
{
    return onSqlParserThread([sql, catalog, facts] { return remark(sql, catalog, facts); });
}

} // namespace parlance
