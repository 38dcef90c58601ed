// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/SqlInput.h"

#include "commands/Interrupts.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SqlInput)
};

//! Without a byte order mark, which PostgreSQL takes for a part of the first word.
QByteArray withoutMark(const QByteArray& text)
{
    return text.startsWith("\xEF\xBB\xBF") ? text.mid(3) : text;
}

} // namespace

Result<QByteArray, QString> readSqlInput(const Arguments& arguments)
{
    const bool inLine = arguments.has(u"command"_s);
    if (inLine && !arguments.positional.isEmpty())
        return unexpected(Words::tr("Give either -c SQL or a file, not both."));
    if (!inLine && arguments.positional.isEmpty())
        return unexpected(Words::tr("Give the SQL: -c SQL, a file, or - for standard input."));
    if (inLine)
        return arguments.value(u"command"_s).toUtf8();
    const QString name = arguments.positional.first();
    QFile file(name);
    if (name == u"-") {
        if (arguments.has(u"password-stdin"_s))
            return unexpected(Words::tr("Standard input cannot hold both the SQL (-) and the password "
                                        "(--password-stdin). Set PARLANCE_PASSWORD instead."));
        if (!file.open(stdin, QIODevice::ReadOnly))
            return unexpected(Words::tr("Standard input cannot be read: %1.").arg(file.errorString()));
    } else if (!file.open(QIODevice::ReadOnly)) {
        return unexpected(Words::tr("The file %1 cannot be read: %2.").arg(name, file.errorString()));
    }
    const Interrupts::Blocking blocking;
    const QByteArray text = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return unexpected(Words::tr("The file %1 cannot be read: %2.").arg(name, file.errorString()));
    return withoutMark(text);
}

} // namespace parlance
