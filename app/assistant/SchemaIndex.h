// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Thesaurus.h"
#include "schema/SchemaCatalog.h"

#include <QHash>

#include <memory>
#include <vector>

namespace parlance {

//! A catalog prepared for ranking its tables by words: what each word stands in, and which tables keys connect. Made
//! once a catalog (tens of milliseconds for two thousand tables: on a pool thread), read by any thread.
class SchemaIndex final {
public:
    enum class Field { TableName, ColumnName, Label, TableComment, ColumnComment, SchemaName, KeyName };
    //! A place where a word stands.
    struct Posting {
        int table = 0;
        int column = -1; //!< -1: the table itself
        Field field = Field::TableName;
    };
    struct Word {
        QString text; //!< a stem
        std::vector<Posting> postings;
        int tables = 0; //!< in how many tables it stands
    };
    struct Entry {
        const Table* table = nullptr;
        int schema = 0;              //!< index into catalog().schemas
        std::vector<int> neighbours; //!< tables that a key leads to or from, declared or by name (customer_id), sorted
        qsizetype characters = 0;    //!< of its whole text
        qsizetype nameWords = 1;     //!< that its name falls into
    };

    static std::shared_ptr<const SchemaIndex> build(const SchemaCatalog& catalog);

    const SchemaCatalog& catalog() const { return m_catalog; }
    //! The tables that may be read, in the catalog's order.
    const std::vector<Entry>& tables() const { return m_tables; }
    const std::vector<Word>& words() const { return m_words; }
    //! -1: it stands nowhere.
    int wordOf(const QString& stem) const { return m_wordOf.value(stem, -1); }
    const Thesaurus& thesaurus() const { return m_thesaurus; }
    //! Tokens of the whole readable catalog, estimated.
    int tokens() const { return m_tokens; }
    //! The columns of a table that belong to a primary, unique or foreign key, or that a foreign key leads to.
    const std::vector<bool>& keyColumns(int table) const { return m_keyColumns.at(size_t(table)); }

private:
    void collect();
    void addWords(const QString& text, int table, int column, Field field);
    void addTable(int index);
    void connectTables();
    void connect(int left, int right);
    void markKeys();

    SchemaCatalog m_catalog;
    Thesaurus m_thesaurus;
    std::vector<Entry> m_tables;
    std::vector<std::vector<bool>> m_keyColumns;
    std::vector<Word> m_words;
    QHash<QString, int> m_wordOf;
    int m_tokens = 0;
};

} // namespace parlance
