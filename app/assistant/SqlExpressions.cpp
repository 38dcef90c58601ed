// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions: comparisons, aggregates, and which columns they stand on.
#include "assistant/SqlQueryReader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Operator = ReadCondition::Operator;

Operator operatorOf(const QString& sign)
{
    static const QHash<QString, Operator> signs{
        {u"="_s, Operator::Equal},         {u"<>"_s, Operator::NotEqual},  {u"!="_s, Operator::NotEqual},
        {u"<"_s, Operator::Less},          {u"<="_s, Operator::LessEqual}, {u">"_s, Operator::Greater},
        {u">="_s, Operator::GreaterEqual}, {u"~"_s, Operator::Match},      {u"~*"_s, Operator::Match}};
    return signs.value(sign, Operator::Other);
}

Operator mirrored(Operator op)
{
    switch (op) {
    case Operator::Less:
        return Operator::Greater;
    case Operator::LessEqual:
        return Operator::GreaterEqual;
    case Operator::Greater:
        return Operator::Less;
    case Operator::GreaterEqual:
        return Operator::LessEqual;
    default:
        return op;
    }
}

} // namespace

void SqlQueryReader::add(Expression& to, const Expression& from)
{
    to.columns += from.columns;
    to.strict += from.strict;
    to.values += from.values;
    to.aggregate = to.aggregate || from.aggregate;
}

SqlQueryReader::Expression SqlQueryReader::expression(const Json& node, const Context& context)
{
    if (!node.IsObject() || node.ObjectEmpty())
        return node.IsArray() ? every(node, context) : Expression();
    const std::string_view type = view(node.MemberBegin()->name);
    if (type.empty() || type.front() < 'A' || type.front() > 'Z')
        return every(node, context); // fields without their node's name
    const Json& fields = node.MemberBegin()->value;
    if (type == "ColumnRef") {
        Expression read;
        const int column = readColumn(fields, context);
        if (column >= 0 && m_reading.columns.at(column).foundQuery == context.scope->query)
            read.columns = read.strict = read.values = {column};
        read.plain = column;
        return read;
    }
    if (type == "TypeCast" || type == "CollateClause") {
        const Json* argument = member(fields, "arg");
        Expression read = argument == nullptr ? Expression() : expression(*argument, context);
        read.cast = read.cast || type == "TypeCast";
        return read;
    }
    if (type == "A_Expr")
        return operation(fields, context);
    if (type == "BoolExpr")
        return logic(fields, context);
    if (type == "FuncCall")
        return call(fields, context);
    if (type == "CaseExpr")
        return caseWhen(fields, context);
    if (type == "SubLink")
        return subLink(fields, context);
    if (type == "NullTest" || type == "BooleanTest")
        return nullTest(node, context);
    if (type == "CoalesceExpr" || type == "MinMaxExpr")
        return firstOf(node, context);
    if (type == "A_Const" || type == "SetToDefault" || type == "TypeName")
        return {};
    Expression read = every(fields, context);
    if (type != "List" && type != "A_Indirection" && type != "SQLValueFunction")
        read.strict.clear();
    read.plain = -1;
    return read;
}

//! All that is in a node of which nothing more is known.
SqlQueryReader::Expression SqlQueryReader::every(const Json& node, const Context& context)
{
    Expression read;
    if (node.IsArray())
        for (const Json& element : node.GetArray())
            add(read, expression(element, context));
    else if (node.IsObject())
        for (const auto& field : node.GetObject())
            if (field.value.IsArray() || field.value.IsObject())
                add(read, expression(field.value, context));
    return read;
}

