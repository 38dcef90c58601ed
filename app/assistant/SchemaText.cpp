// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SchemaText.h"

#include "assistant/SchemaSlice.h"
#include "claude/JsonText.h"
#include "postgres/SqlScript.h"

#include <QLocale>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype tableCommentLimit = 600;
constexpr qsizetype columnCommentLimit = 300;
constexpr qsizetype expressionLimit = 300;
constexpr qsizetype definitionLimit = 2000;
constexpr qsizetype labelLimit = 60;

//! \a text on one line without control and invisible format characters, at most \a limit characters.
QString flattened(const QString& text, qsizetype limit)
{
    QString flat;
    const QList<uint> characters = text.toUcs4();
    for (const uint c : characters) {
        const QChar::Category category = QChar::category(c);
        const bool isSeparator = category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
        if (category == QChar::Other_Control || isSeparator)
            flat += u' ';
        else if (category != QChar::Other_Format)
            flat += QChar::fromUcs4(c);
    }
    flat = flat.simplified();
    if (flat.size() <= limit)
        return flat;
    flat.truncate(flat[limit - 1].isHighSurrogate() ? limit - 1 : limit);
    return flat + u'…';
}

QString json(const QString& text)
{
    return QString::fromUtf8(jsonString(text));
}

//! An identifier as it must be written in SQL. One with control characters takes the U&"" form (PostgreSQL manual,
//! 4.1.2.3), so that no name can begin a line of its own.
QString identifier(const QString& name)
{
    const bool isPlain = std::none_of(name.begin(), name.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph || c.category() == QChar::Other_Format;
    });
    if (isPlain)
        return quotedIdentifier(name);
    QString quoted = u"U&\""_s;
    for (const QChar c : name) {
        if (c == u'"')
            quoted += u"\"\""_s;
        else if (c == u'\\')
            quoted += u"\\\\"_s;
        else if (c.isPrint())
            quoted += c;
        else
            quoted += u'\\' + QString::number(c.unicode(), 16).rightJustified(4, u'0');
    }
    return quoted + u'"';
}

QString tableName(const QString& schema, const QString& table)
{
    return schema == "public"_L1 ? identifier(table) : identifier(schema) + u'.' + identifier(table);
}

QString columnList(const QStringList& names)
{
    QStringList quoted;
    for (const QString& name : names)
        quoted << identifier(name);
    return u'(' + quoted.join(u", "_s) + u')';
}

//! Two significant digits: an estimate says no more, and the cached prefix outlives the next ANALYZE.
QString estimate(qint64 rows)
{
    qint64 scale = 1;
    while (rows / scale >= 100)
        scale *= 10;
    return QLocale(QLocale::English, QLocale::UnitedStates).toString((rows + scale / 2) / scale * scale);
}

QString labels(const QStringList& enumLabels)
{
    const QStringList shown = enumLabels.mid(0, labelLimit);
    QString text = QString::fromUtf8(jsonStrings(shown));
    if (shown.size() < enumLabels.size())
        text += u" and %1 more"_s.arg(enumLabels.size() - shown.size());
    return text;
}

//! The key of this one column alone, as PostgreSQL writes it behind a column.
QString ownKeys(const Column& column, const Table& table)
{
    QString keys;
    if (table.primaryKey == QStringList{column.name})
        keys += u" primary key"_s;
    if (table.uniqueKeys.contains(QStringList{column.name}))
        keys += u" unique"_s;
    for (const ForeignKey& key : table.foreignKeys) {
        if (key.columns == QStringList{column.name})
            keys += u" references "_s + tableName(key.toSchema, key.toTable) + columnList(key.toColumns);
    }
    return keys;
}

