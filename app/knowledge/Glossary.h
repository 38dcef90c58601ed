// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
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
    bool operator==(const GlossaryTerm&) const = default;
};

} // namespace parlance

Q_DECLARE_METATYPE(QList<parlance::GlossaryTerm>)
