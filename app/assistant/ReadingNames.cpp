// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ReadingNames.h"

#include "assistant/ExpressionWords.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Reading {
    Q_DECLARE_TR_FUNCTIONS(Reading)
};

constexpr qsizetype longestSql = 120;
constexpr qsizetype longestDescription = 48;
constexpr int deepest = 20;

//! The first sentence of a comment, when it is short; else nothing.
QString shortDescription(const QString& comment)
{
    static const QRegularExpression end(u"[.;:](\\s|$)|\\n"_s);
    const QString text = comment.left(comment.indexOf(end) < 0 ? comment.size() : comment.indexOf(end)).simplified();
    return text.size() <= longestDescription ? text : QString();
}

//! An aggregate call over nothing or one column, and what may stand around it.
const QRegularExpression& plainAggregate()
{
    static const QRegularExpression form(
        u"^(?:round\\(\\s*)?(count|sum|avg|min|max)\\s*\\(\\s*(\\*|(?:distinct\\s+)?[\\w\"]+(?:\\.[\\w\"]+){0,2})\\s*"
        u"\\)"
        "(?:\\s*::\\s*(?:date|numeric|int|integer|bigint))?(?:\\s*,\\s*\\d+\\s*\\))?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return form;
}

} // namespace

ReadingNames::ReadingNames(const SqlReading& reading, const SqlScript& script, const SchemaCatalog& catalog)
    : m_reading(reading)
    , m_script(script)
    , m_catalog(catalog)
{}

QString ReadingNames::wholeSqlAt(const SqlPlace& place) const
{
    const QByteArray piece = m_script.text.mid(place.start, place.length);
    QString text;
    qsizetype end = 0;
    for (const SqlToken& token : sqlTokens(piece)) { // without comments; blanks inside of texts stay
        if (token.kind == SqlToken::Kind::Comment)
            continue;
        if (token.start > end && !text.isEmpty())
            text += u' ';
        text += QString::fromUtf8(piece.mid(token.start, token.length));
        end = token.start + token.length;
    }
    return text;
}

QString ReadingNames::sqlAt(const SqlPlace& place) const
{
    const QString text = wholeSqlAt(place).simplified();
    return text.size() <= longestSql ? text : text.left(longestSql - 1).trimmed() + u'…';
}

QString ReadingNames::relationName(const ReadRelation& relation) const
{
    if (!relation.name.isEmpty())
        return relation.schema.isEmpty() || relation.schema == u"public" ? relation.name
                                                                         : relation.schema + u'.' + relation.name;
    return relation.alias.isEmpty() ? Reading::tr("a query of its own") : relation.alias;
}

QString ReadingNames::columnName(const ReadColumn& column) const
{
    if (column.foundQuery < 0 || column.relation < 0)
        return column.name;
    const QList<ReadRelation>& relations = m_reading.queries.at(column.foundQuery).relations;
    qsizetype having = 0;
    qsizetype sameTable = 0;
    const ReadRelation& mine = relations.at(column.relation);
    for (const ReadRelation& relation : relations) {
        sameTable += relation.name == mine.name ? 1 : 0;
        having += std::any_of(relation.columns.cbegin(), relation.columns.cend(),
                              [&column](const ReadOutput& output) { return output.name == column.name; })
                    ? 1
                    : 0;
    }
    if (having < 2)
        return column.name;
    return (sameTable > 1 ? mine.alias : relationName(mine)) + u'.' + column.name;
}

QString ReadingNames::reckonedWords(const ReadColumn& column) const
{
    if (column.foundQuery < 0 || column.relation < 0)
        return {};
    const ReadRelation& relation = m_reading.queries.at(column.foundQuery).relations.at(column.relation);
    if (relation.query < 0)
        return {};
    const QList<ReadOutput>& outputs = m_reading.queries.at(relation.query).outputs;
    for (qsizetype i = 0; i < relation.columns.size() && i < outputs.size(); ++i)
        if (relation.columns.at(i).name == column.name && outputs.at(i).column < 0 && outputs.at(i).relation < 0) {
            const QString words = outputWords(relation.query, static_cast<int>(i), 1);
            const QString named = outputs.at(i).name + u": "_s;
            return words.startsWith(named) ? words.mid(named.size()) : words;
        }
    return {};
}

