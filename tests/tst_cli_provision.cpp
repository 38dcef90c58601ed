// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace parlance::test;

//! `parlance-cli provision` on a real server that logs every statement.
class TestCliProvision final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void makesTeamsThatSignInAndRead();
    void keepsTeamsApart();
    void changesNothingTheSecondTime();
    void aDryRunChangesNothingAndIsAScript();
    void rotatesPasswords();
    void takesPasswordsFromStandardInput();
    void wantsALineForEachPassword();
    void worksForAnAdministratorWhoIsNoSuperuser();
    void leavesADatabaseOpenThatWasThereBefore();
    void fillsTheSampleAfterBeingKilled();
    void saysWhatItCannotDo_data();
    void saysWhatItCannotDo();
    void printsTheScriptOfKnowledge();

private:
    QString administrator(const QString& user = u"postgres"_s) const
    {
        return u"host=127.0.0.1 port=%1 user=%2"_s.arg(m_shop->server().port()).arg(user);
    }
    QHash<QString, QString> variables(const QString& password = u"the superuser's"_s) const
    {
        return {{u"PARLANCE_CONFIG_DIR"_s, m_configuration->path()}, {u"PARLANCE_PASSWORD"_s, password}};
    }
    CliOutcome provision(const QStringList& arguments, const QByteArray& input = {}) const
    {
        return m_shop->cli(QStringList{u"provision"_s, u"--admin"_s, administrator()} + arguments, input, true,
                           variables());
    }
    //! With --format json; keeps teams.json for the calls that follow, and the passwords by team.
    QJsonObject provisioned(const QStringList& arguments);
    CliOutcome run(const QString& team, const QString& sql, const QString& password) const
    {
        return m_shop->cli({u"run"_s, u"--team"_s, team, u"-c"_s, sql, u"--format"_s, u"csv"_s}, {}, true,
                           variables(password));
    }
    //! Roles, their secrets, memberships and settings, and what stands in each database, as text.
    QString everything() const;
    QString exec(const QString& sql, const QString& database = u"postgres"_s) const
    {
        return m_shop->server().exec(sql, database);
    }

    std::unique_ptr<CliShop> m_shop;
    std::unique_ptr<QTemporaryDir> m_configuration;
    QHash<QString, QString> m_passwords;
};

void TestCliProvision::init()
{
    m_shop = std::make_unique<CliShop>();
    exec(u"ALTER SYSTEM SET log_statement = 'all'"_s);
    exec(u"SELECT pg_reload_conf()"_s);
    m_configuration = std::make_unique<QTemporaryDir>();
    m_passwords.clear();
}

void TestCliProvision::cleanup()
{
    m_shop.reset();
    m_configuration.reset();
}

