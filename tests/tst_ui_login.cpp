// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ImpostorServer.h"
#include "support/PostgresServer.h"
#include "support/QuietServer.h"
#include "ui/login/LoginDialog.h"
#include "ui/theme/InlineBar.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace parlance;
using parlance::test::ImpostorServer;
using parlance::test::PostgresServer;
using parlance::test::QuietServer;

namespace {

Team teamAt(const ConnectionParameters& database, const QString& id = QStringLiteral("sales"))
{
    Team team;
    team.id = id;
    team.name = QStringLiteral("Sales");
    team.description = QStringLiteral("Customers, orders, revenue");
    team.contactText = QStringLiteral("Data platform team");
    team.contactUrl = QUrl(QStringLiteral("test://help/desk"));
    team.reachHint = QStringLiteral("Connect to the company VPN first");
    team.database = database;
    team.database.password.clear();
    return team;
}

TeamDirectory directoryOf(const QList<Team>& teams)
{
    TeamDirectory directory;
    directory.teams = teams;
    return directory;
}

//! The sign-in window with its parts, found by object name as tests and accessibility tools do.
struct Window {
    explicit Window(const TeamDirectory& directory)
        : dialog(directory, &sessions, nullptr, &themes)
    {
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
    }
    SessionRegistry sessions;
    ThemeManager themes;
    LoginDialog dialog;
    QAbstractItemView* teams = dialog.findChild<QAbstractItemView*>(QStringLiteral("teamBox"));
    QLineEdit* password = dialog.findChild<QLineEdit*>(QStringLiteral("passwordEdit"));
    QPushButton* button = dialog.findChild<QPushButton*>(QStringLiteral("signInButton"));
    InlineBar* bar = dialog.findChild<InlineBar*>(QStringLiteral("signInFailure"));
    QLabel* progress = dialog.findChild<QLabel*>(QStringLiteral("signInProgress"));

    QPushButton* step() const { return bar->findChild<QPushButton*>(QStringLiteral("nextStepButton")); }
    bool isBusy() const { return button->text() == QLatin1String("Cancel"); }
    void signIn(const QString& typed)
    {
        password->clear();
        QTest::keyClicks(password, typed);
        QTest::keyClick(password, Qt::Key_Return);
    }
};

} // namespace

class TestLogin final : public QObject {
    Q_OBJECT

public slots:
    void noteOpened(const QUrl& url) { m_opened << url; }

private slots:
    void initTestCase();
    void cleanupTestCase();
    void enterSignsIn();
    void clickSignsInAsTheChosenTeam();
    void emptyPasswordIsAskedFor();
    void everyFailureHasItsSentenceAndStep_data();
    void everyFailureHasItsSentenceAndStep();
    void typingAndAnotherTeamTakeTheFailureAway();
    void cancelWorksAtOnceWhileTheServerHangs_data();
    void cancelWorksAtOnceWhileTheServerHangs();
    void wakingServerIsCounted();
    void filterStandsFromSevenTeamsOn();
    void teamsAreChosenByKeysFromThePassword();
    void eyeShowsThePassword();
    void samplePasswordIsFilledInByAClick();
    void problemsOfTheConfigurationAreShownOnRequest();
    void settingsAreAskedFor();
    void everythingFitsWithLargeLetters();

private:
    enum class Step { TypePassword, TryAgain, Contact, Copy };
    void row(const char* name, const ConnectionParameters& database, const QString& typed, const QString& sentence,
             Step step);
    void row(const char* name, const ConnectionParameters& database, const QString& typed, const char* sentence,
             Step step)
    {
        row(name, database, typed, QString::fromUtf8(sentence), step);
    }

    std::unique_ptr<PostgresServer> m_plain;
    std::unique_ptr<PostgresServer> m_tls;
    std::unique_ptr<PostgresServer> m_expired;
    QuietServer m_silent{false};
    ImpostorServer m_web{{}, "HTTP/1.1 400 Bad Request\r\n\r\n"};
    ImpostorServer m_closing{{}, {}};
    ImpostorServer m_foreign{{}, ImpostorServer::fatal("ВАЖНО", "28P01", "пользователь не прошёл проверку")};
    QList<QUrl> m_opened;
};