QString ReadingNames::describedColumn(const ReadColumn& column) const
{
    const QString name = columnName(column);
    if (const QString reckoned = reckonedWords(column); !reckoned.isEmpty())
        return u"%1 (%2)"_s.arg(name, reckoned);
    const Table* table = column.origin.isKnown() ? m_catalog.find(column.origin.schema, column.origin.table) : nullptr;
    if (table != nullptr)
        for (const Column& candidate : table->columns)
            if (candidate.name == column.origin.column)
                if (const QString said = shortDescription(candidate.comment); !said.isEmpty())
                    return u"%1 (%2)"_s.arg(name, said);
    return name;
}

QString ReadingNames::typeOf(const ReadColumn& column) const
{
    const Table* table = column.origin.isKnown() ? m_catalog.find(column.origin.schema, column.origin.table) : nullptr;
    if (table != nullptr)
        for (const Column& candidate : table->columns)
            if (candidate.name == column.origin.column)
                return candidate.type;
    return {};
}

bool ReadingNames::isDayType(const QString& type)
{
    return type == u"date" || type.startsWith(u"timestamp");
}

bool ReadingNames::isNumberType(const QString& type)
{
    return type.startsWith(u"numeric") || type == u"integer" || type == u"bigint" || type == u"smallint" ||
           type == u"real" || type == u"double precision" || type == u"money";
}

const ReadAggregate* ReadingNames::aggregateOf(int query, const ReadOutput& output) const
{
    const ReadAggregate* found = nullptr;
    for (const ReadAggregate& aggregate : m_reading.queries.at(query).aggregates) {
        if (aggregate.place.start < output.whole.start ||
            aggregate.place.start >= output.whole.start + output.whole.length)
            continue;
        if (found != nullptr)
            return nullptr;
        found = &aggregate;
    }
    return found;
}

bool ReadingNames::isNumber(int query, int output) const
{
    const ReadOutput& of = m_reading.queries.at(query).outputs.at(output);
    if (of.column >= 0)
        return isNumberType(typeOf(m_reading.columns.at(of.column)));
    const ReadAggregate* aggregate = aggregateOf(query, of);
    const QRegularExpressionMatch match = plainAggregate().match(wholeSqlAt(of.whole));
    return aggregate != nullptr && match.hasMatch() && !wholeSqlAt(of.whole).contains(u"::date"_s) &&
           (aggregate->function == u"count" || aggregate->function == u"sum" || aggregate->function == u"avg");
}

QString ReadingNames::rowsOf(int query) const
{
    QStringList names;
    for (const ReadRelation& relation : m_reading.queries.at(query).relations)
        names.append(relationName(relation));
    return names.join(Reading::tr(" joined with "));
}

QString ReadingNames::aggregateWords(int query, const ReadAggregate& aggregate, const QString& sql) const
{
    const bool rounded = sql.startsWith(u"round"_s, Qt::CaseInsensitive);
    const auto done = [rounded](const QString& words) {
        return rounded ? Reading::tr("%1 (rounded)").arg(words) : words;
    };
    if (aggregate.star) {
        const QString rows = rowsOf(query);
        return rows.isEmpty() ? Reading::tr("rows") : done(Reading::tr("rows of %1").arg(rows));
    }
    if (aggregate.values.size() != 1)
        return {};
    const ReadColumn& column = m_reading.columns.at(aggregate.values.first());
    const QString described = describedColumn(column);
    const QString type = typeOf(column);
    if (aggregate.distinct && aggregate.function == u"count")
        return done(Reading::tr("different values of %1").arg(described));
    if (aggregate.distinct && aggregate.function != u"min" && aggregate.function != u"max")
        return {};
    if (aggregate.function == u"count")
        return done(Reading::tr("rows with a value in %1").arg(described));
    if (aggregate.function == u"sum")
        return done(Reading::tr("sum of %1").arg(described));
    if (aggregate.function == u"avg")
        return done(Reading::tr("average of %1").arg(described));
    if (aggregate.function == u"min")
        return done((isDayType(type) ? Reading::tr("earliest %1") : Reading::tr("lowest %1")).arg(described));
    if (aggregate.function == u"max")
        return done((isDayType(type) ? Reading::tr("latest %1") : Reading::tr("highest %1")).arg(described));
    return {};
}

