// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace parlance {

//! The catalog as a tree: schemas (only where there is more than "public"), tables, columns; filtered by words found in
//! names and descriptions. One model column. GUI thread.
class SchemaTreeModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class Kind { Schema, Table, Column };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole, //!< Kind
        DescriptionRole,         //!< second line; may be empty
        TrailingRole,            //!< right of the name: "≈ 5 k" of a table, the type of a column
        IconRole,                //!< name of one of our icons, or empty
        ReadableRole,            //!< false: the role may not read it
        SqlRole                  //!< the name as it is written in SQL
    };

    explicit SchemaTreeModel(QObject* parent = nullptr);
    ~SchemaTreeModel() override;

    void setCatalog(const SchemaCatalog& catalog);
    const SchemaCatalog& catalog() const { return m_catalog; }
    //! Keeps tables in whose names and descriptions, or those of one of their columns, every word of \a text is found.
    //! A table that matches by its columns alone shows only these.
    void setFilter(const QString& text);
    //! Tables shown now.
    int visibleTableCount() const { return m_visibleTables; }
    //! Tables that are shown for the sake of a column.
    QModelIndexList tablesMatchedByColumn() const;

    //! The table that \a index is or belongs to; null for a schema. Valid until the catalog or the filter changes.
    const Table* table(const QModelIndex& index) const;
    //! Null where \a index is no column.
    const Column* column(const QModelIndex& index) const;
    QModelIndex indexOfTable(const QString& schema, const QString& table) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDragActions() const override;

private:
    struct Node {
        Kind kind = Kind::Schema;
        const Schema* schema = nullptr;
        const Table* table = nullptr;
        const Column* column = nullptr;
        bool matchedByColumn = false;
        int row = 0;
        Node* parent = nullptr;
        std::vector<Node> children;
    };
    struct SearchText { // lower case, made once for each catalog
        QString table;
        QStringList columns;
    };

    void rebuild();
    void indexTexts();
    Node tableNode(const Schema& schema, const Table& table, const SearchText& texts) const;
    static void link(Node& parent);
    static const Node* node(const QModelIndex& index);
    QVariant schemaData(const Node& node, int role) const;
    QVariant tableData(const Node& node, int role) const;
    QVariant columnData(const Node& node, int role) const;

    SchemaCatalog m_catalog;
    QList<SearchText> m_texts; // in the order of the catalog's tables
    QStringList m_words;
    Node m_root;
    bool m_schemasShown = false;
    int m_visibleTables = 0;
};

//! "≈ 5 k", "≈ 182 k", "≈ 1.5 k", "≈ 400"; empty when \a rows is negative (never analysed).
QString approximateRows(qint64 rows);
//! "1 partition", "12 partitions".
QString partitionsText(int partitions);
//! A type as people write it where room is short: timestamptz, varchar(20). PostgreSQL takes both.
QString shortType(const QString& type);

} // namespace parlance
