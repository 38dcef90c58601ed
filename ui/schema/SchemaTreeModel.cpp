// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaTreeModel.h"
#include "ui/theme/PlainToolTip.h"

#include "postgres/SqlScript.h"

#include <QLocale>
#include <QMimeData>
#include <QRegularExpression>

namespace parlance {

namespace {

bool holdsAll(const QString& text, const QStringList& words)
{
    return std::all_of(words.begin(), words.end(), [&text](const QString& word) { return text.contains(word); });
}

bool holdsAny(const QString& text, const QStringList& words)
{
    return std::any_of(words.begin(), words.end(), [&text](const QString& word) { return text.contains(word); });
}

QString tableIcon(const Table& table)
{
    if (!table.readable)
        return QStringLiteral("lock");
    switch (table.kind) {
    case Table::Kind::View:
    case Table::Kind::MaterializedView:
        return QStringLiteral("view");
    case Table::Kind::ForeignTable:
        return QStringLiteral("plug");
    case Table::Kind::Table:
    case Table::Kind::PartitionedTable:
        break;
    }
    return {};
}

const ForeignKey* foreignKeyOf(const Table& table, const QString& column)
{
    for (const ForeignKey& key : table.foreignKeys) {
        if (key.columns.contains(column))
            return &key;
    }
    return nullptr;
}

QString firstLine(const QString& text)
{
    return text.section(QLatin1Char('\n'), 0, 0).trimmed();
}

QString tableToolTip(const Table& table)
{
    QStringList lines;
    lines << kindName(table.kind) + QLatin1Char(' ') + table.schema + QLatin1Char('.') + table.name;
    if (!table.comment.isEmpty())
        lines << table.comment;
    if (!table.readable)
        lines << SchemaTreeModel::tr("Your role may not read this table.");
    if (table.estimatedRows >= 0)
        lines << SchemaTreeModel::tr("About %L1 rows by PostgreSQL's estimate.").arg(table.estimatedRows);
    else if (table.kind != Table::Kind::View)
        lines << SchemaTreeModel::tr("Number of rows unknown: the table was never analysed.");
    if (table.partitions > 0)
        lines << partitionsText(table.partitions);
    if (table.rowSecurity)
        lines << SchemaTreeModel::tr("Row-level security: you may see only some of its rows.");
    return lines.join(QLatin1Char('\n'));
}

// Qt takes a tool tip that looks like HTML for HTML; descriptions come from the database.
} // namespace

QString partitionsText(int partitions)
{
    return partitions == 1 ? SchemaTreeModel::tr("1 partition") : SchemaTreeModel::tr("%L1 partitions").arg(partitions);
}

QString shortType(const QString& type)
{
    QString result = type;
    result.replace(QStringLiteral("character varying"), QStringLiteral("varchar"));
    // "timestamp(3) with time zone" keeps its precision: timestamptz(3).
    static const QRegularExpression zoned(QStringLiteral("\\b(timestamp|time)(\\(\\d\\))? with time zone"));
    static const QRegularExpression plain(QStringLiteral("\\b(timestamp|time)(\\(\\d\\))? without time zone"));
    result.replace(zoned, QStringLiteral("\\1tz\\2"));
    result.replace(plain, QStringLiteral("\\1\\2"));
    return result;
}

QString approximateRows(qint64 rows)
{
    if (rows < 0)
        return {};
    static constexpr const char* units[] = {"", " k", " M", " G", " T"};
    double value = static_cast<double>(rows);
    int unit = 0;
    while (unit < 4 && value >= 999.5) {
        value /= 1000;
        ++unit;
    }
    const QLocale locale;
    const bool tenths = unit > 0 && value < 9.95;
    QString number = locale.toString(tenths ? value : std::round(value), 'f', tenths ? 1 : 0);
    if (tenths && number.endsWith(locale.decimalPoint() + locale.zeroDigit()))
        number.chop(2);
    return QStringLiteral("≈ %1%2").arg(number, QLatin1String(units[unit]));
}

SchemaTreeModel::SchemaTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{}

SchemaTreeModel::~SchemaTreeModel() = default;

void SchemaTreeModel::setCatalog(const SchemaCatalog& catalog)
{
    beginResetModel();
    m_root = {};
    m_catalog = catalog;
    indexTexts();
    rebuild();
    endResetModel();
}

void SchemaTreeModel::setFilter(const QString& text)
{
    const QStringList words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    beginResetModel();
    m_words = words;
    rebuild();
    endResetModel();
}

void SchemaTreeModel::indexTexts()
{
    m_texts.clear();
    m_texts.reserve(m_catalog.tableCount());
    for (const Schema& schema : std::as_const(m_catalog.schemas)) {
        for (const Table& table : schema.tables) {
            SearchText texts;
            texts.table =
                QString(schema.name + QLatin1Char('.') + table.name + QLatin1Char('\n') + table.comment).toLower();
            texts.columns.reserve(table.columns.size());
            for (const Column& column : table.columns)
                texts.columns << QString(column.name + QLatin1Char('\n') + column.comment).toLower();
            m_texts << texts;
        }
    }
}

SchemaTreeModel::Node SchemaTreeModel::tableNode(const Schema& schema, const Table& table,
                                                 const SearchText& texts) const
{
    Node result;
    result.kind = Kind::Table;
    result.schema = &schema;
    result.table = &table;
    const bool whole = holdsAll(texts.table, m_words);
    result.matchedByColumn = !whole;
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        const QString& own = texts.columns.at(i);
        if (!whole && !(holdsAny(own, m_words) && holdsAll(texts.table + QLatin1Char('\n') + own, m_words)))
            continue;
        Node column;
        column.kind = Kind::Column;
        column.schema = &schema;
        column.table = &table;
        column.column = &table.columns.at(i);
        result.children.push_back(std::move(column));
    }
    return result;
}

