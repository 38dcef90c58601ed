// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"

#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <cstdio>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* writerArgument = "--be-stopped-in";

//! The other program: the whole Desktop, stopped while Claude writes, and then left alone.
int askAndStop(const QStringList& folders)
{
    LoopbackMessages claude;
    Workplace::useClaude(claude);
    Desktop desktop({folders.at(0), folders.at(1), folders.at(2)});
    desktop.start();
    const QString sql = u"SELECT 'of a part' AS found\n-- "_s + u"and so on, and so on, "_s.repeated(100);
    LoopbackMessages::Response response = LoopbackMessages::answer({{u"sql"_s, sql}});
    response.pieceMilliseconds = 20;
    claude.enqueue(response);
    if (!Workplace::signIn())
        return 1;
    typeText(visible("questionEdit"), u"what is found?"_s);
    QTest::keyClick(visible("questionEdit"), Qt::Key_Return);
    if (!QTest::qWaitFor([] { return visible("consentAgreeButton") != nullptr; }, 20'000))
        return 1;
    click(visible("consentAgreeButton"));
    const auto written = [] {
        const auto* editor = visible<SqlEditor>("sqlEditor");
        return editor != nullptr && editor->sql().contains(u"and so"_s);
    };
    if (!QTest::qWaitFor(written, 20'000))
        return 1;
    click(visible("stopButton"));
    std::printf("%s\n", visible<SqlEditor>("sqlEditor")->sql().toUtf8().toBase64().constData());
    std::fflush(stdout);
    return QApplication::exec();
}

//! What the journal of \a folder says of its one tab's SQL.
QString keptOrigin(const QString& folder)
{
    QString origin;
    {
        QSqlDatabase file = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"look"_s);
        file.setDatabaseName(folder + u"/journal.sqlite"_s);
        file.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        if (file.open()) {
            QSqlQuery query(file);
            if (query.exec(u"SELECT sql_origin FROM tab WHERE sql <> ''"_s) && query.next())
                origin = query.value(0).toString();
        }
    }
    QSqlDatabase::removeDatabase(u"look"_s);
    return origin;
}

} // namespace

//! SQL that Claude was stopped in stays a part, also over the death of the program: it runs only once a person took it.
class TestPart final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aPartStaysAPartAfterAKill_data();
    void aPartStaysAPartAfterAKill();

private:
    void killAProgramWithAPart(const Workplace& place);
    void isAPart() const;
    static SqlEditor* editor() { return visible<SqlEditor>("sqlEditor"); }

    std::unique_ptr<PostgresServer> m_server;
    QString m_part;
};

void TestPart::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestPart::killAProgramWithAPart(const Workplace& place)
{
    const AppPaths& paths = place.paths();
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QCoreApplication::applicationFilePath(),
                  {QLatin1String(writerArgument), paths.machineConfigFolder, paths.userConfigFolder, paths.dataFolder});
    QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 60'000);
    m_part = QString::fromUtf8(QByteArray::fromBase64(program.readLine().trimmed()));
    QVERIFY(m_part.startsWith(u"SELECT 'of a part' AS found"_s));
    QTRY_COMPARE(keptOrigin(paths.dataFolder), u"claude part"_s);
    program.kill(); // kill -9
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);
}

void TestPart::isAPart() const
{
    QTRY_VERIFY(editor() != nullptr && editor()->sql() == m_part);
    QVERIFY(editor()->isPartial()); // grey
    QCOMPARE(labelText("originLabel"), u"A part of Claude's SQL: use it as it stands, or edit it"_s);
    QVERIFY(!visible("runButton")->isEnabled());
    QVERIFY(visible("runAgainButton") == nullptr);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(visible("barUsePartButton") != nullptr); // it says why not
    QTest::keyClick(editor(), Qt::Key_F5);
    QVERIFY(visible("barUsePartButton") != nullptr);
    QVERIFY(visible("resultView") == nullptr);
    QVERIFY(editor()->isPartial());
}

void TestPart::aPartStaysAPartAfterAKill_data()
{
    QTest::addColumn<bool>("edit");
    QTest::newRow("it runs when it was accepted") << false;
    QTest::newRow("it runs when it was edited") << true;
}

void TestPart::aPartStaysAPartAfterAKill()
{
    QFETCH(const bool, edit);
    Workplace place(*m_server);
    killAProgramWithAPart(place);
    if (QTest::currentTestFailed())
        return;
    place.start();
    QVERIFY(Workplace::signIn());
    isAPart();
    if (QTest::currentTestFailed())
        return;
    // Looking at it makes it nobody's: it comes back as a part once more.
    place.quit();
    place.start();
    QVERIFY(Workplace::signIn());
    isAPart();
    if (QTest::currentTestFailed())
        return;
    if (edit)
        typeText(editor(), u"\n"_s);
    else
        click(visible("barUsePartButton"));
    QVERIFY(!editor()->isPartial());
    QTRY_VERIFY(visible("runButton")->isEnabled());
    QTest::keyClick(editor(), Qt::Key_Home, Qt::ControlModifier); // into the statement, out of the comment
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(visible<QAbstractItemView>("resultView") != nullptr);
    const auto* view = visible<QAbstractItemView>("resultView");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 0).data().toString(), u"of a part"_s);
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments.at(1) == QLatin1String(writerArgument))
        return askAndStop(arguments.mid(2));
    TestPart test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ui_part.moc"
