// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/LiteralCheck.h"

#include "assistant/checks/NearName.h"
#include "assistant/checks/ValueLists.h"

#include <QCoreApplication>
#include <QDate>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Operator = ReadCondition::Operator;

//! A LIKE pattern as a regular expression.
QRegularExpression likePattern(const QString& pattern, bool anyCase)
{
    QString expression;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern.at(i) == u'%')
            expression += u".*"_s;
        else if (pattern.at(i) == u'_')
            expression += u'.';
        else if (pattern.at(i) == u'\\' && i + 1 < pattern.size())
            expression += QRegularExpression::escape(pattern.mid(++i, 1));
        else
            expression += QRegularExpression::escape(pattern.mid(i, 1));
    }
    return QRegularExpression(
        QRegularExpression::anchoredPattern(expression),
        (anyCase ? QRegularExpression::CaseInsensitiveOption : QRegularExpression::NoPatternOption) |
            QRegularExpression::DotMatchesEverythingOption);
}

class LiteralChecker final {
    Q_DECLARE_TR_FUNCTIONS(LiteralCheck)
public:
    explicit LiteralChecker(const CheckInput& input)
        : m_input(input)
        , m_lists(input.catalog, input.values)
    {}

    QList<Finding> check()
    {
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadCondition& condition : query.conditions)
                checkCondition(condition);
        return m_findings;
    }

private:
    void checkCondition(const ReadCondition& condition)
    {
        if (condition.literals.isEmpty())
            return;
        const ReadColumn* column = condition.column < 0 ? nullptr : &m_input.reading.columns.at(condition.column);
        for (const ReadLiteral& literal : condition.literals)
            checkDay(literal, column);
        static const QList<Operator> compared{Operator::Equal, Operator::NotEqual, Operator::In,    Operator::NotIn,
                                              Operator::Like,  Operator::NotLike,  Operator::ILike, Operator::NotILike};
        static const QStringList transparent{QString(), u"lower"_s, u"upper"_s, u"coalesce"_s};
        if (column == nullptr || !compared.contains(condition.op) || !transparent.contains(condition.function))
            return;
        ValueLists::List list = m_lists.of(column->origin);
        if (list.values.isEmpty())
            return;
        for (const ReadLiteral& fallback : condition.defaults)
            list.values.append(fallback.text);
        for (QString& value : list.values)
            value = condition.function == u"lower" ? value.toLower()
                  : condition.function == u"upper" ? value.toUpper()
                                                   : value;
        for (const ReadLiteral& literal : condition.literals)
            for (const QString& text : textsOf(literal))
                checkText(condition, *column, list, literal, text);
    }

    //! The literal's text, or the elements of '{a,b}'.
    static QStringList textsOf(const ReadLiteral& literal)
    {
        if (literal.kind != ReadLiteral::Kind::Text)
            return {};
        if (!literal.text.startsWith(u'{') || !literal.text.endsWith(u'}'))
            return {literal.text};
        QStringList elements = literal.text.mid(1, literal.text.size() - 2).split(u',', Qt::SkipEmptyParts);
        for (QString& element : elements) {
            element = element.trimmed();
            if (element.size() > 1 && element.startsWith(u'"') && element.endsWith(u'"'))
                element = element.mid(1, element.size() - 2);
        }
        return elements;
    }

    void checkText(const ReadCondition& condition, const ReadColumn& column, const ValueLists::List& list,
                   const ReadLiteral& literal, const QString& text)
    {
        const bool anyCase = condition.op == Operator::ILike || condition.op == Operator::NotILike;
        const bool pattern = anyCase || condition.op == Operator::Like || condition.op == Operator::NotLike;
        const QRegularExpression like = pattern ? likePattern(text, anyCase) : QRegularExpression();
        const bool member = std::any_of(list.values.cbegin(), list.values.cend(), [&](const QString& value) {
            return pattern ? like.match(value).hasMatch() : value == text;
        });
        if (member || (text.trimmed().isEmpty() && !list.isEnum))
            return;
        const QString where = quotedIdentifier(column.origin.table) + u'.' + quotedIdentifier(column.origin.column);
        QString bare = text;
        bare.remove(u'%');
        const QString near = nearestName(bare, list.values);
        QString message = pattern ? tr("No value of %1 is like '%2'.").arg(where, text)
                                  : tr("'%2' is no value of %1.").arg(where, text);
        if (!near.isEmpty())
            message += u' ' + tr("The nearest is '%1'.").arg(near);
        else if (list.values.size() <= 12)
            message += u' ' + tr("There are: %1.").arg(list.values.join(tr(", ")));
        else
            message += u' ' + tr("Look its values up in the list of tables.");
        // The server itself refuses a text that it must make a label of.
        const bool refused = list.isEnum && !condition.cast && !pattern && condition.function != u"lower" &&
                             condition.function != u"upper" && (literal.cast.isEmpty() || literal.cast != u"text");
        add(message, refused ? Finding::Severity::Error : Finding::Severity::Warning, literal.place);
    }

    void checkDay(const ReadLiteral& literal, const ReadColumn* column)
    {
        const Column* known = column == nullptr ? nullptr : columnOf(m_input.catalog, column->origin);
        const QString type = !literal.cast.isEmpty() ? literal.cast : known == nullptr ? QString() : known->type;
        if (literal.kind != ReadLiteral::Kind::Text || !(type == u"date" || type.startsWith(u"timestamp")))
            return;
        static const QRegularExpression day(uR"(^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$)"_s);
        const QRegularExpressionMatch match = day.match(literal.text);
        if (!match.hasMatch() ||
            QDate::isValid(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()))
            return;
        add(tr("There is no day %1. Correct the date.").arg(literal.text), Finding::Severity::Warning, literal.place);
    }

    void add(const QString& message, Finding::Severity severity, const SqlPlace& place)
    {
        const Finding finding{u"literals"_s, severity, message, place.start, place.length};
        if (!m_findings.contains(finding))
            m_findings.append(finding);
    }

    const CheckInput& m_input;
    ValueLists m_lists;
    QList<Finding> m_findings;
};

} // namespace

QList<Finding> checkLiterals(const CheckInput& input)
{
    return LiteralChecker(input).check();
}

} // namespace parlance
