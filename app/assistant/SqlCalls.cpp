// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of functions and aggregates.
#include "assistant/SqlQueryReader.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

bool isAggregate(const QString& name)
{
    static const QSet<QString> names{u"count"_s,
                                     u"sum"_s,
                                     u"avg"_s,
                                     u"min"_s,
                                     u"max"_s,
                                     u"array_agg"_s,
                                     u"string_agg"_s,
                                     u"json_agg"_s,
                                     u"jsonb_agg"_s,
                                     u"json_object_agg"_s,
                                     u"bool_and"_s,
                                     u"bool_or"_s,
                                     u"every"_s,
                                     u"stddev"_s,
                                     u"stddev_pop"_s,
                                     u"stddev_samp"_s,
                                     u"variance"_s,
                                     u"var_pop"_s,
                                     u"var_samp"_s,
                                     u"corr"_s,
                                     u"covar_pop"_s,
                                     u"covar_samp"_s,
                                     u"regr_slope"_s,
                                     u"regr_r2"_s,
                                     u"regr_intercept"_s,
                                     u"percentile_cont"_s,
                                     u"percentile_disc"_s,
                                     u"mode"_s,
                                     u"bit_and"_s,
                                     u"bit_or"_s,
                                     u"jsonb_object_agg"_s,
                                     u"regr_count"_s,
                                     u"xmlagg"_s,
                                     u"range_agg"_s,
                                     u"any_value"_s};
    return names.contains(name);
}

//! Functions that make something of a NULL.
bool takesNulls(const QString& name)
{
    return name.startsWith(u"concat") || name == u"format" || name.startsWith(u"num_n") || name.startsWith(u"json") ||
           name.startsWith(u"to_json") || name.startsWith(u"row_to") || name == u"count" || name == u"array_append" ||
           name == u"array_prepend" || name == u"quote_nullable";
}

} // namespace

SqlQueryReader::Expression SqlQueryReader::call(const Json& node, const Context& context)
{
    const QStringList parts = names(member(node, "funcname"));
    const QString name = parts.isEmpty() ? QString() : parts.last();
    const bool window = member(node, "over") != nullptr;
    if (window)
        level(*context.scope).hasWindow = true;
    if (isAggregate(name) || flag(node, "agg_star") || flag(node, "agg_distinct") ||
        member(node, "agg_filter") != nullptr || flag(node, "agg_within_group"))
        return aggregate(node, name, context);
    Expression read;
    const Json* arguments = member(node, "args");
    if (arguments != nullptr && arguments->IsArray()) {
        for (const Json& argument : arguments->GetArray()) {
            const Expression part = expression(argument, context);
            add(read, part);
            if (arguments->Size() == 1 && part.plain >= 0 && part.function.isEmpty()) {
                read.plain = part.plain;
                read.cast = part.cast;
                read.function = name;
            }
        }
    }
    if (takesNulls(name))
        read.strict.clear();
    if (window) {
        add(read, every(*member(node, "over"), context));
        read.strict.clear();
        read.plain = -1;
    }
    return read;
}

//! What an aggregate's window is parted by.
void SqlQueryReader::readWindow(const Json& over, ReadAggregate& made, Expression& read, const Context& context)
{
    made.partitionKnown = member(over, "name") == nullptr && member(over, "refname") == nullptr;
    if (!over.IsObject())
        return;
    for (const auto& field : over.GetObject()) {
        if (view(field.name) != "partitionClause" || !field.value.IsArray()) {
            if (field.value.IsArray() || field.value.IsObject())
                add(read, every(field.value, context));
            continue;
        }
        for (const Json& element : field.value.GetArray()) {
            const Expression part = expression(element, context);
            add(read, part);
            if (part.plain >= 0 && part.function.isEmpty())
                made.partition.append(part.plain);
            else
                made.partitionKnown = false;
        }
    }
}

SqlQueryReader::Expression SqlQueryReader::aggregate(const Json& node, const QString& name, const Context& context)
{
    ReadAggregate made;
    made.function = name;
    made.distinct = flag(node, "agg_distinct");
    made.star = flag(node, "agg_star");
    made.window = member(node, "over") != nullptr;
    made.filtered = member(node, "agg_filter") != nullptr;
    made.clause = context.clause;
    made.place = placeAt(location(node));
    Expression read;
    Context inner = context;
    inner.clause =
        context.clause == SqlClause::Where || context.clause == SqlClause::On ? context.clause : SqlClause::Select;
    for (const char* part : {"args", "agg_order"})
        if (const Json* arguments = member(node, part))
            add(read, every(*arguments, inner));
    made.values = read.values;
    made.columns = read.columns;
    if (const Json* filter = member(node, "agg_filter")) {
        inner.clause = SqlClause::Filter;
        add(read, expression(*filter, inner));
    }
    if (made.window)
        readWindow(*member(node, "over"), made, read, context);
    // One aggregate within another, a window's: it is the inner one that goes through the rows.
    level(*context.scope).aggregates.append(made);
    read.strict.clear();
    read.aggregate = read.aggregate || !made.window;
    read.plain = -1;
    return read;
}

} // namespace parlance
