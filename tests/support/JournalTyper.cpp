// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/JournalTyper.h"

#include "journal/Journal.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::Literals::StringLiterals;

namespace parlance::test {

namespace {

constexpr rlim_t smallFile = 200 * 1024;

qint64 steadyNow()
{
    return QDeadlineTimer::current().deadline();
}

void say(const QByteArray& line)
{
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

QList<JournalTab> threeTabsInTwoWindows()
{
    QList<JournalTab> tabs;
    QUuid window;
    for (int i = 0; i < 3; ++i) {
        if (i != 1)
            window = QUuid::createUuid();
        JournalTab tab;
        tab.id = QUuid::createUuid();
        tab.window = window;
        tab.team = JournalTyper::team();
        tab.server = u"127.0.0.1:5432/sales_db"_s;
        tab.order = i;
        tabs.append(tab);
    }
    return tabs;
}

int typeForEver(Journal& journal, bool bursts)
{
    QList<JournalTab> tabs = threeTabsInTwoWindows();
    int keys = 0;
    QTimer typing;
    QObject::connect(&typing, &QTimer::timeout, &typing, [&] {
        JournalTab& tab = tabs[keys % tabs.size()];
        tab.sql = u"SELECT %1"_s.arg(++keys);
        say("typed " + tab.id.toByteArray() + ' ' + QByteArray::number(steadyNow()) + ' ' + tab.sql.toUtf8());
        journal.saveTab(tab);
        typing.setInterval(bursts && keys % 30 == 0 ? 1300 : 20);
    });
    typing.start(20);
    return QCoreApplication::exec();
}

int runForEver(Journal& journal)
{
    JournalRun run;
    run.team = JournalTyper::team();
    run.server = u"127.0.0.1:5432/sales_db"_s;
    run.sql = u"SELECT pg_sleep(60)"_s;
    journal.startRun(run);
    return QCoreApplication::exec();
}

//! A file that may not grow is a full disk that needs no rights to make: the kernel refuses the write.
int fillTheDisk(Journal& journal)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit = {};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = smallFile;
    setrlimit(RLIMIT_FSIZE, &limit);
    QTimer::singleShot(2500, &journal, [before] { // long enough for a second try, which must not complain again
        rlimit lifted = {};
        getrlimit(RLIMIT_FSIZE, &lifted);
        lifted.rlim_cur = before;
        setrlimit(RLIMIT_FSIZE, &lifted);
    });
    QObject::connect(&journal, &Journal::failed, &journal, [] { say("said failed"); });
    QObject::connect(&journal, &Journal::saved, &journal, [] {
        say("said saved");
        QCoreApplication::quit();
    });
    JournalTab tab = threeTabsInTwoWindows().constFirst();
    tab.sql = JournalTyper::longText();
    journal.saveTab(tab);
    return QCoreApplication::exec();
}

} // namespace

JournalTyper::JournalTyper(const QString& folder, Manner manner)
    : m_folder(folder)
    , m_manner(manner)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { m_output += m_process.readAllStandardOutput(); });
}

JournalTyper::~JournalTyper()
{
    kill();
}

bool JournalTyper::start()
{
    m_process.start(QCoreApplication::applicationFilePath(),
                    {u"--journal-typer"_s, m_folder, QString::number(int(m_manner))});
    return m_process.waitForStarted();
}

void JournalTyper::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_killedAt = steadyNow();
    m_process.kill();
    m_process.waitForFinished();
}

bool JournalTyper::waitForEnd()
{
    return m_process.waitForFinished(20000) && m_process.exitStatus() == QProcess::NormalExit &&
           m_process.exitCode() == 0;
}

QStringList JournalTyper::lines() const
{
    return QString::fromUtf8(m_output).split(u'\n', Qt::SkipEmptyParts);
}

JournalTyper::Log JournalTyper::log() const
{
    Log log;
    log.killedAt = m_killedAt;
    for (const QString& line : lines()) {
        const QStringList words = line.split(u' ');
        if (words.size() == 5 && words.at(0) == u"typed"_s)
            log.typed[QUuid(words.at(1))].append({words.at(3) + u' ' + words.at(4), words.at(2).toLongLong()});
    }
    return log;
}

QStringList JournalTyper::said() const
{
    QStringList said;
    for (const QString& line : lines())
        if (line.startsWith(u"said "_s))
            said.append(line.mid(5));
    return said;
}

QString JournalTyper::team()
{
    return u"sales"_s;
}

QString JournalTyper::longText()
{
    return u"SELECT 'a long text';\n"_s.repeated(int(smallFile) / 10);
}

bool JournalTyper::isWanted(const QStringList& arguments)
{
    return arguments.value(1) == u"--journal-typer"_s;
}

int JournalTyper::type(const QStringList& arguments)
{
    Journal journal(arguments.value(2));
    switch (Manner(arguments.value(3).toInt())) {
    case Manner::Steady:
        return typeForEver(journal, false);
    case Manner::Bursts:
        return typeForEver(journal, true);
    case Manner::Running:
        return runForEver(journal);
    case Manner::FullDisk:
        return fillTheDisk(journal);
    }
    return 1;
}

} // namespace parlance::test
