// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionParameters.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>

#include <libpq-fe.h>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("parlance::ConnectionParameters", text);
}

PostgresError invalid(const QString& message)
{
    PostgresError error;
    error.kind = PostgresError::Kind::ConfigurationInvalid;
    error.message = message;
    return error;
}

//! A value as libpq's conninfo strings have it: single quotes, with \ and ' escaped.
QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s);
    value.replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

//! A path at which no file can be: libpq then has neither password file nor client certificate of its own finding.
QString noFile()
{
    return QDir::rootPath() + u"nonexistent/parlance"_s;
}

//! The authorities the operating system trusts, for a libpq before 16 that does not know "system".
QString systemAuthorities()
{
    const QStringList places{u"/etc/ssl/certs/ca-certificates.crt"_s, u"/etc/pki/tls/certs/ca-bundle.crt"_s,
                             u"/etc/ssl/ca-bundle.pem"_s, u"/etc/ssl/cert.pem"_s};
    for (const QString& place : places) {
        if (QFileInfo::exists(place))
            return place;
    }
    return QString();
}

bool verifies(const QString& sslMode)
{
    return sslMode == "verify-ca"_L1 || sslMode == "verify-full"_L1;
}

//! Which authorities the server's certificate is checked against.
QString rootCertificate(const ConnectionParameters& parameters)
{
    const bool system = parameters.sslRootCertificate == "system"_L1 ||
                        (parameters.sslRootCertificate.isEmpty() && verifies(parameters.sslMode));
    if (system) {
        const QString file =
            PQlibVersion() >= 160000 && parameters.sslMode == "verify-full"_L1 ? u"system"_s : systemAuthorities();
        return file.isEmpty() ? noFile() : file;
    }
    // Without one libpq would take ~/.postgresql/root.crt and turn "require" into "verify-ca".
    return parameters.sslRootCertificate.isEmpty() ? noFile() : parameters.sslRootCertificate;
}

//! Every keyword for which libpq would otherwise look into the environment or the home folder.
QMap<QString, QString> explicitOptions(const ConnectionParameters& parameters)
{
    return {
        {u"port"_s, parameters.port}, // here and not by setPort(): several hosts may have several ports
        {u"hostaddr"_s, QString()},
        {u"passfile"_s, noFile()},
        {u"options"_s, QString()},
        {u"client_encoding"_s, u"UTF8"_s},
        {u"application_name"_s, parameters.applicationName},
        {u"fallback_application_name"_s, u"Parlance"_s},
        {u"connect_timeout"_s, QString::number(parameters.connectTimeoutSeconds)},
        {u"sslmode"_s, parameters.sslMode},
        {u"sslrootcert"_s, rootCertificate(parameters)},
        {u"sslcert"_s, noFile()},
        {u"sslkey"_s, noFile()},
        {u"sslcrl"_s, noFile()},
        {u"sslcrldir"_s, QString()},
        {u"sslcompression"_s, u"0"_s},
        {u"sslsni"_s, u"1"_s},
        {u"ssl_min_protocol_version"_s, u"TLSv1.2"_s},
        {u"channel_binding"_s, u"prefer"_s},
        {u"gssencmode"_s, u"disable"_s},
        {u"krbsrvname"_s, u"postgres"_s},
        {u"target_session_attrs"_s, u"any"_s},
        {u"requirepeer"_s, QString()},
        // A cable pulled or a laptop that slept is noticed within half a minute.
        {u"keepalives"_s, u"1"_s},
        {u"keepalives_idle"_s, u"10"_s},
        {u"keepalives_interval"_s, u"5"_s},
        {u"keepalives_count"_s, u"3"_s},
        {u"tcp_user_timeout"_s, u"30000"_s},
    };
}

