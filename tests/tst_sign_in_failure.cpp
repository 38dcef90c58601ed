// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/SignInFailure.h"

#include <QSet>
#include <QTest>

using namespace parlance;
using Kind = PostgresError::Kind;
using NextStep = SignInFailure::NextStep;

//! Each failure of a sign-in has its own sentence and one next step.
class TestSignInFailure final : public QObject {
    Q_OBJECT
private slots:
    void eachConditionHasItsSentence_data();
    void eachConditionHasItsSentence();
    void sentencesAreToldApart();
    void contactsReadNaturally_data();
    void contactsReadNaturally();
    void theSampleNamesItsPassword();
    void withoutAnAddressDetailsAreCopied();
    void detailsHoldEverythingButThePassword();
    void detailsSayNothingTwice();
    void namesAreNotPlaces();

private:
    static Team team()
    {
        Team one;
        one.id = QStringLiteral("sales");
        one.name = QStringLiteral("Sales");
        one.contactText = QStringLiteral("Data platform team");
        one.contactUrl = QUrl(QStringLiteral("https://wiki.example.internal/data"));
        one.reachHint = QStringLiteral("Connect to the company VPN first.");
        one.database.host = QStringLiteral("sales.example.internal");
        one.database.database = QStringLiteral("sales_db");
        one.database.user = QStringLiteral("sales_reader");
        return one;
    }
    static SignInFailure describe(Kind kind, const Team& one = team())
    {
        PostgresError error;
        error.kind = kind;
        error.message = QStringLiteral("FATAL:  the server's words");
        return describeSignInFailure(error, one);
    }
};

