// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/HangingNames.h"
#include "ui/Desktop.h"
#include "ui/login/LoginDialog.h"
#include "ui/theme/InlineBar.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdio>
#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* childArgument = "--without-names";

std::atomic_bool hangsHere = false; // set where the system gives a process no network of its own (bare containers)
std::atomic_bool askedHere = false;

void say(const QString& line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

//! The other program: the real sign-in window, to a host whose name nobody answers for.
class Child final {
public:
    Child(const HangingNames& names, const QByteArray& folder)
        : m_names(names)
        , m_desktop(AppPaths{QString::fromUtf8(folder + "/machine"), QString::fromUtf8(folder + "/user"),
                             QString::fromUtf8(folder + "/data")})
    {}

    int run()
    {
        m_desktop.start();
        m_password = m_desktop.login()->findChild<QLineEdit*>(u"passwordEdit"_s);
        m_button = m_desktop.login()->findChild<QPushButton*>(u"signInButton"_s);
        QTest::keyClicks(m_password, u"secret"_s);
        QTest::keyClick(m_password, Qt::Key_Return);
        if (m_button->text() != u"Cancel"_s ||
            !QTest::qWaitFor([this] { return askedHere || m_names.wasAsked(); }, 20'000))
            return 1;
        say(u"asked"_s);
        QElapsedTimer timer;
        timer.start();
        QTest::mouseClick(m_button, Qt::LeftButton);
        QCoreApplication::sendPostedEvents();
        const auto* bar = m_desktop.login()->findChild<InlineBar*>(u"signInFailure"_s);
        if (m_button->text() != u"Sign in"_s || bar->isVisible() || !m_password->isEnabled())
            return 2;
        QTest::keyClicks(m_password, u"!"_s); // the window takes what is typed
        if (m_password->text() != u"secret!"_s)
            return 3;
        say(u"cancelled after %1 ms"_s.arg(timer.elapsed()));
        // And signs in again, while the first attempt still hangs.
        QTest::keyClick(m_password, Qt::Key_Return);
        if (m_button->text() != u"Cancel"_s)
            return 4;
        QTest::keyClick(m_desktop.login(), Qt::Key_Escape);
        if (m_button->text() != u"Sign in"_s)
            return 5;
        say(u"ending"_s);
        return 0;
    }

private:
    const HangingNames& m_names;
    Desktop m_desktop;
    QLineEdit* m_password = nullptr;
    QPushButton* m_button = nullptr;
};

} // namespace

//! libpq finds this one before libc's. It is libc's, unless there is no other way to have names that nobody answers.
extern "C" Q_DECL_EXPORT int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                                         addrinfo** result)
{
    while (hangsHere) {
        askedHere = true;
        pause();
    }
    static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(name, service, hints, result);
}

//! Sign-in while the name server hangs: getaddrinfo cannot be interrupted, the window and the program must be.
class TestNameServer final : public QObject {
    Q_OBJECT

private slots:
    void cancelWorksAndTheProgramEndsWithoutWaiting();
};

void TestNameServer::cancelWorksAndTheProgramEndsWithoutWaiting()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"user"_s) && QDir(folder.path()).mkpath(u"data"_s));
    QFile teams(folder.filePath(u"user/teams.json"_s));
    QVERIFY(teams.open(QIODevice::WriteOnly));
    teams.write(R"({"format": 1, "teams": [{"id": "sales", "name": "Sales",
        "database": {"host": "db.example.internal", "name": "sales_db", "user": "sales"}}]})");
    teams.close();
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QCoreApplication::applicationFilePath(), {QLatin1String(childArgument), folder.path()});
    QVERIFY(program.waitForStarted());
    QElapsedTimer sinceEnding;
    QStringList lines;
    const auto readLines = [&] {
        while (program.canReadLine()) {
            lines.append(QString::fromUtf8(program.readLine()).trimmed());
            if (lines.constLast() == u"ending"_s)
                sinceEnding.start();
        }
        return program.state() == QProcess::NotRunning;
    };
    const bool ended = QTest::qWaitFor(readLines, 60'000);
    readLines();
    if (!ended)
        program.kill();
    QVERIFY2(ended, qPrintable(lines.join(u", "_s)));
    QVERIFY2(lines.value(0) == u"asked"_s, qPrintable(lines.value(0)));
    QVERIFY2(lines.value(1).startsWith(u"cancelled"_s), qPrintable(lines.value(1)));
    QCOMPARE(lines.value(2), u"ending"_s);
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
    // The resolver would have kept it for half a minute at least.
    QVERIFY2(sinceEnding.elapsed() < 20'000, qPrintable(QString::number(sinceEnding.elapsed())));
}

int main(int argc, char** argv)
{
    if (argc == 3 && qstrcmp(argv[1], childArgument) == 0) {
        const HangingNames names(argv[2]);
        hangsHere = !names.problem().isEmpty();
        if (hangsHere)
            qWarning("Names hang inside the program only: %s", qPrintable(names.problem()));
        QApplication application(argc, argv);
        return Child(names, argv[2]).run();
    }
    QApplication application(argc, argv);
    TestNameServer test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ui_name_server.moc"
