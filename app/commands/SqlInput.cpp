// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/SqlInput.h"

#include "commands/ExitStatus.h"
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

SqlInput withoutMark(const QByteArray& text)
{
    constexpr QByteArrayView mark("\xEF\xBB\xBF");
    return text.startsWith(mark) ? SqlInput{text.mid(mark.size()), mark.size()} : SqlInput{text, 0};
}

unexpected<SqlInputProblem> usage(const QString& message)
{
    return unexpected<SqlInputProblem>(SqlInputProblem{statusUsage, message});
}

bool isText(const QByteArray& bytes)
{
    return !bytes.contains('\0') && bytes.isValidUtf8();
}

Result<SqlInput, SqlInputProblem> readFile(QFile& file, const QString& shownName)
{
    const Interrupts::Blocking blocking;
    const QByteArray text = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return usage(Words::tr("%1 cannot be read: %2.").arg(shownName, file.errorString()));
    if (!isText(text))
        return unexpected(SqlInputProblem{
            statusRefused,
            Words::tr("%1 is not text in UTF-8, so there is no SQL in it to look at: it is binary, or text in another "
                      "encoding. Save it as UTF-8.")
                .arg(shownName)});
    return withoutMark(text);
}

} // namespace

Result<SqlInput, SqlInputProblem> readSqlInput(const Arguments& arguments)
{
    const bool inLine = arguments.has(u"command"_s);
    if (inLine && !arguments.positional.isEmpty())
        return usage(Words::tr("Give either -c SQL or a file, not both."));
    if (!inLine && arguments.positional.isEmpty())
        return usage(Words::tr("Give the SQL: -c SQL, a file, or - for standard input."));
    if (inLine)
        return withoutMark(arguments.value(u"command"_s).toUtf8());
    const QString name = arguments.positional.first();
    QFile file(name);
    if (name == u"-") {
        if (arguments.has(u"password-stdin"_s))
            return usage(Words::tr("Standard input cannot hold both the SQL (-) and the password (--password-stdin). "
                                   "Set PARLANCE_PASSWORD instead."));
        if (!file.open(stdin, QIODevice::ReadOnly))
            return usage(Words::tr("Standard input cannot be read: %1.").arg(file.errorString()));
        return readFile(file, Words::tr("Standard input"));
    }
    if (!file.open(QIODevice::ReadOnly))
        return usage(Words::tr("The file %1 cannot be read: %2.").arg(name, file.errorString()));
    return readFile(file, Words::tr("The file %1").arg(name));
}

} // namespace parlance
