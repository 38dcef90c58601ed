// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "postgres/PostgresError.h"

#include <QMap>
#include <QString>

namespace parlance {

//! Everything needed to open a connection. A plain value; holds the password, so it is never logged or stored.
struct ConnectionParameters {
    QString host; //!< name, address or socket folder; several separated by commas as libpq has it
    QString port = QStringLiteral("5432");
    QString database;
    QString user;
    QString password; //!< empty only where allowEmptyPassword says so
    bool allowEmptyPassword = false;
    QString sslMode = QStringLiteral("prefer"); //!< libpq's words: disable … verify-full
    QString sslRootCertificate;                 //!< absolute path, "system", or empty
    int connectTimeoutSeconds = 15;             //!< for each host
    QString applicationName = QStringLiteral("Parlance");
    QMap<QString, QString> extra; //!< any other libpq keyword (sslcert, target_session_attrs, …)

    bool operator==(const ConnectionParameters&) const = default;

    //! Parses a libpq URI or keyword string with PQconninfoParse. A password inside it is refused by
    //! Kind::ConfigurationInvalid.
    static Result<ConnectionParameters, PostgresError> fromConnectionString(const QString& conninfo);
    //! The text for QSqlDatabase::setConnectOptions, or an error naming the key whose value holds a ';'
    //! (QPSQL turns each ';' into a blank). Sets passfile to a file that does not exist and every parameter explicitly.
    Result<QString, PostgresError> connectOptions() const;
};

//! Removes PG* variables from this process's environment, so that libpq cannot sign in by itself. Call first in main.
void clearLibpqEnvironment();

//! Why connections cannot be opened at all (QPSQL plugin missing, two different libpq in the process), or an empty
//! text.
QString driverProblem();

} // namespace parlance
