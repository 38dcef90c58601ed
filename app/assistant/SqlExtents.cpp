// SPDX-License-Identifier: GPL-3.0-or-later
// How far an expression reaches in the text, and the days and moments that it reckons.
#include "assistant/SqlQueryReader.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qint64 nowhere = std::numeric_limits<qint64>::max();

//! Words that stand behind an expression, never at its end.
bool endsExpression(QByteArrayView word)
{
    static constexpr std::array words{"and",   "or",        "as",      "asc",   "desc",  "nulls",  "using", "from",
                                      "where", "group",     "having",  "order", "limit", "offset", "fetch", "window",
                                      "union", "intersect", "except",  "on",    "join",  "left",   "right", "full",
                                      "inner", "cross",     "natural", "for",   "when",  "then",   "else"};
    return std::any_of(words.begin(), words.end(),
                       [word](const char* end) { return word.compare(end, Qt::CaseInsensitive) == 0; });
}

//! "3 months", "1 year 2 days" as a step; nothing for what is written otherwise.
std::optional<ReadMoment::Step> stepOf(const QString& interval)
{
    static const QRegularExpression piece(
        u"\\G\\s*([+-]?\\d{1,6})\\s*(year|quarter|month|mon|week|day|hour|minute|second)s?\\s*"_s,
        QRegularExpression::CaseInsensitiveOption);
    ReadMoment::Step step;
    qsizetype at = 0;
    while (at < interval.size()) {
        const QRegularExpressionMatch match = piece.match(interval, at);
        if (!match.hasMatch())
            return {};
        const int number = match.captured(1).toInt();
        const QString unit = match.captured(2).toLower();
        if (unit == u"year")
            step.months += 12 * number;
        else if (unit == u"month" || unit == u"mon")
            step.months += number;
        else if (unit == u"week" || unit == u"day")
            step.days += (unit == u"week" ? 7 : 1) * number;
        else if (unit == u"quarter")
            return {}; // PostgreSQL has no such interval
        else
            step.seconds += (unit == u"hour" ? 3600 : unit == u"minute" ? 60 : 1) * number;
        at = match.capturedEnd();
    }
    return at == 0 ? std::nullopt : std::optional(step);
}

bool isDay(const ReadMoment& moment)
{
    const bool castLast = !moment.steps.isEmpty() && moment.steps.last().kind == ReadMoment::Step::Kind::ToDate;
    return castLast || (moment.base == ReadMoment::Base::Today && moment.steps.isEmpty());
}

} // namespace

QByteArrayView SqlQueryReader::word(qsizetype token) const
{
    return QByteArrayView(m_script.text).sliced(m_tokens.at(token).start, m_tokens.at(token).length);
}

//! The first and last place that a node and all in it stand at.
void SqlQueryReader::spread(const Json& node, qint64& first, qint64& last)
{
    if (node.IsArray()) {
        for (const Json& element : node.GetArray())
            spread(element, first, last);
    } else if (node.IsObject()) {
        for (const auto& field : node.GetObject()) {
            if (view(field.name) != "location") {
                spread(field.value, first, last);
            } else if (field.value.IsInt64() && field.value.GetInt64() > 0) {
                first = std::min(first, qint64(field.value.GetInt64()));
                last = std::max(last, qint64(field.value.GetInt64()));
            }
        }
    }
}

//! From the first token of an expression to its last. What the tree does not place (closing parentheses, END, the NULL
//! of IS NULL) stands behind its last part and before a word, comma or parenthesis that ends it.
SqlPlace SqlQueryReader::wholeOf(const Json& node) const
{
    qint64 first = nowhere;
    qint64 last = -1;
    spread(node, first, last);
    if (last < 0)
        return {};
    qsizetype start = tokenAt(m_tree.base + static_cast<qsizetype>(first));
    const qsizetype reach = m_tree.base + static_cast<qsizetype>(last);
    int depth = 0;
    int missing = 0; // parentheses that were opened before the first part
    qsizetype end = start;
    for (qsizetype at = start; at < m_tokens.size(); ++at) {
        const SqlToken& token = m_tokens.at(at);
        const QByteArrayView text = word(at);
        const bool sign = token.kind == SqlToken::Kind::Operator;
        const bool closes = (sign && (text == ")" || text == "]")) ||
                            (token.kind == SqlToken::Kind::Keyword && text.compare("end", Qt::CaseInsensitive) == 0);
        const bool behind = token.start > reach;
        if (behind && depth <= 0 &&
            (closes || (sign && (text == "," || text == ";")) ||
             (token.kind == SqlToken::Kind::Keyword && endsExpression(text)))) {
            if (!closes || depth + missing <= 0)
                break;
        }
        if ((sign && (text == "(" || text == "[")) ||
            (token.kind == SqlToken::Kind::Keyword && text.compare("case", Qt::CaseInsensitive) == 0))
            ++depth;
        else if (closes)
            --depth;
        if (!behind)
            missing = std::max(missing, -depth);
        end = at;
    }
    for (int open = missing; open > 0 && start > 0; --start)
        if (word(start - 1) == "(" || word(start - 1) == "[")
            --open;
    return {m_tokens.at(start).start, m_tokens.at(end).start + m_tokens.at(end).length - m_tokens.at(start).start};
}