void TestLogin::initTestCase()
{
    clearLibpqEnvironment();
    PostgresServer::Options plain;
    plain.hba = {QStringLiteral("local all all trust"),
                 QStringLiteral("host sales_db,gone_db,closed_db all 127.0.0.1/32 scram-sha-256")};
    m_plain = std::make_unique<PostgresServer>(plain);
    m_plain->createRole(QStringLiteral("sales"), QStringLiteral("sales123"));
    m_plain->createRole(QStringLiteral("full"), QStringLiteral("full123"), QStringLiteral("CONNECTION LIMIT 0"));
    m_plain->createRole(QStringLiteral("ghost"), QStringLiteral("ghost123"));
    m_plain->exec(QStringLiteral("alter role ghost nologin"));
    m_plain->createDatabase(QStringLiteral("sales_db"));
    m_plain->createDatabase(QStringLiteral("other_db"));
    m_plain->createDatabase(QStringLiteral("closed_db"));
    m_plain->exec(QStringLiteral("revoke connect on database closed_db from public"));
    PostgresServer::Options tls;
    tls.tlsHostName = QStringLiteral("db.example.internal");
    tls.hba = {QStringLiteral("local all all trust"), QStringLiteral("hostssl all all 127.0.0.1/32 scram-sha-256")};
    m_tls = std::make_unique<PostgresServer>(tls);
    m_tls->createRole(QStringLiteral("sales"), QStringLiteral("sales123"));
    tls.tlsHostName = QStringLiteral("127.0.0.1");
    tls.tlsExpired = true;
    m_expired = std::make_unique<PostgresServer>(tls);
    QDesktopServices::setUrlHandler(QStringLiteral("test"), this, "noteOpened");
}

void TestLogin::cleanupTestCase()
{
    QDesktopServices::unsetUrlHandler(QStringLiteral("test"));
}

