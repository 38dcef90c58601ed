// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Arguments.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Arguments)
};

//! One word of the command line as an option: which, and the value attached to it.
struct Option {
    const OptionSpec* spec = nullptr;
    QString shown;
    std::optional<QString> attached;
};

Option optionOf(const QString& word, const QList<OptionSpec>& options)
{
    const bool isLong = word.startsWith(u"--");
    const qsizetype equals = isLong ? word.indexOf(u'=') : -1;
    const QString name = isLong ? word.mid(2, equals < 0 ? -1 : equals - 2) : word.mid(1, 1);
    Option option;
    option.shown = (isLong ? u"--"_s : u"-"_s) + name;
    if (equals >= 0)
        option.attached = word.mid(equals + 1);
    else if (!isLong && word.size() > 2)
        option.attached = word.mid(2);
    const auto at = std::find_if(options.begin(), options.end(), [&](const OptionSpec& spec) {
        return !name.isEmpty() && (isLong ? spec.name : spec.shortName) == name;
    });
    option.spec = at == options.end() ? nullptr : &*at;
    return option;
}

} // namespace

Result<Arguments, QString> Arguments::parse(const QStringList& words, const QList<OptionSpec>& options)
{
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words.at(i);
        if (word == u"--") {
            arguments.positional += words.mid(i + 1);
            break;
        }
        if (word == u"-" || !word.startsWith(u'-')) {
            arguments.positional.append(word);
            continue;
        }
        const Option option = optionOf(word, options);
        if (option.spec == nullptr)
            return unexpected(Words::tr("There is no option %1.").arg(option.shown));
        if (arguments.has(option.spec->name))
            return unexpected(Words::tr("The option %1 stands there twice.").arg(option.shown));
        if (option.spec->valueName.isEmpty()) {
            if (option.attached)
                return unexpected(Words::tr("The option %1 takes no value.").arg(option.shown));
            arguments.values.insert(option.spec->name, QString());
        } else if (option.attached) {
            arguments.values.insert(option.spec->name, *option.attached);
        } else if (i + 1 < words.size()) {
            arguments.values.insert(option.spec->name, words.at(++i));
        } else {
            return unexpected(Words::tr("The option %1 needs a value: %2.").arg(option.shown, option.spec->valueName));
        }
    }
    return arguments;
}

} // namespace parlance
