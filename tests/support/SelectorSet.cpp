// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/SelectorSet.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>

namespace parlance::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList linesOf(const QString& name)
{
    QFile file(QStringLiteral(PARLANCE_TEST_DATA "/selector/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no %s", qPrintable(file.fileName()));
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

void readColumn(const QString& line, Table& table)
{
    static const QRegularExpression form(
        uR"~(^ (\S+) (\S+)( pk)?(?: -> (\w+)\.(\w+)\.(\w+))?(?: "([^"]*)")?(?: \{([^}]*)\})?$)~"_s);
    const QRegularExpressionMatch match = form.match(line);
    if (!match.hasMatch())
        qFatal("not understood: %s", qPrintable(line));
    Column column;
    column.name = match.captured(1);
    column.number = int(table.columns.size()) + 1;
    column.type = match.captured(2);
    column.comment = match.captured(7);
    if (!match.captured(8).isEmpty())
        column.enumLabels = match.captured(8).split(u',');
    if (!match.captured(3).isEmpty())
        table.primaryKey += column.name;
    if (!match.captured(4).isEmpty())
        table.foreignKeys += ForeignKey{table.name + u'_' + column.name + u"_fkey"_s,
                                        {column.name},
                                        match.captured(4),
                                        match.captured(5),
                                        {match.captured(6)}};
    table.columns += column;
}

//! \a count tables of words that every business has, chained by keys in their schema.
Schema decoys(int number, int count, QRandomGenerator& random)
{
    static const QStringList things = u"account address agent alert allocation answer approval archive article asset "
                                      u"audit batch billing block board budget "
                                      "building bundle calendar cart catalog category channel charge check claim class "
                                      "client code comment company contact "
                                      "contract cost country coupon course credit currency customer dataset day deal "
                                      "delivery demand department device document "
                                      "driver email employee entry equipment event export facility fee field file "
                                      "forecast form goal grade group history hour "
                                      "image import incident index inspection instance insurance interest inventory "
                                      "invoice issue item job journal key label "
                                      "layer lead league lease ledger lesson level license line link list location log "
                                      "lot machine mail manager map margin market "
                                      "match material measure meeting member menu message meter method milestone model "
                                      "module month name network node note "
                                      "notice object offer office option order origin outcome owner package page "
                                      "parameter part partner path payment period "
                                      "permission person phase phone photo place plan plant point policy position post "
                                      "price process product profile program "
                                      "project property provider purchase quality quantity query question queue quote "
                                      "range rate rating reason receipt record "
                                      "region report request reservation resource response result return review risk "
                                      "role room route rule salary sale sample "
                                      "schedule school score season section segment seller sensor series server "
                                      "service session setting shift shipment shop "
                                      "signal site skill source stage standard state station statistic status step "
                                      "stock store street student subject "
                                      "subscription supplier survey system table tag target task tax team template "
                                      "term test theme ticket time token topic "
                                      "track trade transaction transfer trip type unit update upload user value "
                                      "variant vehicle vendor version view visit "
                                      "voucher wage warehouse warranty week weight worker year zone"_s.split(u' ');
    static const QStringList types{u"bigint"_s, u"text"_s, u"numeric"_s, u"date"_s, u"timestamptz"_s, u"boolean"_s};
    const auto word = [&] { return things.at(random.bounded(int(things.size()))); };
    Schema schema{u"area_%1"_s.arg(number), {}, {}};
    for (int i = 0; i < count; ++i) {
        Table table;
        table.schema = schema.name;
        table.name = word() + u'_' + word() + u'_' + QString::number(i);
        table.estimatedRows = random.bounded(1, 1'000'000);
        table.columns += Column{u"id"_s, 1, u"bigint"_s, false, {}, {}, {}, {}, {}};
        table.primaryKey = {u"id"_s};
        const int columns = random.bounded(4, 12);
        for (int c = 0; c < columns; ++c)
            table.columns += Column{word() + u'_' + word(),
                                    c + 2,
                                    types.at(random.bounded(int(types.size()))),
                                    true,
                                    {},
                                    {},
                                    {},
                                    random.bounded(4) == 0 ? u"The %1 of the %2"_s.arg(word(), word()) : QString(),
                                    {}};
        if (i > 0) {
            table.columns += Column{u"parent_id"_s, columns + 2, u"bigint"_s, true, {}, {}, {}, {}, {}};
            table.foreignKeys += ForeignKey{table.name + u"_fkey"_s,
                                            {u"parent_id"_s},
                                            schema.name,
                                            schema.tables.at(random.bounded(i)).name,
                                            {u"id"_s}};
        }
        schema.tables += table;
    }
    return schema;
}

} // namespace

SchemaCatalog selectorCatalog(int tables)
{
    SchemaCatalog catalog;
    catalog.database = u"everything"_s;
    int known = 0;
    for (const QString& line : linesOf(u"catalog.txt"_s)) {
        if (line.startsWith(u"schema "_s)) {
            catalog.schemas += Schema{line.mid(7), {}, {}};
        } else if (line.startsWith(u"table "_s)) {
            Table table;
            table.schema = catalog.schemas.constLast().name;
            table.name = line.section(u' ', 1, 1);
            table.comment = line.section(u' ', 2);
            catalog.schemas.last().tables += table;
            ++known;
        } else if (line.startsWith(u' ')) {
            readColumn(line, catalog.schemas.last().tables.last());
        }
    }
    QRandomGenerator random(20261122);
    constexpr int each = 60;
    for (int number = 0; known < tables; ++number) {
        const int count = std::min(each, tables - known);
        catalog.schemas += decoys(number, count, random);
        known += count;
    }
    return catalog;
}

QList<SelectorQuestion> selectorQuestions()
{
    QList<SelectorQuestion> questions;
    for (const QString& line : linesOf(u"questions.txt"_s)) {
        if (line.startsWith(u'#'))
            continue;
        SelectorQuestion question{line.section(u" | "_s, 0, 0), {}, {}};
        for (const QString& part : line.section(u" | "_s, 1).split(u"; "_s)) {
            const QString table = part.section(u": "_s, 0, 0);
            question.tables += TableName{table.section(u'.', 0, 0), table.section(u'.', 1)};
            question.columns += part.section(u": "_s, 1).split(u", "_s);
        }
        questions += question;
    }
    return questions;
}

} // namespace parlance::test
