// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"
#include "ui/theme/Theme.h"

#include <QTextCharFormat>
#include <QTextEdit>

namespace parlance {

//! Everything the catalog says of one table, as plain text that can be selected and copied. Nothing from the database
//! is read as markup. GUI thread.
class SchemaDetails final : public QTextEdit {
    Q_OBJECT
public:
    explicit SchemaDetails(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    //! \a referencing: tables with a foreign key to this one.
    void showTable(const Table& table, const QList<Table>& referencing);
    void clearTable();

protected:
    QMimeData* createMimeDataFromSelection() const override; //!< text only

private:
    void rebuild();
    void writeHead(QTextCursor& cursor) const;
    void writeColumns(QTextCursor& cursor);
    void writeKeys(QTextCursor& cursor) const;
    void writeSection(QTextCursor& cursor, const QString& title, const QStringList& lines, bool mono) const;
    QStringList columnNotes(const Column& column) const;
    qreal typeWidth() const;
    void insertIcon(QTextCursor& cursor, const QString& name);
    QTextCharFormat format(const QColor& colour, bool bold = false, bool small = false, bool mono = false) const;

    Theme m_theme;
    Table m_table;
    QList<Table> m_referencing;
    bool m_shown = false;
};

} // namespace parlance
