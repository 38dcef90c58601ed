// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SchemaSelector.h"

#include "assistant/SchemaText.h"
#include "assistant/TableRanking.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace parlance {

namespace {

//! How much of a table goes along. The less near it is, the less is told of it.
enum class Detail {
    Thin,  //!< keys and what was named, no comments but the table's beginning
    Names, //!< all columns with their types and labels, no comments
    Whole,
};

constexpr qsizetype thinTableComment = 60;
constexpr qsizetype namesTableComment = 120;
constexpr qsizetype labelsOfNames = 30;

// What part of the budget each round may fill: first as many tables as may matter, then their columns, then all that
// is known of the nearest.
constexpr double thinShare = 0.6;
constexpr double namesShare = 0.9;
constexpr double largestTableShare = 0.25; // no single table takes more

// Where the question clearly means some tables, what has nothing to do with them does not go along: what holds far less
// of the question, stands in no small schema with them, and is joined to none of them.
constexpr double unrelatedShare = 0.3; // of the nearest table's score
constexpr double nearShare = 0.6;
constexpr int mostNear = 60; // beyond them nothing is clear
constexpr int smallSchema = 40;
constexpr int nearKeys = 2;
constexpr int leastTables = 40;

QString cut(const QString& text, qsizetype limit)
{
    return text.size() <= limit ? text : text.first(limit) + u'…';
}

//! Fills one slice.
class Filling final {
public:
    Filling(const SchemaIndex& index, const SelectionRequest& request)
        : m_index(index)
        , m_ranking(index, request)
        , m_budget(qsizetype(request.tokenBudget) * 5 / 2)
        , m_detail(index.tables().size())
    {}

    SchemaSlice fill()
    {
        m_spent = schemaHeadText(m_index.catalog()).size() + 300; // the sentence about what is left out
        m_schemaSeen.assign(size_t(m_index.catalog().schemas.size()), false);
        findRelated();
        addThin(qsizetype(double(m_budget) * thinShare));
        raise(Detail::Names, qsizetype(double(m_budget) * namesShare));
        raise(Detail::Whole, m_budget);
        addThin(m_budget);
        return slice();
    }

private:
    const Table& source(int table) const { return *m_index.tables()[size_t(table)].table; }
    bool isWished(int table) const
    {
        return m_ranking.reason(table) == SliceTable::Reason::Pinned ||
               m_ranking.reason(table) == SliceTable::Reason::Used;
    }

    //! As much of the table as \a detail lets through, within the share of one table.
    Table reduced(int index, Detail detail) const
    {
        const Table& whole = source(index);
        if (detail == Detail::Whole)
            return whole;
        Table table = whole;
        table.definition.clear();
        table.comment = cut(table.comment, detail == Detail::Thin ? thinTableComment : namesTableComment);
        const std::vector<bool>& keys = m_index.keyColumns(index);
        const std::vector<double>& scores = m_ranking.columnScores(index);
        QList<Column> columns;
        for (size_t c = 0; c < keys.size(); ++c) {
            if (detail == Detail::Thin && !keys[c] && scores[c] <= 0)
                continue;
            Column column = whole.columns.at(qsizetype(c));
            column.comment.clear();
            column.defaultExpression.clear();
            column.enumLabels = column.enumLabels.mid(0, labelsOfNames);
            columns += column;
        }
        table.columns = columns;
        if (detail == Detail::Thin)
            table.checks.clear();
        return table;
    }

    qsizetype cost(int table, Detail detail) const
    {
        if (detail == Detail::Whole)
            return m_index.tables()[size_t(table)].characters;
        const Table part = reduced(table, detail);
        return schemaTableText(part, int(source(table).columns.size() - part.columns.size())).size();
    }

    void addThin(qsizetype limit)
    {
        for (const int table : m_ranking.order()) {
            if (m_detail[size_t(table)])
                continue;
            if (m_taken >= leastTables && !m_related[size_t(table)] && !isWished(table))
                continue;
            const size_t schema = size_t(m_index.tables()[size_t(table)].schema);
            const qsizetype head =
                m_schemaSeen[schema] ? 0 : schemaCommentText(m_index.catalog().schemas.at(qsizetype(schema))).size();
            const qsizetype characters = cost(table, Detail::Thin) + head;
            if (m_spent + characters > limit && !(isWished(table) && m_spent + characters <= m_budget))
                return; // in the order of nearness: a smaller one further off does not push in
            m_schemaSeen[schema] = true;
            m_detail[size_t(table)] = Detail::Thin;
            m_spent += characters;
            ++m_taken;
        }
    }

