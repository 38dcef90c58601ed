// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace parlance {

//! A word of the team and what it means in its data.
struct GlossaryTerm {
    QString term;         //!< "active customer"
    QString meaning;      //!< in a sentence
    QString sql;          //!< an expression over the schema, or empty
    QStringList synonyms; //!< "live account"
    QString changedBy{};  //!< the operating system's account of who wrote it last; empty: unknown. Never sent
    QDateTime changed{};  //!< invalid: unknown
    bool local = false;   //!< on this computer only
    bool operator==(const GlossaryTerm&) const = default;
};

} // namespace parlance

Q_DECLARE_METATYPE(QList<parlance::GlossaryTerm>)
