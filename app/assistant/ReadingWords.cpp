// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ReadingWords.h"

#include "assistant/ReadingFilters.h"
#include "assistant/ReadingNames.h"
#include "postgres/SqlParserThread.h"
#include "postgres/SqlScriptReader.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qsizetype mostLevels = 8; //!< beyond them the words would be longer than the SQL
constexpr qsizetype mostOutputs = 8;

//! Says one reading, level by level from the main query down through what its FROM reads.
class Sayer final {
    Q_DECLARE_TR_FUNCTIONS(Reading)
public:
    Sayer(const SqlReading& reading, const SqlScript& script, const SchemaCatalog& catalog, const QDate& today)
        : m_reading(reading)
        , m_names(reading, script, catalog)
        , m_filters(reading, m_names, today)
    {}

    ReadingWords say();

private:
    using Kind = ReadingRow::Kind;

    bool reach(int query);
    bool isPlain(const ReadQuery& query) const;
    void sayOutputs();
    void sayFilters(int query);
    void sayGrouping(int query);
    void sayInner(int query);
    void sayOrdering(int query);
    void sayLimits(int query);
    bool isReached(const TableName& table) const;
    void sayTables();
    QString direction(int query, const ReadItem& item) const;
    bool isGroup(const ReadQuery& level, int output) const;
    QString inside(int query, const QString& text) const;
    void add(Kind kind, const QString& text, const SqlPlace& place);
    static QString labelOf(Kind kind);

    const SqlReading& m_reading;
    ReadingNames m_names;
    ReadingFilters m_filters;
    QList<int> m_reached;
    ReadingWords m_words;
};

ReadingWords Sayer::say()
{
    for (const ReadQuery& query : m_reading.queries)
        for (const ReadRelation& relation : query.relations) {
            const TableName name{relation.tableSchema, relation.tableName};
            if (relation.isTable() && !m_words.tables.contains(name))
                m_words.tables.append(name);
        }
    if (!reach(0) || m_reached.size() > mostLevels) {
        m_words.problem = tr("This query is too involved to be read in words.");
        return m_words;
    }
    sayOutputs();
    for (const int query : m_reached)
        sayFilters(query);
    for (const int query : m_reached)
        sayGrouping(query);
    for (const int query : m_reached)
        sayInner(query);
    for (const int query : m_reached)
        sayOrdering(query);
    for (const int query : m_reached)
        sayLimits(query);
    sayTables();
    std::stable_sort(m_words.rows.begin(), m_words.rows.end(),
                     [](const ReadingRow& a, const ReadingRow& b) { return a.kind < b.kind; });
    return m_words;
}

//! What one level can be said of: one set of rows, joined and filtered.
bool Sayer::isPlain(const ReadQuery& query) const
{
    if (query.set != ReadQuery::Set::None || query.valuesRows > 0)
        return false;
    return std::none_of(query.relations.cbegin(), query.relations.cend(), [](const ReadRelation& relation) {
        const bool recursive = relation.kind == ReadRelation::Kind::Cte && relation.query < 0;
        return recursive || relation.hidden || relation.kind == ReadRelation::Kind::Joined ||
               (relation.kind == ReadRelation::Kind::Unknown && relation.name.isEmpty());
    });
}

bool Sayer::reach(int query)
{
    if (m_reached.contains(query))
        return true;
    m_reached.append(query);
    const ReadQuery& level = m_reading.queries.at(query);
    if (!isPlain(level))
        return false;
    return std::all_of(level.relations.cbegin(), level.relations.cend(), [this](const ReadRelation& relation) {
        return relation.query < 0 || relation.kind == ReadRelation::Kind::Values || reach(relation.query);
    });
}

QString Sayer::labelOf(Kind kind)
{
    switch (kind) {
    case Kind::Counted:
        return tr("Counted");
    case Kind::Shown:
        return tr("Shown");
    case Kind::Period:
        return tr("Period");
    case Kind::Filters:
        return tr("Filters");
    case Kind::Joined:
        return tr("Joined where");
    case Kind::Kept:
        return tr("Groups kept");
    case Kind::Grouped:
        return tr("Grouped by");
    case Kind::Ordered:
        return tr("Ordered by");
    case Kind::Limited:
        return tr("Limited to");
    case Kind::Tables:
        return tr("Tables");
    }
    return {};
}

