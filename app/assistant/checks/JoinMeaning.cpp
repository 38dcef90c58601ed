// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/JoinMeaning.h"

#include "assistant/checks/NearName.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

bool shareWord(const QStringList& own, const QStringList& others)
{
    return std::any_of(own.cbegin(), own.cend(), [&others](const QString& word) {
        return std::any_of(others.cbegin(), others.cend(), [&word](const QString& other) {
            return word == other || (word.size() > 2 && other.startsWith(word)) ||
                   (other.size() > 2 && word.startsWith(other));
        });
    });
}

QStringList tableWords(const ColumnOrigin& origin)
{
    QStringList words;
    for (const QString& word : wordsOf(origin.table))
        words.append(singular(word));
    return words;
}

} // namespace

const ForeignKey* keyOf(const Table& table, const QString& column)
{
    for (const ForeignKey& key : table.foreignKeys)
        if (key.columns.contains(column))
            return &key;
    return nullptr;
}

bool isKeyPart(const Table& table, const QString& column)
{
    return table.primaryKey.contains(column) || keyOf(table, column) != nullptr ||
           std::any_of(table.uniqueKeys.cbegin(), table.uniqueKeys.cend(),
                       [&column](const QStringList& key) { return key.contains(column); });
}

QList<ColumnOrigin> roots(const SchemaCatalog& catalog, const ColumnOrigin& origin)
{
    QList<ColumnOrigin> found{origin};
    for (qsizetype i = 0; i < found.size() && found.size() < 32; ++i) {
        const ColumnOrigin at = found.at(i);
        const Table* table = tableOf(catalog, at);
        if (table == nullptr)
            continue;
        for (const ForeignKey& key : table->foreignKeys) {
            const qsizetype part = key.columns.indexOf(at.column);
            if (part < 0 || part >= key.toColumns.size())
                continue;
            const ColumnOrigin to{key.toSchema, key.toTable, key.toColumns.at(part)};
            if (!found.contains(to))
                found.append(to);
        }
    }
    return found;
}

QStringList meaningOf(const ColumnOrigin& origin)
{
    static const QStringList empty{u"id"_s, u"key"_s, u"fk"_s, u"pk"_s, u"no"_s, u"nr"_s, u"code"_s, u"ref"_s};
    QStringList words;
    for (const QString& word : wordsOf(origin.column))
        if (!empty.contains(word))
            words.append(singular(word));
    if (words.isEmpty())
        for (const QString& word : wordsOf(origin.table))
            words.append(singular(word));
    return words;
}

bool shareMeaning(const ColumnOrigin& a, const ColumnOrigin& b)
{
    return a.column.compare(b.column, Qt::CaseInsensitive) == 0 || shareWord(meaningOf(a), meaningOf(b)) ||
           shareWord(meaningOf(a), tableWords(b)) || shareWord(meaningOf(b), tableWords(a));
}

} // namespace parlance
