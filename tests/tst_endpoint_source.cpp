// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/EndpointSource.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parlance;

//! Which address, models and key hold, and who said so.
class TestEndpointSource final : public QObject {
    Q_OBJECT
private:
    //! What stands in the machine-wide file, the user's file, the environment and the settings.
    struct Sources {
        QTemporaryDir root;
        AppPaths paths{root.filePath(QStringLiteral("machine")), root.filePath(QStringLiteral("user")), root.path()};
        std::unique_ptr<Settings> settings;
        SecretStore secrets;
        std::unique_ptr<EndpointSource> source;

        void write(const QString& folder, const QByteArray& claude, const QByteArray& rest = {}) const
        {
            QVERIFY(QDir().mkpath(folder));
            QFile out(folder + QStringLiteral("/teams.json"));
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write("{\"format\":1,\"claude\":" + claude + rest + "}");
        }
        void load()
        {
            const TeamDirectory directory = TeamDirectory::read(paths);
            settings = std::make_unique<Settings>(paths.userConfigFolder);
            source = std::make_unique<EndpointSource>(directory, settings.get(), &secrets);
            QSignalSpy spy(source.get(), &EndpointSource::changed);
            QVERIFY(!source->isLoaded());
            source->load();
            QVERIFY2(spy.isEmpty(), "changed() follows, it does not come from inside load()");
            QVERIFY(spy.wait());
            QVERIFY(source->isLoaded());
        }
        //! A program that prints \a text and ends with \a status.
        QByteArray script(const QByteArray& name, const QByteArray& text, int status = 0) const
        {
            QFile file(root.filePath(QString::fromUtf8(name)));
            if (file.open(QIODevice::WriteOnly))
                file.write("#!/bin/sh\nprintf '" + text + "'\nexit " + QByteArray::number(status) + "\n");
            file.close();
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
            return "{\"keyCommand\":[\"" + file.fileName().toUtf8() + "\"]}";
        }
    };

    static QByteArray url(const QByteArray& host) { return "{\"baseUrl\":\"https://" + host + "\"}"; }

private slots:
    void init();
    void baseUrlComesFromTheFirstThatNamesOne_data();
    void baseUrlComesFromTheFirstThatNamesOne();
    void theSettingsNameAddressAndModels();
    void anAddressThatIsNoneGetsNoKey_data();
    void anAddressThatIsNoneGetsNoKey();
    void theKeyDecidesItsHeader_data();
    void theKeyDecidesItsHeader();
    void aKeyCommandAnswersInItsFirstLine();
    void aKeyCommandOfTheMachineIsBeforeTheEnvironment();
    void aKeyCommandThatFailsIsToldAndTheKeychainAsked_data();
    void aKeyCommandThatFailsIsToldAndTheKeychainAsked();
    void aTypedKeyIsBoundToItsAddress();
    void otherEndpointsCanBeForbidden();
    void everyHiddenKeyIsNamed();
};

