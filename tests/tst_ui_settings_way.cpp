// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsDialog.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The dialog over the settings of a folder: one run of the program.
struct Run {
    explicit Run(const QString& folder, const TeamDirectory& given = {})
        : directory(given)
        , settings(folder)
    {
        dialog.show();
        dialog.activateWindow();
    }
    TeamDirectory directory;
    Settings settings;
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
    void choose(const QString& mode) const
    {
        auto* box = find<QComboBox>("proxyBox");
        box->setFocus();
        while (box->currentData().toString() != mode)
            QTest::keyClick(box, box->currentIndex() < box->findData(mode) ? Qt::Key_Down : Qt::Key_Up);
        emit box->activated(box->currentIndex()); // offscreen there is no list to press Enter in
    }
    void close() const { QTest::mouseClick(find<QPushButton>("closeButton"), Qt::LeftButton); }
};

} // namespace

//! The way to Claude in the settings, with real keys: kept after a restart, and what is wrong is said.
class TestSettingsWay final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init()
    {
        for (const char* name : {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "HTTPS_PROXY",
                                 "https_proxy", "NO_PROXY", "no_proxy"})
            qunsetenv(name);
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void aProxyIsKeptAfterARestart()
    {
        {
            Run run(m_folder->path());
            QTRY_VERIFY(run.endpoint.isLoaded());
            QVERIFY(run.find<QLineEdit>("proxyEdit")->isHidden());
            run.choose(u"manual"_s);
            auto* edit = run.find<QLineEdit>("proxyEdit");
            QTRY_VERIFY(edit->hasFocus());
            QTest::keyClicks(edit, u"http://proxy.example:8080"_s);
            QTest::keyClick(edit, Qt::Key_Tab);
            QTRY_COMPARE(run.endpoint.endpoint().proxyMode, Endpoint::ProxyMode::Manual);
            run.close();
        }
        Run again(m_folder->path());
        QTRY_VERIFY(again.endpoint.isLoaded());
        QCOMPARE(again.endpoint.endpoint().proxy, u"http://proxy.example:8080"_s);
        QCOMPARE(again.find<QLineEdit>("proxyEdit")->text(), u"http://proxy.example:8080"_s);
        again.choose(u"none"_s);
        QTRY_COMPARE(again.endpoint.endpoint().proxyMode, Endpoint::ProxyMode::None);
        Run third(m_folder->path());
        QTRY_COMPARE(third.endpoint.endpoint().proxyMode, Endpoint::ProxyMode::None);
    }

    void aProxyThatIsNoneIsSaidAndNotTaken()
    {
        Run run(m_folder->path());
        QTRY_VERIFY(run.endpoint.isLoaded());
        run.choose(u"manual"_s);
        auto* edit = run.find<QLineEdit>("proxyEdit");
        QTest::keyClicks(edit, u"http://me:secret@proxy.example:8080"_s);
        QCOMPARE(run.find<QLabel>("proxyNote")->property("role").toString(), u"error"_s);
        run.close();
        QVERIFY(run.endpoint.endpoint().proxyMode != Endpoint::ProxyMode::Manual);
        QFile file(m_folder->filePath(u"settings.ini"_s));
        QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("secret"));
    }

    void aFileOfCertificatesIsKeptAndItsProblemSaid()
    {
        const QString path = m_folder->filePath(u"absent.pem"_s);
        {
            Run run(m_folder->path());
            QTRY_VERIFY(run.endpoint.isLoaded());
            auto* edit = run.find<QLineEdit>("caFileEdit");
            edit->setFocus();
            QTest::keyClicks(edit, path);
            QTest::keyClick(edit, Qt::Key_Return);
            QTRY_COMPARE(run.endpoint.caFile(), path);
            QTRY_COMPARE(run.find<QLabel>("caFileNote")->property("role").toString(), u"error"_s);
        }
        Run again(m_folder->path());
        QTRY_VERIFY(again.endpoint.isLoaded());
        QCOMPARE(again.find<QLineEdit>("caFileEdit")->text(), path);
    }

    void headersAreKeptByTheirNamesAlone()
    {
        Run run(m_folder->path());
        QTRY_VERIFY(run.endpoint.isLoaded());
        auto* edit = run.find<QPlainTextEdit>("headersEdit");
        auto* keep = run.find<QPushButton>("keepHeadersButton");
        QVERIFY(!keep->isEnabled());
        edit->setFocus();
        QTest::keyClicks(edit, u"no colon"_s);
        keep->setFocus();
        QTest::keyClick(keep, Qt::Key_Space);
        QCOMPARE(run.words("headersNote"), u"Each line is a header: a name, a colon, a value."_s);
        edit->selectAll();
        QTest::keyClicks(edit, u"x-team: hush-hush"_s);
        QTest::keyClick(keep, Qt::Key_Space);
        QTRY_COMPARE(run.words("headersNote"), u"Kept for this address: x-team."_s);
        QVERIFY(edit->toPlainText().isEmpty());
        QFile file(m_folder->filePath(u"settings.ini"_s));
        QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("hush"));
        auto* forget = run.find<QPushButton>("forgetHeadersButton");
        forget->setFocus();
        QTest::keyClick(forget, Qt::Key_Space);
        QTRY_VERIFY(!run.words("headersNote").contains(u"x-team"_s));
    }

    void whatAFileSetsIsShownAndLocked()
    {
        TeamDirectory directory;
        directory.caFile = m_folder->filePath(u"company.pem"_s);
        directory.caFileSource = u"/etc/parlance/teams.json"_s;
        Run run(m_folder->path(), directory);
        QTRY_VERIFY(run.endpoint.isLoaded());
        auto* edit = run.find<QLineEdit>("caFileEdit");
        QVERIFY(edit->isReadOnly());
        QVERIFY(!run.find<QPushButton>("caFileButton")->isEnabled());
        QTest::keyClicks(edit, u"x"_s);
        QCOMPARE(edit->text(), directory.caFile);
    }
};

QTEST_MAIN(TestSettingsWay)
#include "tst_ui_settings_way.moc"