QList<ReadMoment> SqlQueryReader::moments(const Json& node) const
{
    QList<ReadMoment> found;
    const Json* list = member(node, "List");
    const Json* items = list == nullptr ? nullptr : member(*list, "items");
    if (items != nullptr && items->IsArray()) {
        for (const Json& item : items->GetArray())
            if (const std::optional<ReadMoment> one = moment(item))
                found.append(*one);
        return found.size() == static_cast<qsizetype>(items->Size()) ? found : QList<ReadMoment>();
    }
    if (const std::optional<ReadMoment> one = moment(node))
        found.append(*one);
    return found;
}

std::optional<ReadMoment> SqlQueryReader::moment(const Json& node) const
{
    if (const Json* constant = member(node, "A_Const")) {
        const Json* string = member(*constant, "sval");
        if (string == nullptr)
            return {};
        return ReadMoment{ReadMoment::Base::Literal, text(member(*string, "sval")), {}};
    }
    if (const Json* typeCast = member(node, "TypeCast"))
        return castMoment(*typeCast);
    if (const Json* value = member(node, "SQLValueFunction")) {
        const Json* op = member(*value, "op");
        const std::string_view name = op == nullptr ? std::string_view() : view(*op);
        if (name == "SVFOP_CURRENT_DATE")
            return ReadMoment{ReadMoment::Base::Today, {}, {}};
        if (name == "SVFOP_CURRENT_TIMESTAMP" || name == "SVFOP_LOCALTIMESTAMP")
            return ReadMoment{ReadMoment::Base::Now, {}, {}};
        return {};
    }
    if (const Json* called = member(node, "FuncCall"))
        return calledMoment(*called);
    if (const Json* operation = member(node, "A_Expr"))
        return shiftedMoment(*operation);
    return {};
}

std::optional<ReadMoment> SqlQueryReader::castMoment(const Json& typeCast) const
{
    const Json* type = member(typeCast, "typeName");
    const Json* argument = member(typeCast, "arg");
    const QStringList parts = type == nullptr ? QStringList() : names(member(*type, "names"));
    std::optional<ReadMoment> inner = argument == nullptr ? std::nullopt : moment(*argument);
    if (!inner || parts.isEmpty())
        return {};
    if (parts.last() == u"date")
        inner->steps.append({ReadMoment::Step::Kind::ToDate, 0, 0, 0, {}});
    else if (parts.last() != u"timestamp" && parts.last() != u"timestamptz")
        return {};
    return inner;
}

std::optional<ReadMoment> SqlQueryReader::calledMoment(const Json& call) const
{
    const QStringList parts = names(member(call, "funcname"));
    const QString name = parts.isEmpty() ? QString() : parts.last();
    const Json* arguments = member(call, "args");
    const bool none = arguments == nullptr || !arguments->IsArray() || arguments->Empty();
    if (none && (name == u"now" || name == u"transaction_timestamp" || name == u"statement_timestamp" ||
                 name == u"clock_timestamp"))
        return ReadMoment{ReadMoment::Base::Now, {}, {}};
    if (none || name != u"date_trunc" || arguments->Size() != 2)
        return {};
    const Json* unit = member((*arguments)[0], "A_Const");
    const Json* string = unit == nullptr ? nullptr : member(*unit, "sval");
    std::optional<ReadMoment> inner = moment((*arguments)[1]);
    if (!inner || string == nullptr)
        return {};
    inner->steps.append({ReadMoment::Step::Kind::Trunc, 0, 0, 0, text(member(*string, "sval")).toLower()});
    return inner;
}

std::optional<ReadMoment> SqlQueryReader::shiftedMoment(const Json& operation) const
{
    const QStringList signs = names(member(operation, "name"));
    const Json* left = member(operation, "lexpr");
    const Json* right = member(operation, "rexpr");
    if (view(*member(operation, "kind")) != "AEXPR_OP" || signs.size() != 1 || left == nullptr || right == nullptr ||
        (signs.first() != u"-" && signs.first() != u"+"))
        return {};
    std::optional<ReadMoment> inner = moment(*left);
    if (!inner || (inner->base == ReadMoment::Base::Literal && inner->steps.isEmpty() && member(*left, "A_Const")))
        return {}; // what a bare text is, the other side decides
    std::optional<ReadMoment::Step> step;
    if (const Json* typeCast = member(*right, "TypeCast")) {
        const Json* type = member(*typeCast, "typeName");
        const Json* argument = member(*typeCast, "arg");
        const Json* constant = argument == nullptr ? nullptr : member(*argument, "A_Const");
        const Json* string = constant == nullptr ? nullptr : member(*constant, "sval");
        const QStringList parts = type == nullptr ? QStringList() : names(member(*type, "names"));
        if (string != nullptr && !parts.isEmpty() && parts.last() == u"interval" && member(*type, "typmods") == nullptr)
            step = stepOf(text(member(*string, "sval")));
    } else if (const Json* constant = member(*right, "A_Const"); constant != nullptr && isDay(*inner)) {
        const Json* number = member(*constant, "ival");
        const Json* value = number == nullptr ? nullptr : member(*number, "ival");
        if (number != nullptr)
            step = ReadMoment::Step{ReadMoment::Step::Kind::Shift, 0, value == nullptr ? 0 : value->GetInt(), 0, {}};
    }
    if (!step)
        return {};
    if (signs.first() == u"-") {
        step->months = -step->months;
        step->days = -step->days;
        step->seconds = -step->seconds;
    }
    inner->steps.append(*step);
    return inner;
}

} // namespace parlance