void TestLogin::enterSignsIn()
{
    Window window(directoryOf({teamAt(m_plain->parameters(QStringLiteral("sales"), {}, QStringLiteral("sales_db")))}));
    QSignalSpy signedIn(&window.dialog, &LoginDialog::signedIn);
    QVERIFY(window.password->hasFocus());
    window.signIn(QStringLiteral("sales123"));
    QVERIFY(window.isBusy());
    QTRY_COMPARE_WITH_TIMEOUT(signedIn.count(), 1, 30'000);
    QVERIFY(!window.isBusy());
    QVERIFY(window.password->text().isEmpty());
    QVERIFY(!window.bar->isVisible());
    auto* session = signedIn.first().first().value<TeamSession*>();
    QCOMPARE(session->team().id, QStringLiteral("sales"));
    window.sessions.close(session);
}

void TestLogin::clickSignsInAsTheChosenTeam()
{
    const ConnectionParameters database = m_plain->parameters(QStringLiteral("sales"), {}, QStringLiteral("sales_db"));
    Team second = teamAt(database, QStringLiteral("second"));
    second.accent = QStringLiteral("#be185d");
    Window window(directoryOf({teamAt(database), second}));
    QSignalSpy signedIn(&window.dialog, &LoginDialog::signedIn);
    const QString before = window.dialog.styleSheet();
    QTest::mouseClick(window.teams->viewport(), Qt::LeftButton, {},
                      window.teams->visualRect(window.teams->model()->index(1, 0)).center());
    QVERIFY(window.dialog.styleSheet() != before);
    QVERIFY(window.dialog.styleSheet().contains(QLatin1String("#be185d")));
    QTRY_VERIFY(window.password->hasFocus());
    QTest::keyClicks(window.password, QStringLiteral("sales123"));
    QTest::mouseClick(window.button, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(signedIn.count(), 1, 30'000);
    QCOMPARE(signedIn.first().first().value<TeamSession*>()->team().id, QStringLiteral("second"));
}

void TestLogin::emptyPasswordIsAskedFor()
{
    Window window(directoryOf({teamAt(m_plain->parameters(QStringLiteral("sales"), {}, QStringLiteral("sales_db")))}));
    QTest::mouseClick(window.button, Qt::LeftButton);
    QVERIFY(!window.isBusy());
    QVERIFY(window.bar->isVisible());
    QVERIFY(window.bar->title().contains(QLatin1String("password")));
    QVERIFY(window.password->hasFocus());
}

void TestLogin::row(const char* name, const ConnectionParameters& database, const QString& typed,
                    const QString& sentence, Step step)
{
    QTest::addRow("%s", name) << QVariant::fromValue(teamAt(database)) << typed << sentence << static_cast<int>(step);
}

void TestLogin::everyFailureHasItsSentenceAndStep_data()
{
    QTest::addColumn<QVariant>("team");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<int>("step");
    const QString right = QStringLiteral("sales123");
    const auto at = [](const PostgresServer& server, const char* user, const char* database) {
        return server.parameters(QString::fromLatin1(user), {}, QString::fromLatin1(database));
    };
    const ConnectionParameters good = at(*m_plain, "sales", "sales_db");
    row("no right to connect to the database", at(*m_plain, "sales", "closed_db"), right,
        "The user sales may not open the database closed_db.", Step::Contact);
    row("a wrong password", good, QStringLiteral("sales124"), "PostgreSQL refused this user or password.",
        Step::TypePassword);
    row("an unknown user", at(*m_plain, "nobody_here", "sales_db"), right, "PostgreSQL refused this user or password.",
        Step::TypePassword);
    row("no entry in pg_hba.conf", at(*m_plain, "sales", "other_db"), right,
        "The server does not let this computer in.", Step::Copy);
    ConnectionParameters database = good;
    database.host = QStringLiteral("no-such-host.invalid");
    row("a host that is not found", database, right, "The server no-such-host.invalid was not found.", Step::TryAgain);
    database = good;
    database.port = QString::number(PostgresServer::freePort());
    row("nobody at the port", database, right, "Nothing answers as PostgreSQL at 127.0.0.1.", Step::TryAgain);
    row("no answer in time", m_silent.parameters(2), right, "The server 127.0.0.1 did not answer in time.",
        Step::TryAgain);
    database = good;
    database.port = m_web.port();
    row("a web server at the port", database, right,
        QStringLiteral("Something answers at 127.0.0.1, port %1, but it is not PostgreSQL.").arg(m_web.port()),
        Step::Copy);
    database.port = m_closing.port();
    row("a server that closes at once", database, right,
        QStringLiteral("The connection was closed without a word at 127.0.0.1, port %1.").arg(m_closing.port()),
        Step::TryAgain);
    database.port = m_foreign.port();
    database.sslMode = QStringLiteral("disable");
    row("a refusal in another language", database, right, "The server refused to sign you in.", Step::TypePassword);
    database = at(*m_tls, "sales", "postgres");
    database.sslMode = QStringLiteral("disable");
    row("encryption required", database, right, "The server takes encrypted connections only.", Step::Copy);
    database = good;
    database.sslMode = QStringLiteral("require");
    row("encryption not offered", database, right, "The server offers no encrypted connection.", Step::Copy);
    database = at(*m_tls, "sales", "postgres");
    database.sslMode = QStringLiteral("verify-full");
    database.sslRootCertificate = m_tls->caCertificate();
    row("the certificate of another host", database, right,
        "The certificate shown belongs to another server than 127.0.0.1.", Step::Copy);
    database.sslMode = QStringLiteral("verify-ca");
    database.sslRootCertificate = m_tls->otherCaCertificate();
    row("an authority that is not trusted", database, right,
        "No authority this team trusts vouches for the server's certificate.", Step::Copy);
    database = at(*m_expired, "sales", "postgres");
    database.sslMode = QStringLiteral("verify-ca");
    database.sslRootCertificate = m_expired->caCertificate();
    row("an expired certificate", database, right,
        "The server's certificate, or that of its authority, is not valid today.", Step::Copy);
    row("a database that is gone", at(*m_plain, "sales", "gone_db"), right, "The server has no database gone_db.",
        Step::Contact);
    row("too many connections", at(*m_plain, "full", "sales_db"), QStringLiteral("full123"),
        "All connections the server allows are in use.", Step::TryAgain);
    row("a role that may not log in", at(*m_plain, "ghost", "sales_db"), QStringLiteral("ghost123"),
        "The user ghost may not sign in.", Step::Contact);
}

void TestLogin::everyFailureHasItsSentenceAndStep()
{
    QFETCH(const QVariant, team);
    QFETCH(const QString, typed);
    QFETCH(const QString, sentence);
    QFETCH(const int, step);
    Window window(directoryOf({team.value<Team>()}));
    window.signIn(typed);
    QTRY_VERIFY_WITH_TIMEOUT(window.bar->isVisible(), 60'000);
    QCOMPARE(window.bar->title(), sentence);
    QVERIFY(!window.bar->text().isEmpty());
    QVERIFY(!window.isBusy());
    QCOMPARE(window.password->text(), typed); // nothing typed is lost
    QVERIFY(window.password->hasFocus());
    QVERIFY(window.step() && window.step()->isVisible());
    QCOMPARE(window.step()->property("role").toString(), QStringLiteral("primary"));
    QCOMPARE(window.button->property("role").toString(), QStringLiteral("secondary")); // one filled button at a time
    QVERIFY(window.bar->rect().contains(QRect(window.step()->mapTo(window.bar, QPoint(0, 0)), window.step()->size())));
    m_opened.clear();
    QApplication::clipboard()->clear();
    QTest::mouseClick(window.step(), Qt::LeftButton);
    switch (static_cast<Step>(step)) {
    case Step::TypePassword:
        QVERIFY(!window.bar->isVisible());
        QVERIFY(window.password->hasFocus());
        QCOMPARE(window.password->selectedText().size(), typed.size());
        break;
    case Step::TryAgain:
        QVERIFY(window.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(window.bar->isVisible(), 60'000);
        QCOMPARE(window.bar->title(), sentence);
        break;
    case Step::Contact:
        QCOMPARE(m_opened, QList<QUrl>{QUrl(QStringLiteral("test://help/desk"))});
        break;
    case Step::Copy:
        QVERIFY(QApplication::clipboard()->text().contains(sentence));
        QVERIFY(!QApplication::clipboard()->text().contains(typed));
        break;
    }
}

void TestLogin::typingAndAnotherTeamTakeTheFailureAway()
{
    const ConnectionParameters database = m_plain->parameters(QStringLiteral("sales"), {}, QStringLiteral("sales_db"));
    Window window(directoryOf({teamAt(database), teamAt(database, QStringLiteral("second"))}));
    window.signIn(QStringLiteral("wrong"));
    QTRY_VERIFY_WITH_TIMEOUT(window.bar->isVisible(), 30'000);
    QTest::keyClicks(window.password, QStringLiteral("x"));
    QVERIFY(!window.bar->isVisible());
    QCOMPARE(window.button->property("role").toString(), QStringLiteral("primary"));
    window.signIn(QStringLiteral("wrong"));
    QTRY_VERIFY_WITH_TIMEOUT(window.bar->isVisible(), 30'000);
    window.dialog.selectTeam(QStringLiteral("second"));
    QVERIFY(!window.bar->isVisible());
}

void TestLogin::cancelWorksAtOnceWhileTheServerHangs_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::addRow("by the button") << false;
    QTest::addRow("by Esc") << true;
}

void TestLogin::cancelWorksAtOnceWhileTheServerHangs()
{
    QFETCH(const bool, byKey);
    Window window(directoryOf({teamAt(m_silent.parameters(60))}));
    window.signIn(QStringLiteral("sales123"));
    QVERIFY(window.isBusy());
    QTRY_VERIFY(m_silent.hasPendingConnections() || window.progress->text().contains(QLatin1String("127.0.0.1")));
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(&window.dialog, Qt::Key_Return); // an impatient second Enter is no Cancel
    QVERIFY(window.isBusy());
    if (byKey)
        QTest::keyClick(&window.dialog, Qt::Key_Escape);
    else
        QTest::mouseClick(window.button, Qt::LeftButton);
    QVERIFY(!window.isBusy());
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(window.dialog.isVisible());
    QVERIFY(!window.bar->isVisible()); // cancelled is no error
    QVERIFY(window.password->isEnabled());
    QCOMPARE(window.password->text(), QStringLiteral("sales123"));
    QTest::keyClick(&window.dialog, Qt::Key_Escape); // nothing runs: the window stays
    QVERIFY(window.dialog.isVisible());
}

void TestLogin::wakingServerIsCounted()
{
    const QuietServer waking(true);
    Window window(directoryOf({teamAt(waking.parameters(10))}));
    window.signIn(QStringLiteral("sales123"));
    QTRY_VERIFY_WITH_TIMEOUT(window.progress->text().contains(QLatin1String("waking up")), 20'000);
    const QString first = window.progress->text();
    QTRY_VERIFY_WITH_TIMEOUT(window.progress->text() != first, 20'000);
    QVERIFY(window.progress->text().contains(QLatin1String("waking up")));
    QVERIFY(window.progress->isVisible());
    QTest::mouseClick(window.button, Qt::LeftButton);
    QVERIFY(!window.isBusy());
    QVERIFY(window.progress->text().isEmpty());
}

void TestLogin::filterStandsFromSevenTeamsOn()
{
    QList<Team> teams;
    for (int i = 0; i < 7; ++i) {
        Team team = teamAt({}, QStringLiteral("t%1").arg(i));
        team.name = QStringLiteral("Team %1").arg(i);
        team.description = i == 4 ? QStringLiteral("Warehouses") : QString();
        teams << team;
    }
    Window six(directoryOf(teams.mid(0, 6)));
    QVERIFY(!six.dialog.findChild<QLineEdit*>(QStringLiteral("teamFilter"))->isVisible());
    Window window(directoryOf(teams));
    auto* filter = window.dialog.findChild<QLineEdit*>(QStringLiteral("teamFilter"));
    QVERIFY(filter->isVisible());
    QTest::keyClicks(filter, QStringLiteral("ware"));
    QCOMPARE(window.teams->model()->rowCount(), 1);
    QCOMPARE(window.teams->currentIndex().data().toString(), QStringLiteral("Team 4"));
    QTest::keyClicks(filter, QStringLiteral("zebra"));
    QCOMPARE(window.teams->model()->rowCount(), 0);
    QVERIFY(!window.button->isEnabled());
    window.dialog.selectTeam(QStringLiteral("t6"));
    QCOMPARE(window.teams->currentIndex().data().toString(), QStringLiteral("Team 6"));
    QVERIFY(window.button->isEnabled());
}

void TestLogin::teamsAreChosenByKeysFromThePassword()
{
    Window window(directoryOf({teamAt({}), teamAt({}, QStringLiteral("second"))}));
    QTest::keyClick(window.password, Qt::Key_Down);
    QCOMPARE(window.teams->currentIndex().row(), 1);
    QTest::keyClick(window.password, Qt::Key_Up);
    QCOMPARE(window.teams->currentIndex().row(), 0);
    QVERIFY(window.teams->currentIndex().data(Qt::AccessibleTextRole).toString().contains(QLatin1String("orders")));
    QVERIFY(!window.teams->accessibleName().isEmpty());
    QVERIFY(!window.password->accessibleName().isEmpty());
}

void TestLogin::eyeShowsThePassword()
{
    Window window(directoryOf({teamAt({})}));
    QCOMPARE(window.password->echoMode(), QLineEdit::Password);
    QVERIFY(!window.password->actions().isEmpty());
    window.password->actions().constLast()->trigger();
    QCOMPARE(window.password->echoMode(), QLineEdit::Normal);
    window.password->actions().constLast()->trigger();
    QCOMPARE(window.password->echoMode(), QLineEdit::Password);
}

void TestLogin::samplePasswordIsFilledInByAClick()
{
    Team sample = teamAt({});
    sample.sample = true;
    sample.samplePassword = QStringLiteral("sales123");
    Window window(directoryOf({sample, teamAt({}, QStringLiteral("real"))}));
    auto* label = window.dialog.findChild<QLabel*>(QStringLiteral("samplePassword"));
    QVERIFY(label->isVisible());
    QVERIFY(label->accessibleName().contains(QLatin1String("sales123")));
    const QRect words = label->rect();
    for (int x = words.left(); x < words.right() && window.password->text().isEmpty(); x += 6)
        QTest::mouseClick(label, Qt::LeftButton, {}, QPoint(x, words.center().y()));
    QCOMPARE(window.password->text(), QStringLiteral("sales123"));
    window.dialog.selectTeam(QStringLiteral("real"));
    QVERIFY(!label->isVisible());
}

void TestLogin::problemsOfTheConfigurationAreShownOnRequest()
{
    TeamDirectory directory = directoryOf({teamAt({})});
    Window clean(directory);
    QVERIFY(!clean.dialog.findChild<QPushButton*>(QStringLiteral("configurationProblemsLink"))->isVisible());
    ConfigurationProblem problem;
    problem.file = QStringLiteral("/etc/parlance/teams.json");
    problem.line = 4;
    problem.key = QStringLiteral("teams[1].database.port");
    problem.message = QStringLiteral("is no number");
    directory.problems = {problem};
    Window window(directory);
    auto* link = window.dialog.findChild<QPushButton*>(QStringLiteral("configurationProblemsLink"));
    auto* bar = window.dialog.findChild<InlineBar*>(QStringLiteral("configurationProblems"));
    QVERIFY(link->isVisible());
    QVERIFY(!bar->isVisible());
    QTest::mouseClick(link, Qt::LeftButton);
    QVERIFY(bar->isVisible());
    bar->copy();
    QVERIFY(QApplication::clipboard()->text().contains(problem.toString()));
    QVERIFY(!bar->hasPrimaryButton());
}

void TestLogin::settingsAreAskedFor()
{
    Window window(directoryOf({teamAt({})}));
    QSignalSpy asked(&window.dialog, &LoginDialog::settingsRequested);
    QTest::mouseClick(window.dialog.findChild<QPushButton*>(QStringLiteral("settingsLink")), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
}

void TestLogin::everythingFitsWithLargeLetters()
{
    const QFont before = QApplication::font();
    QFont large = before;
    large.setPointSizeF(15);
    QApplication::setFont(large);
    QList<Team> teams;
    for (int i = 0; i < 20; ++i)
        teams << teamAt({}, QStringLiteral("t%1").arg(i));
    {
        Window window(directoryOf(teams));
        window.dialog.resize(760, 540);
        const QRect inside = window.dialog.rect();
        for (QWidget* widget : {static_cast<QWidget*>(window.teams), static_cast<QWidget*>(window.password),
                                static_cast<QWidget*>(window.button)}) {
            const QRect place(widget->mapTo(&window.dialog, QPoint(0, 0)), widget->size());
            QVERIFY2(inside.contains(place), qPrintable(widget->objectName()));
            QVERIFY2(widget->height() >= widget->minimumSizeHint().height(),
                     qPrintable(QStringLiteral("%1: %2 of %3")
                                    .arg(widget->objectName())
                                    .arg(widget->height())
                                    .arg(widget->minimumSizeHint().height())));
        }
    }
    QApplication::setFont(before);
}

QTEST_MAIN(TestLogin)
#include "tst_ui_login.moc"
