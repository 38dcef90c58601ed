// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace parlance::test {

namespace {

CliOutcome outcomeOf(QProcess& process)
{
    CliOutcome outcome;
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.status = process.exitCode();
    outcome.output = process.readAllStandardOutput();
    outcome.words = process.readAllStandardError();
    return outcome;
}

} // namespace

CliShop::CliShop()
{
    m_server.createRole(u"shop"_s, u"secret"_s);
    m_server.createDatabase(u"shop_db"_s);
    m_server.exec(u"create table orders (id int primary key, customer text not null, total numeric(10,2)); "
                  "comment on table orders is 'What was bought'; "
                  "insert into orders values (1, 'Ada', 9.50), (2, 'Bo, \"B\"', null), (3, 'Cy', 1000); "
                  "grant select on orders to shop"_s,
                  u"shop_db"_s);
    QFile teams(m_folder.filePath(u"teams.json"_s));
    QVERIFY(teams.open(QIODevice::WriteOnly));
    const QString team = u"{\"id\":\"%1\",\"name\":\"Shop\",\"database\":{\"host\":\"127.0.0.1\",\"port\":%2,\"name\":"
                         "\"%3\",\"user\":\"shop\",\"sslMode\":\"prefer\"},\"policy\":%4}"_s;
    const int port = m_server.port();
    teams.write((u"{\"format\":1,\"teams\":["_s +
                 team.arg(u"shop"_s).arg(port).arg(u"shop_db"_s, u"{\"maximumRows\":5,\"timeZone\":\"UTC\"}"_s) + u',' +
                 team.arg(u"quick"_s).arg(port).arg(u"shop_db"_s, u"{\"statementTimeoutSeconds\":3}"_s) + u',' +
                 team.arg(u"hurried"_s).arg(port).arg(u"shop_db"_s, u"{\"exportTimeoutSeconds\":2}"_s) + u',' +
                 team.arg(u"silent"_s).arg(port).arg(u"shop_db"_s, u"{\"allowAssistant\":false}"_s) + u',' +
                 team.arg(u"unplanned"_s).arg(port).arg(u"shop_db"_s, u"{\"planQueries\":false}"_s) + u',' +
                 team.arg(u"lost"_s).arg(port).arg(u"no_such_db"_s, u"{}"_s) + u',' +
                 team.arg(u"gone"_s).arg(PostgresServer::freePort()).arg(u"shop_db"_s, u"{}"_s) + u"]}"_s)
                    .toUtf8());
}

QString CliShop::connection() const
{
    return u"host=127.0.0.1 port=%1 dbname=shop_db user=shop"_s.arg(m_server.port());
}

QProcessEnvironment CliShop::environment(bool password) const
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"PARLANCE_CONFIG_DIR"_s, m_folder.path());
    environment.insert(u"PARLANCE_DATA_DIR"_s, m_folder.filePath(u"data"_s));
    environment.insert(u"CLI"_s, QStringLiteral(PARLANCE_CLI));
    environment.insert(u"PROGRAM"_s, QStringLiteral(PARLANCE_PROGRAM));
    for (const QString& name : {u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s})
        if (qEnvironmentVariableIsSet(name.toLatin1().constData()))
            environment.insert(name, qEnvironmentVariable(name.toLatin1().constData()));
    if (password)
        environment.insert(u"PARLANCE_PASSWORD"_s, u"secret"_s);
    return environment;
}

CliOutcome CliShop::cli(const QStringList& arguments, const QByteArray& input, bool password,
                        const QHash<QString, QString>& variables) const
{
    QProcess process;
    QProcessEnvironment variablesOfCall = environment(password);
    for (auto at = variables.cbegin(); at != variables.cend(); ++at)
        variablesOfCall.insert(at.key(), at.value());
    process.setProcessEnvironment(variablesOfCall);
    process.start(QStringLiteral(PARLANCE_CLI), arguments);
    process.write(input);
    process.closeWriteChannel();
    return outcomeOf(process);
}

CliOutcome CliShop::shell(const QString& script) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(u"bash"_s, {u"-c"_s, script});
    process.closeWriteChannel();
    return outcomeOf(process);
}

} // namespace parlance::test
