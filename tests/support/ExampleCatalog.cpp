// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ExampleCatalog.h"

namespace parlance::test {

using namespace Qt::Literals::StringLiterals;

namespace {

Column column(const QString& name, const QString& type, const QString& comment, bool nullable = false)
{
    Column column;
    column.name = name;
    column.type = type;
    column.comment = comment;
    column.nullable = nullable;
    return column;
}

Table table(const QString& name, const QString& comment, qint64 rows, const QList<Column>& columns)
{
    Table table;
    table.schema = u"public"_s;
    table.name = name;
    table.comment = comment;
    table.estimatedRows = rows;
    table.columns = columns;
    table.primaryKey = {columns.first().name};
    return table;
}

} // namespace

SchemaCatalog exampleCatalog()
{
    Table customers = table(u"customers"_s, u"Companies that buy"_s, 1987,
                            {column(u"customer_id"_s, u"bigint"_s, u"Number of the customer"_s),
                             column(u"name"_s, u"text"_s, u"Name as printed on invoices"_s)});
    customers.columns[0].identity = u"always"_s;
    customers.uniqueKeys = {{u"name"_s}};

    Table orders = table(u"orders"_s, u"One row for each order"_s, 50123,
                         {column(u"order_id"_s, u"bigint"_s, u"Number of the order"_s),
                          column(u"customer_id"_s, u"bigint"_s, u"Who ordered"_s),
                          column(u"status"_s, u"order_status"_s, u"Where the order stands"_s),
                          column(u"ordered_at"_s, u"timestamp with time zone"_s, u"When it was placed"_s)});
    orders.columns[2].enumLabels = {u"new"_s, u"paid"_s, u"cancelled"_s};
    orders.columns[2].defaultExpression = u"'new'::order_status"_s;
    orders.foreignKeys = {{u"orders_customer"_s, {u"customer_id"_s}, u"public"_s, u"customers"_s, {u"customer_id"_s}}};

    Table items = table(u"order_items"_s, u"The lines of an order"_s, 150456,
                        {column(u"order_id"_s, u"bigint"_s, u"The order it belongs to"_s),
                         column(u"quantity"_s, u"integer"_s, u"Pieces"_s),
                         column(u"unit_price"_s, u"numeric(12,2)"_s, u"Euro for one piece, before tax"_s),
                         column(u"discount"_s, u"numeric(12,2)"_s, u"Euro taken off the line"_s, true)});
    items.checks = {u"CHECK (quantity > 0)"_s};
    items.foreignKeys = {{u"items_order"_s, {u"order_id"_s}, u"public"_s, u"orders"_s, {u"order_id"_s}}};

    Table view = table(u"paid_orders"_s, {}, -1, {column(u"order_id"_s, u"bigint"_s, {}, true)});
    view.kind = Table::Kind::View;
    view.primaryKey.clear();
    view.definition = u" SELECT order_id\n   FROM orders\n  WHERE status = 'paid'::order_status;"_s;

    Table hidden = table(u"salaries"_s, u"Not for this team"_s, 10, {column(u"amount"_s, u"numeric"_s, {})});
    hidden.readable = false;

    SchemaCatalog catalog;
    catalog.database = u"sales_db"_s;
    catalog.schemas = {{u"public"_s, u"The shop"_s, {customers, items, orders, view, hidden}}};
    return catalog;
}

SchemaCatalog wideCatalog(int tables)
{
    SchemaCatalog catalog;
    catalog.database = u"wide_db"_s;
    Schema schema;
    schema.name = u"public"_s;
    for (int i = 0; i < tables; ++i) {
        QList<Column> columns;
        for (int c = 0; c < 15; ++c)
            columns << column(
                u"column_%1"_s.arg(c), u"numeric(12,2)"_s,
                u"What the column number %1 of this table means, in which unit, and when it is NULL"_s.arg(c));
        Table made = table(u"table_%1"_s.arg(i, 4, 10, QChar(u'0')), u"What one row of table %1 stands for"_s.arg(i),
                           1000 * i, columns);
        if (i > 0)
            made.foreignKeys = {{u"key"_s, {u"column_1"_s}, u"public"_s, schema.tables.last().name, {u"column_0"_s}}};
        schema.tables << made;
    }
    catalog.schemas = {schema};
    return catalog;
}

} // namespace parlance::test
