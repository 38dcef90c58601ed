// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace parlance {

//! An option of a verb: --name, perhaps -x, perhaps with a value.
struct OptionSpec {
    QString name;      //!< without the dashes; what Arguments knows it by
    QString shortName; //!< one letter, or empty
    QString valueName; //!< "FILE"; empty: a switch
    QString help;      //!< a sentence or two
};

//! What a command line says, read against a list of options. A value.
struct Arguments {
    QHash<QString, QString> values; //!< by the option's name; a switch has an empty value
    QStringList positional;         //!< "-" alone is one

    bool has(const QString& name) const { return values.contains(name); }
    QString value(const QString& name, const QString& otherwise = {}) const { return values.value(name, otherwise); }

    //! --name value, --name=value, -x value, -xvalue; "--" ends the options. The error is a sentence.
    static Result<Arguments, QString> parse(const QStringList& words, const QList<OptionSpec>& options);
};

} // namespace parlance