void TestEndpointSource::init()
{
    for (const char* name : {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL"})
        qunsetenv(name);
}

void TestEndpointSource::baseUrlComesFromTheFirstThatNamesOne_data()
{
    QTest::addColumn<bool>("machine");
    QTest::addColumn<bool>("environment");
    QTest::addColumn<bool>("user");
    QTest::addColumn<bool>("settings");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("locked");
    QTest::newRow("the machine's before all") << true << true << true << true << QStringLiteral("machine.example")
                                              << QStringLiteral("machine/teams.json") << true;
    QTest::newRow("the environment before the user's file")
        << false << true << true << true << QStringLiteral("environment.example")
        << QStringLiteral("environment variable ANTHROPIC_BASE_URL") << true;
    QTest::newRow("the user's file before the settings")
        << false << false << true << true << QStringLiteral("user.example") << QStringLiteral("user/teams.json")
        << true;
    QTest::newRow("the settings before the default")
        << false << false << false << true << QStringLiteral("settings.example") << QStringLiteral("settings") << false;
    QTest::newRow("nobody") << false << false << false << false << QStringLiteral("api.anthropic.com")
                            << QStringLiteral("default") << false;
}

void TestEndpointSource::baseUrlComesFromTheFirstThatNamesOne()
{
    QFETCH(bool, machine);
    QFETCH(bool, environment);
    QFETCH(bool, user);
    QFETCH(bool, settings);
    Sources s;
    if (machine)
        s.write(s.paths.machineConfigFolder, url("machine.example"));
    if (environment)
        qputenv("ANTHROPIC_BASE_URL", "https://environment.example/v1/");
    if (user)
        s.write(s.paths.userConfigFolder, url("user.example"));
    if (settings)
        Settings(s.paths.userConfigFolder)
            .setValue(Settings::Key::ClaudeBaseUrl, QStringLiteral("https://settings.example"));
    s.load();
    QTEST(s.source->endpoint().baseUrl.host(), "expected");
    QVERIFY(s.source->endpoint().baseUrl.path().isEmpty());
    QFETCH(QString, source);
    QVERIFY2(s.source->baseUrlSource().endsWith(source), qPrintable(s.source->baseUrlSource()));
    QTEST(s.source->isBaseUrlLocked(), "locked");
    s.source->setBaseUrl(QUrl(QStringLiteral("https://typed.example")));
    QFETCH(bool, locked);
    QCOMPARE(s.source->endpoint().baseUrl.host() == QStringLiteral("typed.example"), !locked);
}

void TestEndpointSource::theSettingsNameAddressAndModels()
{
    Sources s;
    s.load();
    QSignalSpy spy(s.source.get(), &EndpointSource::changed);
    s.source->setModels({QStringLiteral("one"), QStringLiteral("two")});
    QVERIFY(spy.wait());
    QCOMPARE(s.source->endpoint().models, (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    s.load(); // and again from the file
    QCOMPARE(s.source->endpoint().models, (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    QCOMPARE(s.source->modelsSource(), QStringLiteral("settings"));

    Sources locked;
    locked.write(locked.paths.machineConfigFolder, "{\"models\":[\"company\"]}");
    locked.load();
    QVERIFY(locked.source->areModelsLocked());
    locked.source->setModels({QStringLiteral("mine")});
    QCOMPARE(locked.source->endpoint().models, QStringList{QStringLiteral("company")});
}

void TestEndpointSource::anAddressThatIsNoneGetsNoKey_data()
{
    QTest::addColumn<QByteArray>("environment");
    QTest::addColumn<QByteArray>("machine");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("advice");
    const QString variable = QStringLiteral("(environment variable ANTHROPIC_BASE_URL)");
    const QString unset = QStringLiteral("unset it");
    QTest::newRow("in the environment") << QByteArray("gateway.example") << QByteArray() << variable << unset;
    QTest::newRow("no address at all") << QByteArray("not a url") << QByteArray() << variable << unset;
    QTest::newRow("another scheme") << QByteArray("ftp://user:hidden@x") << QByteArray() << variable << unset;
    QTest::newRow("no host") << QByteArray("https://") << QByteArray() << variable << unset;
    const QString file = QStringLiteral("machine/teams.json)");
    const QString correct = QStringLiteral("Correct that file");
    QTest::newRow("in the machine's file")
        << QByteArray() << QByteArray("{\"baseUrl\":\"gateway.example\"}") << file << correct;
    QTest::newRow("of a wrong type") << QByteArray() << QByteArray("{\"baseUrl\":7}") << file << correct;
    QTest::newRow("in a file that cannot be read") << QByteArray() << QByteArray("{") << file << correct;
    QTest::newRow("in the settings") << QByteArray() << QByteArray() << QStringLiteral("(settings)")
                                     << QStringLiteral("Enter one there");
}

void TestEndpointSource::anAddressThatIsNoneGetsNoKey()
{
    QFETCH(QByteArray, environment);
    QFETCH(QByteArray, machine);
    Sources s;
    qputenv("ANTHROPIC_API_KEY", "secret");
    if (!environment.isEmpty())
        qputenv("ANTHROPIC_BASE_URL", environment);
    if (!machine.isEmpty())
        s.write(s.paths.machineConfigFolder, machine);
    if (environment.isEmpty() && machine.isEmpty())
        Settings(s.paths.userConfigFolder).setValue(Settings::Key::ClaudeBaseUrl, QStringLiteral("gateway"));
    s.load();
    QVERIFY(s.source->endpoint().baseUrl.isEmpty());
    QVERIFY(s.source->endpoint().key.isEmpty());
    const auto problem = s.source->baseUrlProblem();
    QVERIFY(problem.has_value());
    QFETCH(QString, source);
    QVERIFY2(problem->sentence.contains(source), qPrintable(problem->sentence));
    QVERIFY(!problem->sentence.contains(QStringLiteral("hidden")));
    QFETCH(QString, advice);
    QVERIFY2(problem->advice.contains(advice), qPrintable(problem->advice));
    const bool locked = s.source->isBaseUrlLocked();
    s.source->setBaseUrl(QUrl(QStringLiteral("https://typed.example")));
    QCOMPARE(s.source->baseUrlProblem().has_value(), locked);
}

void TestEndpointSource::theKeyDecidesItsHeader_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<Endpoint::Authentication>("authentication");
    QTest::newRow("a key is x-api-key") << QByteArray(" k \n") << QByteArray() << QStringLiteral("k")
                                        << Endpoint::Authentication::ApiKey;
    QTest::newRow("a token is Bearer") << QByteArray() << QByteArray("t") << QStringLiteral("t")
                                       << Endpoint::Authentication::Bearer;
    QTest::newRow("of both the key") << QByteArray("k") << QByteArray("t") << QStringLiteral("k")
                                     << Endpoint::Authentication::ApiKey;
    QTest::newRow("none") << QByteArray() << QByteArray() << QString() << Endpoint::Authentication::ApiKey;
}

void TestEndpointSource::theKeyDecidesItsHeader()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, token);
    Sources s;
    qputenv("ANTHROPIC_API_KEY", key);
    qputenv("ANTHROPIC_AUTH_TOKEN", token);
    s.load();
    QTEST(s.source->endpoint().key, "expected");
    QTEST(s.source->endpoint().authentication, "authentication");
    QCOMPARE(s.source->endpoint().keySource.isEmpty(), s.source->endpoint().key.isEmpty());
}

void TestEndpointSource::aKeyCommandAnswersInItsFirstLine()
{
    Sources s;
    s.write(s.paths.userConfigFolder, s.script("key.sh", "from-command\\nnot this\\n"));
    s.load();
    QCOMPARE(s.source->endpoint().key, QStringLiteral("from-command"));
    QVERIFY(s.source->endpoint().keySource.startsWith(QStringLiteral("key command in ")));
    QVERIFY(s.source->keyProblem().isEmpty());
    qputenv("ANTHROPIC_API_KEY", "from-environment");
    s.load();
    QCOMPARE(s.source->endpoint().key, QStringLiteral("from-environment"));
}

void TestEndpointSource::aKeyCommandOfTheMachineIsBeforeTheEnvironment()
{
    Sources s;
    qputenv("ANTHROPIC_API_KEY", "from-environment");
    s.write(s.paths.machineConfigFolder, s.script("key.sh", "from-command"));
    s.load();
    QCOMPARE(s.source->endpoint().key, QStringLiteral("from-command"));
}

void TestEndpointSource::aKeyCommandThatFailsIsToldAndTheKeychainAsked_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    QTest::newRow("a status") << QByteArray("half a key") << 3 << QStringLiteral("ended with status 3");
    QTest::newRow("nothing printed") << QByteArray("\\n") << 0 << QStringLiteral("printed no key");
    QTest::newRow("not there") << QByteArray() << -1 << QString();
}

void TestEndpointSource::aKeyCommandThatFailsIsToldAndTheKeychainAsked()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QFETCH(QString, words);
    Sources s;
    s.write(s.paths.userConfigFolder,
            status < 0 ? QByteArray("{\"keyCommand\":[\"./not-there\"]}") : s.script("key.sh", text, status));
    s.load();
    QVERIFY(s.source->endpoint().key.isEmpty());
    QVERIFY(!s.source->keyProblem().isEmpty());
    QVERIFY2(s.source->keyProblem().contains(words), qPrintable(s.source->keyProblem()));
    QSignalSpy spy(s.source.get(), &EndpointSource::changed);
    s.source->setKey(QStringLiteral("typed"));
    QVERIFY(spy.wait());
    QCOMPARE(s.source->endpoint().key, QStringLiteral("typed"));
}

void TestEndpointSource::aTypedKeyIsBoundToItsAddress()
{
    Sources s;
    s.load();
    QSignalSpy spy(s.source.get(), &EndpointSource::changed);
    s.source->setKey(QStringLiteral(" typed\n"));
    QVERIFY(spy.wait());
    QCOMPARE(s.source->endpoint().key, QStringLiteral("typed"));
    s.source->setBaseUrl(QUrl(QStringLiteral("https://other.example")));
    QVERIFY2(s.source->endpoint().key.isEmpty(), "not even for a moment");
    QVERIFY(spy.wait());
    QVERIFY(s.source->endpoint().key.isEmpty());
    s.source->setBaseUrl(QUrl(QStringLiteral("https://api.anthropic.com")));
    QVERIFY(spy.wait());
    QCOMPARE(s.source->endpoint().key, QStringLiteral("typed"));
    s.source->forgetKey();
    QVERIFY(spy.wait());
    QVERIFY(s.source->endpoint().key.isEmpty());
    QFile file(s.paths.userConfigFolder + QStringLiteral("/settings.ini"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("typed"));
}

void TestEndpointSource::otherEndpointsCanBeForbidden()
{
    Sources s;
    s.write(s.paths.machineConfigFolder, "{}", ",\"restrict\":{\"otherEndpoints\":true}");
    s.write(s.paths.userConfigFolder, url("user.example"));
    qputenv("ANTHROPIC_BASE_URL", "https://environment.example");
    s.load();
    QCOMPARE(s.source->endpoint().baseUrl, Endpoint().baseUrl);
    QVERIFY(s.source->isBaseUrlLocked());
}

void TestEndpointSource::everyHiddenKeyIsNamed()
{
    Sources s;
    s.write(s.paths.machineConfigFolder, s.script("machine.sh", "from-machine"));
    s.write(s.paths.userConfigFolder, s.script("user.sh", "from-user"));
    qputenv("ANTHROPIC_API_KEY", "from-environment");
    s.load();
    QCOMPARE(s.source->endpoint().key, QStringLiteral("from-machine"));
    QSignalSpy found(s.source.get(), &EndpointSource::hiddenKeysFound);
    s.source->findHiddenKeys();
    QVERIFY(found.wait(60'000));
    const QStringList hidden = s.source->hiddenKeySources();
    QCOMPARE(hidden.size(), 2);
    QVERIFY(hidden.at(0).contains(QStringLiteral("ANTHROPIC_API_KEY")));
    QVERIFY2(hidden.at(1).contains(QDir::toNativeSeparators(s.paths.userConfigFolder)), qPrintable(hidden.at(1)));
}

QTEST_GUILESS_MAIN(TestEndpointSource)
#include "tst_endpoint_source.moc"