SqlQueryReader::Expression SqlQueryReader::operation(const Json& node, const Context& context)
{
    const std::string_view kind = view(*member(node, "kind"));
    const QStringList parts = names(member(node, "name"));
    const QString sign = parts.isEmpty() ? QString() : parts.last();
    if (kind == "AEXPR_IN")
        return comparison(node, sign == u"<>" ? Operator::NotIn : Operator::In, context);
    if (kind == "AEXPR_LIKE")
        return comparison(node, sign.startsWith(u'!') ? Operator::NotLike : Operator::Like, context);
    if (kind == "AEXPR_ILIKE")
        return comparison(node, sign.startsWith(u'!') ? Operator::NotILike : Operator::ILike, context);
    if (kind == "AEXPR_BETWEEN" || kind == "AEXPR_BETWEEN_SYM")
        return comparison(node, Operator::Between, context);
    if (kind == "AEXPR_NOT_BETWEEN" || kind == "AEXPR_NOT_BETWEEN_SYM")
        return comparison(node, Operator::NotBetween, context);
    if (kind == "AEXPR_OP_ANY" && sign == u"=")
        return comparison(node, Operator::In, context);
    if (kind == "AEXPR_OP_ALL" && (sign == u"<>" || sign == u"!="))
        return comparison(node, Operator::NotIn, context);
    if (kind == "AEXPR_OP" && operatorOf(sign) != Operator::Other && member(node, "lexpr") != nullptr)
        return comparison(node, operatorOf(sign), context);
    if (kind == "AEXPR_DISTINCT" || kind == "AEXPR_NOT_DISTINCT") {
        Expression read = comparison(node, kind == "AEXPR_DISTINCT" ? Operator::NotEqual : Operator::Equal, context);
        read.strict.clear();
        return read;
    }
    Expression read;
    for (const char* side : {"lexpr", "rexpr"})
        if (const Json* operand = member(node, side))
            add(read, expression(*operand, context));
    if (kind == "AEXPR_NULLIF")
        read.strict.clear();
    return read;
}

SqlQueryReader::Expression SqlQueryReader::comparison(const Json& node, Operator op, const Context& context)
{
    const Json* left = member(node, "lexpr");
    const Json* right = member(node, "rexpr");
    if (left == nullptr || right == nullptr)
        return {};
    const Expression first = expression(*left, context);
    const Expression second = expression(*right, context);
    ReadCondition condition;
    condition.op = op;
    condition.columns = first.columns + second.columns;
    condition.place = placeAt(location(node));
    if (first.plain >= 0) {
        condition.other = second.function.isEmpty() ? second.plain : -1;
        addCondition(condition, first, right, context);
    } else if (second.plain >= 0) {
        condition.op = mirrored(op);
        addCondition(condition, second, left, context);
    } else {
        addCondition(condition, first.columns.isEmpty() ? second : first, first.columns.isEmpty() ? left : right,
                     context);
    }
    Expression read;
    add(read, first);
    add(read, second);
    return read;
}

void SqlQueryReader::addCondition(ReadCondition condition, const Expression& side, const Json* other,
                                  const Context& context)
{
    condition.clause = context.clause;
    condition.underOr = context.underOr;
    condition.negated = context.negated;
    condition.column = side.plain;
    condition.function = side.function;
    condition.cast = side.cast;
    condition.defaults = side.defaults;
    condition.onlyLiterals = other != nullptr && takeLiterals(*other, condition.literals);
    if (other != nullptr)
        condition.moments = moments(*other);
    level(*context.scope).conditions.append(condition);
}

bool SqlQueryReader::takeLiterals(const Json& node, QList<ReadLiteral>& literals, const QString& cast) const
{
    if (const Json* constant = member(node, "A_Const")) {
        ReadLiteral literal;
        literal.cast = cast;
        literal.place = placeAt(location(*constant));
        if (const Json* string = member(*constant, "sval")) {
            literal.text = text(member(*string, "sval"));
        } else if (const Json* number = member(*constant, "ival")) {
            const Json* value = member(*number, "ival");
            literal.kind = ReadLiteral::Kind::Number;
            literal.text = QString::number(value == nullptr ? 0 : value->GetInt64());
        } else if (const Json* decimal = member(*constant, "fval")) {
            literal.kind = ReadLiteral::Kind::Number;
            literal.text = text(member(*decimal, "fval"));
        } else if (flag(*constant, "isnull")) {
            literal.kind = ReadLiteral::Kind::Null;
        } else {
            literal.kind = ReadLiteral::Kind::Boolean;
            const Json* boolean = member(*constant, "boolval");
            literal.text = boolean != nullptr && flag(*boolean, "boolval") ? u"true"_s : u"false"_s;
        }
        literals.append(literal);
        return true;
    }
    if (const Json* typeCast = member(node, "TypeCast")) {
        const Json* type = member(*typeCast, "typeName");
        const QStringList parts = type == nullptr ? QStringList() : names(member(*type, "names"));
        const Json* argument = member(*typeCast, "arg");
        return argument != nullptr && takeLiterals(*argument, literals, parts.isEmpty() ? cast : parts.last());
    }
    if (member(node, "ParamRef") != nullptr) {
        ReadLiteral literal;
        literal.kind = ReadLiteral::Kind::Parameter;
        literals.append(literal);
        return true;
    }
    const Json* list = member(node, "List");
    const Json* items = list != nullptr ? member(*list, "items") : nullptr;
    if (const Json* array = member(node, "A_ArrayExpr"))
        items = member(*array, "elements");
    if (items == nullptr || !items->IsArray())
        return false;
    bool all = true;
    for (const Json& item : items->GetArray())
        all = takeLiterals(item, literals, cast) && all;
    return all;
}

