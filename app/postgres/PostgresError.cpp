// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/PostgresError.h"

#include <QStringList>

#include <iterator>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Kind = PostgresError::Kind;

//! One sign in libpq's text: all of its parts must be there. The first row that fits decides, so the order matters:
//! what the server said about us comes before what libpq says of the way there (with several hosts both stand in it).
struct Sign {
    Kind kind;
    const char* sqlState;
    const char* part;
    const char* otherPart = nullptr;
};

// Texts of PostgreSQL 13 to 17 (backend/libpq/auth.c, utils/init/postinit.c, postmaster.c; libpq's fe-connect.c and
// fe-secure-*.c) and of PgBouncer.
constexpr Sign signs[] = {
    {Kind::WrongPassword, "28P01", "password authentication failed"},
    {Kind::WrongPassword, "28000", "authentication failed for user"},
    {Kind::WrongPassword, "", "no password supplied"},
    {Kind::WrongPassword, "28P01", "empty password returned by client"},
    {Kind::WrongPassword, "", "no such user"},
    {Kind::RoleMayNotLogIn, "28000", "is not permitted to log in"},
    {Kind::WrongPassword, "28000", "FATAL:  role \"", "\" does not exist"},
    {Kind::DatabaseMissing, "3D000", "database \"", "\" does not exist"},
    {Kind::DatabaseMissing, "", "no such database"},
    {Kind::DatabaseForbidden, "42501", "permission denied for database"},
    {Kind::TooManyConnections, "53300", "too many clients already"},
    {Kind::TooManyConnections, "53300", "remaining connection slots are reserved"},
    {Kind::TooManyConnections, "53300", "too many connections for"},
    {Kind::TooManyConnections, "", "no more connections allowed"},
    {Kind::ServerStarting, "57P03", "the database system is starting up"},
    {Kind::ServerStarting, "57P03", "the database system is shutting down"},
    {Kind::ServerStarting, "57P03", "the database system is in recovery mode"},
    {Kind::ServerStarting, "57P03", "the database system is not yet accepting connections"},
    {Kind::ServerStarting, "57P03", "the database system is not accepting connections"},
    {Kind::CertificateHostMismatch, "", "does not match host name"},
    {Kind::CertificateHostMismatch, "", "host name must be specified for a verified SSL connection"},
    {Kind::ConfigurationInvalid, "", "root certificate file", "does not exist"},
    {Kind::ConfigurationInvalid, "", "could not read root certificate file"},
    {Kind::ConfigurationInvalid, "", "could not get home directory to locate root certificate file"},
    {Kind::CertificateExpired, "", "certificate has expired"},
    {Kind::CertificateExpired, "", "certificate expired"},
    {Kind::CertificateUntrusted, "", "certificate verify failed"},
    {Kind::CertificateUntrusted, "", "unknown ca"},
    {Kind::TlsRefused, "", "server does not support SSL"},
    {Kind::TlsRequired, "", "SSL required"},
    {Kind::TlsRequired, "", "SSL connection is required"},
    {Kind::ConfigurationInvalid, "", "certificate file", "does not exist"},
    {Kind::ConfigurationInvalid, "", "private key file"},
    {Kind::ConfigurationInvalid, "", "could not load private key"},
    {Kind::ConfigurationInvalid, "", "could not read certificate file"},
    {Kind::ConfigurationInvalid, "", "invalid connection option"},
    {Kind::ConfigurationInvalid, "", "invalid sslmode value"},
    {Kind::ConfigurationInvalid, "", "invalid port number"},
    {Kind::ConfigurationInvalid, "", "invalid integer value"},
    {Kind::ConfigurationInvalid, "", "value: \"", "invalid"},
    {Kind::ConfigurationInvalid, "", "could not match", "port numbers to"},
    {Kind::ConfigurationInvalid, "", "could not match", "host names to"},
    {Kind::ConfigurationInvalid, "", "is too long (maximum"},
    {Kind::ConfigurationInvalid, "", "could not parse network address"},
    {Kind::HostNotFound, "", "could not translate host name"},
    {Kind::ConnectTimedOut, "", "timeout expired"},
    {Kind::ConnectTimedOut, "", "timed out"},
    {Kind::ConnectTimedOut, "", "No route to host"},
    {Kind::ConnectTimedOut, "", "Network is unreachable"},
    {Kind::ConnectTimedOut, "", "Host is down"},
    {Kind::ConnectionRefused, "", "Connection refused"},
    {Kind::ConnectionRefused, "", "Is the server running"},
    {Kind::NotPostgres, "", "received invalid response to SSL negotiation"},
    {Kind::NotPostgres, "", "received invalid response to GSSAPI negotiation"},
    {Kind::NotPostgres, "", "received unencrypted data after SSL response"}, // its greeting began with S, as SSH's does
    {Kind::NotPostgres, "", "expected authentication request from server, but received"},
    {Kind::NotPostgres, "", "SSL error: wrong version number"},
    {Kind::NotPostgres, "", "SSL error: packet length too long"},
    {Kind::ClosedAtOnce, "", "server closed the connection unexpectedly"},
    {Kind::ClosedAtOnce, "", "SSL SYSCALL error: EOF detected"},
    {Kind::ClosedAtOnce, "", "Connection reset by peer"},
    {Kind::ClosedAtOnce, "", "Broken pipe"},
};

