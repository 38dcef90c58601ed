// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QUuid>

namespace parlance {

//! An answer of Claude's that somebody did not mean, kept until an analyst corrects it into a verified question. A
//! plain value.
struct DoubtfulAnswer {
    //! What is wrong with it.
    enum class Reason { Period, Counted, MissingRows, WrongTable, Assumption, Other };
    QUuid id;
    QString question;
    QString sql;
    Reason reason = Reason::Other;
    QString words;  //!< the person's own; may be empty
    QString author; //!< the operating system's account
    QDateTime created;
    bool local = false; //!< on this computer only
    bool operator==(const DoubtfulAnswer&) const = default;
};

//! As the database and the files name it: period, counted, missing rows, wrong table, assumption, other. Pure.
QString reasonName(DoubtfulAnswer::Reason reason);
//! Other for a name of another version. Pure.
DoubtfulAnswer::Reason reasonNamed(const QString& name);
//! For people: "The period is wrong".
QString reasonText(DoubtfulAnswer::Reason reason);

} // namespace parlance

Q_DECLARE_METATYPE(parlance::DoubtfulAnswer)