//! "month of ordered_at" for what takes one part of one column; the SQL else.
QString ReadingNames::partWords(const QString& sql) const
{
    static const QRegularExpression truncated(
        u"^date_trunc\\s*\\(\\s*'(day|week|month|quarter|year)'\\s*,\\s*(?:\\w+\\.)?(\\w+)\\s*\\)(?:\\s*::\\s*date)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (const QRegularExpressionMatch match = truncated.match(sql); match.hasMatch())
        return Reading::tr("%1 of %2").arg(match.captured(1).toLower(), match.captured(2));
    return sql.size() <= longestSql ? sql : sql.left(longestSql - 1).trimmed() + u'…';
}

QString ReadingNames::outputWords(int query, int output) const
{
    return outputWords(query, output, 0);
}

QString ReadingNames::outputWords(int query, int output, int depth) const
{
    const ReadQuery& level = m_reading.queries.at(query);
    const ReadOutput& of = level.outputs.at(output);
    if (of.relation >= 0 && depth < deepest) { // a column of a query inside: what it is there
        const ReadRelation& relation = level.relations.at(of.relation);
        if (relation.query >= 0)
            for (qsizetype i = 0; i < relation.columns.size(); ++i)
                if (relation.columns.at(i).name == of.relationColumn &&
                    i < m_reading.queries.at(relation.query).outputs.size()) {
                    const ReadOutput& inner = m_reading.queries.at(relation.query).outputs.at(i);
                    if (inner.column < 0 && inner.relation < 0) {
                        const QString words = outputWords(relation.query, static_cast<int>(i), depth + 1);
                        return words.startsWith(of.name + u": "_s) || inner.name == of.name ? words
                                                                                            : of.name + u": "_s + words;
                    }
                }
    }
    if (of.column >= 0)
        return columnName(m_reading.columns.at(of.column));
    if (of.relation >= 0 || of.whole.length == 0)
        return of.name;
    const QString sql = wholeSqlAt(of.whole);
    QString words;
    if (const ReadAggregate* aggregate = aggregateOf(query, of);
        aggregate != nullptr && !aggregate->window && !aggregate->filtered && plainAggregate().match(sql).hasMatch())
        words = aggregateWords(query, *aggregate, sql);
    if (words.isEmpty())
        words = ExpressionWords(m_reading, m_script, *this, query).of(of.whole);
    if (words.isEmpty())
        words = partWords(sql);
    const bool named = !of.name.isEmpty() && of.name != u"?column?" &&
                       !sql.startsWith(of.name + u'(', Qt::CaseInsensitive) && of.name != u"case" &&
                       of.name != u"coalesce";
    return named ? of.name + u": "_s + words : words;
}

QString ReadingNames::itemWords(int query, const ReadItem& item) const
{
    const ReadQuery& level = m_reading.queries.at(query);
    if (item.column >= 0)
        return columnName(m_reading.columns.at(item.column));
    if (item.output >= 0 && item.output < level.outputs.size()) {
        const ReadOutput& output = level.outputs.at(item.output);
        if (output.column >= 0)
            return columnName(m_reading.columns.at(output.column));
        if (output.relation < 0 && output.whole.length > 0 && !output.aggregate) {
            const QString words = partWords(wholeSqlAt(output.whole));
            const QString sql = wholeSqlAt(output.whole);
            return words == sql && output.name != u"?column?" && output.name != sql ? output.name : words;
        }
        return output.name;
    }
    return item.whole.length == 0 ? QString() : partWords(wholeSqlAt(item.whole));
}

} // namespace parlance