void TestSignInFailure::eachConditionHasItsSentence_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("advice");
    QTest::addColumn<NextStep>("step");
    const auto row = [](const char* name, Kind kind, const char* sentence, const char* advice, NextStep step) {
        QTest::newRow(name) << kind << QString::fromUtf8(sentence) << QString::fromUtf8(advice) << step;
    };
    row("wrong password or user", Kind::WrongPassword, "PostgreSQL refused this user or password.",
        "Type it again, or ask the Data platform team.", NextStep::TypePassword);
    row("no pg_hba entry", Kind::NoPgHbaEntry, "The server does not let this computer in.",
        "No entry of its pg_hba.conf covers user sales_reader and database sales_db from here. Send the details to the "
        "Data platform team.",
        NextStep::CopyForIt);
    row("host not found", Kind::HostNotFound, "The server sales.example.internal was not found.",
        "Connect to the company VPN first, then try again.", NextStep::TryAgain);
    row("refused", Kind::ConnectionRefused, "Nothing answers as PostgreSQL at sales.example.internal.",
        "The server may be stopped, or its port is another one. Connect to the company VPN first, then try again, or "
        "ask the Data platform team.",
        NextStep::TryAgain);
    row("time-out", Kind::ConnectTimedOut, "The server sales.example.internal did not answer in time.",
        "Connect to the company VPN first, then try again.", NextStep::TryAgain);
    row("TLS required", Kind::TlsRequired, "The server takes encrypted connections only.",
        "This team is set up without encryption (sslMode). Send the details to the Data platform team.",
        NextStep::CopyForIt);
    row("TLS refused", Kind::TlsRefused, "The server offers no encrypted connection.",
        "This team is set up to talk encrypted only (sslMode), so nothing was sent. Send the details to the Data "
        "platform team.",
        NextStep::CopyForIt);
    row("certificate of another host", Kind::CertificateHostMismatch,
        "The certificate shown belongs to another server than sales.example.internal.",
        "Your password was not sent. Send the details to the Data platform team.", NextStep::CopyForIt);
    row("untrusted authority", Kind::CertificateUntrusted,
        "No authority this team trusts vouches for the server's certificate.",
        "Your password was not sent. Send the details to the Data platform team.", NextStep::CopyForIt);
    row("expired authority", Kind::CertificateExpired,
        "The server's certificate, or that of its authority, is not valid today.",
        "Your password was not sent. Check this computer's date, then send the details to the Data platform team.",
        NextStep::CopyForIt);
    row("database missing", Kind::DatabaseMissing, "The server has no database sales_db.",
        "It may have been renamed or moved: ask the Data platform team.", NextStep::OpenContact);
    row("too many connections", Kind::TooManyConnections, "All connections the server allows are in use.",
        "Wait a minute, close windows you do not need, then try again.", NextStep::WaitAndRetry);
    row("role may not log in", Kind::RoleMayNotLogIn, "The user sales_reader may not sign in.",
        "PostgreSQL knows the user, but it has no right to log in: ask the Data platform team.", NextStep::OpenContact);
    row("no right to connect to the database", Kind::DatabaseForbidden,
        "The user sales_reader may not open the database sales_db.",
        "The password is right, but the user has no right to connect to this database (CONNECT): ask the Data platform "
        "team.",
        NextStep::OpenContact);
    row("server starting", Kind::ServerStarting, "The server is starting or waking up.",
        "It does not take sign-ins yet. Wait a little, then try again.", NextStep::WaitAndRetry);
    row("driver missing", Kind::DriverMissing, "Parlance cannot open PostgreSQL connections here.",
        "A part of its installation is missing or doubled: install Parlance again, or send the details to the Data "
        "platform team.",
        NextStep::CopyForIt);
    row("configuration invalid", Kind::ConfigurationInvalid, "This team is set up wrongly.",
        "The details name what is wrong in its configuration. Send them to the Data platform team.",
        NextStep::CopyForIt);
    row("connection lost meanwhile", Kind::ConnectionLost, "The server broke off the connection.",
        "Connect to the company VPN first, then try again.", NextStep::TryAgain);
    row("not PostgreSQL", Kind::NotPostgres,
        "Something answers at sales.example.internal, port 5432, but it is not PostgreSQL.",
        "The server or port this team is set up with is probably wrong. Send the details to the Data platform team.",
        NextStep::CopyForIt);
    row("closed at once", Kind::ClosedAtOnce,
        "The connection was closed without a word at sales.example.internal, port 5432.",
        "The server may be restarting, or something else than PostgreSQL stands at that port. Try again, or send the "
        "details to the Data platform team.",
        NextStep::TryAgain);
    row("refused in another language", Kind::SignInRefused, "The server refused to sign you in.",
        "It says: “FATAL:  the server's words.” If that is about the password, type it again; else send the details to "
        "the Data platform team.",
        NextStep::TypePassword);
    row("anything else", Kind::ConnectFailed, "The server could not be signed in to.",
        "The details hold its own words. Try again, or send them to the Data platform team.", NextStep::TryAgain);
    row("an error of the server's own", Kind::Server, "The server could not be signed in to.",
        "The details hold its own words. Try again, or send them to the Data platform team.", NextStep::TryAgain);
}

void TestSignInFailure::eachConditionHasItsSentence()
{
    QFETCH(Kind, kind);
    QFETCH(QString, sentence);
    QFETCH(QString, advice);
    QFETCH(NextStep, step);
    const SignInFailure failure = describe(kind);
    QCOMPARE(failure.sentence, sentence);
    QCOMPARE(failure.advice, advice);
    QCOMPARE(failure.nextStep, step);
    QCOMPARE(failure.kind, kind);
    QVERIFY(!failure.nextStepText.isEmpty());
    QVERIFY(failure.details.startsWith(QStringLiteral("FATAL:  the server's words")));
}

void TestSignInFailure::sentencesAreToldApart()
{
    QSet<QString> sentences;
    const QList<Kind> kinds{
        Kind::WrongPassword,        Kind::NoPgHbaEntry,       Kind::HostNotFound,         Kind::ConnectionRefused,
        Kind::ConnectTimedOut,      Kind::TlsRequired,        Kind::TlsRefused,           Kind::CertificateHostMismatch,
        Kind::CertificateUntrusted, Kind::CertificateExpired, Kind::DatabaseMissing,      Kind::TooManyConnections,
        Kind::RoleMayNotLogIn,      Kind::ServerStarting,     Kind::ConfigurationInvalid, Kind::DriverMissing,
        Kind::NotPostgres,          Kind::ClosedAtOnce,       Kind::SignInRefused,        Kind::ConnectFailed,
        Kind::DatabaseForbidden};
    for (const Kind kind : kinds)
        sentences.insert(describe(kind).sentence);
    QCOMPARE(sentences.size(), kinds.size());
}

