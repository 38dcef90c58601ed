// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/TransactionText.h"

#include <libpq-fe.h>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

//! The server's clock counts the transfer too, so it is the backstop behind the client's.
constexpr int backstopSeconds = 90;

QByteArray literal(PGconn* connection, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    char* quoted = PQescapeLiteral(connection, utf8.constData(), static_cast<std::size_t>(utf8.size()));
    const QByteArray result = quoted ? QByteArray(quoted) : QByteArrayLiteral("''");
    PQfreemem(quoted);
    return result;
}

QByteArray identifier(PGconn* connection, const QString& name)
{
    const QByteArray utf8 = name.toUtf8();
    char* quoted = PQescapeIdentifier(connection, utf8.constData(), static_cast<std::size_t>(utf8.size()));
    const QByteArray result = quoted ? QByteArray(quoted) : QByteArrayLiteral("\"\"");
    PQfreemem(quoted);
    return result;
}

const char* beginOf(TransactionMode mode)
{
    switch (mode) {
    case TransactionMode::ReadOnly:
        return "BEGIN READ ONLY";
    case TransactionMode::RepeatableReadReadOnly:
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    case TransactionMode::ReadWrite:
        break;
    }
    return "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
}

} // namespace

int serverTimeoutSeconds(const RunLimits& limits)
{
    if (limits.toFile)
        return limits.exportTimeoutSeconds;
    return limits.statementTimeoutSeconds > 0 ? limits.statementTimeoutSeconds + backstopSeconds : 0;
}

namespace {

QByteArray serverTimeout(const RunLimits& limits)
{
    if (limits.serverTimeoutMilliseconds > 0)
        return '\'' + QByteArray::number(limits.serverTimeoutMilliseconds) + "ms'";
    return '\'' + QByteArray::number(serverTimeoutSeconds(limits)) + "s'";
}

} // namespace

QByteArray beginText(pg_conn* connection, TransactionMode mode, const RunLimits& limits, const QString& applicationName,
                     const QByteArray& marker)
{
    QByteArray text = beginOf(mode);
    const auto set = [&text](const char* name, const QByteArray& value) {
        text += QByteArray("; SET LOCAL ") + name + " = " + value;
    };
    set("statement_timeout", serverTimeout(limits));
    set("lock_timeout", '\'' + QByteArray::number(limits.lockTimeoutSeconds) + "s'");
    // A short rest of the rows is sent while the run is held at its cap, and the server is idle then.
    set("idle_in_transaction_session_timeout", '\'' + QByteArray::number(60 + limits.holdAtCapSeconds) + "s'");
    if (!limits.searchPath.isEmpty()) {
        QByteArrayList schemas;
        for (const QString& schema : limits.searchPath)
            schemas << identifier(connection, schema);
        set("search_path", schemas.join(", "));
    }
    if (!limits.timeZone.isEmpty())
        set("TimeZone", literal(connection, limits.timeZone));
    set("DateStyle", "'ISO'");
    set("IntervalStyle", "'postgres'");
    set("bytea_output", "'hex'");
    set("extra_float_digits", "1");
    set("standard_conforming_strings", "on");
    set("application_name",
        literal(connection, limits.applicationName.isEmpty() ? applicationName : limits.applicationName));
    // COMMIT AND CHAIN leaves a transaction behind that looks like ours; a setting of ours that is local to the
    // transaction is gone with it.
    set("parlance.transaction", '\'' + marker + '\'');
    return text;
}

QByteArray endText()
{
    return "SELECT pg_catalog.current_setting('parlance.transaction', true); ROLLBACK";
}

} // namespace parlance