QJsonObject TestCliProvision::provisioned(const QStringList& arguments)
{
    const CliOutcome outcome = provision(arguments + QStringList{u"--format"_s, u"json"_s});
    if (outcome.status != 0)
        qWarning("%d: %s", outcome.status, outcome.words.constData());
    const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
    for (const QJsonValue& team : document.value("teams"_L1).toArray()) {
        if (!team["password"_L1].isNull())
            m_passwords.insert(team["id"_L1].toString(), team["password"_L1].toString());
    }
    QFile file(m_configuration->filePath(u"teams.json"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(document.value("teamsJson"_L1).toObject()).toJson());
    return document;
}

QString TestCliProvision::everything() const
{
    // An access list in an order of its own: granted anew, the same right may stand elsewhere in it.
    const auto list = [](const QString& column) {
        return u" || coalesce((SELECT array_agg(a::text ORDER BY a::text)::text FROM unnest(%1) AS a), '-')"_s.arg(
            column);
    };
    QString text = exec(u"SELECT a::text FROM pg_authid a WHERE rolname !~ '^pg_' ORDER BY rolname"_s) +
                   exec(u"SELECT m.roleid::regrole || ' ' || m.member::regrole FROM pg_auth_members m ORDER BY 1"_s) +
                   exec(u"SELECT s::text FROM pg_db_role_setting s ORDER BY 1"_s) +
                   exec(u"SELECT datname"_s + list(u"datacl"_s) + u" FROM pg_database ORDER BY 1"_s);
    const QStringList databases = exec(u"SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1"_s).split(u'\n');
    for (const QString& database : databases) {
        if (database.isEmpty())
            continue;
        text += database +
                exec(u"SELECT oid::regclass"_s + list(u"relacl"_s) + u" FROM pg_class ORDER BY oid"_s, database) +
                exec(u"SELECT nspname || nspowner::regrole"_s + list(u"nspacl"_s) + u" FROM pg_namespace ORDER BY 1"_s,
                     database) +
                exec(u"SELECT defaclrole::regrole || ' ' || defaclnamespace || defaclobjtype::text"_s +
                         list(u"defaclacl"_s) + u" FROM pg_default_acl ORDER BY 1"_s,
                     database) +
                exec(u"SELECT oid::regprocedure"_s + list(u"proacl"_s) + u" FROM pg_proc ORDER BY oid"_s, database);
    }
    return text;
}

void TestCliProvision::makesTeamsThatSignInAndRead()
{
    const QString weird = u"Wéird \"te'am\\ 100%"_s;
    const QJsonObject document = provisioned({u"--team"_s, u"sales,"_s + weird});
    QCOMPARE(document.value("teams"_L1).toArray().size(), 2);
    const CliOutcome teams = m_shop->cli({u"teams"_s}, {}, true, variables());
    QCOMPARE(teams.words, QByteArray()); // the entry raises no warning
    QCOMPARE(teams.output.count('\n'), 2);
    for (const QString& team : {u"sales"_s, weird}) {
        QVERIFY(m_passwords.value(team).size() >= 20);
        QVERIFY(document.value("teams"_L1)[0]["roleMade"_L1].toBool());
        // What is made later by the owner of the tables is read too.
        const QString database = team + u"_db"_s;
        QString owner = team + u"_owner"_s;
        owner.replace(u'"', u"\"\""_s);
        exec(u"SET ROLE \"%1\"; CREATE TABLE later AS SELECT 7 AS seven"_s.arg(owner), database);
        const CliOutcome outcome = run(team, u"SELECT seven FROM later"_s, m_passwords.value(team));
        QVERIFY2(outcome.status == 0, outcome.words.constData());
        QCOMPARE(outcome.output, QByteArray("seven\n7\n"));
        // The schema of what the team knows is there: everybody suggests, nobody verifies.
        const QString literal = QString(team).replace(u'\'', u"''"_s);
        const QString mayVerify = u"SELECT has_table_privilege('%1', 'parlance.verified_questions', 'UPDATE')"_s;
        QCOMPARE(exec(mayVerify.arg(literal), database).trimmed(), u"f"_s);
    }
    QVERIFY(run(u"sales"_s, u"SELECT 1"_s, u"another"_s).status == 3);
}

void TestCliProvision::keepsTeamsApart()
{
    provisioned({u"--team"_s, u"sales,marketing"_s});
    const QString sales = m_passwords.value(u"sales"_s);
    const PostgresServer& server = m_shop->server();
    const auto as = [&](const QString& sql, const QString& database) {
        QProcess psql;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PGPASSWORD"_s, sales);
        psql.setProcessEnvironment(environment);
        psql.setProcessChannelMode(QProcess::MergedChannels);
        psql.start(PostgresServer::binaryFolder() + u"/psql"_s,
                   {u"-XAt"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(server.port()), u"-U"_s, u"sales"_s,
                    u"-d"_s, database, u"-c"_s, sql});
        psql.waitForFinished();
        return psql.readAll().trimmed();
    };
    QCOMPARE(as(u"SELECT 1"_s, u"sales_db"_s), QByteArray("1"));
    QVERIFY(as(u"SELECT 1"_s, u"marketing_db"_s).contains("permission denied for database"));
    QVERIFY(as(u"CREATE TABLE mine (i int)"_s, u"sales_db"_s).contains("permission denied"));
    QVERIFY(as(u"CREATE TEMP TABLE mine (i int)"_s, u"sales_db"_s).contains("permission denied"));
    QVERIFY(as(u"CREATE SCHEMA mine"_s, u"sales_db"_s).contains("permission denied"));
    QVERIFY(as(u"SET ROLE sales_owner"_s, u"sales_db"_s).contains("permission denied"));
    QVERIFY(as(u"SELECT pg_advisory_lock(1)"_s, u"sales_db"_s).contains("permission denied"));
    QVERIFY(as(u"SELECT lo_create(0)"_s, u"sales_db"_s).contains("permission denied"));
    QCOMPARE(as(u"SHOW statement_timeout"_s, u"sales_db"_s), QByteArray("30min"));
}

void TestCliProvision::changesNothingTheSecondTime()
{
    provisioned({u"--team"_s, u"sales,marketing"_s});
    const QString before = everything();
    QVERIFY(before.contains(u"sales_owner"_s));
    const CliOutcome again = provision({u"--team"_s, u"sales,marketing"_s});
    QCOMPARE(again.status, 0);
    QVERIFY2(again.words.contains("Role sales was there."), again.words.constData());
    QVERIFY(!again.words.contains("Password"));
    QCOMPARE(everything(), before);
}

void TestCliProvision::aDryRunChangesNothingAndIsAScript()
{
    const QString before = everything();
    const CliOutcome dry = provision({u"--team"_s, u"a 'team\\"_s, u"--dry-run"_s});
    QCOMPARE(dry.status, 0);
    QCOMPARE(everything(), before);
    QVERIFY(dry.output.contains("\\password \"a 'team\\\""));
    QByteArray script = dry.output;
    script.replace("\\password", "-- \\password"); // asks a terminal
    QFile file(m_shop->filePath(u"script.sql"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(script);
    file.close();
    const QByteArray out = m_shop->server().psql(u"SELECT 1"_s, u"postgres"_s, u"the superuser's"_s, u"postgres"_s,
                                                 {u"-f"_s, file.fileName()});
    Q_UNUSED(out)
    const QString applied = everything();
    QVERIFY(applied != before);
    QVERIFY(applied.contains(u"a 'team\\_owner"_s) || applied.contains(u"a 'team\\\\_owner"_s));
    QCOMPARE(provision({u"--team"_s, u"a 'team\\"_s}).status, 0);
    QCOMPARE(everything(), applied); // the script had done all of it
}

void TestCliProvision::rotatesPasswords()
{
    provisioned({u"--team"_s, u"sales"_s});
    const QString old = m_passwords.value(u"sales"_s);
    QCOMPARE(run(u"sales"_s, u"SELECT 1"_s, old).status, 0);
    provisioned({u"--team"_s, u"sales"_s, u"--rotate-password"_s});
    QVERIFY(m_passwords.value(u"sales"_s) != old);
    QCOMPARE(run(u"sales"_s, u"SELECT 1"_s, old).status, 3);
    QCOMPARE(run(u"sales"_s, u"SELECT 1"_s, m_passwords.value(u"sales"_s)).status, 0);
    const CliOutcome unknown = provision({u"--team"_s, u"nobody"_s, u"--rotate-password"_s});
    QCOMPARE(unknown.status, 1);
    QVERIFY(unknown.words.contains("There is no role nobody"));
}

void TestCliProvision::takesPasswordsFromStandardInput()
{
    QByteArray printable;
    for (char c = ' '; c <= '~'; ++c)
        printable += c;
    const QByteArray other = "zweites Passwort ä€";
    const CliOutcome outcome =
        provision({u"--team"_s, u"sales,marketing"_s, u"--password-stdin"_s}, printable + "\n" + other + "\r\n");
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QFile file(m_configuration->filePath(u"teams.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(outcome.output);
    file.close();
    QCOMPARE(run(u"sales"_s, u"SELECT 1"_s, QString::fromUtf8(printable)).status, 0);
    QCOMPARE(run(u"marketing"_s, u"SELECT 1"_s, QString::fromUtf8(other)).status, 0);
    const QByteArray log = m_shop->server().log().toUtf8();
    QVERIFY(log.contains("CREATE DATABASE"));
    for (const QByteArray& text : {log, outcome.output, outcome.words}) {
        QVERIFY(!text.contains(printable));
        QVERIFY(!text.contains(printable.mid(40, 30)));
        QVERIFY(!text.contains("zweites Passwort"));
    }
}

void TestCliProvision::wantsALineForEachPassword()
{
    const QString before = everything();
    const CliOutcome outcome = provision({u"--team"_s, u"sales,marketing"_s, u"--password-stdin"_s}, "one\n");
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.words.contains("sales, marketing"), outcome.words.constData());
    QCOMPARE(everything(), before);
    QCOMPARE(provision({u"--team"_s, u"sales"_s, u"--password-stdin"_s}, "\n").status, 2);
}

void TestCliProvision::worksForAnAdministratorWhoIsNoSuperuser()
{
    m_shop->server().createRole(u"master"_s, u"of puppets"_s, u"CREATEDB CREATEROLE"_s);
    const CliOutcome outcome = m_shop->cli({u"provision"_s, u"--admin"_s, administrator(u"master"_s), u"--team"_s,
                                            u"sales"_s, u"--with-sample-data"_s, u"--format"_s, u"json"_s},
                                           {}, true, variables(u"of puppets"_s));
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QVERIFY(outcome.words.contains("only a superuser can close them"));
    const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
    QFile file(m_configuration->filePath(u"teams.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(document.value("teamsJson"_L1).toObject()).toJson());
    file.close();
    const QString password = document.value("teams"_L1)[0]["password"_L1].toString();
    const CliOutcome counted = run(u"sales"_s, u"SELECT count(*) > 50000 AS many FROM orders"_s, password);
    QVERIFY2(counted.status == 0, counted.words.constData());
    QCOMPARE(counted.output, QByteArray("many\nt\n"));
    QCOMPARE(exec(u"SELECT has_database_privilege('public', 'sales_db', 'CONNECT')"_s).trimmed(), u"f"_s);
    const CliOutcome again = m_shop->cli(
        {u"provision"_s, u"--admin"_s, administrator(u"master"_s), u"--team"_s, u"sales"_s, u"--with-sample-data"_s},
        {}, true, variables(u"of puppets"_s));
    QVERIFY2(again.status == 0, again.words.constData());
    QVERIFY(again.words.contains("sales_db holds tables already"));
}

void TestCliProvision::leavesADatabaseOpenThatWasThereBefore()
{
    m_shop->server().createRole(u"somebody"_s, u"else"_s);
    m_shop->server().createDatabase(u"sales_db"_s, u"somebody"_s);
    exec(u"CREATE TABLE theirs AS SELECT 5 AS five"_s, u"sales_db"_s);
    // What its owner made under a name of PostgreSQL's must not run with the administrator's rights.
    exec(u"CREATE TABLE trap (who text); CREATE FUNCTION public.format(text, name) RETURNS text LANGUAGE plpgsql AS "
         "'BEGIN INSERT INTO public.trap VALUES (current_user); RETURN pg_catalog.format($1, $2); END'"_s,
         u"sales_db"_s);
    const CliOutcome outcome = provision({u"--team"_s, u"sales"_s});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QVERIFY(outcome.words.contains("REVOKE CONNECT, TEMPORARY ON DATABASE sales_db FROM PUBLIC"));
    QCOMPARE(exec(u"SELECT has_database_privilege('public', 'sales_db', 'CONNECT')"_s).trimmed(), u"t"_s);
    QCOMPARE(exec(u"SELECT count(*) FROM trap"_s, u"sales_db"_s).trimmed(), u"0"_s);
    QCOMPARE(exec(u"SELECT has_table_privilege('sales', 'theirs', 'SELECT')"_s, u"sales_db"_s).trimmed(), u"t"_s);
    QCOMPARE(exec(u"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'sales_db'"_s).trimmed(),
             u"somebody"_s);
}

void TestCliProvision::fillsTheSampleAfterBeingKilled()
{
    QProcess process;
    QProcessEnvironment environment = m_shop->environment();
    const QHash<QString, QString> more = variables();
    for (auto entry = more.cbegin(); entry != more.cend(); ++entry)
        environment.insert(entry.key(), entry.value());
    process.setProcessEnvironment(environment);
    const QStringList arguments{u"provision"_s, u"--admin"_s,    administrator(),
                                u"--team"_s,    u"operations"_s, u"--with-sample-data"_s};
    process.start(QStringLiteral(PARLANCE_CLI), arguments);
    QByteArray words;
    QVERIFY(QTest::qWaitFor(
        [&] {
            process.waitForReadyRead(20);
            words += process.readAllStandardError();
            return words.contains("Filling operations_db");
        },
        60'000));
    process.kill();
    QVERIFY(process.waitForFinished(30'000));
    QTRY_COMPARE_WITH_TIMEOUT(
        exec(u"SELECT count(*) FROM pg_stat_activity WHERE datname = 'operations_db'"_s).trimmed(), u"0"_s, 60'000);
    QCOMPARE(exec(u"SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"_s, u"operations_db"_s)
                 .trimmed(),
             u"0"_s); // nothing half
    const CliOutcome again = provision({u"--team"_s, u"operations"_s, u"--with-sample-data"_s});
    QVERIFY2(again.status == 0, again.words.constData());
    QCOMPARE(exec(u"SELECT count(*) > 1000 FROM shipments"_s, u"operations_db"_s).trimmed(), u"t"_s);
    QCOMPARE(exec(u"SELECT count(*) FROM parlance.verified_questions"_s, u"operations_db"_s).trimmed(), u"15"_s);
    QCOMPARE(exec(u"SELECT has_database_privilege('public', 'operations_db', 'CONNECT')"_s).trimmed(), u"f"_s);
}

void TestCliProvision::saysWhatItCannotDo_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("administrator");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    const QString usual = u"host=127.0.0.1 port=%1 user=postgres"_s;
    QTest::newRow("no administrator") << QString() << QString() << QStringList{u"--team"_s, u"sales"_s} << 2
                                      << QByteArray("--admin");
    QTest::newRow("a password in the connection string")
        << QString() << usual + u" password=secret"_s << QStringList{u"--team"_s, u"sales"_s} << 2
        << QByteArray("must not hold a password");
    QTest::newRow("no team at all") << QString() << usual << QStringList{} << 2 << QByteArray("--team sales,marketing");
    QTest::newRow("sample data that is not there")
        << QString() << usual << QStringList{u"--team"_s, u"finance"_s, u"--with-sample-data"_s} << 2
        << QByteArray("none for \"finance\"");
    QTest::newRow("a name that PostgreSQL would cut")
        << QString() << usual << QStringList{u"--team"_s, QString(58, u'x')} << 2 << QByteArray("57");
    QTest::newRow("an administrator who may not")
        << u"CREATE ROLE plain LOGIN PASSWORD 'the superuser''s'"_s << u"host=127.0.0.1 port=%1 user=plain"_s
        << QStringList{u"--team"_s, u"sales"_s} << 1 << QByteArray("CREATEDB and CREATEROLE");
    QTest::newRow("a wrong password") << u"ALTER ROLE postgres PASSWORD 'changed'"_s << usual
                                      << QStringList{u"--team"_s, u"sales"_s} << 3 << QByteArray("password");
    QTest::newRow("a role that may too much")
        << u"CREATE ROLE sales LOGIN CREATEDB"_s << usual << QStringList{u"--team"_s, u"sales"_s} << 1
        << QByteArray("may more than a team's role may");
    QTest::newRow("the password of an administrator")
        << QString() << usual << QStringList{u"--team"_s, u"postgres"_s, u"--rotate-password"_s} << 1
        << QByteArray("its password is not changed");
    QTest::newRow("a role that does not sign in")
        << u"CREATE ROLE sales NOLOGIN"_s << usual << QStringList{u"--team"_s, u"sales"_s} << 1
        << QByteArray("ALTER ROLE sales LOGIN");
    QTest::newRow("a server that is not there") << QString() << u"host=127.0.0.1 port=1 user=postgres"_s
                                                << QStringList{u"--team"_s, u"sales"_s} << 3 << QByteArray("127.0.0.1");
}

void TestCliProvision::saysWhatItCannotDo()
{
    QFETCH(QString, before);
    QFETCH(QString, administrator);
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    if (!before.isEmpty())
        exec(before);
    QStringList all{u"provision"_s};
    if (!administrator.isEmpty())
        all << u"--admin"_s
            << (administrator.contains(u"%1"_s) ? administrator.arg(m_shop->server().port()) : administrator);
    const CliOutcome outcome = m_shop->cli(all + arguments, {}, true, variables());
    QVERIFY2(outcome.words.contains(words), outcome.words.constData());
    QCOMPARE(outcome.status, status);
    QCOMPARE(outcome.output, QByteArray());
    if (!before.startsWith(u"ALTER"_s))
        QCOMPARE(exec(u"SELECT count(*) FROM pg_database WHERE datname = 'sales_db'"_s).trimmed(), u"0"_s);
}

void TestCliProvision::printsTheScriptOfKnowledge()
{
    const CliOutcome outcome = m_shop->cli({u"provision"_s, u"--print-knowledge-sql"_s}, {}, false);
    QCOMPARE(outcome.status, 0);
    QFile file(QStringLiteral(PARLANCE_SOURCE_DIR "/sql/knowledge/create.sql"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(outcome.output, file.readAll());
}

QTEST_GUILESS_MAIN(TestCliProvision)
#include "tst_cli_provision.moc"
