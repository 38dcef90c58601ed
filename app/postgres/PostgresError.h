// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QString>

namespace parlance {

//! What went wrong with the database: a kind to branch on, PostgreSQL's own words beside it. A plain value.
struct PostgresError {
    enum class Kind {
        Server,         //!< the server answered with an error (sqlState set)
        ConnectionLost, //!< the connection broke while it was in use
        NotConnected,   //!< asked for a run without a connection
        Cancelled,      //!< the user stopped it (not an error to show)
        TimedOut,       //!< the client's clock (policy.statementTimeoutSeconds) ended the run
        Refused,        //!< we refused the statement before it was sent; message says why and what to do instead
        Protocol,       //!< the server or a proxy said something that cannot be (COPY IN, left transaction, …)
        NoRoom,         //!< rows could not be kept here (disk full, too much for memory, a row too large); the rows
                        //!< delivered before stay
        // opening a connection:
        WrongPassword, //!< 28P01, 28000 "password authentication failed", role does not exist
        NoPgHbaEntry,  //!< 28000 no pg_hba.conf entry
        HostNotFound,
        ConnectionRefused,
        ConnectTimedOut,
        TlsRequired, //!< the server wants TLS and we do not, or pg_hba says "no encryption"
        TlsRefused,  //!< we want TLS and the server does not offer it
        CertificateHostMismatch,
        CertificateUntrusted, //!< unknown or expired authority, or expired certificate
        CertificateExpired,
        DatabaseMissing,      //!< 3D000
        TooManyConnections,   //!< 53300
        DatabaseForbidden,    //!< 42501 permission denied for database: the role may log in, but not there
        RoleMayNotLogIn,      //!< 28000 role … is not permitted to log in
        ServerStarting,       //!< 57P03 starting up, shutting down, in recovery: wait and try again
        ConfigurationInvalid, //!< our own connection parameters make no sense (unreadable root certificate, …)
        DriverMissing,        //!< the QPSQL plugin or the same libpq is not there
        NotPostgres,          //!< something answers at the port, but does not speak PostgreSQL's protocol
        ClosedAtOnce,         //!< it took the connection and closed it without a word
        SignInRefused,        //!< the server's FATAL in words we do not know, as of another language
        ConnectFailed,        //!< any other failure to connect
    };

    Kind kind = Kind::Server;
    QString severity; //!< ERROR, FATAL, NOTICE, WARNING … (not localised)
    QString sqlState; //!< five characters, empty when the error is not the server's
    QString message;  //!< PostgreSQL's MESSAGE, or a sentence of ours
    QString detail;
    QString hint;
    QString context;
    int position = 0; //!< 1-based, in characters (code points) of the statement sent; 0: none
    QString schemaName;
    QString tableName;
    QString columnName;
    QString constraintName;

    bool operator==(const PostgresError&) const = default;
};

//! A NOTICE or WARNING has the same fields.
using PostgresNotice = PostgresError;

//! The offset in UTF-8 bytes of the 1-based character \a position in \a utf8; the text's size when it lies beyond.
qsizetype byteOffsetOfCharacter(QByteArrayView utf8, int position);

//! The kind of a failure to open a connection, from libpq's text and the SQLSTATE if one is known. Pure; tested row by
//! row. \a sslMode tells a server that wants TLS from one that offers none: whoever asked for TLS and was let through
//! without it lacks an entry, not TLS.
PostgresError connectErrorFromText(const QString& libpqMessage, const QString& sslMode = QString());

} // namespace parlance

Q_DECLARE_METATYPE(parlance::PostgresError)
