// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/SchemaCommand.h"

#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "exporting/DisplayWidth.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SchemaCommand)
};

QString indented(const QString& text, const QString& by)
{
    return text.isEmpty() ? QString() : by + QString(text).replace(u'\n', u'\n' + by) + u'\n';
}

QString columnNotes(const Table& table, const Column& column)
{
    QStringList notes{column.type};
    if (table.primaryKey.contains(column.name))
        notes.append(Words::tr("primary key"));
    else if (!column.nullable)
        notes.append(u"not null"_s);
    if (!column.identity.isEmpty())
        notes.append(u"identity "_s + column.identity);
    if (!column.generated.isEmpty())
        notes.append(u"generated: "_s + column.generated);
    if (!column.defaultExpression.isEmpty())
        notes.append(u"default "_s + column.defaultExpression);
    if (!column.enumLabels.isEmpty())
        notes.append(Words::tr("one of %1").arg(column.enumLabels.join(u", "_s)));
    return notes.join(u", "_s);
}

QString tableText(const Table& table)
{
    QString text = qualifiedName(table.schema, table.name) + u"  ("_s + kindName(table.kind);
    if (table.estimatedRows >= 0)
        text += u", ≈ "_s + console::counted(table.estimatedRows, Words::tr("%1 row"), Words::tr("%1 rows"));
    if (table.partitions > 0)
        text += u", "_s + console::counted(table.partitions, Words::tr("%1 partition"), Words::tr("%1 partitions"));
    text += table.readable ? u")\n"_s : u", "_s + Words::tr("not readable by this role") + u")\n"_s;
    text += indented(table.comment, u"    "_s);
    qsizetype width = 0;
    for (const Column& column : table.columns)
        width = qMax(width, qMin(column.name.size(), qsizetype(30)));
    for (const Column& column : table.columns) {
        text += u"  "_s + column.name.leftJustified(width) + u"  "_s + columnNotes(table, column) + u'\n';
        text += indented(column.comment, QString(width + 4, u' '));
    }
    for (const ForeignKey& key : table.foreignKeys)
        text +=
            u"  "_s +
            Words::tr("%1 refers to %2 (%3)")
                .arg(key.columns.join(u", "_s), qualifiedName(key.toSchema, key.toTable), key.toColumns.join(u", "_s)) +
            u'\n';
    return text;
}

} // namespace

QString catalogToText(const SchemaCatalog& catalog)
{
    QStringList tables;
    for (const Schema& schema : catalog.schemas)
        for (const Table& table : schema.tables)
            tables.append(tableText(table));
    return printableLines(tables.join(u'\n'));
}

SchemaCommand::SchemaCommand(const CommandContext& context)
    : m_context(context)
    , m_signIn(context)
{
    connect(&m_signIn, &ConsoleSignIn::failed, this, &SchemaCommand::finished);
    connect(&m_signIn, &ConsoleSignIn::signedIn, this, [this](TeamSession* session) {
        connect(session, &TeamSession::catalogRead, this, &SchemaCommand::write);
        connect(session, &TeamSession::catalogFailed, this, [this](const PostgresError& error) {
            console::sayError(error, {});
            emit finished(statusRefused);
        });
    });
}

void SchemaCommand::start()
{
    const QString format = m_context.arguments.value(u"format"_s, u"text"_s);
    if (format == u"text" || format == u"json")
        return m_signIn.start();
    console::say(tr("There is no format \"%1\" here: text or json.").arg(format));
    emit finished(statusUsage);
}

void SchemaCommand::cancel()
{
    m_signIn.cancel();
    emit finished(statusCancelled);
}

void SchemaCommand::write(const SchemaCatalog& catalog)
{
    const bool json = m_context.arguments.value(u"format"_s) == u"json";
    if (catalog.tableCount() == 0)
        console::say(tr("There is no table that this role can see."));
    QByteArray text = json ? catalogToJson(catalog) : catalogToText(catalog).toUtf8();
    if (json && !text.endsWith('\n'))
        text += '\n';
    emit finished(console::put(text));
}

} // namespace parlance