//! Rows of one kind are one row.
void Sayer::add(Kind kind, const QString& text, const SqlPlace& place)
{
    if (text.isEmpty())
        return;
    for (ReadingRow& row : m_words.rows)
        if (row.kind == kind) {
            row.text += u"; "_s + text;
            return;
        }
    m_words.rows.append({kind, labelOf(kind), text, place});
}

//! Says which part of the query it is said of, where that is not the main one.
QString Sayer::inside(int query, const QString& text) const
{
    if (query == 0 || text.isEmpty())
        return text;
    const ReadQuery& level = m_reading.queries.at(query);
    if (level.role == ReadQuery::Role::Cte)
        return tr("in %1: %2").arg(level.name, text);
    for (const ReadQuery& outer : m_reading.queries)
        for (const ReadRelation& relation : outer.relations)
            if (relation.query == query && !relation.alias.isEmpty())
                return tr("in %1: %2").arg(relation.alias, text);
    return tr("in the inner query: %1").arg(text);
}

//! Whether an output is what is grouped by: said there.
bool Sayer::isGroup(const ReadQuery& level, int output) const
{
    const ReadOutput& of = level.outputs.at(output);
    const QString words = level.grouping.isEmpty() ? QString() : m_names.outputWords(0, output);
    return std::any_of(level.grouping.cbegin(), level.grouping.cend(), [&](const ReadItem& item) {
        return item.output == output ||
               (item.column >= 0 && of.origin.isKnown() && m_reading.columns.at(item.column).origin == of.origin) ||
               words.endsWith(u": "_s + m_names.itemWords(0, item));
    });
}

//! Of a query inside: what it counts, where the main one does not show just that, and what it leaves out by DISTINCT.
void Sayer::sayInner(int query)
{
    const ReadQuery& level = m_reading.queries.at(query);
    if (query == 0)
        return;
    QString said;
    for (const ReadingRow& row : std::as_const(m_words.rows))
        said += row.text + u'\n';
    QStringList names;
    for (int i = 0; i < level.outputs.size(); ++i) {
        const QString words = m_names.outputWords(query, i);
        if (level.outputs.at(i).aggregate && !said.contains(words))
            add(Kind::Counted, inside(query, words), level.outputs.at(i).whole);
        names.append(level.outputs.at(i).name);
    }
    if (level.isDistinct) {
        const QString words = level.distinctOn ? tr("one row each (DISTINCT ON)") : tr("each different row once");
        add(Kind::Shown, inside(query, words + u": "_s + names.join(u", "_s)), level.outputs.value(0).whole);
    }
}

void Sayer::sayOutputs()
{
    const ReadQuery& main = m_reading.queries.first();
    QStringList counted;
    QStringList shown;
    SqlPlace countedPlace;
    SqlPlace shownPlace;
    for (int i = 0; i < main.outputs.size(); ++i) {
        const ReadOutput& output = main.outputs.at(i);
        if (output.aggregate) {
            counted.append(m_names.outputWords(0, i));
            countedPlace = countedPlace.length == 0 ? output.whole : countedPlace;
        } else if (!isGroup(main, i)) {
            shown.append(m_names.outputWords(0, i));
            shownPlace = shownPlace.length == 0 ? output.whole : shownPlace;
        }
    }
    add(Kind::Counted, counted.join(u", "_s), countedPlace);
    if (!main.outputsKnown)
        shown = {tr("all columns")};
    else if (shown.size() > mostOutputs)
        shown = shown.first(mostOutputs) + QStringList{tr("%1 more").arg(shown.size() - mostOutputs)};
    QString text = shown.join(u", "_s);
    if (main.distinctOn)
        text = tr("one row each of %1 (DISTINCT ON)").arg(m_names.rowsOf(0)) + u": "_s + text;
    else if (main.isDistinct)
        text = tr("each different row once") + u": "_s + text;
    add(Kind::Shown, text, shownPlace);
}

void Sayer::sayFilters(int query)
{
    for (const ReadingFilters::Said& said : m_filters.of(query))
        add(said.kind, inside(query, said.text), said.place);
}

void Sayer::sayGrouping(int query)
{
    const ReadQuery& level = m_reading.queries.at(query);
    if (!level.grouped)
        return;
    QStringList items;
    for (const ReadItem& item : level.grouping)
        items.append(m_names.itemWords(query, item));
    items.removeAll(QString());
    QString text = items.join(u", "_s);
    if (level.groupingSets)
        text += tr(" (with subtotals)");
    add(Kind::Grouped, inside(query, text), level.grouping.value(0).whole);
}

