// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/SignInFailure.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>

namespace parlance {

namespace {

using Kind = PostgresError::Kind;
using NextStep = SignInFailure::NextStep;

//! One condition. In the texts %host, %atHost, %atPort, %database, %user and %contact stand for the
//! team's own, %words for what the server said.
struct Condition {
    Kind kind;
    const char* sentence;
    const char* advice;
    NextStep nextStep;
};

// Every way a sign-in can fail, with its own sentence and its one next step.
constexpr std::array conditions{
    Condition{Kind::WrongPassword, QT_TRANSLATE_NOOP("SignInFailure", "PostgreSQL refused this user or password."),
              QT_TRANSLATE_NOOP("SignInFailure", "Type it again, or ask %contact."), NextStep::TypePassword},
    Condition{Kind::NoPgHbaEntry, QT_TRANSLATE_NOOP("SignInFailure", "The server does not let this computer in."),
              QT_TRANSLATE_NOOP("SignInFailure",
                                "No entry of its pg_hba.conf covers user %user and database %database from here. "
                                "Send the details to %contact."),
              NextStep::CopyForIt},
    Condition{Kind::HostNotFound, QT_TRANSLATE_NOOP("SignInFailure", "The server %host was not found."),
              QT_TRANSLATE_NOOP("SignInFailure", "%reachHint, then try again."), NextStep::TryAgain},
    Condition{Kind::ConnectionRefused, QT_TRANSLATE_NOOP("SignInFailure", "Nothing answers as PostgreSQL %atHost."),
              QT_TRANSLATE_NOOP("SignInFailure", "The server may be stopped, or its port is another one. "
                                                 "%reachHint, then try again, or ask %contact."),
              NextStep::TryAgain},
    Condition{Kind::ConnectTimedOut, QT_TRANSLATE_NOOP("SignInFailure", "The server %host did not answer in time."),
              QT_TRANSLATE_NOOP("SignInFailure", "%reachHint, then try again."), NextStep::TryAgain},
    Condition{Kind::TlsRequired, QT_TRANSLATE_NOOP("SignInFailure", "The server takes encrypted connections only."),
              QT_TRANSLATE_NOOP("SignInFailure",
                                "This team is set up without encryption (sslMode). Send the details to %contact."),
              NextStep::CopyForIt},
    Condition{Kind::TlsRefused, QT_TRANSLATE_NOOP("SignInFailure", "The server offers no encrypted connection."),
              QT_TRANSLATE_NOOP("SignInFailure", "This team is set up to talk encrypted only (sslMode), so nothing was "
                                                 "sent. Send the details to %contact."),
              NextStep::CopyForIt},
    Condition{Kind::CertificateHostMismatch,
              QT_TRANSLATE_NOOP("SignInFailure", "The certificate shown belongs to another server than %host."),
              QT_TRANSLATE_NOOP("SignInFailure", "Your password was not sent. Send the details to %contact."),
              NextStep::CopyForIt},
    Condition{Kind::CertificateUntrusted,
              QT_TRANSLATE_NOOP("SignInFailure", "No authority this team trusts vouches for the server's certificate."),
              QT_TRANSLATE_NOOP("SignInFailure", "Your password was not sent. Send the details to %contact."),
              NextStep::CopyForIt},
    Condition{
        Kind::CertificateExpired,
        QT_TRANSLATE_NOOP("SignInFailure", "The server's certificate, or that of its authority, is not valid today."),
        QT_TRANSLATE_NOOP("SignInFailure", "Your password was not sent. Check this computer's date, "
                                           "then send the details to %contact."),
        NextStep::CopyForIt},
    Condition{Kind::DatabaseMissing, QT_TRANSLATE_NOOP("SignInFailure", "The server has no database %database."),
              QT_TRANSLATE_NOOP("SignInFailure", "It may have been renamed or moved: ask %contact."),
              NextStep::OpenContact},
    Condition{Kind::TooManyConnections,
              QT_TRANSLATE_NOOP("SignInFailure", "All connections the server allows are in use."),
              QT_TRANSLATE_NOOP("SignInFailure", "Wait a minute, close windows you do not need, then try again."),
              NextStep::WaitAndRetry},
    Condition{Kind::DatabaseForbidden,
              QT_TRANSLATE_NOOP("SignInFailure", "The user %user may not open the database %database."),
              QT_TRANSLATE_NOOP("SignInFailure", "The password is right, but the user has no right to connect to this "
                                                 "database (CONNECT): ask %contact."),
              NextStep::OpenContact},
    Condition{
        Kind::RoleMayNotLogIn, QT_TRANSLATE_NOOP("SignInFailure", "The user %user may not sign in."),
        QT_TRANSLATE_NOOP("SignInFailure", "PostgreSQL knows the user, but it has no right to log in: ask %contact."),
        NextStep::OpenContact},
    Condition{Kind::ServerStarting, QT_TRANSLATE_NOOP("SignInFailure", "The server is starting or waking up."),
              QT_TRANSLATE_NOOP("SignInFailure", "It does not take sign-ins yet. Wait a little, then try again."),
              NextStep::WaitAndRetry},
    Condition{Kind::NotPostgres,
              QT_TRANSLATE_NOOP("SignInFailure", "Something answers %atPort, but it is not PostgreSQL."),
              QT_TRANSLATE_NOOP("SignInFailure", "The server or port this team is set up with is probably wrong. "
                                                 "Send the details to %contact."),
              NextStep::CopyForIt},
    Condition{Kind::ClosedAtOnce,
              QT_TRANSLATE_NOOP("SignInFailure", "The connection was closed without a word %atPort."),
              QT_TRANSLATE_NOOP("SignInFailure",
                                "The server may be restarting, or something else than PostgreSQL stands at that port. "
                                "Try again, or send the details to %contact."),
              NextStep::TryAgain},
    Condition{Kind::SignInRefused, QT_TRANSLATE_NOOP("SignInFailure", "The server refused to sign you in."),
              QT_TRANSLATE_NOOP("SignInFailure", "It says: “%words” If that is about the password, type it again; else "
                                                 "send the details to %contact."),
              NextStep::TypePassword},
    Condition{Kind::DriverMissing,
              QT_TRANSLATE_NOOP("SignInFailure", "Parlance cannot open PostgreSQL connections here."),
              QT_TRANSLATE_NOOP("SignInFailure", "A part of its installation is missing or doubled: install Parlance "
                                                 "again, or send the details to %contact."),
              NextStep::CopyForIt},
    Condition{Kind::ConfigurationInvalid, QT_TRANSLATE_NOOP("SignInFailure", "This team is set up wrongly."),
              QT_TRANSLATE_NOOP("SignInFailure", "The details name what is wrong in its configuration. "
                                                 "Send them to %contact."),
              NextStep::CopyForIt},
    Condition{Kind::ConnectionLost, QT_TRANSLATE_NOOP("SignInFailure", "The server broke off the connection."),
              QT_TRANSLATE_NOOP("SignInFailure", "%reachHint, then try again."), NextStep::TryAgain},
    Condition{Kind::TimedOut, QT_TRANSLATE_NOOP("SignInFailure", "The server %host did not answer in time."),
              QT_TRANSLATE_NOOP("SignInFailure", "%reachHint, then try again."), NextStep::TryAgain},
    Condition{Kind::Cancelled, QT_TRANSLATE_NOOP("SignInFailure", "Signing in was cancelled."),
              QT_TRANSLATE_NOOP("SignInFailure", "Sign in again whenever you like."), NextStep::None},
};

// What fits no condition: the details speak.
constexpr Condition anyOther{
    Kind::ConnectFailed, QT_TRANSLATE_NOOP("SignInFailure", "The server could not be signed in to."),
    QT_TRANSLATE_NOOP("SignInFailure", "The details hold its own words. Try again, or send them to %contact."),
    NextStep::TryAgain};

QString translated(const char* text)
{
    return QCoreApplication::translate("SignInFailure", text);
}

const Condition& conditionOf(Kind kind)
{
    const auto condition =
        std::find_if(conditions.begin(), conditions.end(), [kind](const Condition& c) { return c.kind == kind; });
    return condition == conditions.end() ? anyOther : *condition;
}

// "Data platform team" reads as "the Data platform team"; "Jane Doe" and "the help desk" stay as they are.
QString contactOf(const Team& team)
{
    if (team.contactText.isEmpty())
        return team.sample ? translated("whoever looks after this computer") : translated("your administrator");
    static const QStringList groups{QStringLiteral("team"), QStringLiteral("desk"), QStringLiteral("department"),
                                    QStringLiteral("group"), QStringLiteral("office")};
    const QString lastWord = team.contactText.section(u' ', -1).toLower();
    const bool hasArticle = team.contactText.startsWith(QStringLiteral("the "), Qt::CaseInsensitive);
    if (groups.contains(lastWord) && !hasArticle)
        return translated("the %1").arg(team.contactText);
    return team.contactText;
}

QString reachHintOf(const Team& team)
{
    QString hint = team.reachHint.trimmed();
    while (hint.endsWith(u'.'))
        hint.chop(1);
    return hint.isEmpty() ? translated("Check your network connection") : hint;
}

QString asSentence(const QString& words)
{
    const QString said = words.trimmed();
    const bool ended = said.isEmpty() || QStringLiteral(".!?。").contains(said.back());
    return ended ? said : QString(said + u'.');
}

bool isElsewhere(const Team& team)
{
    return !team.sample && !team.database.host.isEmpty() && !team.database.host.startsWith(u'/');
}

QString hostOf(const Team& team)
{
    return isElsewhere(team) ? team.database.host : translated("of this computer");
}

QString atHostOf(const Team& team)
{
    return isElsewhere(team) ? translated("at %1").arg(team.database.host) : translated("on this computer");
}

QString atPortOf(const Team& team)
{
    const bool socket = team.database.host.isEmpty() || team.database.host.startsWith(u'/');
    const QString port = team.database.port;
    return port.isEmpty() || socket ? atHostOf(team) : translated("%1, port %2").arg(atHostOf(team), port);
}

QString filledIn(const char* text, const PostgresError& error, const Team& team)
{
    // One pass, so that a % in a name is never taken for a place.
    const QList<QPair<QString, QString>> places{{QStringLiteral("%host"), hostOf(team)},
                                                {QStringLiteral("%atHost"), atHostOf(team)},
                                                {QStringLiteral("%atPort"), atPortOf(team)},
                                                {QStringLiteral("%words"), asSentence(error.message)},
                                                {QStringLiteral("%database"), team.database.database},
                                                {QStringLiteral("%user"), team.database.user},
                                                {QStringLiteral("%contact"), contactOf(team)},
                                                {QStringLiteral("%reachHint"), reachHintOf(team)}};
    const QString pattern = translated(text);
    QString filled;
    for (qsizetype i = 0; i < pattern.size();) {
        const auto place = std::find_if(places.begin(), places.end(), [&](const auto& candidate) {
            return QStringView(pattern).sliced(i).startsWith(candidate.first);
        });
        if (place == places.end()) {
            filled += pattern.at(i++);
        } else {
            filled += place->second;
            i += place->first.size();
        }
    }
    return filled;
}

QString nextStepText(NextStep step)
{
    switch (step) {
    case NextStep::TypePassword:
        return translated("Type the password again");
    case NextStep::TryAgain:
    case NextStep::WaitAndRetry:
        return translated("Try again");
    case NextStep::OpenContact:
        return translated("Ask for help");
    case NextStep::CopyForIt:
        return translated("Copy for IT");
    case NextStep::None:
        return {};
    }
    Q_UNREACHABLE();
}

QString detailsOf(const PostgresError& error, const Team& team)
{
    QStringList lines;
    const auto add = [&lines](const QString& name, const QString& value) {
        if (!value.isEmpty())
            lines.append(name.isEmpty() ? value : QString(name + QStringLiteral(": ") + value));
    };
    const QString said = error.message.trimmed();
    if (!said.isEmpty() && error.detail.contains(said)) {
        lines.append(error.detail.trimmed()); // libpq's whole text: message and hint stand in it
    } else {
        add(QString(), said);
        add(translated("Detail"), error.detail);
    }
    if (!error.detail.contains(error.hint))
        add(translated("Hint"), error.hint);
    add(QStringLiteral("SQLSTATE"), error.sqlState);
    const QString port =
        team.database.port.isEmpty() ? QString() : QString(QStringLiteral(", port ") + team.database.port);
    add(translated("Server"), team.database.host.isEmpty() ? QString() : QString(team.database.host + port));
    add(translated("Database"), team.database.database);
    add(translated("User"), team.database.user);
    add(translated("Encryption"), team.database.sslMode);
    add(translated("Configuration"), team.sourceFile);
    add(translated("Time"), QDateTime::currentDateTime().toString(Qt::ISODate));
    return lines.join(u'\n');
}

} // namespace

SignInFailure describeSignInFailure(const PostgresError& error, const Team& team)
{
    const Condition& condition = conditionOf(error.kind);
    SignInFailure failure;
    failure.kind = error.kind;
    failure.sentence = filledIn(condition.sentence, error, team);
    failure.advice = filledIn(condition.advice, error, team);
    failure.nextStep = condition.nextStep;
    if (team.sample && error.kind == Kind::WrongPassword)
        failure.advice = translated("Type it again: this team's sample password is %1.").arg(team.samplePassword);
    // Without an address there is nothing to open; what can be handed on is the details.
    if (failure.nextStep == NextStep::OpenContact && team.contactUrl.isEmpty())
        failure.nextStep = NextStep::CopyForIt;
    failure.nextStepText = nextStepText(failure.nextStep);
    if (failure.nextStep == NextStep::OpenContact && !team.contactText.isEmpty())
        failure.nextStepText = team.contactText;
    failure.details = detailsOf(error, team);
    return failure;
}

} // namespace parlance