bool contains(const QString& text, const char* part)
{
    return text.contains(QLatin1StringView(part), Qt::CaseInsensitive);
}

//! no pg_hba.conf entry: for this user at all, or only for a connection without TLS. PostgreSQL 13 writes "SSL off".
Kind kindOfMissingEntry(const QString& text, const QString& sslMode)
{
    const bool withoutTls = contains(text, "no encryption") || contains(text, "SSL off");
    const bool withTls = contains(text, "SSL encryption") || contains(text, "SSL on");
    const bool asked = !sslMode.isEmpty() && sslMode != "disable"_L1;
    return withoutTls && !withTls && !asked ? Kind::TlsRequired : Kind::NoPgHbaEntry;
}

QString lineAfter(const QStringList& lines, QLatin1StringView label)
{
    for (const QString& line : lines) {
        const qsizetype at = line.indexOf(label);
        if (at >= 0)
            return line.mid(at + label.size()).trimmed();
    }
    return QString();
}

//! What the server itself said, in whatever language; empty: nothing. Its words come as a severity, a colon and two
//! spaces ("FATAL:  …", "ВАЖНО:  …"), which libpq's own sentences never have. libpq gives neither SQLSTATE nor the
//! untranslated severity of a failed opening (PQsetErrorVerbosity needs a connection that QSqlDatabase does not hand
//! out before it is open), and lc_messages is the server's until a superuser says otherwise, so the kind of a
//! translated refusal cannot be told: the person reads the words.
QString wordsOfServer(const QStringList& lines)
{
    constexpr qsizetype longestSeverity = 24;
    for (const QString& line : lines) {
        const qsizetype way = line.indexOf(" failed: "_L1);
        const QString said = line.startsWith("connection to server"_L1) && way >= 0 ? line.mid(way + 9) : line;
        const qsizetype colon = said.indexOf(":  "_L1);
        if (colon > 0 && colon <= longestSeverity)
            return said.mid(colon + 3).trimmed();
    }
    return QString();
}

} // namespace

qsizetype byteOffsetOfCharacter(QByteArrayView utf8, int position)
{
    qsizetype offset = 0;
    for (int character = 1; character < position && offset < utf8.size(); ++character) {
        ++offset;
        while (offset < utf8.size() && (static_cast<unsigned char>(utf8[offset]) & 0xC0u) == 0x80u)
            ++offset;
    }
    return offset;
}

PostgresError connectErrorFromText(const QString& libpqMessage, const QString& sslMode)
{
    PostgresError error;
    error.kind = Kind::ConnectFailed;
    const QString text = libpqMessage.trimmed();
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    error.detail = text;
    error.hint = lineAfter(lines, "HINT:  "_L1);
    error.message = lineAfter(lines, "FATAL:  "_L1);
    if (error.message.isEmpty())
        error.message = wordsOfServer(lines);
    if (!error.message.isEmpty()) {
        error.severity = u"FATAL"_s;
        error.kind = Kind::SignInRefused;
    } else if (!lines.isEmpty()) {
        error.message = lines.first().trimmed();
    }
    if (contains(text, "no pg_hba.conf entry") || contains(text, "pg_hba.conf rejects connection")) {
        error.kind = kindOfMissingEntry(text, sslMode);
        error.sqlState = u"28000"_s;
        return error;
    }
    for (const Sign& sign : signs) {
        if (contains(text, sign.part) && (!sign.otherPart || contains(text, sign.otherPart))) {
            error.kind = sign.kind;
            error.sqlState = QString::fromLatin1(sign.sqlState);
            return error;
        }
    }
    return error;
}

} // namespace parlance