QString Sayer::direction(int query, const ReadItem& item) const
{
    const ReadQuery& level = m_reading.queries.at(query);
    const bool output = item.output >= 0 && item.output < level.outputs.size();
    QString type;
    if (item.column >= 0)
        type = m_names.typeOf(m_reading.columns.at(item.column));
    else if (output && level.outputs.at(item.output).column >= 0)
        type = m_names.typeOf(m_reading.columns.at(level.outputs.at(item.output).column));
    if (ReadingNames::isNumberType(type) || (item.column < 0 && output && m_names.isNumber(query, item.output)))
        return item.descending ? tr("highest first") : tr("lowest first");
    if (ReadingNames::isDayType(type))
        return item.descending ? tr("latest first") : tr("earliest first");
    return item.descending ? tr("descending") : tr("ascending");
}

//! That of a query inside matters where it decides which rows are taken.
void Sayer::sayOrdering(int query)
{
    const ReadQuery& level = m_reading.queries.at(query);
    if (query != 0 && level.limit.isEmpty() && !level.distinctOn)
        return;
    QStringList items;
    for (const ReadItem& item : level.ordering) {
        QString name = m_names.itemWords(query, item);
        if (item.output >= 0 && item.output < level.outputs.size() && !level.outputs.at(item.output).name.isEmpty())
            name = level.outputs.at(item.output).name;
        items.append(tr("%1, %2").arg(name, direction(query, item)));
    }
    add(Kind::Ordered, inside(query, items.join(tr("; then "))), level.ordering.value(0).whole);
}

void Sayer::sayLimits(int query)
{
    const ReadQuery& level = m_reading.queries.at(query);
    if (level.limit.isEmpty() && !level.hasOffset)
        return;
    bool number = false;
    const qint64 rows = level.limit.toLongLong(&number);
    QString text;
    if (level.limit.isEmpty())
        text = tr("all but the first rows (OFFSET)");
    else if (!number)
        text = tr("as many rows as LIMIT reckons");
    else
        text = rows == 1 ? tr("1 row") : tr("%1 rows").arg(QLocale(QLocale::English).toString(rows));
    if (level.hasOffset && !level.limit.isEmpty())
        text = tr("%1, the first ones passed over (OFFSET)").arg(text);
    add(Kind::Limited, inside(query, text), level.limitPlace);
}

bool Sayer::isReached(const TableName& table) const
{
    return std::any_of(m_reached.cbegin(), m_reached.cend(), [&](int query) {
        const QList<ReadRelation>& relations = m_reading.queries.at(query).relations;
        return std::any_of(relations.cbegin(), relations.cend(), [&](const ReadRelation& relation) {
            return relation.tableName == table.name && relation.tableSchema == table.schema;
        });
    });
}

void Sayer::sayTables()
{
    QStringList names;
    for (const int query : std::as_const(m_reached))
        for (const ReadRelation& relation : m_reading.queries.at(query).relations) {
            if (relation.query >= 0)
                continue;
            QString name = relation.kind == ReadRelation::Kind::Function ? tr("a function, %1").arg(relation.alias)
                                                                         : m_names.relationName(relation);
            if (relation.nullable)
                name = tr("%1 (where there is one)").arg(name);
            if (!names.contains(name))
                names.append(name);
        }
    for (const TableName& table : std::as_const(m_words.tables))
        if (!isReached(table))
            names.append(tr("%1 (inside of an expression)").arg(table.name));
    SqlPlace place;
    for (const ReadRelation& relation : m_reading.queries.first().relations)
        if (place.length == 0)
            place = relation.place;
    add(Kind::Tables, names.join(u", "_s), place);
}

} // namespace

ReadingWords ReadingWords::of(const SqlReading& reading, const SqlScript& script, const SchemaCatalog& catalog,
                              const QDate& today)
{
    return reading.isQuery && !reading.queries.isEmpty() ? Sayer(reading, script, catalog, today).say()
                                                         : ReadingWords();
}

QFuture<ReadingWords> readInWordsLater(const QByteArray& sql, const SchemaCatalog& catalog, const QDate& today)
{
    return onSqlParserThread([sql, catalog, today] {
        SqlScript script = readSqlScript(sql);
        if (script.statements.size() != 1)
            return ReadingWords();
        return ReadingWords::of(readStatementHere(script, 0, catalog), script, catalog, today);
    });
}

} // namespace parlance
