// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/CopyFormat.h"

#include "exporting/ChunkOfCells.h"
#include "exporting/InsertWriter.h"
#include "exporting/ResultWriter.h"
#include "exporting/ValueForms.h"
#include "postgres/PostgresType.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CopyFormat)
};

//! The selected columns and rows as chunks for a writer.
class SelectedCells final {
public:
    SelectedCells(const ResultTable& table, const CopiedCells& cells)
        : m_table(table)
        , m_cells(cells)
    {
        for (const int column : cells.columns) {
            if (std::any_of(cells.selection.cbegin(), cells.selection.cend(),
                            [column](const QItemSelectionRange& range) {
                                return column >= range.left() && column <= range.right();
                            }))
                m_columns.append(column);
        }
        for (const QItemSelectionRange& range : cells.selection)
            m_spans.append({range.top(), range.bottom()});
        std::sort(m_spans.begin(), m_spans.end());
    }

    QList<ResultColumn> columns() const
    {
        QList<ResultColumn> columns;
        for (const int column : m_columns)
            columns.append(m_table.columns().at(column));
        return columns;
    }

    //! Calls \a take with one chunk after the other.
    template <typename F>
    void forEachChunk(F take) const
    {
        ChunkOfCells chunk(static_cast<int>(m_columns.size()));
        int next = 0;
        for (const auto& [top, bottom] : m_spans) {
            for (int row = std::max(top, next); row <= bottom; ++row) {
                append(chunk, row);
                if (chunk.isFull())
                    take(*chunk.take());
            }
            next = std::max(next, bottom + 1);
        }
        if (!chunk.isEmpty())
            take(*chunk.take());
    }

private:
    bool isSelected(int row, int column) const
    {
        return std::any_of(
            m_cells.selection.cbegin(), m_cells.selection.cend(), [row, column](const QItemSelectionRange& range) {
                return row >= range.top() && row <= range.bottom() && column >= range.left() && column <= range.right();
            });
    }

    void append(ChunkOfCells& chunk, int row) const
    {
        const bool whole = m_cells.selection.size() == 1;
        const qint64 tableRow = m_cells.tableRow(row);
        for (const int column : m_columns) {
            if (m_table.isNull(tableRow, column) || (!whole && !isSelected(row, column)))
                chunk.addNull();
            else
                chunk.addValue(m_table.cell(tableRow, column));
        }
        chunk.endRow();
    }

    const ResultTable& m_table;
    const CopiedCells& m_cells;
    QList<int> m_columns;
    QList<std::pair<int, int>> m_spans;
};

QString written(const QString& format, const SelectedCells& cells, const CopySettings& settings)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    ExportSettings ours;
    ours.origin.tableName = settings.tableName;
    const std::unique_ptr<ResultWriter> writer = ResultWriter::create(format, &buffer, ours);
    writer->begin(cells.columns());
    cells.forEachChunk([&writer](const ResultChunk& chunk) { writer->write(chunk); });
    writer->end();
    return QString::fromUtf8(buffer.data());
}

//! A field of the text that spreadsheets take from the clipboard.
QString pasted(const QString& text)
{
    if (!text.contains(u'\t') && !text.contains(u'\n') && !text.contains(u'\r') && !text.startsWith(u'"'))
        return text;
    QString quoted = text;
    quoted.replace(QStringLiteral("\""), QStringLiteral("\"\""));
    return QString(u'"' % quoted % u'"');
}

QString forSpreadsheet(const SelectedCells& cells, const QLocale& locale)
{
    const QList<ResultColumn> columns = cells.columns();
    QStringList names;
    for (const ResultColumn& column : columns)
        names.append(pasted(isFormulaStart(column.name.toUtf8()) ? QString(u'\'' % column.name) : column.name));
    QString text = names.join(u'\t');
    cells.forEachChunk([&](const ResultChunk& chunk) {
        for (qsizetype row = 0; row < chunk.rowCount; ++row) {
            for (int column = 0; column < chunk.columnCount; ++column) {
                text += column == 0 ? u'\n' : u'\t';
                if (chunk.isNull(row, column))
                    continue;
                const QByteArrayView cell = chunk.cell(row, column);
                QString value = QString::fromUtf8(cell);
                const bool number = isNumber(columns.at(column).typeOid);
                if (number && isPlainNumber(cell))
                    value.replace(u'.', locale.decimalPoint());
                else if (!number && isFormulaStart(cell))
                    value.prepend(u'\'');
                text += pasted(value);
            }
        }
    });
    return text;
}

QString inList(const SelectedCells& cells)
{
    QList<TypeFamily> families;
    for (const ResultColumn& column : cells.columns())
        families.append(typeFamily(column.typeOid));
    QSet<QByteArray> seen;
    QByteArrayList items;
    cells.forEachChunk([&](const ResultChunk& chunk) {
        for (qsizetype row = 0; row < chunk.rowCount; ++row) {
            QByteArrayList values;
            for (int column = 0; column < chunk.columnCount; ++column) {
                if (!chunk.isNull(row, column)) // nothing equals NULL: in a list it finds no row
                    values.append(sqlLiteral(chunk.cell(row, column), families.at(column)));
            }
            if (values.size() < chunk.columnCount)
                continue;
            const QByteArray item = values.size() == 1 ? values.first() : '(' + values.join(", ") + ')';
            if (!seen.contains(item)) {
                seen.insert(item);
                items.append(item);
            }
        }
    });
    return QString::fromUtf8(QByteArray('(' + (items.isEmpty() ? QByteArray("NULL") : items.join(", ")) + ')'));
}

} // namespace

QList<std::pair<CopyFormat, QString>> copyFormats()
{
    return {{CopyFormat::TabSeparated, Words::tr("Text with tabs")},
            {CopyFormat::TabSeparatedWithHeaders, Words::tr("Text with tabs and headers")},
            {CopyFormat::Spreadsheet, Words::tr("Cells for a spreadsheet")},
            {CopyFormat::Csv, Words::tr("CSV")},
            {CopyFormat::Json, Words::tr("JSON")},
            {CopyFormat::Markdown, Words::tr("Markdown")},
            {CopyFormat::Insert, Words::tr("INSERT statements")},
            {CopyFormat::InList, Words::tr("IN list")}};
}

QString copiedAs(CopyFormat format, const ResultTable& table, const CopiedCells& cells, const CopySettings& settings)
{
    if (cells.selection.isEmpty())
        return {};
    CopiedCells headed = cells;
    const SelectedCells selected(table, cells);
    switch (format) {
    case CopyFormat::TabSeparated:
        headed.withHeaders = false;
        return tabSeparated(table, headed);
    case CopyFormat::TabSeparatedWithHeaders:
        headed.withHeaders = true;
        return tabSeparated(table, headed);
    case CopyFormat::Spreadsheet:
        return forSpreadsheet(selected, settings.locale);
    case CopyFormat::Csv:
        return written(QStringLiteral("csv"), selected, settings);
    case CopyFormat::Json:
        return written(QStringLiteral("json"), selected, settings);
    case CopyFormat::Markdown:
        return written(QStringLiteral("markdown"), selected, settings);
    case CopyFormat::Insert:
        return written(QStringLiteral("sql"), selected, settings);
    case CopyFormat::InList:
        return inList(selected);
    }
    return {};
}

} // namespace parlance
