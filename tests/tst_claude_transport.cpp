// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Assistant.h"
#include "claude/ClaudeClient.h"
#include "claude/ProxyChoice.h"
#include "support/ExampleCatalog.h"
#include "support/LoopbackMessages.h"
#include "support/TestPaths.h"
#include "team/EndpointSource.h"

#include <QDir>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Outcome = Result<ClaudeMessage, ClaudeError>;

namespace {

//! A proxy that people might have: takes CONNECT and requests of whole addresses, and hands all on to one server.
class LoopbackProxy final : public QObject {
public:
    explicit LoopbackProxy(quint16 target)
        : m_target(target)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* near = m_server.nextPendingConnection();
            auto* far = new QTcpSocket(near);
            connect(near, &QTcpSocket::readyRead, far, [this, near, far] { take(near, far); });
            connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
            connect(far, &QTcpSocket::disconnected, near, [near] { near->disconnectFromHost(); });
            connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        });
    }
    QString address() const { return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()); }
    QByteArrayList asked; //!< the first line of each connection

private:
    void take(QTcpSocket* near, QTcpSocket* far)
    {
        if (far->state() == QAbstractSocket::ConnectedState) {
            far->write(near->readAll());
            return;
        }
        if (far->state() != QAbstractSocket::UnconnectedState || !near->peek(65536).contains("\r\n\r\n"))
            return;
        const QByteArray line = near->peek(4096).split('\r').first();
        asked << line;
        if (line.startsWith("CONNECT")) {
            near->readAll();
            connect(far, &QTcpSocket::connected, near, [near] { near->write("HTTP/1.1 200 OK\r\n\r\n"); });
        } else {
            connect(far, &QTcpSocket::connected, near, [near, far] {
                QByteArray request = near->readAll();
                request.remove(request.indexOf(' ') + 1, QByteArray("http://claude.example").size());
                far->write(request);
            });
        }
        far->connectToHost(QHostAddress::LocalHost, m_target);
    }

    QTcpServer m_server;
    quint16 m_target;
};

Outcome send(const Endpoint& endpoint, QObject* parent)
{
    ClaudeClient client;
    std::optional<Outcome> outcome;
    ClaudeReply* reply = client.send(endpoint, "{}", parent);
    QObject::connect(reply, &ClaudeReply::finished, parent, [&](const Outcome& result) { outcome = result; });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 60'000))
        qFatal("no end");
    return *outcome;
}

} // namespace

//! How requests get to Claude: headers, certificates, proxies, and a key that is renewed.
class TestClaudeTransport final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void headersAreJudged_data();
    void headersAreJudged();
    void headersOfTheFileAreSentBesideTheKey();
    void headersGoToTheirAddressOnly();
    void headersOfOnesOwnAreKeptForTheirAddress();
    void anUnknownAuthorityIsRefused();
    void theCertificatesOfAFileAreTrusted();
    void theSystemsCertificatesAreStillTrusted();
    void aFileWithoutCertificatesIsSaid();
    void aManualProxyIsUsed();
    void noProxyMeansNone();
    void aProxyThatIsGoneIsNotPassedBy();
    void theFileNamesTheProxy();
    void aConnectionThatIsClosedIsNotTriedAgainInSilence_data();
    void aConnectionThatIsClosedIsNotTriedAgainInSilence();
    void aKeyThatWasReplacedKeepsTheQuestion();
    void aKeyThatStaysRefusedIsAskedOnce();
    void keysThatAreHiddenAreNamed();
    void aFailingKeyCommandDoesNotTellTheKey();

