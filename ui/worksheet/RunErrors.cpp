// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/RunErrors.h"

#include "team/SignInFailure.h"

#include <QCoreApplication>

namespace parlance {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("RunErrors", text);
}

QString fullText(const PostgresError& error)
{
    QStringList lines;
    lines.append(
        QStringLiteral("%1 %2: %3")
            .arg(error.severity.isEmpty() ? QStringLiteral("ERROR") : error.severity, error.sqlState, error.message)
            .simplified());
    if (!error.detail.isEmpty())
        lines.append(QStringLiteral("DETAIL: ") + error.detail);
    if (!error.hint.isEmpty())
        lines.append(QStringLiteral("HINT: ") + error.hint);
    if (!error.context.isEmpty())
        lines.append(QStringLiteral("CONTEXT: ") + error.context);
    return lines.join(QLatin1Char('\n'));
}

QString asSentence(QString message)
{
    message = message.trimmed();
    if (!message.isEmpty() && !message.endsWith(QLatin1Char('.')))
        message += QLatin1Char('.');
    return message;
}

} // namespace

bool isAboutConnection(const PostgresError& error)
{
    return error.kind == PostgresError::Kind::ConnectionLost || error.kind == PostgresError::Kind::NotConnected ||
           error.kind >= PostgresError::Kind::WrongPassword;
}

RunErrorWords describeRunError(const PostgresError& error, const QByteArray& text, qsizetype offset, qsizetype count,
                               qsizetype index)
{
    RunErrorWords words;
    words.title = asSentence(error.message);
    words.details = fullText(error);
    QStringList parts;
    if (count > 1)
        parts.append(translated(QT_TRANSLATE_NOOP("RunErrors", "Statement %1 of %2.")).arg(index + 1).arg(count));
    if (!error.sqlState.isEmpty()) {
        const QString severity = error.severity.isEmpty() ? QStringLiteral("ERROR") : error.severity;
        if (offset >= 0) {
            const TextPlace place = placeOf(text, offset);
            parts.append(translated(QT_TRANSLATE_NOOP("RunErrors", "%1 %2 at line %3, column %4."))
                             .arg(severity, error.sqlState)
                             .arg(place.line)
                             .arg(place.column));
        } else {
            parts.append(QStringLiteral("%1 %2.").arg(severity, error.sqlState));
        }
    }
    parts.append(translated(QT_TRANSLATE_NOOP("RunErrors", "Nothing was changed in the database.")));
    words.text = asSentence(error.hint);
    if (error.kind == PostgresError::Kind::NoRoom) { // a sentence of ours with its next step
        words.title = translated(QT_TRANSLATE_NOOP("RunErrors", "Not all rows could be kept. Those before stay."));
        words.text = asSentence(error.message);
    }
    words.caption = parts.join(QLatin1Char(' '));
    return words;
}

RunErrorWords describeRefusal(const RunPlan& plan)
{
    RunErrorWords words;
    words.text = plan.refusal ? plan.refusal->message : QString();
    if (plan.judged > 1)
        words.title =
            translated(QT_TRANSLATE_NOOP("RunErrors", "Statement %1 of %2 was refused, so none of the %2 was run."))
                .arg(plan.refused + 1)
                .arg(plan.judged);
    else
        words.title = translated(QT_TRANSLATE_NOOP("RunErrors", "This was not run."));
    return words;
}

RunErrorWords describeConnectionError(const PostgresError& error, const Team& team)
{
    RunErrorWords words;
    if (error.kind == PostgresError::Kind::ConnectionLost || error.kind == PostgresError::Kind::NotConnected) {
        words.title =
            translated(QT_TRANSLATE_NOOP("RunErrors", "The connection to %1 was lost.")).arg(team.database.database);
        words.text = translated(QT_TRANSLATE_NOOP("RunErrors", "Your text is safe. Reconnect, then run it again."));
        words.details = fullText(error);
        return words;
    }
    const SignInFailure failure = describeSignInFailure(error, team);
    words.title = failure.sentence;
    words.text = failure.advice;
    words.details = failure.details.isEmpty() ? fullText(error) : failure.details;
    return words;
}

} // namespace parlance