void SchemaTreeModel::rebuild()
{
    m_root = {};
    m_visibleTables = 0;
    const QList<Schema>& schemas = std::as_const(m_catalog).schemas;
    m_schemasShown = schemas.size() > 1 || (schemas.size() == 1 && schemas.first().name != QLatin1String("public"));
    qsizetype text = 0;
    for (const Schema& schema : schemas) {
        Node group;
        group.schema = &schema;
        std::vector<Node>& place = m_schemasShown ? group.children : m_root.children;
        for (const Table& table : schema.tables) {
            Node entry = tableNode(schema, table, m_texts.at(text++));
            if (!entry.matchedByColumn || !entry.children.empty()) {
                place.push_back(std::move(entry));
                ++m_visibleTables;
            }
        }
        if (m_schemasShown && !group.children.empty())
            m_root.children.push_back(std::move(group));
    }
    link(m_root);
}

// Nodes stand in vectors that do not grow any more: their addresses hold until the next rebuild.
void SchemaTreeModel::link(Node& parent)
{
    int row = 0;
    for (Node& child : parent.children) {
        child.parent = &parent;
        child.row = row++;
        link(child);
    }
}

const SchemaTreeModel::Node* SchemaTreeModel::node(const QModelIndex& index)
{
    return static_cast<const Node*>(index.constInternalPointer());
}

QModelIndexList SchemaTreeModel::tablesMatchedByColumn() const
{
    QModelIndexList found;
    const auto collect = [this, &found](const Node& parent, const auto& self) -> void {
        for (const Node& child : parent.children) {
            if (child.kind == Kind::Schema)
                self(child, self);
            else if (child.kind == Kind::Table && child.matchedByColumn)
                found << createIndex(child.row, 0, &child);
        }
    };
    collect(m_root, collect);
    return found;
}

const Table* SchemaTreeModel::table(const QModelIndex& index) const
{
    return index.isValid() ? node(index)->table : nullptr;
}

const Column* SchemaTreeModel::column(const QModelIndex& index) const
{
    return index.isValid() ? node(index)->column : nullptr;
}

QModelIndex SchemaTreeModel::indexOfTable(const QString& schema, const QString& table) const
{
    const auto find = [&](const Node& parent, const auto& self) -> const Node* {
        for (const Node& child : parent.children) {
            if (child.kind == Kind::Schema && child.schema->name == schema)
                return self(child, self);
            if (child.kind == Kind::Table && child.schema->name == schema && child.table->name == table)
                return &child;
        }
        return nullptr;
    };
    const Node* found = find(m_root, find);
    return found ? createIndex(found->row, 0, found) : QModelIndex();
}

QModelIndex SchemaTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* above = parent.isValid() ? node(parent) : &m_root;
    if (row < 0 || column != 0 || parent.column() > 0 || static_cast<std::size_t>(row) >= above->children.size())
        return {};
    return createIndex(row, 0, &above->children.at(static_cast<std::size_t>(row)));
}

