// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SchemaIndex.h"

#include "assistant/SchemaText.h"
#include "base/WordForms.h"

#include <QSet>

#include <algorithm>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype labelsRead = 200;

//! "schema.table" in lower case, to find tables by what a column is called.
QString keyOf(const QString& schema, const QString& table)
{
    return schema + u'\n' + table;
}

//! The table that a column of the name customer_id, customerId, id_customer or customer_fk speaks of: "customer".
QString tableSpokenOf(const QString& column)
{
    QStringList words = identifierWords(column);
    static const QSet<QString> marks{u"id"_s, u"fk"_s, u"key"_s, u"code"_s, u"no"_s, u"nr"_s, u"uuid"_s, u"ref"_s};
    if (words.size() < 2)
        return {};
    if (marks.contains(words.constLast()))
        words.removeLast();
    else if (marks.contains(words.constFirst()))
        words.removeFirst();
    else
        return {};
    words.last() = stem(words.constLast());
    return words.join(u'_');
}

QString stemmedName(const QString& table)
{
    QStringList words = identifierWords(table);
    if (!words.isEmpty())
        words.last() = stem(words.constLast());
    return words.join(u'_');
}

} // namespace

std::shared_ptr<const SchemaIndex> SchemaIndex::build(const SchemaCatalog& catalog)
{
    auto index = std::make_shared<SchemaIndex>();
    index->m_catalog = catalog;
    index->m_thesaurus = Thesaurus::read();
    index->collect();
    for (int i = 0; i < int(index->m_tables.size()); ++i)
        index->addTable(i);
    for (Word& word : index->m_words) {
        int last = -1;
        for (const Posting& posting : word.postings) { // they come table by table
            word.tables += posting.table != last ? 1 : 0;
            last = posting.table;
        }
    }
    index->connectTables();
    index->markKeys();
    return index;
}

void SchemaIndex::collect()
{
    qsizetype characters = schemaHeadText(m_catalog).size();
    for (int s = 0; s < m_catalog.schemas.size(); ++s) {
        characters += schemaCommentText(m_catalog.schemas.at(s)).size();
        for (const Table& table : m_catalog.schemas.at(s).tables) {
            if (!table.readable)
                continue;
            m_tables.push_back({&table,
                                s,
                                {},
                                schemaTableText(table).size(),
                                std::max<qsizetype>(1, identifierWords(table.name).size())});
            characters += m_tables.back().characters;
        }
    }
    m_tokens = estimatedTokens(characters);
}

void SchemaIndex::addWords(const QString& text, int table, int column, Field field)
{
    if (text.isEmpty())
        return;
    const QStringList words = identifierWords(text);
    QStringList stems;
    for (const QString& word : words)
        stems += stem(word);
    // A name of several words is one word too: "order items" finds orderitems, "ware house" warehouse.
    const bool isName = field == Field::TableName || field == Field::ColumnName;
    if (isName && words.size() == 2)
        stems += words.constFirst() + stem(words.constLast());
    stems.removeDuplicates();
    for (const QString& wordStem : stems) {
        auto found = m_wordOf.constFind(wordStem);
        if (found == m_wordOf.constEnd()) {
            found = m_wordOf.insert(wordStem, int(m_words.size()));
            m_words.push_back({wordStem, {}, 0});
        }
        m_words[size_t(*found)].postings.push_back({table, column, field});
    }
}

void SchemaIndex::addTable(int index)
{
    const Table& table = *m_tables[size_t(index)].table;
    addWords(table.name, index, -1, Field::TableName);
    addWords(table.schema, index, -1, Field::SchemaName);
    addWords(table.comment, index, -1, Field::TableComment);
    for (const ForeignKey& key : table.foreignKeys)
        addWords(key.name, index, -1, Field::KeyName);
    for (int c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns.at(c);
        addWords(column.name, index, c, Field::ColumnName);
        addWords(column.comment, index, c, Field::ColumnComment);
        for (const QString& label : column.enumLabels.mid(0, labelsRead))
            addWords(label, index, c, Field::Label);
    }
}

void SchemaIndex::connect(int left, int right)
{
    if (left == right)
        return;
    m_tables[size_t(left)].neighbours.push_back(right);
    m_tables[size_t(right)].neighbours.push_back(left);
}

//! By declared keys; where a column has none, by what it is called (many a schema never declares its keys).
void SchemaIndex::connectTables()
{
    QHash<QString, int> byName;
    QHash<QString, int> byStem;
    for (int i = 0; i < int(m_tables.size()); ++i) {
        const Table& table = *m_tables[size_t(i)].table;
        byName.insert(keyOf(table.schema, table.name), i);
        byStem.insert(keyOf(table.schema, stemmedName(table.name)), i);
    }
    for (int i = 0; i < int(m_tables.size()); ++i) {
        const Table& table = *m_tables[size_t(i)].table;
        QSet<QString> declared;
        for (const ForeignKey& key : table.foreignKeys) {
            declared.unite(QSet<QString>(key.columns.begin(), key.columns.end()));
            if (const int to = byName.value(keyOf(key.toSchema, key.toTable), -1); to >= 0)
                connect(i, to);
        }
        for (const Column& column : table.columns) {
            if (declared.contains(column.name))
                continue;
            const QString spokenOf = tableSpokenOf(column.name);
            if (const int to = spokenOf.isEmpty() ? -1 : byStem.value(keyOf(table.schema, spokenOf), -1); to >= 0)
                connect(i, to);
        }
    }
    for (Entry& entry : m_tables) {
        std::sort(entry.neighbours.begin(), entry.neighbours.end());
        entry.neighbours.erase(std::unique(entry.neighbours.begin(), entry.neighbours.end()), entry.neighbours.end());
    }
}

void SchemaIndex::markKeys()
{
    QHash<QString, QSet<QString>> referred;
    for (const Entry& entry : m_tables) {
        for (const ForeignKey& key : entry.table->foreignKeys)
            referred[keyOf(key.toSchema, key.toTable)].unite(QSet<QString>(key.toColumns.begin(), key.toColumns.end()));
    }
    for (const Entry& entry : m_tables) {
        const Table& table = *entry.table;
        QSet<QString> names = referred.value(keyOf(table.schema, table.name));
        names.unite(QSet<QString>(table.primaryKey.begin(), table.primaryKey.end()));
        for (const QStringList& key : table.uniqueKeys)
            names.unite(QSet<QString>(key.begin(), key.end()));
        for (const ForeignKey& key : table.foreignKeys)
            names.unite(QSet<QString>(key.columns.begin(), key.columns.end()));
        std::vector<bool> marks;
        marks.reserve(size_t(table.columns.size()));
        for (const Column& column : table.columns)
            marks.push_back(names.contains(column.name));
        m_keyColumns.push_back(std::move(marks));
    }
}

} // namespace parlance
