// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ClaudeSettings.h"
#include "ui/settings/SettingsDialog.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace parlance;

namespace {

//! Answers every request with one status and body, and keeps what was asked.
class HttpServer final : public QTcpServer {
public:
    HttpServer(const QByteArray& status, const QByteArray& body)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, status, body] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket, status, body] {
                m_asked += socket->readAll();
                if (!m_asked.endsWith("\r\n\r\n"))
                    return;
                socket->write("HTTP/1.1 " + status +
                              "\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: " +
                              QByteArray::number(body.size()) + "\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
    QByteArray asked() const { return m_asked; }

private:
    QByteArray m_asked;
};

//! The dialog over real settings in a folder of its own.
struct Window {
    explicit Window(const TeamDirectory& given = {})
        : directory(given)
    {
        dialog.show();
        dialog.activateWindow();
    }
    QTemporaryDir folder;
    TeamDirectory directory;
    Settings settings{folder.path()};
    SecretStore secrets;
    EndpointSource endpoint{directory, &settings, &secrets};
    ClaudeClient client;
    ThemeManager themes;
    SettingsDialog dialog{&settings, &endpoint, &client, &themes};

    template <typename T>
    T* find(const char* name) const
    {
        return dialog.findChild<T*>(QString::fromLatin1(name));
    }
    QString words(const char* label) const { return find<QLabel>(label)->text(); }
};

} // namespace

