// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SchemaSelector.h"

#include "assistant/SchemaText.h"
#include "assistant/TableRanking.h"

#include <algorithm>

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
            const size_t schema = size_t(m_index.tables()[size_t(table)].schema);
            const qsizetype head =
                m_schemaSeen[schema] ? 0 : schemaCommentText(m_index.catalog().schemas.at(qsizetype(schema))).size();
            const qsizetype characters = cost(table, Detail::Thin) + head;
            if (m_spent + characters > limit && !(isWished(table) && m_spent + characters <= m_budget))
                return; // in the order of nearness: a smaller one further off does not push in
            m_schemaSeen[schema] = true;
            m_detail[size_t(table)] = Detail::Thin;
            m_spent += characters;
        }
    }

    void raise(Detail detail, qsizetype limit)
    {
        const auto largest = qsizetype(double(m_budget) * largestTableShare);
        for (const int table : m_ranking.order()) {
            std::optional<Detail>& now = m_detail[size_t(table)];
            if (!now)
                return;
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
