// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SampleValues.h"

#include "assistant/SqlReading.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qsizetype mostSamples = 8;
constexpr qsizetype longestSample = 40;
constexpr qsizetype mostDistinct = 50; // with more values a few tell little of the rest

bool isPrivate(const Column& column)
{
    static const QRegularExpression word(u"\\bprivate\\b"_s, QRegularExpression::CaseInsensitiveOption |
                                                                 QRegularExpression::UseUnicodePropertiesOption);
    return column.comment.contains(word);
}

QStringList samplesOf(const QStringList& values)
{
    QStringList samples;
    for (const QString& value : values) {
        if (samples.size() == mostSamples)
            break;
        if (!value.trimmed().isEmpty() && value.size() <= longestSample)
            samples.append(value);
    }
    // Which is more frequent changes with each ANALYZE; the bytes that are sent shall not.
    samples.sort();
    return samples;
}

bool isView(const Table& table)
{
    return table.kind == Table::Kind::View || table.kind == Table::Kind::MaterializedView;
}

//! Whether privateColumns name \a column of \a table.
bool isListed(const Table& table, const QString& column, const QStringList& privateColumns)
{
    const QString name = table.name + u'.' + column;
    return privateColumns.contains(table.schema + u'.' + name) ||
           (table.schema == "public"_L1 && privateColumns.contains(name));
}

//! Which columns of one catalog may show values.
class Openness final {
public:
    Openness(const SchemaCatalog& catalog, const QStringList& privateColumns)
        : m_catalog(catalog)
        , m_private(privateColumns)
    {}

    bool isOpen(const Table& table, const Column& column, int depth = 0)
    {
        if (isPrivate(column) || isListed(table, column.name, m_private) || isMadeFromPrivate(table, column))
            return false;
        if (!isView(table))
            return true;
        constexpr int deepest = 16; // views over views
        const ColumnOrigin origin = depth < deepest ? originOf(table, column.name) : ColumnOrigin();
        const Table* from = m_catalog.find(origin.schema, origin.table);
        if (!origin.isKnown() || from == nullptr)
            return false;
        const auto found = std::find_if(from->columns.begin(), from->columns.end(),
                                        [&](const Column& each) { return each.name == origin.column; });
        return found != from->columns.end() && isOpen(*from, *found, depth + 1);
    }

private:
    //! A generated column whose expression names a private one.
    bool isMadeFromPrivate(const Table& table, const Column& column) const
    {
        return !column.generated.isEmpty() &&
               std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& each) {
                   return (isPrivate(each) || isListed(table, each.name, m_private)) &&
                          column.generated.contains(each.name);
               });
    }

    //! The one column that \a column of \a view shows as it is; nothing for anything else.
    ColumnOrigin originOf(const Table& view, const QString& column)
    {
        const QString key = view.schema + QChar(u'\0') + view.name;
        if (!m_origins.contains(key))
            m_origins.insert(key, originsOf(view));
        return m_origins.value(key).value(column);
    }

    QHash<QString, ColumnOrigin> originsOf(const Table& view) const
    {
        const SqlScript script = SqlScript::parse(view.definition.toUtf8());
        if (script.statements.size() != 1)
            return {};
        const SqlReading reading = readStatement(script, 0, m_catalog);
        const bool isUnited = std::any_of(reading.queries.begin(), reading.queries.end(), [](const ReadQuery& query) {
            return query.set != ReadQuery::Set::None; // several columns under one name
        });
        if (!reading.isQuery || isUnited)
            return {};
        const ReadQuery& query = reading.queries.first();
        if (!query.outputsKnown || query.outputs.size() != view.columns.size())
            return {};
        QHash<QString, ColumnOrigin> origins;
        for (qsizetype i = 0; i < query.outputs.size(); ++i) // a view names its columns by their place
            origins.insert(view.columns.at(i).name, query.outputs.at(i).origin);
        return origins;
    }

    const SchemaCatalog& m_catalog;
    const QStringList& m_private;
    QHash<QString, QHash<QString, ColumnOrigin>> m_origins; //!< by view and its column
};

} // namespace

QStringList unknownPrivateColumns(const SchemaCatalog& catalog, const QStringList& privateColumns)
{
    QStringList unknown = privateColumns;
    for (const Schema& schema : catalog.schemas)
        for (const Table& table : schema.tables)
            for (const Column& column : table.columns)
                unknown.removeIf([&](const QString& name) { return isListed(table, column.name, {name}); });
    return unknown;
}

SchemaCatalog withSampleValues(SchemaCatalog catalog, const KnownValues& known, const QStringList& privateColumns)
{
    if (!unknownPrivateColumns(catalog, privateColumns).isEmpty())
        return catalog;
    const SchemaCatalog before = catalog;
    Openness openness(before, privateColumns);
    for (Schema& schema : catalog.schemas)
        for (Table& table : schema.tables)
            for (Column& column : table.columns) {
                const KnownValues::Values found = known.of(schema.name, table.name, column.name);
                if (!found.values.isEmpty() && column.enumLabels.isEmpty() && !found.rare &&
                    found.values.size() <= mostDistinct && openness.isOpen(table, column))
                    column.sampleValues = samplesOf(found.values);
            }
    return catalog;
}

} // namespace parlance
