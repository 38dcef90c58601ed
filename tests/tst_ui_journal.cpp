// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/MainWindow.h"
#include "ui/theme/InlineBar.h"

#include <QDir>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <csignal>
#include <sys/resource.h>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

enum class Trouble { FileForFolder, FileForFolderMeanwhile, Locked, FullDisk };

//! What keeps the journal from writing; gone at the latest with this object.
class Obstacle final {
public:
    Obstacle(Trouble trouble, const QString& folder)
        : m_trouble(trouble)
        , m_folder(folder)
    {}
    ~Obstacle() { remove(); }
    Q_DISABLE_COPY_MOVE(Obstacle)

    void put()
    {
        m_there = true;
        switch (m_trouble) {
        case Trouble::FileForFolder:
        case Trouble::FileForFolderMeanwhile: {
            QVERIFY(QDir().rename(m_folder, m_folder + u"-away"_s));
            QFile file(m_folder);
            QVERIFY(file.open(QIODevice::WriteOnly));
            break;
        }
        case Trouble::Locked: {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other program"_s);
            other.setDatabaseName(m_folder + u"/journal.sqlite"_s);
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY2(query.exec(u"BEGIN IMMEDIATE"_s), qPrintable(query.lastError().text()));
            break;
        }
        case Trouble::FullDisk: {
            // A file that may not grow is a full disk that needs no rights to make: the kernel refuses the write.
            std::signal(SIGXFSZ, SIG_IGN);
            QVERIFY(getrlimit(RLIMIT_FSIZE, &m_before) == 0);
            rlimit limit = m_before;
            limit.rlim_cur = 4096;
            QVERIFY(setrlimit(RLIMIT_FSIZE, &limit) == 0);
            break;
        }
        }
    }

    void remove()
    {
        if (!std::exchange(m_there, false))
            return;
        switch (m_trouble) {
        case Trouble::FileForFolder:
        case Trouble::FileForFolderMeanwhile:
            QVERIFY(QFile::remove(m_folder));
            QVERIFY(QDir().rename(m_folder + u"-away"_s, m_folder));
            break;
        case Trouble::Locked:
            QSqlDatabase::database(u"other program"_s).close();
            QSqlDatabase::removeDatabase(u"other program"_s);
            break;
        case Trouble::FullDisk:
            QVERIFY(setrlimit(RLIMIT_FSIZE, &m_before) == 0);
            break;
        }
    }

private:
    Trouble m_trouble;
    QString m_folder;
    bool m_there = false;
    rlimit m_before = {};
};

} // namespace

//! The journal that cannot write, as a person meets it in the window.
class TestJournalTrouble final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsNotKeptIsSaidAndMadeUpFor_data();
    void whatIsNotKeptIsSaidAndMadeUpFor();
    void aDamagedHistoryIsSaidOnce();

private:
    static void useTheWindow(const QString& typed);
    static InlineBar* bar(QWidget* within = nullptr) { return visible<InlineBar>("journalBar", within); }

    std::unique_ptr<PostgresServer> m_server;
};

void TestJournalTrouble::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestJournalTrouble::whatIsNotKeptIsSaidAndMadeUpFor_data()
{
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<QString>("cause");
    QTest::newRow("a file stands for the folder when the program starts")
        << Trouble::FileForFolder << u"cannot be saved"_s;
    QTest::newRow("a file takes the folder's place meanwhile")
        << Trouble::FileForFolderMeanwhile << u"cannot be saved"_s;
    QTest::newRow("another program keeps the file locked") << Trouble::Locked << u"another program keeps"_s;
    QTest::newRow("the disk takes no more") << Trouble::FullDisk << u"cannot be saved"_s;
}

//! Types \a typed into the editor in sight and runs the text: neither waits for the journal.
void TestJournalTrouble::useTheWindow(const QString& typed)
{
    auto* editor = visible<SqlEditor>("sqlEditor");
    QVERIFY(editor != nullptr);
    const QString before = editor->sql();
    typeText(editor, typed);
    QCOMPARE(editor->sql(), before + typed);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(visible<QAbstractItemView>("resultView") != nullptr);
    QTRY_COMPARE(visible<QAbstractItemView>("resultView")->model()->rowCount(), 1);
}

void TestJournalTrouble::whatIsNotKeptIsSaidAndMadeUpFor()
{
    QFETCH(const Trouble, trouble);
    QFETCH(const QString, cause);
    Workplace place(*m_server);
    Obstacle obstacle(trouble, place.paths().dataFolder);
    const bool atStart = trouble == Trouble::FileForFolder;
    if (atStart)
        obstacle.put();
    place.start();
    QVERIFY(Workplace::signIn());
    click(visible("emptyWriteSqlButton"));
    useTheWindow(u"SELECT 'before'"_s);
    if (!atStart) {
        QTRY_VERIFY(QFile::exists(place.paths().dataFolder + u"/journal.sqlite"_s));
        QVERIFY(bar() == nullptr);
        obstacle.put();
        useTheWindow(u" AS b"_s);
    }
    QTRY_VERIFY_WITH_TIMEOUT(bar() != nullptr, 30'000);
    QCOMPARE(bar()->title(), u"What you type is not being kept."_s);
    QVERIFY2(bar()->text().contains(cause), qPrintable(bar()->text()));
    QVERIFY2(bar()->text().contains(u"journal.sqlite"_s), qPrintable(bar()->text()));
    useTheWindow(u"ee"_s);
    const QString typed = visible<SqlEditor>("sqlEditor")->sql();

    // A window opened meanwhile says it too, though the cause was told before it was there.
    click(visible("newWindowButton"));
    QTRY_VERIFY(visible("passwordEdit") != nullptr);
    typeText(visible("passwordEdit"), u"shop-pass"_s);
    QTest::keyClick(visible("passwordEdit"), Qt::Key_Return);
    QTRY_COMPARE(place.desktop()->windows().size(), 2);
    QTRY_VERIFY(bar(place.desktop()->windows().at(1)) != nullptr);

    obstacle.remove();
    QTRY_VERIFY_WITH_TIMEOUT(bar() == nullptr, 30'000); // tried again by itself, and no longer said
    place.quit();
    place.start();
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(visible<SqlEditor>("sqlEditor") != nullptr);
    QCOMPARE(visible<SqlEditor>("sqlEditor")->sql(), typed);
    QVERIFY(bar() == nullptr);
}

void TestJournalTrouble::aDamagedHistoryIsSaidOnce()
{
    Workplace place(*m_server);
    QFile file(place.paths().dataFolder + u"/journal.sqlite"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    place.start();
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(bar() != nullptr);
    QCOMPARE(bar()->title(), u"Your history could not be read."_s);
    QVERIFY2(bar()->text().contains(u"set aside"_s), qPrintable(bar()->text()));
    click(visible("emptyWriteSqlButton"));
    QSignalSpy saved(place.desktop()->services()->journal, &Journal::saved);
    useTheWindow(u"SELECT 'kept'"_s);
    QTRY_VERIFY(!saved.isEmpty());
    QVERIFY(bar() != nullptr); // what lasts ends with the next write; this was not read yet
    place.quit();
    place.start();
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(visible<SqlEditor>("sqlEditor") != nullptr);
    QCOMPARE(visible<SqlEditor>("sqlEditor")->sql(), u"SELECT 'kept'"_s);
    QVERIFY(bar() == nullptr);
}

QTEST_MAIN(TestJournalTrouble)
#include "tst_ui_journal.moc"
