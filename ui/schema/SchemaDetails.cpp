// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaDetails.h"

#include "postgres/SqlScript.h"
#include "ui/schema/SchemaTreeModel.h"
#include "ui/theme/RowPainting.h"

#include <QFontMetricsF>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlockFormat>
#include <QTextDocumentFragment>
#include <QTextTable>

#include <algorithm>
#include <cmath>

namespace parlance {

namespace {

QTextBlockFormat spaced(qreal top, qreal bottom = 0)
{
    QTextBlockFormat block;
    block.setTopMargin(top);
    block.setBottomMargin(bottom);
    return block;
}

constexpr int longestBeside = 16; // characters of a type beside the column's name

QString listed(const QStringList& names)
{
    return names.join(QStringLiteral(", "));
}

} // namespace

SchemaDetails::SchemaDetails(QWidget* parent)
    : QTextEdit(parent)
{
    setObjectName(QStringLiteral("schemaDetails"));
    setAccessibleName(tr("Details of the selected table"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(10);
    setUndoRedoEnabled(false);
}

void SchemaDetails::setTheme(const Theme& theme)
{
    m_theme = theme;
    rebuild();
}

void SchemaDetails::showTable(const Table& table, const QList<Table>& referencing)
{
    if (m_shown && m_table == table && m_referencing == referencing)
        return;
    m_table = table;
    m_referencing = referencing;
    m_shown = true;
    rebuild();
    verticalScrollBar()->setValue(0);
}

void SchemaDetails::clearTable()
{
    m_shown = false;
    rebuild();
}

QMimeData* SchemaDetails::createMimeDataFromSelection() const
{
    auto* mime = new QMimeData; // the clipboard takes it over
    QString text = textCursor().selection().toPlainText();
    mime->setText(text.remove(QChar::ObjectReplacementCharacter));
    return mime;
}

QTextCharFormat SchemaDetails::format(const QColor& colour, bool bold, bool small, bool mono) const
{
    QTextCharFormat result;
    QFont face = mono ? monoCaptionFont(font()) : (small ? captionFont(font()) : font());
    face.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    result.setFont(face);
    result.setForeground(colour);
    return result;
}

void SchemaDetails::rebuild()
{
    const int scrolled = verticalScrollBar()->value();
    setUpdatesEnabled(false);
    clear();
    if (m_shown) {
        QTextCursor cursor(document());
        cursor.beginEditBlock();
        writeHead(cursor);
        writeColumns(cursor);
        writeKeys(cursor);
        cursor.endEditBlock();
    }
    setTextCursor(QTextCursor(document())); // else the view follows the end of what was written
    verticalScrollBar()->setValue(scrolled);
    setUpdatesEnabled(true);
}

void SchemaDetails::writeHead(QTextCursor& cursor) const
{
    cursor.setBlockFormat(spaced(0, 2));
    cursor.insertText(m_table.name, format(m_theme.text, true));
    QString kind = kindName(m_table.kind);
    if (m_table.schema != QLatin1String("public"))
        kind += tr(" in schema %1").arg(m_table.schema);
    if (m_table.kind != Table::Kind::Table || m_table.schema != QLatin1String("public"))
        cursor.insertText(QStringLiteral("  ") + kind, format(m_theme.muted, false, true));
    const auto line = [&](const QString& text, const QColor& colour) {
        if (text.isEmpty())
            return;
        cursor.insertBlock(spaced(0, 2));
        cursor.insertText(text, format(colour, false, true));
    };
    line(m_table.comment, m_theme.muted);
    if (!m_table.readable)
        line(tr("Your role may not read this table."), m_theme.warning);
    if (m_table.partitions > 0)
        line(partitionsText(m_table.partitions), m_theme.muted);
    if (m_table.rowSecurity)
        line(tr("Row-level security: you may see only some of its rows."), m_theme.muted);
    if (m_table.estimatedRows >= 0)
        line(tr("About %L1 rows by PostgreSQL's estimate.").arg(m_table.estimatedRows), m_theme.muted);
}

QStringList SchemaDetails::columnNotes(const Column& column) const
{
    QStringList notes;
    if (!column.comment.isEmpty())
        notes << column.comment;
    QStringList facts;
    facts << (column.nullable ? tr("may be NULL") : tr("never NULL"));
    if (!column.identity.isEmpty())
        facts << tr("numbered by the server (identity, %1)").arg(column.identity);
    if (!column.generated.isEmpty())
        facts << tr("computed as %1").arg(column.generated);
    else if (!column.defaultExpression.isEmpty())
        facts << tr("default %1").arg(column.defaultExpression);
    if (!column.enumLabels.isEmpty())
        facts << tr("one of: %1").arg(listed(column.enumLabels));
    for (const ForeignKey& key : m_table.foreignKeys) {
        if (key.columns.contains(column.name))
            facts << tr("refers to %1").arg(qualifiedName(key.toSchema, key.toTable));
    }
    notes << facts.join(QStringLiteral(" · "));
    return notes;
}

void SchemaDetails::insertIcon(QTextCursor& cursor, const QString& name)
{
    constexpr int side = 13;
    const qreal ratio = devicePixelRatioF();
    const QPixmap pixmap = icon(name, m_theme.warning).pixmap(QSize(side, side), ratio);
    const QUrl url(QStringLiteral("icon:%1").arg(name));
    document()->addResource(QTextDocument::ImageResource, url, pixmap);
    QTextImageFormat image;
    image.setName(url.toString());
    image.setWidth(side);
    image.setHeight(side);
    image.setToolTip(name == QLatin1String("key") ? tr("Primary key") : tr("Foreign key"));
    cursor.insertImage(image);
}

//! "numeric(10,2)" is one word to people, though not to a line breaker: the types get the room they need, up to that
//! of "double precision"; longer ones stand on a line of their own.
qreal SchemaDetails::typeWidth() const
{
    const QFontMetricsF metrics(monoCaptionFont(font()));
    qreal width = 0;
    for (const Column& column : m_table.columns) {
        if (const QString type = shortType(column.type); type.size() <= longestBeside)
            width = qMax(width, metrics.horizontalAdvance(type));
    }
    return std::ceil(width) + 2;
}

void SchemaDetails::writeColumns(QTextCursor& cursor)
{
    if (m_table.columns.isEmpty())
        return;
    QTextTableFormat layout;
    layout.setBorder(0);
    layout.setCellPadding(0);
    layout.setCellSpacing(0);
    layout.setTopMargin(6);
    layout.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    layout.setColumnWidthConstraints({QTextLength(QTextLength::FixedLength, 20),
                                      QTextLength(QTextLength::VariableLength, 0),
                                      QTextLength(QTextLength::FixedLength, typeWidth())});
    QTextTable* table = cursor.insertTable(static_cast<int>(m_table.columns.size()) * 2, 3, layout);
    QTextBlockFormat right = spaced(5);
    right.setAlignment(Qt::AlignRight);
    int row = 0;
    for (const Column& column : std::as_const(m_table.columns)) {
        QTextCursor cell = table->cellAt(row, 0).firstCursorPosition();
        cell.setBlockFormat(spaced(5));
        const bool foreign = std::any_of(m_table.foreignKeys.begin(), m_table.foreignKeys.end(),
                                         [&](const ForeignKey& key) { return key.columns.contains(column.name); });
        if (m_table.primaryKey.contains(column.name))
            insertIcon(cell, QStringLiteral("key"));
        else if (foreign)
            insertIcon(cell, QStringLiteral("arrow-right-up"));
        cell = table->cellAt(row, 1).firstCursorPosition();
        cell.setBlockFormat(spaced(5));
        cell.insertText(column.name, format(m_theme.text));
        cell = table->cellAt(row, 2).firstCursorPosition();
        cell.setBlockFormat(right);
        const QString type = shortType(column.type);
        const bool beside = type.size() <= longestBeside;
        if (beside)
            cell.insertText(type, format(m_theme.muted, false, true, true));
        table->mergeCells(row + 1, 1, 1, 2);
        cell = table->cellAt(row + 1, 1).firstCursorPosition();
        if (!beside)
            cell.insertText(type + QChar::LineSeparator, format(m_theme.muted, false, true, true));
        cell.insertText(columnNotes(column).join(QChar::LineSeparator), format(m_theme.muted, false, true));
        row += 2;
    }
    cursor.movePosition(QTextCursor::End);
}

void SchemaDetails::writeSection(QTextCursor& cursor, const QString& title, const QStringList& lines, bool mono) const
{
    if (lines.isEmpty())
        return;
    cursor.insertBlock(spaced(10, 2));
    cursor.insertText(title, format(m_theme.text, true, true));
    for (const QString& line : lines) {
        cursor.insertBlock(spaced(0, 2));
        cursor.insertText(line, format(mono ? m_theme.text : m_theme.muted, false, true, mono));
    }
}

void SchemaDetails::writeKeys(QTextCursor& cursor) const
{
    if (!m_table.primaryKey.isEmpty())
        writeSection(cursor, tr("Primary key"), {listed(m_table.primaryKey)}, false);
    QStringList lines;
    for (const QStringList& key : m_table.uniqueKeys)
        lines << listed(key);
    writeSection(cursor, tr("Unique"), lines, false);
    lines.clear();
    for (const ForeignKey& key : m_table.foreignKeys)
        lines << tr("%1 to %2 (%3)")
                     .arg(listed(key.columns), qualifiedName(key.toSchema, key.toTable), listed(key.toColumns));
    writeSection(cursor, tr("Refers to"), lines, false);
    lines.clear();
    for (const Table& other : m_referencing) {
        for (const ForeignKey& key : other.foreignKeys) {
            if (key.toSchema == m_table.schema && key.toTable == m_table.name)
                lines << tr("%1 (%2)").arg(qualifiedName(other.schema, other.name), listed(key.columns));
        }
    }
    writeSection(cursor, tr("Referred to by"), lines, false);
    writeSection(cursor, tr("Checks"), m_table.checks, true);
    lines.clear();
    for (const Index& index : m_table.indexes)
        lines << index.definition;
    writeSection(cursor, tr("Indexes"), lines, true);
    if (!m_table.definition.isEmpty())
        writeSection(cursor, tr("Definition"),
                     {QString(m_table.definition).replace(QLatin1Char('\n'), QChar::LineSeparator)}, true);
}

} // namespace parlance
