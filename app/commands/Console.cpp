// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/Console.h"

#include "base/StandardDescriptors.h"
#include "commands/ExitStatus.h"
#include "commands/Interrupts.h"
#include "exporting/DisplayWidth.h"
#include "exporting/ExportTarget.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace parlance::console {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Console)
};

void sayField(const QString& label, const QString& text)
{
    if (!text.isEmpty())
        say(label + u":  "_s + text);
}

//! LINE 2: select frm x
//!                ^
void sayPosition(const QByteArray& statement, int position)
{
    const qsizetype offset = byteOffsetOfCharacter(statement, position);
    const qsizetype lineStart = offset == 0 ? 0 : statement.lastIndexOf('\n', offset - 1) + 1;
    qsizetype lineEnd = statement.indexOf('\n', offset);
    lineEnd = lineEnd < 0 ? statement.size() : lineEnd;
    const qsizetype number = QByteArrayView(statement).first(lineStart).count('\n') + 1;
    constexpr qsizetype reach = 60; // characters on each side of the place
    const QString before = printable(QString::fromUtf8(statement.mid(lineStart, offset - lineStart)).right(reach));
    const QString after = printable(QString::fromUtf8(statement.mid(offset, lineEnd - offset)).left(reach));
    const QString label = Words::tr("LINE %1: ").arg(number);
    say(label + before + after);
    say(QString(displayWidth(label + before), u' ') + u'^');
}

} // namespace

void say(const QString& text)
{
    const QByteArray line = printableLines(text).toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
}

int put(const QByteArray& data)
{
    return putTo({}, data);
}

int putTo(const QString& path, const QByteArray& bytes)
{
    // A file or a program gets every byte; a terminal would obey what somebody wrote into a comment or an answer.
    const bool shown = path.isEmpty() && isOutputTerminal();
    const QByteArray data = shown ? printableLines(QString::fromUtf8(bytes)).toUtf8() : bytes;
    const auto target = ExportTarget::open(path, &Interrupts::flag());
    if (!target) {
        say(target.error());
        return statusRefused;
    }
    if ((*target)->device()->write(data) != data.size()) {
        if ((*target)->isReaderGone())
            return statusDone;
        say(Words::tr("The output could not be written: %1.").arg((*target)->device()->errorString()));
        return statusRefused;
    }
    const QString problem = (*target)->commit();
    if (!problem.isEmpty())
        say(problem);
    return problem.isEmpty() ? statusDone : statusRefused;
}

void sayError(const PostgresError& error, const QByteArray& statement)
{
    const QString severity = error.severity.isEmpty() ? u"ERROR"_s : error.severity;
    const QString state = error.sqlState.isEmpty() ? QString() : u" (%1)"_s.arg(error.sqlState);
    say(severity + u":  "_s + error.message + state);
    if (error.position > 0 && !statement.isEmpty())
        sayPosition(statement, error.position);
    sayField(u"DETAIL"_s, error.detail);
    sayField(u"HINT"_s, error.hint);
    sayField(u"CONTEXT"_s, error.context);
}

QString counted(qint64 number, const QString& one, const QString& many)
{
    return (number == 1 ? one : many).arg(number);
}

QString placeOf(qsizetype offset, const QByteArray& text)
{
    const qsizetype start = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    const qsizetype line = QByteArrayView(text).first(start).count('\n') + 1;
    const qsizetype column = QString::fromUtf8(text.mid(start, offset - start)).toUcs4().size() + 1;
    return Words::tr("line %1, column %2").arg(line).arg(column);
}

void sayFinding(const Finding& finding, const QByteArray& text)
{
    say(finding.message + u" ("_s + placeOf(finding.start, text) + u')');
}

} // namespace parlance::console
