// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/PromptComposer.h"
#include "claude/JsonText.h"

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

QString columnLine(const Column& column)
{
    QString line = u"  "_s + identifier(column.name) + u' ' + flattened(column.type, expressionLimit);
    if (!column.nullable)
        line += u" not null"_s;
    if (!column.identity.isEmpty())
        line += u" identity"_s;
    if (!column.generated.isEmpty())
        line += u" generated as "_s + flattened(column.generated, expressionLimit);
    else if (!column.defaultExpression.isEmpty())
        line += u" default "_s + flattened(column.defaultExpression, expressionLimit);
    if (!column.enumLabels.isEmpty())
        line += u" one of "_s + labels(column.enumLabels);
    if (!column.comment.isEmpty())
        line += u" -- "_s + json(flattened(column.comment, columnCommentLimit));
    return line + u'\n';
}

QString keyLines(const Table& table)
{
    QString lines;
    if (!table.primaryKey.isEmpty())
        lines += u"  primary key "_s + columnList(table.primaryKey) + u'\n';
    for (const QStringList& key : table.uniqueKeys)
        lines += u"  unique "_s + columnList(key) + u'\n';
    for (const ForeignKey& key : table.foreignKeys)
        lines += u"  foreign key "_s + columnList(key.columns) + u" references "_s +
                 tableName(key.toSchema, key.toTable) + u' ' + columnList(key.toColumns) + u'\n';
    for (const QString& check : table.checks)
        lines += u"  "_s + flattened(check, expressionLimit) + u'\n';
    return lines;
}

QString tableText(const Table& table)
{
    QString text = kindName(table.kind) + u' ' + tableName(table.schema, table.name);
    if (table.estimatedRows >= 0)
        text += u" (≈ %1 rows)"_s.arg(estimate(table.estimatedRows));
    if (!table.comment.isEmpty())
        text += u" -- "_s + json(flattened(table.comment, tableCommentLimit));
    text += u'\n';
    for (const Column& column : table.columns)
        text += columnLine(column);
    text += keyLines(table);
    if (table.rowSecurity)
        text += u"  row-level security may hide rows\n"_s;
    if (!table.definition.isEmpty())
        text += u"  defined as "_s + json(flattened(table.definition, definitionLimit)) + u'\n';
    return text + u'\n';
}

} // namespace

QString PromptComposer::schemaText(const SchemaCatalog& catalog)
{
    QString text = u"Database "_s + identifier(catalog.database) + u"\n\n"_s;
    for (const Schema& schema : catalog.schemas) {
        if (!schema.comment.isEmpty())
            text += u"schema "_s + identifier(schema.name) + u" -- "_s +
                    json(flattened(schema.comment, tableCommentLimit)) + u"\n\n"_s;
        for (const Table& table : schema.tables) {
            if (table.readable)
                text += tableText(table);
        }
    }
    return text;
}

} // namespace parlance
