// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/LoginDialog.h"
#include "ui/theme/InlineBar.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parlance;

namespace {

//! The sign-in window over a sample server of its own in \a dataFolder.
struct Window {
    explicit Window(const QString& dataFolder)
        : server(dataFolder)
    {
        directory.teams = sampleTeams();
        directory.sampleWorkspace = true;
        dialog = std::make_unique<LoginDialog>(directory, &sessions, &server, &themes);
        dialog->show();
        dialog->activateWindow();
    }
    TeamDirectory directory;
    SessionRegistry sessions;
    LocalServer server;
    ThemeManager themes;
    std::unique_ptr<LoginDialog> dialog;

    template <typename T>
    T* find(const char* name) const
    {
        return dialog->findChild<T*>(QString::fromLatin1(name));
    }
};

} // namespace

class TestLoginSample final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { clearLibpqEnvironment(); }

    void signInPressedEarlyWaitsForTheServer()
    {
        QTemporaryDir folder;
        QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7755))); // entered by the server's user
        Window window(folder.path());
        auto* password = window.find<QLineEdit>("passwordEdit");
        auto* button = window.find<QPushButton>("signInButton");
        auto* progress = window.find<QLabel>("signInProgress");
        QSignalSpy signedIn(window.dialog.get(), &LoginDialog::signedIn);
        QSignalSpy steps(&window.server, &LocalServer::step);
        QTRY_VERIFY(!progress->text().isEmpty()); // said before anybody waits for it
        QVERIFY(password->isEnabled());
        QTest::keyClicks(password, QStringLiteral("sales123"));
        QTest::keyClick(password, Qt::Key_Return);
        QCOMPARE(button->text(), QStringLiteral("Cancel"));
        QTest::mouseClick(button, Qt::LeftButton); // at every moment
        QCOMPARE(button->text(), QStringLiteral("Sign in"));
        QTest::keyClick(password, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!steps.isEmpty() && progress->text() == steps.last().first().toString(), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(signedIn.count(), 1, 200'000);
        auto* session = signedIn.first().first().value<TeamSession*>();
        QVERIFY(session->isSample());
        QCOMPARE(session->team().id, QStringLiteral("sales"));
        QCOMPARE(button->text(), QStringLiteral("Sign in"));
        QVERIFY(progress->text().isEmpty());
        window.sessions.close(session);
    }

    void anotherTeamTakesTheTypedPasswordAway()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Window window(file.fileName()); // needs no server
        auto* password = window.find<QLineEdit>("passwordEdit");
        QTest::keyClicks(password, QStringLiteral("of the first team"));
        QTest::keyClick(password, Qt::Key_Down);
        QTRY_VERIFY(password->text().isEmpty());
    }

    void escLeavesOnlyWhereThereIsMore()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Window window(file.fileName());
        auto* password = window.find<QLineEdit>("passwordEdit");
        QTest::keyClick(password, Qt::Key_Escape);
        QVERIFY(window.dialog->isVisible());
        window.dialog->setLeavable(true);
        QTest::keyClick(password, Qt::Key_Escape);
        QVERIFY(!window.dialog->isVisible());
    }

    void serverThatCannotBeSetUpSaysWhatToDo()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        Window window(file.fileName()); // no folder can stand under a file
        auto* bar = window.find<InlineBar>("signInFailure");
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), 60'000);
        QCOMPARE(bar->title(), QStringLiteral("The sample data could not be set up."));
        QVERIFY(!bar->text().isEmpty());
        auto* step = bar->findChild<QPushButton*>(QStringLiteral("nextStepButton"));
        QVERIFY(step && step->isVisible());
        QTest::mouseClick(step, Qt::LeftButton);
        QVERIFY(!bar->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), 60'000); // tried again, and said again
        QTest::keyClicks(window.find<QLineEdit>("passwordEdit"), QStringLiteral("sales123"));
        QVERIFY(!bar->isVisible());
        QTest::keyClick(window.find<QLineEdit>("passwordEdit"), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), 60'000);
        QCOMPARE(window.find<QPushButton>("signInButton")->text(), QStringLiteral("Sign in"));
    }
};

QTEST_MAIN(TestLoginSample)
#include "tst_ui_login_sample.moc"
