// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/FilterWords.h"

#include "ui/worksheet/Words.h"

#include <QCoreApplication>

namespace parlance {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FilterWords", text);
}

QString sign(FilterTerm::Kind kind)
{
    switch (kind) {
    case FilterTerm::Kind::Equals:
        return QStringLiteral("=");
    case FilterTerm::Kind::NotEquals:
        return QStringLiteral("≠");
    case FilterTerm::Kind::Less:
        return QStringLiteral("<");
    case FilterTerm::Kind::LessOrEqual:
        return QStringLiteral("≤");
    case FilterTerm::Kind::Greater:
        return QStringLiteral(">");
    case FilterTerm::Kind::GreaterOrEqual:
        return QStringLiteral("≥");
    default:
        return kindText(kind);
    }
}

} // namespace

QString kindText(FilterTerm::Kind kind)
{
    switch (kind) {
    case FilterTerm::Kind::Contains:
        return tr("contains");
    case FilterTerm::Kind::Equals:
        return tr("equals");
    case FilterTerm::Kind::NotEquals:
        return tr("does not equal");
    case FilterTerm::Kind::Less:
        return tr("is less than");
    case FilterTerm::Kind::LessOrEqual:
        return tr("is at most");
    case FilterTerm::Kind::Greater:
        return tr("is greater than");
    case FilterTerm::Kind::GreaterOrEqual:
        return tr("is at least");
    case FilterTerm::Kind::IsNull:
        return tr("is NULL");
    case FilterTerm::Kind::IsNotNull:
        return tr("is not NULL");
    }
    return {};
}

bool takesText(FilterTerm::Kind kind)
{
    return kind != FilterTerm::Kind::IsNull && kind != FilterTerm::Kind::IsNotNull;
}

QString termText(const FilterTerm& term, const QList<ResultColumn>& columns)
{
    const QString name = term.column >= 0 ? columns.value(term.column).name : tr("any column");
    const QString start = name % u' ' % sign(term.kind);
    return takesText(term.kind) ? QString(start % QStringLiteral(" “") % shortened(term.text, 40) % u'”') : start;
}

} // namespace parlance