private:
    //! A folder with a user's teams.json that says this of Claude.
    struct User {
        explicit User(const QByteArray& claude)
        {
            QDir().mkpath(paths.userConfigFolder);
            write(u"teams.json"_s, "{\"format\":1,\"claude\":" + claude + "}");
        }
        QString write(const QString& name, const QByteArray& text) const
        {
            QFile file(paths.userConfigFolder + u'/' + name);
            if (!file.open(QIODevice::WriteOnly))
                qFatal("not written");
            file.write(text);
            return file.fileName();
        }
        QString script(const QString& name, const QByteArray& text) const
        {
            const QString path = write(name, "#!/bin/sh\n" + text);
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
            return path;
        }
        void load()
        {
            settings = std::make_unique<Settings>(paths.userConfigFolder);
            directory = TeamDirectory::read(paths);
            source = std::make_unique<EndpointSource>(directory, settings.get(), &secrets);
            again();
        }
        void again() const
        {
            QSignalSpy changed(source.get(), &EndpointSource::changed);
            source->load();
            QVERIFY(changed.wait(60'000));
        }
        QTemporaryDir root;
        AppPaths paths{root.filePath(u"machine"_s), root.filePath(u"user"_s), root.filePath(u"data"_s)};
        TeamDirectory directory;
        SecretStore secrets;
        std::unique_ptr<Settings> settings;
        std::unique_ptr<EndpointSource> source;
    };
};

void TestClaudeTransport::init()
{
    for (const char* name :
         {"ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY",
          "https_proxy", "http_proxy", "all_proxy", "no_proxy", "DBUS_SESSION_BUS_ADDRESS"})
        qunsetenv(name);
    qputenv("ANTHROPIC_API_KEY", "test-key");
}

void TestClaudeTransport::headersAreJudged_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* name, const QByteArray& header, const QByteArray& value, bool good) {
        QTest::newRow(name) << header << value << good;
    };
    row("a team's own", "x-team", "sales", true);
    row("a beta of the API", "anthropic-beta", "a,b", true);
    row("the key", "X-Api-Key", "k", false);
    row("the bearer token", "Authorization", "Bearer k", false);
    row("where the request ends", "content-length", "1", false);
    row("another host", "Host", "elsewhere", false);
    row("two headers in one", "x-a", "b\r\nx-c: d", false);
    row("a name with a blank", "x a", "b", false);
    row("no name", "", "b", false);
    row("no value", "x-a", " ", false);
    row("more than plain characters", "x-a", "\xc3\xbc", false);
}

void TestClaudeTransport::headersAreJudged()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, good);
    QCOMPARE(headerProblem({name, value}).isEmpty(), good);
    LoopbackMessages server;
    server.enqueueFixture(u"answer_sql.sse"_s);
    Endpoint endpoint = server.endpoint();
    endpoint.headers = {{name, value}};
    QVERIFY(send(endpoint, this));
    const auto& headers = server.requests().first().headers;
    QCOMPARE(headers.value("x-api-key"), "sk-ant-test-0123456789");
    QVERIFY(!headers.contains("authorization"));
    QVERIFY(!headers.contains("x-c"));
    QCOMPARE(headers.value(name.toLower()) == value, good);
}

void TestClaudeTransport::headersOfTheFileAreSentBesideTheKey()
{
    LoopbackMessages server;
    server.enqueueFixture(u"answer_sql.sse"_s);
    User user("{\"baseUrl\":\"" + server.baseUrl().toEncoded() +
              R"(","headers":{"x-team":"sales","authorization":"Bearer other"}})");
    user.load();
    QCOMPARE(user.directory.problems.size(), 1);
    QVERIFY(user.directory.problems.first().key.endsWith("headers.authorization"_L1));
    QCOMPARE(user.source->headersOfFiles(), QStringList{u"x-team"_s});
    QVERIFY(send(user.source->endpoint(), this));
    const auto& headers = server.requests().first().headers;
    QCOMPARE(headers.value("x-team"), "sales");
    QCOMPARE(headers.value("x-api-key"), "test-key");
    QVERIFY(!headers.contains("authorization"));
    QCOMPARE(headers.value("anthropic-version"), "2023-06-01");
}

