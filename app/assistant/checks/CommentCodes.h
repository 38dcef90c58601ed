// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace parlance {

//! A code and what it means.
struct CommentCode {
    QString code;    //!< empty: NULL or nothing
    QString meaning; //!< lower case words
    bool operator==(const CommentCode&) const = default;
};

//! What the comment of a column says its codes mean: "IP inpatient, OP outpatient", "X: cancelled", "Y for the primary
//! diagnosis", "NULL when not rejected". Empty where it explains none. Pure.
QList<CommentCode> commentCodes(const QString& comment);

} // namespace parlance
