// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidLabels.h"

#include "assistant/checks/NearName.h"
#include "assistant/checks/SaidThings.h"
#include "assistant/checks/ValueLists.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qsizetype fewestLettersAlone = 5;
constexpr qsizetype fewestLetters = 4;

//! Whether \a text names \a label; \a nouns are what a short one must stand before.
bool names(const QString& text, const QString& label, const QStringList& nouns)
{
    if (label.size() < fewestLetters || !label.at(0).isLetter())
        return false;
    const QRegularExpression word(u"(?<![\\w-])"_s + QRegularExpression::escape(label) + u"(?![\\w-])\\s*(\\w*)"_s,
                                  QRegularExpression::CaseInsensitiveOption);
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const bool proper = label.at(0).isUpper() && match.captured().at(0).isUpper() && match.capturedStart() > 0;
        if (label.size() >= fewestLettersAlone || proper || nouns.contains(singular(match.captured(1).toLower())))
            return true;
    }
    return false;
}

} // namespace

QList<SaidLabel> labelsMissing(const CheckInput& input, const QString& text)
{
    ValueLists lists(input.catalog, input.values);
    const SqlEvidence evidence(input);
    QList<SaidLabel> missing;
    QStringList seen; // what was said already, and words that tell of a table rather than a value
    for (const Schema& schema : input.catalog.schemas)
        for (const Table& table : schema.tables)
            seen.append(table.name);
    QStringList nouns;
    QList<const Table*> tables;
    for (const ReadQuery& query : input.reading.queries)
        for (const ReadRelation& relation : query.relations)
            if (const Table* table =
                    relation.isTable() ? input.catalog.find(relation.tableSchema, relation.tableName) : nullptr;
                table != nullptr && !tables.contains(table)) {
                tables.append(table);
                for (const QString& word : wordsOf(table->name))
                    nouns.append(singular(word));
            }
    for (const Table* table : tables)
        for (const Column& column : table->columns) {
            QStringList own = nouns;
            for (const QString& word : wordsOf(column.name))
                own.append(singular(word));
            for (const QString& label : lists.of({table->schema, table->name, column.name}).values)
                if (!seen.contains(label) && !evidence.showsText(label) && names(text, label, own)) {
                    seen.append(label);
                    missing.append({label, quotedIdentifier(table->name) + u'.' + quotedIdentifier(column.name)});
                }
        }
    return missing;
}

} // namespace parlance
