// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/SampleFolder.h"

#include <QFile>
#include <QProcess>
#include <QtTest>

namespace parlance::test {

SampleFolder::SampleFolder()
{
    QFile::setPermissions(m_folder.path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner |
                                               QFileDevice::ReadOther | QFileDevice::ExeOther | QFileDevice::ReadGroup |
                                               QFileDevice::ExeGroup);
}

SampleFolder::~SampleFolder()
{
    if (LocalServer::status(dataFolder()).running)
        (void)LocalServer::stop(dataFolder());
}

QString SampleFolder::dataFolder() const
{
    return m_folder.filePath(QStringLiteral("data"));
}

QString SampleFolder::serverFile(const QString& name) const
{
    return dataFolder() + QStringLiteral("/sample/") + name;
}

qint64 SampleFolder::serverPid() const
{
    QFile file(serverFile(QStringLiteral("cluster/postmaster.pid")));
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
}

PsqlOutput psql(const LocalServerStatus& server, const QString& database, const QString& user, const QString& password,
                const QString& sql)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), password);
    environment.insert(QStringLiteral("PGCONNECT_TIMEOUT"), QStringLiteral("10"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("psql"),
                  {QStringLiteral("-X"), QStringLiteral("-A"), QStringLiteral("-t"), QStringLiteral("-q"),
                   QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-h"), server.host,
                   QStringLiteral("-p"), QString::number(server.port), QStringLiteral("-U"), user, QStringLiteral("-d"),
                   database, QStringLiteral("-f"), QStringLiteral("-")});
    process.write(sql.toUtf8());
    process.closeWriteChannel();
    PsqlOutput output;
    if (!process.waitForFinished(60000)) {
        output.err = process.errorString();
        return output;
    }
    output.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    output.out = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    output.err = QString::fromUtf8(process.readAllStandardError()).trimmed();
    return output;
}

PsqlOutput psqlAsSuperuser(const LocalServerStatus& server, const QString& database, const QString& sql)
{
    QFile file(server.dataFolder + QStringLiteral("/sample/superuser"));
    const QString password = file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
    return psql(server, database, QStringLiteral("parlance"), password, sql);
}

LocalServerStatus startAndWait(LocalServer& server)
{
    LocalServerStatus status;
    bool finished = false;
    QObject context;
    QObject::connect(&server, &LocalServer::startFinished, &context, [&](const auto& result) {
        finished = true;
        if (result)
            status = *result;
        else
            qWarning("%s\n%s", qUtf8Printable(result.error().message), qUtf8Printable(result.error().details));
    });
    server.start();
    if (!QTest::qWaitFor([&] { return finished; }, 120000))
        qWarning("the sample server did not answer");
    return status;
}

} // namespace parlance::test