    void findRelated()
    {
        double best = 0;
        for (const int table : m_ranking.order())
            best = std::max(best, score(table));
        std::vector<int> front;
        for (const int table : m_ranking.order())
            if (best > 0 && score(table) >= nearShare * best)
                front.push_back(table);
        const bool clear = !front.empty() && int(front.size()) <= mostNear;
        m_related.assign(m_index.tables().size(), !clear);
        if (!clear)
            return;
        std::vector<int> sizes(size_t(m_index.catalog().schemas.size()), 0);
        std::vector<bool> schemas(sizes.size(), false);
        for (const SchemaIndex::Entry& entry : m_index.tables())
            ++sizes[size_t(entry.schema)];
        for (const int table : front)
            schemas[size_t(m_index.tables()[size_t(table)].schema)] = true;
        for (size_t table = 0; table < m_related.size(); ++table) {
            const size_t schema = size_t(m_index.tables()[table].schema);
            m_related[table] =
                score(int(table)) >= unrelatedShare * best || (schemas[schema] && sizes[schema] <= smallSchema);
        }
        for (int keys = 0; keys <= nearKeys; ++keys) {
            std::vector<int> next;
            for (const int table : front) {
                m_related[size_t(table)] = true;
                const auto& neighbours = m_index.tables()[size_t(table)].neighbours;
                next.insert(next.end(), neighbours.begin(), neighbours.end());
            }
            front = std::move(next);
        }
    }

    double score(int table) const { return m_ranking.score(table); }

    void raise(Detail detail, qsizetype limit)
    {
        const auto largest = qsizetype(double(m_budget) * largestTableShare);
        for (const int table : m_ranking.order()) {
            std::optional<Detail>& now = m_detail[size_t(table)];
            if (!now)
                continue;
            const qsizetype after = cost(table, detail);
            const qsizetype more = after - cost(table, *now);
            const bool tooLarge = after > largest && !isWished(table);
            if (tooLarge || m_spent + more > limit)
                continue;
            now = detail;
            m_spent += more;
        }
    }

    SchemaSlice slice() const
    {
        SchemaSlice slice;
        slice.catalog.database = m_index.catalog().database;
        slice.tablesInAll = qsizetype(m_index.tables().size());
        slice.whole = false;
        int schema = -1;
        for (int table = 0; table < int(m_detail.size()); ++table) {
            if (!m_detail[size_t(table)])
                continue;
            if (m_index.tables()[size_t(table)].schema != schema) {
                schema = m_index.tables()[size_t(table)].schema;
                const Schema& whole = m_index.catalog().schemas.at(schema);
                slice.catalog.schemas += Schema{whole.name, whole.comment, {}};
            }
            const Table part = reduced(table, *m_detail[size_t(table)]);
            const Table& whole = source(table);
            slice.tables += SliceTable{{whole.schema, whole.name},
                                       m_ranking.reason(table),
                                       m_ranking.words(table),
                                       int(part.columns.size()),
                                       int(whole.columns.size())};
            slice.catalog.schemas.last().tables += part;
        }
        slice.tokens = estimatedTokens(schemaText(slice));
        return slice;
    }

    const SchemaIndex& m_index;
    TableRanking m_ranking;
    qsizetype m_budget; //!< characters
    qsizetype m_spent = 0;
    int m_taken = 0;
    std::vector<bool> m_related;
    std::vector<std::optional<Detail>> m_detail;
    std::vector<bool> m_schemaSeen;
};

SchemaSlice everything(const SchemaIndex& index, const SelectionRequest& request)
{
    SchemaSlice slice;
    slice.catalog.database = index.catalog().database;
    slice.tablesInAll = qsizetype(index.tables().size());
    int schema = -1;
    for (const SchemaIndex::Entry& entry : index.tables()) {
        const TableName name{entry.table->schema, entry.table->name};
        if (request.leftOut.contains(name)) {
            slice.whole = false;
            continue;
        }
        if (entry.schema != schema) {
            schema = entry.schema;
            const Schema& whole = index.catalog().schemas.at(schema);
            slice.catalog.schemas += Schema{whole.name, whole.comment, {}};
        }
        const int columns = int(entry.table->columns.size());
        const auto reason = request.pinned.contains(name) ? SliceTable::Reason::Pinned : SliceTable::Reason::Whole;
        slice.tables += SliceTable{name, reason, {}, columns, columns};
        slice.catalog.schemas.last().tables += *entry.table;
    }
    slice.tokens = slice.whole ? index.tokens() : estimatedTokens(schemaText(slice));
    return slice;
}

} // namespace

SchemaSlice SchemaSelector::select(const SchemaIndex& index, const SelectionRequest& request)
{
    if (index.tokens() <= request.tokenBudget)
        return everything(index, request);
    return Filling(index, request).fill();
}

} // namespace parlance
