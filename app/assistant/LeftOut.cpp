// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/LeftOut.h"

#include <QRegularExpression>

namespace parlance {

namespace {

//! Finds the names of tables in SQL. A word that only looks like one counts too: what is left out stays here.
class Names final {
public:
    explicit Names(const QList<TableName>& tables)
    {
        QStringList names;
        for (const TableName& table : tables)
            names.append(QRegularExpression::escape(table.name));
        m_any.setPattern(QStringLiteral("(?<![\\w$])(?:%1)(?![\\w$])").arg(names.join(u'|')));
        m_any.setPatternOptions(QRegularExpression::CaseInsensitiveOption |
                                QRegularExpression::UseUnicodePropertiesOption);
    }
    bool standIn(const QString& sql) const { return sql.contains(m_any); }

private:
    QRegularExpression m_any;
};

} // namespace

Question withoutLeftOut(Question question)
{
    if (question.leftOut.isEmpty())
        return question;
    const Names names(question.leftOut);
    question.examples.removeIf([&names](const Question::Example& example) { return names.standIn(example.sql); });
    for (GlossaryTerm& term : question.glossary)
        if (names.standIn(term.sql))
            term.sql.clear();
    return question;
}

SchemaSlice withoutLeftOut(SchemaSlice slice, const QList<TableName>& leftOut)
{
    if (leftOut.isEmpty())
        return slice;
    const Names names(leftOut);
    for (Schema& schema : slice.catalog.schemas)
        for (Table& table : schema.tables) {
            table.foreignKeys.removeIf([&leftOut](const ForeignKey& key) {
                return leftOut.contains(TableName{key.toSchema, key.toTable});
            });
            if (names.standIn(table.definition))
                table.definition.clear();
        }
    return slice;
}

} // namespace parlance