void TestClaudeTransport::headersGoToTheirAddressOnly()
{
    User user(R"({"baseUrl":"https://gateway.example","headers":{"x-token":"secret"}})");
    user.load();
    QCOMPARE(user.source->endpoint().headers.size(), 1);
    qputenv("ANTHROPIC_BASE_URL", "https://elsewhere.example");
    user.again();
    QVERIFY(user.source->endpoint().headers.isEmpty());
    QVERIFY(user.source->headersOfFiles().isEmpty());
}

void TestClaudeTransport::headersOfOnesOwnAreKeptForTheirAddress()
{
    User user("{}");
    user.load();
    QSignalSpy changed(user.source.get(), &EndpointSource::changed);
    user.source->setHeaders({{"x-token", "secret"}});
    QTRY_COMPARE(user.source->endpoint().headers.size(), 1);
    QCOMPARE(user.source->ownHeaders().first().value, "secret");
    QFile settings(user.paths.userConfigFolder + u"/settings.ini"_s);
    QVERIFY(settings.open(QIODevice::ReadOnly));
    QVERIFY(!settings.readAll().contains("secret"));
    user.source->setBaseUrl(QUrl(u"https://elsewhere.example"_s));
    QTRY_VERIFY(user.source->endpoint().headers.isEmpty());
    user.source->setBaseUrl({});
    QTRY_COMPARE(user.source->endpoint().headers.size(), 1);
    user.source->setHeaders({});
    QTRY_VERIFY(user.source->endpoint().headers.isEmpty());
}

void TestClaudeTransport::anUnknownAuthorityIsRefused()
{
    LoopbackMessages server(LoopbackMessages::Transport::Tls);
    const Outcome outcome = send(server.endpoint(), this);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ClaudeError::Kind::TlsFailed);
    QVERIFY(server.requests().isEmpty());
}

void TestClaudeTransport::theCertificatesOfAFileAreTrusted()
{
    LoopbackMessages server(LoopbackMessages::Transport::Tls);
    server.enqueueFixture(u"answer_sql.sse"_s);
    User user("{\"baseUrl\":\"" + server.baseUrl().toEncoded() + R"(","caFile":"company.pem"})");
    QVERIFY(QFile::copy(dataFile(u"loopback-tls/server.crt"_s), user.paths.userConfigFolder + u"/company.pem"_s));
    user.load();
    QVERIFY2(user.source->caFileProblem().isEmpty(), qPrintable(user.source->caFileProblem()));
    QVERIFY(user.source->isCaFileLocked());
    const Outcome outcome = send(user.source->endpoint(), this);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(server.requests().size(), 1);
}

void TestClaudeTransport::theSystemsCertificatesAreStillTrusted()
{
    User user(R"({"caFile":"company.pem"})");
    QVERIFY(QFile::copy(dataFile(u"loopback-tls/server.crt"_s), user.paths.userConfigFolder + u"/company.pem"_s));
    user.load();
    const QList<QSslCertificate> system = QSslConfiguration::systemCaCertificates();
    QCOMPARE(user.source->endpoint().certificates.size(), system.size() + 1);
}

void TestClaudeTransport::aFileWithoutCertificatesIsSaid()
{
    User user(R"({"caFile":"company.pem"})");
    user.load();
    QVERIFY2(user.source->caFileProblem().contains("cannot be read"_L1), qPrintable(user.source->caFileProblem()));
    user.write(u"company.pem"_s, "nothing");
    user.again();
    QVERIFY2(user.source->caFileProblem().contains("no certificate"_L1), qPrintable(user.source->caFileProblem()));
    QVERIFY(user.source->endpoint().certificates.isEmpty());
    QCOMPARE(user.source->endpoint().key, u"test-key"_s);
}

void TestClaudeTransport::aManualProxyIsUsed()
{
    LoopbackMessages server;
    server.enqueueFixture(u"answer_sql.sse"_s);
    LoopbackProxy proxy(quint16(server.baseUrl().port()));
    Endpoint endpoint = server.endpoint();
    endpoint.baseUrl = QUrl(u"http://claude.example"_s);
    endpoint.proxyMode = Endpoint::ProxyMode::Manual;
    endpoint.proxy = proxy.address();
    const Outcome outcome = send(endpoint, this);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(proxy.asked.size(), 1);
    QVERIFY2(proxy.asked.first().contains("claude.example"), proxy.asked.first().constData());
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(!server.requests().first().headers.contains("proxy-authorization"));
}

void TestClaudeTransport::noProxyMeansNone()
{
    qputenv("HTTP_PROXY", "http://127.0.0.1:1");
    Endpoint endpoint;
    endpoint.baseUrl = QUrl(u"http://claude.example"_s);
    ProxyChoice choice;
    choice.find(endpoint, this, [] {});
    QCOMPARE(choice.found(endpoint.baseUrl).first().port(), quint16(1));
    endpoint.proxyMode = Endpoint::ProxyMode::None;
    choice.find(endpoint, this, [] {});
    QCOMPARE(choice.found(endpoint.baseUrl).first().type(), QNetworkProxy::NoProxy);
}