class TestSettings final : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        for (const char* name : {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "HTTP_PROXY",
                                 "HTTPS_PROXY", "http_proxy", "https_proxy", "DBUS_SESSION_BUS_ADDRESS"})
            qunsetenv(name);
    }

    void modelsAreReadFromWhatPeopleType()
    {
        const QStringList both{QStringLiteral("a-1"), QStringLiteral("b-2")};
        QCOMPARE(modelsFromText(QStringLiteral("a-1, b-2")), both);
        QCOMPARE(modelsFromText(QStringLiteral("\na-1\n\nb-2\na-1\n")), both);
        QVERIFY(modelsFromText(QStringLiteral(" ,\n")).isEmpty());
    }

    void addressesAreReadFromWhatPeopleType_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QUrl>("url");
        QTest::addRow("as it is") << QStringLiteral("https://api.anthropic.com")
                                  << QUrl(QStringLiteral("https://api.anthropic.com"));
        QTest::addRow("with blanks, a slash and the version") << QStringLiteral(" https://gate.example/claude/v1/ ")
                                                              << QUrl(QStringLiteral("https://gate.example/claude"));
        QTest::addRow("a gateway on this computer")
            << QStringLiteral("http://localhost:11434") << QUrl(QStringLiteral("http://localhost:11434"));
        QTest::addRow("no scheme") << QStringLiteral("api.anthropic.com") << QUrl();
        QTest::addRow("another scheme") << QStringLiteral("ftp://api.anthropic.com") << QUrl();
        QTest::addRow("no host") << QStringLiteral("https://") << QUrl();
    }
    void addressesAreReadFromWhatPeopleType()
    {
        QFETCH(const QString, typed);
        QTEST(addressFromText(typed), "url");
    }

    void themeIsAppliedAndKept()
    {
        Window window;
        auto* box = window.find<QComboBox>("themeBox");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        QTRY_COMPARE(box->currentData().toString(), QStringLiteral("dark"));
        QTRY_COMPARE(window.settings.value(Settings::Key::Theme).toString(), QStringLiteral("dark"));
        QVERIFY(window.themes.isDark());
        QVERIFY(window.dialog.styleSheet().contains(QLatin1String("#14171d")));
    }

    void keyOfTheEnvironmentIsNamedAndComesFirst()
    {
        qputenv("ANTHROPIC_API_KEY", "sk-from-outside");
        Window window;
        QTRY_COMPARE(window.words("keySource"), QStringLiteral("In use: environment variable ANTHROPIC_API_KEY"));
        QVERIFY(!window.find<QLineEdit>("keyEdit")->isEnabled());
        QVERIFY(!window.find<QPushButton>("forgetKeyButton")->isEnabled());
        QVERIFY(window.find<QPushButton>("testButton")->isEnabled());
        QVERIFY(window.words("keyNote").contains(QLatin1String("outside")));
    }

    void keyIsSavedShownByItsPlaceAndForgotten()
    {
        Window window;
        QTRY_VERIFY(window.words("keySource").contains(QLatin1String("No key yet")));
        auto* key = window.find<QLineEdit>("keyEdit");
        QCOMPARE(key->echoMode(), QLineEdit::Password);
        QVERIFY(!window.find<QPushButton>("saveKeyButton")->isEnabled());
        QVERIFY(!window.find<QPushButton>("testButton")->isEnabled());
        window.dialog.focusKey();
        QTest::keyClicks(key, QStringLiteral(" sk-typed-by-hand "));
        QTest::mouseClick(window.find<QPushButton>("saveKeyButton"), Qt::LeftButton);
        QTRY_VERIFY(window.words("keySource").startsWith(QLatin1String("In use: ")));
        QCOMPARE(window.endpoint.endpoint().key, QStringLiteral("sk-typed-by-hand"));
        QVERIFY(key->text().isEmpty());
        QVERIFY(key->isEnabled());
        QFile file(window.folder.filePath(QStringLiteral("settings.ini"))); // never in the settings
        QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("sk-typed"));
        QTest::mouseClick(window.find<QPushButton>("forgetKeyButton"), Qt::LeftButton);
        QTRY_VERIFY(window.words("keySource").contains(QLatin1String("No key yet")));
        QVERIFY(window.endpoint.endpoint().key.isEmpty());
    }

    void testSaysWhatClaudeSays_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("role");
        QTest::addRow("accepted")
            << QByteArray("200 OK")
            << QByteArray(R"({"data":[{"id":"claude-sonnet-5-5","type":"model",)"
                          R"("capabilities":{"structured_outputs":{"supported":true}}}],"has_more":false})")
            << QStringLiteral("ok");
        QTest::addRow("refused")
            << QByteArray("401 Unauthorized")
            << QByteArray(R"({"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}})")
            << QStringLiteral("error");
    }
    void testSaysWhatClaudeSays()
    {
        QFETCH(const QByteArray, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QString, role);
        const HttpServer server(status, body);
        Window window;
        auto* address = window.find<QLineEdit>("baseUrlEdit");
        address->selectAll();
        QTest::keyClicks(address, server.url());
        QTest::keyClicks(window.find<QPlainTextEdit>("modelsEdit"), QStringLiteral("claude-sonnet-5-5"));
        QTest::keyClicks(window.find<QLineEdit>("keyEdit"), QStringLiteral("sk-to-test"));
        QTest::mouseClick(window.find<QPushButton>("testButton"), Qt::LeftButton);
        auto* result = window.find<QLabel>("testResult");
        QTRY_COMPARE_WITH_TIMEOUT(result->property("role").toString(), role, 20'000);
        QVERIFY(!result->text().isEmpty());
        QVERIFY(result->text() != QLatin1String("Asking 127.0.0.1…"));
        QVERIFY(server.asked().contains("sk-to-test"));
        QVERIFY(window.find<QPushButton>("testButton")->isEnabled());
    }

    void addressAndModelsAreTakenOverWhenTheDialogCloses()
    {
        Window window;
        QTRY_VERIFY(window.endpoint.isLoaded());
        auto* address = window.find<QLineEdit>("baseUrlEdit");
        address->selectAll();
        QTest::keyClicks(address, QStringLiteral("https://gate.example/v1"));
        auto* models = window.find<QPlainTextEdit>("modelsEdit");
        models->selectAll();
        QTest::keyClicks(models, QStringLiteral("claude-a, claude-b"));
        QTest::mouseClick(window.find<QPushButton>("closeButton"), Qt::LeftButton);
        QVERIFY(!window.dialog.isVisible());
        QTRY_COMPARE(window.endpoint.endpoint().baseUrl, QUrl(QStringLiteral("https://gate.example")));
        QTRY_COMPARE(window.endpoint.endpoint().models,
                     (QStringList{QStringLiteral("claude-a"), QStringLiteral("claude-b")}));
    }

    void wrongAddressIsSaidAndNotTaken()
    {
        Window window;
        QTRY_VERIFY(window.endpoint.isLoaded());
        const QUrl before = window.endpoint.endpoint().baseUrl;
        auto* address = window.find<QLineEdit>("baseUrlEdit");
        address->selectAll();
        QTest::keyClicks(address, QStringLiteral("nonsense"));
        QCOMPARE(window.find<QLabel>("baseUrlNote")->property("role").toString(), QStringLiteral("error"));
        QTest::mouseClick(window.find<QPushButton>("closeButton"), Qt::LeftButton);
        QCOMPARE(window.endpoint.endpoint().baseUrl, before);
        address->selectAll();
        QTest::keyClicks(address, QStringLiteral("http://gate.example"));
        QCOMPARE(window.find<QLabel>("baseUrlNote")->property("role").toString(), QStringLiteral("warning"));
    }

    void theEnvironmentIsNotTheAdministrator()
    {
        qputenv("ANTHROPIC_BASE_URL", "https://gate.example");
        Window window;
        QTRY_VERIFY(window.find<QLineEdit>("baseUrlEdit")->isReadOnly());
        QCOMPARE(window.words("baseUrlNote"), QStringLiteral("Set by the environment variable ANTHROPIC_BASE_URL."));
    }

    void whatTheAdministratorSetIsReadOnly()
    {
        TeamDirectory directory;
        directory.claude.baseUrl = QUrl(QStringLiteral("https://gate.example"));
        directory.claude.models = {QStringLiteral("claude-a")};
        directory.claudeBaseUrlFile = QStringLiteral("/etc/parlance/teams.json");
        directory.claudeModelsFile = directory.claudeBaseUrlFile;
        directory.claudeBaseUrlLocked = true;
        directory.claudeModelsLocked = true;
        Window window(directory);
        QTRY_VERIFY(window.find<QLineEdit>("baseUrlEdit")->isReadOnly());
        QVERIFY(window.find<QPlainTextEdit>("modelsEdit")->isReadOnly());
        QVERIFY(window.words("baseUrlNote").contains(QLatin1String("administrator")));
        QVERIFY(window.words("baseUrlNote").contains(QLatin1String("/etc/parlance/teams.json")));
        QVERIFY(window.words("modelsNote").contains(QLatin1String("administrator")));
    }
};

QTEST_MAIN(TestSettings)
#include "tst_ui_settings.moc"