//! Keywords that would sign in with what nobody typed here, or are ours to set.
QString whyNotAllowed(const QString& key)
{
    if (key == "password"_L1 || key == "sslpassword"_L1)
        return tr("A connection string must not hold a password: it would be seen by others. Leave out \"%1\"; "
                  "the password comes from PARLANCE_PASSWORD or --password-stdin.")
            .arg(key);
    if (key == "passfile"_L1 || key == "service"_L1 || key == "options"_L1 || key == "replication"_L1)
        return tr("The connection setting \"%1\" cannot be used with Parlance. Leave it out.").arg(key);
    return QString();
}

void take(ConnectionParameters& parameters, const QString& key, const QString& value)
{
    if (key == "host"_L1)
        parameters.host = value;
    else if (key == "port"_L1)
        parameters.port = value;
    else if (key == "dbname"_L1)
        parameters.database = value;
    else if (key == "user"_L1)
        parameters.user = value;
    else if (key == "sslmode"_L1)
        parameters.sslMode = value;
    else if (key == "sslrootcert"_L1)
        parameters.sslRootCertificate = value;
    else if (key == "application_name"_L1)
        parameters.applicationName = value;
    else if (key == "connect_timeout"_L1)
        parameters.connectTimeoutSeconds = value.toInt();
    else
        parameters.extra.insert(key, value);
}

struct OptionsDeleter {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

} // namespace

Result<ConnectionParameters, PostgresError> ConnectionParameters::fromConnectionString(const QString& conninfo)
{
    char* message = nullptr;
    const std::unique_ptr<PQconninfoOption, OptionsDeleter> options(
        PQconninfoParse(conninfo.toUtf8().constData(), &message));
    if (!options) {
        const QString words = QString::fromUtf8(message).trimmed();
        PQfreemem(message);
        return unexpected(invalid(tr("The connection string cannot be read: %1").arg(words)));
    }
    ConnectionParameters parameters;
    for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
        if (!option->val)
            continue;
        const QString key = QString::fromUtf8(option->keyword);
        if (const QString why = whyNotAllowed(key); !why.isEmpty())
            return unexpected(invalid(why));
        take(parameters, key, QString::fromUtf8(option->val));
    }
    if (parameters.connectTimeoutSeconds <= 0)
        parameters.connectTimeoutSeconds = ConnectionParameters().connectTimeoutSeconds;
    if (parameters.user.isEmpty())
        return unexpected(invalid(tr("The connection string names no user. Add user=…")));
    if (parameters.database.isEmpty())
        parameters.database = parameters.user;
    return parameters;
}

Result<QString, PostgresError> ConnectionParameters::connectOptions() const
{
    if (user.isEmpty())
        return unexpected(invalid(tr("No user is given to sign in as.")));
    QMap<QString, QString> options = explicitOptions(*this);
    for (auto entry = extra.cbegin(); entry != extra.cend(); ++entry) {
        if (const QString why = whyNotAllowed(entry.key()); !why.isEmpty())
            return unexpected(invalid(why));
        const auto isKeyword = [](QChar c) { return (c >= u'a' && c <= u'z') || c == u'_'; };
        if (entry.key().isEmpty() || !std::all_of(entry.key().cbegin(), entry.key().cend(), isKeyword))
            return unexpected(invalid(tr("\"%1\" is no connection setting.").arg(entry.key())));
        if (entry.key() != "client_encoding"_L1)
            options.insert(entry.key(), entry.value());
    }
    QStringList parts;
    for (auto entry = options.cbegin(); entry != options.cend(); ++entry) {
        if (entry.value().contains(u';') || entry.value().contains(QChar(0)))
            return unexpected(invalid(tr("The connection setting \"%1\" must not hold a semicolon.").arg(entry.key())));
        parts << entry.key() + u'=' + quoted(entry.value());
    }
    return parts.join(u' ');
}

void clearLibpqEnvironment()
{
    const QStringList names = QProcessEnvironment::systemEnvironment().keys();
    for (const QString& name : names) {
        if (name.startsWith("PG"_L1, Qt::CaseInsensitive))
            qunsetenv(name.toLocal8Bit().constData());
    }
}

} // namespace parlance