QString columnLine(const Column& column, const Table& table)
{
    QString line = u"  "_s + identifier(column.name) + u' ' + flattened(column.type, expressionLimit);
    const QString keys = ownKeys(column, table);
    if (!column.nullable && !keys.startsWith(u" primary"_s))
        line += u" not null"_s;
    line += keys;
    if (!column.identity.isEmpty())
        line += u" identity"_s;
    if (!column.generated.isEmpty())
        line += u" generated as "_s + flattened(column.generated, expressionLimit);
    else if (!column.defaultExpression.isEmpty())
        line += u" default "_s + flattened(column.defaultExpression, expressionLimit);
    if (!column.enumLabels.isEmpty())
        line += u" one of "_s + labels(column.enumLabels);
    if (!column.sampleValues.isEmpty())
        line += u" for example "_s + QString::fromUtf8(jsonStrings(column.sampleValues));
    if (!column.comment.isEmpty())
        line += u" -- "_s + json(flattened(column.comment, columnCommentLimit));
    return line + u'\n';
}

//! The keys of several columns, and the checks.
QString keyLines(const Table& table)
{
    QString lines;
    if (table.primaryKey.size() > 1)
        lines += u"  primary key "_s + columnList(table.primaryKey) + u'\n';
    for (const QStringList& key : table.uniqueKeys) {
        if (key.size() > 1)
            lines += u"  unique "_s + columnList(key) + u'\n';
    }
    for (const ForeignKey& key : table.foreignKeys) {
        if (key.columns.size() > 1)
            lines += u"  foreign key "_s + columnList(key.columns) + u" references "_s +
                     tableName(key.toSchema, key.toTable) + columnList(key.toColumns) + u'\n';
    }
    for (const QString& check : table.checks)
        lines += u"  "_s + flattened(check, expressionLimit) + u'\n';
    return lines;
}

} // namespace

QString schemaHeadText(const SchemaCatalog& catalog)
{
    return u"Database "_s + identifier(catalog.database) + u"\n\n"_s;
}

QString schemaCommentText(const Schema& schema)
{
    if (schema.comment.isEmpty())
        return {};
    return u"schema "_s + identifier(schema.name) + u" -- "_s + json(flattened(schema.comment, tableCommentLimit)) +
           u"\n\n"_s;
}

QString schemaTableText(const Table& table, int columnsLeftOut)
{
    QString text = kindName(table.kind) + u' ' + tableName(table.schema, table.name);
    if (table.estimatedRows >= 0)
        text += u" (≈ %1 rows)"_s.arg(estimate(table.estimatedRows));
    if (!table.comment.isEmpty())
        text += u" -- "_s + json(flattened(table.comment, tableCommentLimit));
    text += u'\n';
    for (const Column& column : table.columns)
        text += columnLine(column, table);
    if (columnsLeftOut > 0)
        text += u"  (and %1 more columns, left out here)\n"_s.arg(columnsLeftOut);
    text += keyLines(table);
    if (table.rowSecurity)
        text += u"  row-level security may hide rows\n"_s;
    if (!table.definition.isEmpty())
        text += u"  defined as "_s + json(flattened(table.definition, definitionLimit)) + u'\n';
    return text + u'\n';
}

QString schemaText(const SchemaCatalog& catalog)
{
    QString text = schemaHeadText(catalog);
    for (const Schema& schema : catalog.schemas) {
        text += schemaCommentText(schema);
        for (const Table& table : schema.tables) {
            if (table.readable)
                text += schemaTableText(table);
        }
    }
    return text;
}

QString schemaText(const SchemaSlice& slice)
{
    QString text = schemaHeadText(slice.catalog);
    if (slice.tables.size() < slice.tablesInAll)
        text +=
            u"These are %1 of its %2 tables, chosen for the question by their names. A table that is not listed may "
            "exist: when the answer needs one, say so instead of guessing its name.\n\n"_s.arg(slice.tables.size())
                .arg(slice.tablesInAll);
    qsizetype index = 0;
    for (const Schema& schema : slice.catalog.schemas) {
        text += schemaCommentText(schema);
        for (const Table& table : schema.tables) {
            const SliceTable& about = slice.tables.at(index++);
            text += schemaTableText(table, about.columnsInAll - about.columns);
        }
    }
    return text;
}

int estimatedTokens(qsizetype characters)
{
    return int((characters * 2 + 4) / 5);
}

int estimatedTokens(const QString& text)
{
    return estimatedTokens(text.size());
}

} // namespace parlance