void TestClaudeTransport::aProxyThatIsGoneIsNotPassedBy()
{
    LoopbackMessages server;
    server.enqueueFixture(u"answer_sql.sse"_s);
    Endpoint endpoint = server.endpoint();
    endpoint.baseUrl.setHost(u"localtest.example"_s);
    endpoint.proxyMode = Endpoint::ProxyMode::Manual;
    endpoint.proxy = u"http://127.0.0.1:1"_s;
    const Outcome outcome = send(endpoint, this);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ClaudeError::Kind::Network);
    QVERIFY(server.requests().isEmpty());
}

void TestClaudeTransport::aConnectionThatIsClosedIsNotTriedAgainInSilence_data()
{
    QTest::addColumn<bool>("post");
    QTest::newRow("a question") << true;
    QTest::newRow("the list of models") << false;
}

void TestClaudeTransport::aConnectionThatIsClosedIsNotTriedAgainInSilence()
{
    QFETCH(bool, post);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArrayList heads;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&heads, socket] {
            const QByteArray head = socket->peek(65536);
            if (!head.contains("\r\n\r\n"))
                return;
            heads << head;
            socket->readAll();
            socket->close(); // without a word
        });
    });
    Endpoint endpoint;
    endpoint.key = u"test-key"_s;
    endpoint.baseUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort()));
    ClaudeClient client;
    bool ended = false;
    if (post) {
        ClaudeReply* reply = client.send(endpoint, "{}", this);
        connect(reply, &ClaudeReply::finished, this, [&](const Outcome& outcome) {
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().kind, ClaudeError::Kind::Network);
            ended = true;
        });
    } else {
        client.listModels(endpoint, this, [&](const std::optional<ModelList>& list) {
            QVERIFY(!list);
            ended = true;
        });
    }
    QTRY_VERIFY_WITH_TIMEOUT(ended, 60'000);
    QCOMPARE(heads.size(), 1);
    QVERIFY(heads.first().startsWith(post ? "POST /v1/messages HTTP/1.1" : "GET /v1/models?limit=1000 HTTP/1.1"));
}

void TestClaudeTransport::theFileNamesTheProxy()
{
    User user(R"({"proxy":"http://proxy.example:3128"})");
    user.load();
    QCOMPARE(user.source->endpoint().proxyMode, Endpoint::ProxyMode::Manual);
    QCOMPARE(user.source->endpoint().proxy, u"http://proxy.example:3128"_s);
    QVERIFY(user.source->isProxyLocked());
    user.source->setProxy(u"none"_s);
    QCOMPARE(user.source->endpoint().proxyMode, Endpoint::ProxyMode::Manual);
    qputenv("HTTPS_PROXY", "http://other.example:1");
    user.again();
    QCOMPARE(user.source->endpoint().proxyMode, Endpoint::ProxyMode::System);
    QVERIFY(user.source->proxySource().contains("HTTPS_PROXY"_L1));
    User wrong(R"({"proxy":"ftp://x"})");
    wrong.load();
    QCOMPARE(wrong.directory.problems.size(), 1);
    User own("{}");
    qunsetenv("HTTPS_PROXY");
    own.load();
    own.source->setProxy(u"none"_s);
    QCOMPARE(own.source->endpoint().proxyMode, Endpoint::ProxyMode::None);
}

void TestClaudeTransport::aKeyThatWasReplacedKeepsTheQuestion()
{
    qunsetenv("ANTHROPIC_API_KEY");
    LoopbackMessages server;
    server.refuseKey("old-key");
    server.enqueueFixture(u"answer_sql.sse"_s);
    User user("{\"baseUrl\":\"" + server.baseUrl().toEncoded() + R"(","keyCommand":["./key.sh"]})");
    // The first run gives the old key, every later one the new one.
    user.script(u"key.sh"_s,
                "cd \"$(dirname \"$0\")\"\nif [ -e ran ]; then echo new-key; else : > ran; echo old-key; fi\n");
    user.load();
    QCOMPARE(user.source->endpoint().key, u"old-key"_s);
    ClaudeClient client;
    Assistant assistant(&client);
    assistant.setEndpoint(user.source->endpoint());
    assistant.setCatalog(exampleCatalog());
    assistant.setKeyRenewal([&](QObject* context, const auto& done) { user.source->renewKey(context, done); });
    QSignalSpy finished(&assistant, &Assistant::askFinished);
    Question question;
    question.text = u"How many customers?"_s;
    assistant.ask(question);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
    const auto result = qvariant_cast<Result<Answer, AskError>>(finished.first().at(1));
    QVERIFY2(result, result ? "" : qPrintable(result.error().title));
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().last().headers.value("x-api-key"), "new-key");
    QCOMPARE(server.requests().first().body, server.requests().last().body);
}

