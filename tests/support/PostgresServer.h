// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ConnectionParameters.h"

#include <QProcess>
#include <QStringList>

#include <memory>

namespace parlance::test {

//! A private PostgreSQL for one test program: made by initdb in a folder of its own, SCRAM, on 127.0.0.1 and a Unix
//! socket, without fsync. Runs as `postgres` (else `nobody`) when the test runs as root. Missing binaries or a server
//! that does not start end the test program with a sentence: a test that needs a server never passes without one. Lives
//! on the main thread (the server dies with the thread that started it).
class PostgresServer final {
public:
    struct Options {
        QStringList settings;    //!< lines for postgresql.conf, after ours
        QStringList hba;         //!< the lines of pg_hba.conf; empty: SCRAM for all, socket and 127.0.0.1
        QString tlsHostName;     //!< not empty: TLS with a certificate for this name, signed by a CA of the test's own
        bool tlsExpired = false; //!< the certificate ended yesterday
        bool start = true;
        QString superuserPassword = QStringLiteral("the superuser's");
    };

    PostgresServer();
    explicit PostgresServer(const Options& options);
    ~PostgresServer(); //!< stops the server at once and removes its folder
    Q_DISABLE_COPY_MOVE(PostgresServer)

    QString host() const { return QStringLiteral("127.0.0.1"); }
    int port() const { return m_port; }
    QString socketFolder() const { return m_folder; }
    QString dataFolder() const { return m_folder + QStringLiteral("/data"); }
    QString superuser() const { return QStringLiteral("postgres"); }
    QString superuserPassword() const { return m_options.superuserPassword; }
    QString caCertificate() const { return m_folder + QStringLiteral("/ca.crt"); } //!< of the CA that signed ours
    QString otherCaCertificate() const { return m_folder + QStringLiteral("/other.crt"); } //!< of a CA that did not
    QString log() const; //!< what the server wrote so far

    //! Parameters that sign in over TCP (sslmode prefer).
    ConnectionParameters parameters(const QString& user, const QString& password,
                                    const QString& database = QStringLiteral("postgres")) const;
    ConnectionParameters superuserParameters(const QString& database = QStringLiteral("postgres")) const;

    //! Runs a script (several statements allowed, but CREATE DATABASE must stand alone) as the superuser over the
    //! socket; the first column of the last result's rows, a line each. An error ends the test program with the
    //! server's words.
    QString exec(const QString& sql, const QString& database = QStringLiteral("postgres")) const;
    //! A role that may log in, with this password.
    void createRole(const QString& name, const QString& password, const QString& options = QString()) const;
    void createDatabase(const QString& name, const QString& owner = QString()) const;
    //! Standard output of `psql -X -At` for \a sql as \a user over TCP; \a before runs first with -c (settings).
    QByteArray psql(const QString& sql, const QString& user, const QString& password,
                    const QString& database = QStringLiteral("postgres"), const QStringList& extra = {}) const;

    void start();               //!< waits until it takes connections
    void startWithoutWaiting(); //!< returns as soon as the process runs (for 57P03)
    void stop();                //!< immediate: every connection is cut
    void stopFast();            //!< as an administrator does: 57P01 to every session
    void killHard();            //!< kill -9 of the server and all its children
    bool isRunning() const { return m_process && m_process->state() != QProcess::NotRunning; }
    void writeHba(const QStringList& lines);       //!< and reloads when running
    void appendSettings(const QStringList& lines); //!< for the next start
    qint64 processId() const;

    //! The folder of initdb and psql, as pg_config or the usual places tell; ends the program when there is none.
    static QString binaryFolder();
    //! A port of 127.0.0.1 nobody listens on now.
    static int freePort();

private:
    void initialise();
    void writeConfiguration();
    void makeCertificates();
    void runAsServer(const QString& program, const QStringList& arguments) const;
    void openssl(const QStringList& arguments) const;
    bool waitUntilReady();

    Options m_options;
    QString m_folder;
    int m_port = 0;
    std::unique_ptr<QProcess> m_process;
};

} // namespace parlance::test