SqlQueryReader::Expression SqlQueryReader::logic(const Json& node, const Context& context)
{
    const std::string_view op = view(*member(node, "boolop"));
    Context inner = context;
    inner.underOr = context.underOr || op == "OR_EXPR";
    inner.negated = op == "NOT_EXPR" ? !context.negated : context.negated;
    Expression read;
    bool first = true;
    QSet<int> common; // relations that every arm of an OR is strict in
    const Json* arguments = member(node, "args");
    if (arguments == nullptr || !arguments->IsArray())
        return read;
    QList<Expression> arms;
    for (const Json& argument : arguments->GetArray()) {
        const Expression arm = expression(argument, inner);
        QSet<int> relations;
        for (const int column : arm.strict)
            relations.insert(m_reading.columns.at(column).relation);
        common = first ? relations : common & relations;
        first = false;
        add(read, arm);
        arms.append(arm);
    }
    if (op == "OR_EXPR")
        read.strict.removeIf([&](int column) { return !common.contains(m_reading.columns.at(column).relation); });
    if (op == "NOT_EXPR" && arguments->Size() == 1 && member((*arguments)[0], "BoolExpr") != nullptr)
        read.strict.clear();
    return read;
}

void SqlQueryReader::conjuncts(const Json& node, const Context& context)
{
    if (const Json* logical = member(node, "BoolExpr");
        logical != nullptr && view(*member(*logical, "boolop")) == "AND_EXPR") {
        for (const Json& argument : member(*logical, "args")->GetArray())
            conjuncts(argument, context);
        return;
    }
    const qsizetype before = level(*context.scope).conditions.size();
    const Expression read = expression(node, context);
    ReadConjunct conjunct;
    conjunct.clause = context.clause;
    conjunct.columns = read.columns;
    conjunct.strict = read.strict;
    conjunct.whole = wholeOf(node);
    const qsizetype added = level(*context.scope).conditions.size() - before;
    if (added == 1 && (member(node, "A_Expr") != nullptr || member(node, "NullTest") != nullptr))
        conjunct.condition = static_cast<int>(before);
    if (const Json* operation = member(node, "A_Expr")) {
        conjunct.place = placeAt(location(*operation));
        QList<ReadCondition>& conditions = level(*context.scope).conditions;
        if (conditions.size() > before && conditions.last().place == conjunct.place) {
            ReadCondition& condition = conditions.last();
            condition.top = true;
            conjunct.notEqual = condition.op == Operator::NotEqual && condition.other >= 0;
            if (view(*member(*operation, "kind")) == "AEXPR_OP" && condition.op == Operator::Equal &&
                condition.column >= 0 && condition.other >= 0 && condition.function.isEmpty() &&
                read.columns.size() == 2)
                level(*context.scope).pairs.append({condition.column, condition.other});
        }
    }
    if (const Json* operation = member(node, "A_Expr"))
        pairRows(*operation, read, context);
    level(*context.scope).conjuncts.append(conjunct);
}

//! (a, b) = (c, d): a = c and b = d.
void SqlQueryReader::pairRows(const Json& operation, const Expression& read, const Context& context)
{
    const auto width = [&operation](const char* side) -> qsizetype {
        const Json* operand = member(operation, side);
        const Json* row = operand == nullptr ? nullptr : member(*operand, "RowExpr");
        const Json* parts = row == nullptr ? nullptr : member(*row, "args");
        if (parts == nullptr || !parts->IsArray())
            return 0;
        return std::all_of(parts->Begin(), parts->End(),
                           [](const Json& part) { return member(part, "ColumnRef") != nullptr; })
                 ? qsizetype(parts->Size())
                 : 0;
    };
    const qsizetype parts = width("lexpr");
    if (parts == 0 || parts != width("rexpr") || read.columns.size() != 2 * parts ||
        names(member(operation, "name")) != QStringList{u"="_s})
        return;
    for (qsizetype i = 0; i < parts; ++i)
        level(*context.scope).pairs.append({read.columns.at(i), read.columns.at(parts + i)});
}

