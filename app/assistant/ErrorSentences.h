// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringView>

#include <functional>
#include <optional>

namespace parlance {

//! What may stand in a place of a sentence of PostgreSQL's.
enum class ErrorPlace {
    Name,     //!< of a table, a column, with or without what stands before the dot
    Type,     //!< one or several types, separated by commas
    Operator, //!< signs
    Function, //!< a function's name
    Words,    //!< keywords
    Number,   //!< of a place, a parameter, an argument
    Value,    //!< anything a row or a literal may hold
};

//! \a message with its places filled by \a show, when it is one of PostgreSQL's sentences about a statement (English,
//! 13 to 17); nothing for any other. Pure.
std::optional<QString> filledErrorSentence(const QString& message,
                                           const std::function<QString(ErrorPlace, const QString&)>& show);
//! PostgreSQL's own name of a SQLSTATE (undefined_column); empty for those that a statement seldom meets.
QString conditionName(const QString& sqlState);

} // namespace parlance