void TestSignInFailure::contactsReadNaturally_data()
{
    QTest::addColumn<QString>("contact");
    QTest::addColumn<QString>("advice");
    QTest::newRow("a team gets its article")
        << QStringLiteral("Data platform team") << QStringLiteral("Type it again, or ask the Data platform team.");
    QTest::newRow("an article is not doubled")
        << QStringLiteral("the help desk") << QStringLiteral("Type it again, or ask the help desk.");
    QTest::newRow("a person has none") << QStringLiteral("Jane Doe")
                                       << QStringLiteral("Type it again, or ask Jane Doe.");
    QTest::newRow("nobody named") << QString() << QStringLiteral("Type it again, or ask your administrator.");
}

void TestSignInFailure::contactsReadNaturally()
{
    QFETCH(QString, contact);
    QFETCH(QString, advice);
    Team one = team();
    one.contactText = contact;
    QCOMPARE(describe(Kind::WrongPassword, one).advice, advice);
}

void TestSignInFailure::theSampleNamesItsPassword()
{
    Team one = team();
    one.sample = true;
    one.samplePassword = QStringLiteral("sales123");
    QCOMPARE(describe(Kind::WrongPassword, one).advice,
             QStringLiteral("Type it again: this team's sample password is sales123."));
    QCOMPARE(describe(Kind::ConnectionRefused, one).sentence,
             QStringLiteral("Nothing answers as PostgreSQL on this computer."));
}

void TestSignInFailure::withoutAnAddressDetailsAreCopied()
{
    Team one = team();
    one.contactUrl.clear();
    QCOMPARE(describe(Kind::RoleMayNotLogIn, one).nextStep, NextStep::CopyForIt);
    one.reachHint.clear();
    QCOMPARE(describe(Kind::HostNotFound, one).advice,
             QStringLiteral("Check your network connection, then try again."));
}

void TestSignInFailure::detailsHoldEverythingButThePassword()
{
    Team one = team();
    one.database.password = QStringLiteral("tops3cret");
    one.sourceFile = QStringLiteral("/etc/parlance/teams.json");
    PostgresError error;
    error.kind = Kind::WrongPassword;
    error.sqlState = QStringLiteral("28P01");
    error.message = QStringLiteral("FATAL:  password authentication failed for user \"sales_reader\"");
    error.hint = QStringLiteral("a hint");
    const QString details = describeSignInFailure(error, one).details;
    for (const char* part : {"password authentication failed", "28P01", "a hint", "sales.example.internal, port 5432",
                             "sales_db", "sales_reader", "/etc/parlance/teams.json"})
        QVERIFY2(details.contains(QString::fromLatin1(part)), part);
    QVERIFY(!details.contains(one.database.password));
}

void TestSignInFailure::detailsSayNothingTwice()
{
    const QString said = QStringLiteral("database \"sales_db\" does not exist");
    const PostgresError error = connectErrorFromText(
        QStringLiteral("connection to server at \"10.1.2.3\", port 5432 failed: FATAL:  %1\nHINT:  Try y.\n")
            .arg(said));
    const QString details = describeSignInFailure(error, team()).details;
    QCOMPARE(details.count(said), 1);
    QCOMPARE(details.count(QStringLiteral("Try y.")), 1);
    QVERIFY(details.startsWith(QStringLiteral("connection to server at \"10.1.2.3\"")));
    QVERIFY(details.contains(QStringLiteral("SQLSTATE: 3D000")));
}

void TestSignInFailure::namesAreNotPlaces()
{
    Team one = team();
    one.database.database = QStringLiteral("%user%1");
    QCOMPARE(describe(Kind::DatabaseMissing, one).sentence, QStringLiteral("The server has no database %user%1."));
}

QTEST_GUILESS_MAIN(TestSignInFailure)
#include "tst_sign_in_failure.moc"