SqlQueryReader::Expression SqlQueryReader::caseWhen(const Json& node, const Context& context)
{
    Expression read;
    Context inner = context;
    inner.clause = SqlClause::Case;
    Expression subject;
    if (const Json* argument = member(node, "arg"))
        subject = expression(*argument, inner);
    const auto addColumnsOnly = [&read](const Expression& part) {
        read.columns += part.columns;
        read.aggregate = read.aggregate || part.aggregate;
    };
    addColumnsOnly(subject);
    if (const Json* arms = member(node, "args"); arms != nullptr && arms->IsArray())
        for (const Json& arm : arms->GetArray()) {
            const Json* when = member(arm, "CaseWhen");
            const Json* test = when == nullptr ? nullptr : member(*when, "expr");
            const Json* result = when == nullptr ? nullptr : member(*when, "result");
            if (test != nullptr) {
                const Expression tested = expression(*test, inner);
                addColumnsOnly(tested);
                if (subject.plain >= 0) {
                    ReadCondition condition;
                    condition.op = Operator::Equal;
                    condition.columns = subject.columns;
                    condition.underOr = true;
                    condition.place = placeAt(location(*when));
                    addCondition(condition, subject, test, inner);
                }
            }
            if (result != nullptr)
                add(read, expression(*result, context));
        }
    if (const Json* otherwise = member(node, "defresult"))
        add(read, expression(*otherwise, context));
    read.strict.clear();
    return read;
}

SqlQueryReader::Expression SqlQueryReader::subLink(const Json& node, const Context& context)
{
    const std::string_view type = view(*member(node, "subLinkType"));
    Expression read;
    Expression test;
    if (const Json* tested = member(node, "testexpr"))
        test = expression(*tested, context);
    const Json* subselect = member(node, "subselect");
    const Json* select = subselect == nullptr ? nullptr : member(*subselect, "SelectStmt");
    if (select != nullptr) {
        const bool exists = type == "EXISTS_SUBLINK" || type == "ANY_SUBLINK" || type == "ALL_SUBLINK";
        const qsizetype before = m_reading.columns.size();
        const int made =
            readSelect(*select, context.scope, context.scope->ctes, exists ? Role::Exists : Role::Expression);
        m_reading.queries[made].exists = type == "EXISTS_SUBLINK";
        for (qsizetype i = before; i < m_reading.columns.size(); ++i)
            if (m_reading.columns.at(i).foundQuery == context.scope->query)
                read.columns.append(static_cast<int>(i));
    }
    const QList<int> outer = read.columns;
    add(read, test);
    read.values.clear();
    read.strict = test.strict;
    if (!outer.isEmpty() || !test.columns.isEmpty()) {
        ReadCondition condition;
        condition.op = type == "ANY_SUBLINK" ? Operator::In : Operator::Other;
        condition.columns = read.columns;
        condition.place = placeAt(location(node));
        addCondition(condition, test, nullptr, context);
    }
    return read;
}

SqlQueryReader::Expression SqlQueryReader::nullTest(const Json& node, const Context& context)
{
    const Json& fields = node.MemberBegin()->value;
    const Json* argument = member(fields, "arg");
    Expression read = argument == nullptr ? Expression() : expression(*argument, context);
    const Json* nullType = member(fields, "nulltesttype");
    ReadCondition condition;
    condition.op = nullType == nullptr          ? Operator::Other
                 : view(*nullType) == "IS_NULL" ? Operator::IsNull
                                                : Operator::IsNotNull;
    condition.columns = read.columns;
    condition.place = placeAt(location(fields));
    addCondition(condition, read, nullptr, context);
    read.strict.clear(); // IS NOT NULL is said on purpose
    read.plain = -1;
    return read;
}

SqlQueryReader::Expression SqlQueryReader::firstOf(const Json& node, const Context& context)
{
    Expression read;
    const bool coalesce = view(node.MemberBegin()->name) == "CoalesceExpr";
    const Json* arguments = member(node.MemberBegin()->value, "args");
    if (arguments == nullptr || !arguments->IsArray())
        return read;
    for (const Json& argument : arguments->GetArray()) {
        const Expression part = expression(argument, context);
        add(read, part);
        takeLiterals(argument, read.defaults);
        if (coalesce && &argument == arguments->Begin() && part.plain >= 0) {
            read.plain = part.plain;
            read.cast = part.cast;
            read.function = u"coalesce"_s;
        }
    }
    if (read.columns.size() > 1)
        read.plain = -1;
    read.strict.clear();
    return read;
}

} // namespace parlance