void TestClaudeTransport::aKeyThatStaysRefusedIsAskedOnce()
{
    qunsetenv("ANTHROPIC_API_KEY");
    LoopbackMessages server;
    server.refuseKey("old-key");
    User user("{\"baseUrl\":\"" + server.baseUrl().toEncoded() + R"(","keyCommand":["./key.sh"]})");
    user.script(u"key.sh"_s, "cd \"$(dirname \"$0\")\"\necho x >> runs\necho old-key\n");
    user.load();
    ClaudeClient client;
    Assistant assistant(&client);
    assistant.setEndpoint(user.source->endpoint());
    assistant.setCatalog(exampleCatalog());
    assistant.setKeyRenewal([&](QObject* context, const auto& done) { user.source->renewKey(context, done); });
    QSignalSpy finished(&assistant, &Assistant::askFinished);
    Question question;
    question.text = u"How many customers?"_s;
    assistant.ask(question);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
    const auto result = qvariant_cast<Result<Answer, AskError>>(finished.first().at(1));
    QVERIFY(!result);
    QCOMPARE(result.error().claude.kind, ClaudeError::Kind::KeyRefused);
    QCOMPARE(server.requests().size(), 2);
    QFile runs(user.paths.userConfigFolder + u"/runs"_s);
    QVERIFY(runs.open(QIODevice::ReadOnly));
    QCOMPARE(runs.readAll(), "x\nx\n");
}

void TestClaudeTransport::keysThatAreHiddenAreNamed()
{
    User user(R"({"keyCommand":["./key.sh"]})");
    user.script(u"key.sh"_s, "echo from-command\n");
    user.load();
    QCOMPARE(user.source->endpoint().key, u"test-key"_s);
    QSignalSpy found(user.source.get(), &EndpointSource::hiddenKeysFound);
    user.source->findHiddenKeys();
    QVERIFY(found.wait(60'000));
    QCOMPARE(user.source->hiddenKeySources().size(), 1);
    QVERIFY(user.source->hiddenKeySources().first().startsWith("key command in "_L1));
    user.source->setKey(u"typed"_s);
    QTRY_VERIFY(user.source->isLoaded());
    user.source->findHiddenKeys();
    QTRY_COMPARE(user.source->hiddenKeySources().size(), 2);
    qunsetenv("ANTHROPIC_API_KEY");
    user.again();
    user.source->findHiddenKeys();
    QTRY_COMPARE(user.source->hiddenKeySources(), QStringList{u"keychain of this computer"_s});
}

void TestClaudeTransport::aFailingKeyCommandDoesNotTellTheKey()
{
    qunsetenv("ANTHROPIC_API_KEY");
    User user(R"({"keyCommand":["./key.sh"]})");
    user.script(u"key.sh"_s, "echo my-secret-key\necho 'vault says no to my-secret-key' >&2\nexit 3\n");
    user.load();
    const QString problem = user.source->keyProblem();
    QVERIFY2(problem.contains("ended with status 3"_L1) && problem.contains("vault says no"_L1), qPrintable(problem));
    QVERIFY2(!problem.contains("my-secret-key"_L1), qPrintable(problem));
    QVERIFY(user.source->endpoint().key.isEmpty());
}

QTEST_GUILESS_MAIN(TestClaudeTransport)
#include "tst_claude_transport.moc"