QModelIndex SchemaTreeModel::parent(const QModelIndex& child) const
{
    const Node* above = child.isValid() ? node(child)->parent : nullptr;
    return above && above != &m_root ? createIndex(above->row, 0, above) : QModelIndex();
}

int SchemaTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    return static_cast<int>((parent.isValid() ? node(parent) : &m_root)->children.size());
}

int SchemaTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant SchemaTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& item = *node(index);
    if (role == KindRole)
        return QVariant::fromValue(item.kind);
    switch (item.kind) {
    case Kind::Schema:
        return schemaData(item, role);
    case Kind::Table:
        return tableData(item, role);
    case Kind::Column:
        return columnData(item, role);
    }
    return {};
}

QVariant SchemaTreeModel::schemaData(const Node& item, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return item.schema->name;
    case DescriptionRole:
        return firstLine(item.schema->comment);
    case TrailingRole:
        return item.children.size() == 1 ? tr("1 table") : tr("%L1 tables").arg(item.children.size());
    case SqlRole:
        return quotedIdentifier(item.schema->name);
    case ReadableRole:
        return true;
    case Qt::ToolTipRole:
        return plainToolTip(item.schema->comment.isEmpty() ? item.schema->name : item.schema->comment);
    case Qt::AccessibleTextRole:
        return tr("schema %1").arg(item.schema->name);
    default:
        return {};
    }
}

QVariant SchemaTreeModel::tableData(const Node& item, int role) const
{
    const Table& table = *item.table;
    switch (role) {
    case Qt::DisplayRole:
        return table.name;
    case DescriptionRole:
        return table.readable ? firstLine(table.comment) : tr("Your role may not read this table");
    case TrailingRole:
        return approximateRows(table.estimatedRows);
    case IconRole:
        return tableIcon(table);
    case SqlRole:
        return qualifiedName(table.schema, table.name);
    case ReadableRole:
        return table.readable;
    case Qt::ToolTipRole:
        return plainToolTip(tableToolTip(table));
    case Qt::AccessibleTextRole:
        return QString(kindName(table.kind) + QLatin1Char(' ') + table.name);
    case Qt::AccessibleDescriptionRole:
        return tableToolTip(table);
    default:
        return {};
    }
}

QVariant SchemaTreeModel::columnData(const Node& item, int role) const
{
    const Column& column = *item.column;
    const ForeignKey* key = foreignKeyOf(*item.table, column.name);
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case DescriptionRole:
        return firstLine(column.comment);
    case TrailingRole:
        return shortType(column.type);
    case IconRole:
        return item.table->primaryKey.contains(column.name) ? QStringLiteral("key")
                                                            : (key ? QStringLiteral("arrow-right-up") : QString());
    case SqlRole:
        return quotedIdentifier(column.name);
    case ReadableRole:
        return item.table->readable;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        QStringList lines{column.name + QLatin1Char(' ') + column.type};
        if (!column.comment.isEmpty())
            lines << column.comment;
        if (item.table->primaryKey.contains(column.name))
            lines << tr("Part of the primary key.");
        if (key)
            lines << tr("Refers to %1.").arg(qualifiedName(key->toSchema, key->toTable));
        const QString text = lines.join(QLatin1Char('\n'));
        return role == Qt::ToolTipRole ? plainToolTip(text) : text;
    }
    case Qt::AccessibleTextRole:
        return tr("column %1, %2").arg(column.name, column.type);
    default:
        return {};
    }
}

Qt::ItemFlags SchemaTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags result = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled;
    if (node(index)->kind == Kind::Column)
        result |= Qt::ItemNeverHasChildren;
    return result;
}

QStringList SchemaTreeModel::mimeTypes() const
{
    return {QStringLiteral("text/plain")};
}

QMimeData* SchemaTreeModel::mimeData(const QModelIndexList& indexes) const
{
    QStringList names;
    for (const QModelIndex& index : indexes)
        names << index.data(SqlRole).toString();
    auto* mime = new QMimeData; // the drag takes it over
    mime->setText(names.join(QStringLiteral(", ")));
    return mime;
}

Qt::DropActions SchemaTreeModel::supportedDragActions() const
{
    return Qt::CopyAction;
}

} // namespace parlance
