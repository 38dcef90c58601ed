// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace parlance {

//! A question and a query that answers it rightly.
struct GoldQuestion {
    QString id;
    QString question;
    QString sql;
    bool operator==(const GoldQuestion&) const = default;
};

//! A file of questions: a JSON object a line with id, question and sql; blank lines are passed over, an id that is
//! missing is the line's number. The error is a sentence that names the line. Pure.
Result<QList<GoldQuestion>, QString> readQuestionSet(const QByteArray& lines);

} // namespace parlance
