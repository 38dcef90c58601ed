// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

//! A source file with comments blanked out (and text literals too, in code): what is found in it is code.
struct Source {
    QString path; //!< relative to the source folder
    QStringList lines;
    QStringList code;
};

// Blanks comments, texts and characters, keeps the line structure. Raw texts are ended by their own delimiter.
QString codeOf(const QString& text)
{
    // No raw text here: moc takes the quotes inside it for the end.
    static const QRegularExpression skipped(
        QStringLiteral("//[^\\n]*|/\\*.*?\\*/|R\"([^\\s()\\\\]*)\\(.*?\\)\\1\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|"
                       "'(?:[^'\\\\\\n]|\\\\.)*'"),
        QRegularExpression::DotMatchesEverythingOption);
    QString code;
    qsizetype from = 0;
    auto matches = skipped.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        // 1'000'000 is a number
        const qsizetype start = match.capturedStart();
        if (text.at(start) == u'\'' && start > 0 && text.at(start - 1).isDigit()) {
            code += QStringView(text).sliced(from, match.capturedEnd() - from);
        } else {
            code += QStringView(text).sliced(from, start - from);
            code += QString(match.captured().count(u'\n'), u'\n');
        }
        from = match.capturedEnd();
    }
    return code + QStringView(text).sliced(from);
}

QList<Source> sourcesIn(const QStringList& folders)
{
    QList<Source> sources;
    const QDir root(QStringLiteral(PARLANCE_SOURCE_DIR));
    for (const QString& folder : folders) {
        QDirIterator files(root.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QString text = QString::fromUtf8(file.readAll());
            sources.append({root.relativeFilePath(file.fileName()), text.split(u'\n'), codeOf(text).split(u'\n')});
        }
    }
    return sources;
}

QStringList includesOf(const Source& source)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QStringList found;
    for (const QString& line : source.lines) {
        if (const auto match = include.match(line); match.hasMatch())
            found.append(match.captured(1));
    }
    return found;
}

const QSet<QString>& roomNames()
{
    static const QSet<QString> names{
        QStringLiteral("base"),      QStringLiteral("postgres"),   QStringLiteral("results"),
        QStringLiteral("schema"),    QStringLiteral("knowledge"),  QStringLiteral("claude"),
        QStringLiteral("assistant"), QStringLiteral("evaluation"), QStringLiteral("journal"),
        QStringLiteral("exporting"), QStringLiteral("team"),       QStringLiteral("sample"),
        QStringLiteral("provision"), QStringLiteral("commands")};
    return names;
}

//! The rooms a room may use beside itself and base: the map's section 2, word for word.
QSet<QString> roomsFor(const QString& room)
{
    static const QHash<QString, QStringList> directions{
        {QStringLiteral("team"),
         QStringLiteral("assistant claude knowledge journal schema results postgres").split(u' ')},
        {QStringLiteral("evaluation"), QStringLiteral("assistant claude knowledge schema postgres").split(u' ')},
        {QStringLiteral("assistant"), QStringLiteral("claude knowledge schema postgres").split(u' ')},
        {QStringLiteral("knowledge"), QStringLiteral("schema postgres").split(u' ')},
        {QStringLiteral("exporting"), QStringLiteral("results postgres").split(u' ')},
        {QStringLiteral("schema"), {QStringLiteral("postgres")}},
        {QStringLiteral("results"), {QStringLiteral("postgres")}},
        {QStringLiteral("sample"), {QStringLiteral("postgres")}},
        {QStringLiteral("provision"), QStringLiteral("sample postgres").split(u' ')},
        {QStringLiteral("journal"), {}},
        {QStringLiteral("claude"), {}},
        {QStringLiteral("postgres"), {}},
        {QStringLiteral("base"), {}},
    };
    if (room == QStringLiteral("commands"))
        return roomNames();
    const QStringList allowed = directions.value(room);
    QSet<QString> rooms(allowed.cbegin(), allowed.cend());
    rooms << room << QStringLiteral("base");
    return rooms;
}

} // namespace

//! The walls of the house stand: which way rooms point, and what is written nowhere.
class TestRooms final : public QObject {
    Q_OBJECT
private slots:
    void theReaderSeesCodeOnly_data();
    void theReaderSeesCodeOnly();
    void roomsPointOneWay();
    void roomsOfTheAppAreKnown();
    void nothingInAppIncludesUi();
    void appUsesNoWidgets();
    void forbiddenWords_data();
    void forbiddenWords();
    void connectionsHaveAContext();
    void headersBegin();
    void topLevelIsFixed();
};

void TestRooms::theReaderSeesCodeOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("a line comment", "a // PQconnectdb\nb", "a \nb");
    row("a block comment", "a /* x\n y */ b", "a \n b");
    row("a text", "f(\"exec( // \\\" \", 2);", "f(, 2);");
    row("a raw text", "f(R\"x(a \" )\" b)x\", c);", "f(, c);");
    row("a character", "if (c == '\"') g();", "if (c == ) g();");
    row("digits with separators", "n = 1'000'000; g(\"\");", "n = 1'000'000; g();");
    row("plain code", "loop.exec();", "loop.exec();");
}

void TestRooms::theReaderSeesCodeOnly()
{
    QFETCH(QString, text);
    QTEST(codeOf(text), "expected");
}

void TestRooms::roomsPointOneWay()
{
    const QList<Source> sources = sourcesIn({QStringLiteral("app")});
    QVERIFY(sources.size() > 30);
    QStringList wrong;
    for (const Source& source : sources) {
        const QStringList parts = source.path.split(u'/');
        if (parts.size() < 3)
            continue; // main.cpp and cli.cpp
        const QSet<QString> allowed = roomsFor(parts.at(1));
        for (const QString& include : includesOf(source)) {
            const QString room = include.section(u'/', 0, 0);
            if (include.contains(u'/') && roomNames().contains(room) && !allowed.contains(room))
                wrong.append(source.path + QStringLiteral(" includes ") + include);
            else if (include.startsWith(QStringLiteral("../")))
                wrong.append(source.path + QStringLiteral(" leaves its room by ") + include);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestRooms::roomsOfTheAppAreKnown()
{
    const QDir app(QStringLiteral(PARLANCE_SOURCE_DIR "/app"));
    for (const QString& folder : app.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QVERIFY2(roomNames().contains(folder), qPrintable(folder));
    const QStringList files = app.entryList({QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files);
    QCOMPARE(files, (QStringList{QStringLiteral("cli.cpp"), QStringLiteral("main.cpp")}));
}

void TestRooms::nothingInAppIncludesUi()
{
    const QStringList parts =
        QDir(QStringLiteral(PARLANCE_SOURCE_DIR "/ui")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(!parts.isEmpty());
    for (const Source& source : sourcesIn({QStringLiteral("app")})) {
        if (source.path == QStringLiteral("app/main.cpp"))
            continue;
        for (const QString& include : includesOf(source)) {
            const QString folder = include.section(u'/', 0, 0);
            // schema and results are rooms of app/ too: there the file decides.
            const bool ofUi = include.startsWith(QStringLiteral("ui/")) || include == QStringLiteral("MainWindow.h") ||
                              (include.contains(u'/') && parts.contains(folder) &&
                               !QFile::exists(QStringLiteral(PARLANCE_SOURCE_DIR "/app/") + include));
            QVERIFY2(!ofUi, qPrintable(source.path + QStringLiteral(" includes ") + include));
        }
    }
}

void TestRooms::appUsesNoWidgets()
{
    static const QRegularExpression graphic(QStringLiteral(
        "^(QtWidgets|QtGui|Qsci)|^Q(Widget|Application|GuiApplication|Dialog|MessageBox|Color|Font|Icon|Pixmap|Image|"
        "Painter|"
        "Clipboard|Palette|Action|Standard(Item)?Model|FileDialog|TableView|TreeView|DesktopServices)(/|$)"));
    for (const Source& source : sourcesIn({QStringLiteral("app")})) {
        if (source.path == QStringLiteral("app/main.cpp"))
            continue;
        for (const QString& include : includesOf(source))
            QVERIFY2(!graphic.match(include).hasMatch(),
                     qPrintable(source.path + QStringLiteral(" includes ") + include));
    }
}

void TestRooms::forbiddenWords_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("folders");
    QTest::addColumn<QStringList>("exceptions"); // files that may
    const QStringList both{QStringLiteral("app"), QStringLiteral("ui")};
    const QStringList everything{QStringLiteral("app"), QStringLiteral("ui"), QStringLiteral("tests")};
    QTest::newRow("connections are opened through QSqlDatabase alone")
        << QStringLiteral(
               R"(\bPQ(connectdb|connectdbParams|connectStart|connectStartParams|setdb|setdbLogin|reset|resetStart)\b)")
        << both << QStringList();
    QTest::newRow("connect() takes function pointers")
        << QStringLiteral(R"(\b(SIGNAL|SLOT)\s*\()") << everything << QStringList();
    QTest::newRow("no event is processed by hand") << QStringLiteral(R"(\bprocessEvents\b)") << both << QStringList();
    QTest::newRow("no continuation in the thread of an object that may die first: whenFinished() instead")
        << QStringLiteral(R"(\.then\s*\(\s*(this|q|context)\b)") << both << QStringList();
    QTest::newRow("no nested event loop") << QStringLiteral(R"(\bQEventLoop\b)") << both << QStringList();
    QTest::newRow("exec() only where a program or a thread begins, and in the dialog seam")
        << QStringLiteral(R"((?<!query)(\.|->|::)exec\s*\(\s*\))") << both
        << QStringList{QStringLiteral("app/main.cpp"), QStringLiteral("app/cli.cpp"), QStringLiteral("app/commands/*"),
                       QStringLiteral("ui/DialogSeam.cpp"), QStringLiteral("ui/theme/DialogSeam.cpp")};
    QTest::newRow("the parser's protobuf is not used")
        << QStringLiteral(R"(\bpg_query_parse_protobuf\b)") << both << QStringList();
    QTest::newRow("no sleep") << QStringLiteral(R"(\bQThread::(m|u)?sleep\b|\bqSleep\b|\bsleep_(for|until)\b)")
                              << QStringList{QStringLiteral("ui"), QStringLiteral("tests")} << QStringList();
    QTest::newRow("no singleton") << QStringLiteral(R"(\bstatic\s+\w+\s*[*&]\s*instance\s*\()") << both
                                  << QStringList();
    QTest::newRow("app/ shows no box") << QStringLiteral(R"(\bQMessageBox\b)") << QStringList{QStringLiteral("app")}
                                       << QStringList();
    QTest::newRow("no exception is thrown") << QStringLiteral(R"(\bthrow\b)") << both << QStringList();
}

void TestRooms::forbiddenWords()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, folders);
    QFETCH(QStringList, exceptions);
    const QRegularExpression expression(pattern);
    QVERIFY(expression.isValid());
    QStringList wrong;
    for (const Source& source : sourcesIn(folders)) {
        const bool excepted = std::any_of(exceptions.cbegin(), exceptions.cend(), [&source](const QString& exception) {
            return QRegularExpression::fromWildcard(exception).match(source.path).hasMatch();
        });
        if (excepted)
            continue;
        for (qsizetype i = 0; i < source.code.size(); ++i) {
            if (expression.match(source.code.at(i)).hasMatch())
                wrong.append(QStringLiteral("%1:%2: %3").arg(source.path).arg(i + 1).arg(source.code.at(i).trimmed()));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

// connect(sender, &Class::signal, [..]{…}) would live as long as the sender, whatever the lambda holds.
void TestRooms::connectionsHaveAContext()
{
    static const QRegularExpression loose(
        QStringLiteral(R"(\bconnect\s*\(\s*[^,;{}]+,\s*(?:&|qOverload)[^,;{}]+,\s*\[)"));
    QVERIFY(loose.match(QStringLiteral("connect(a, &A::b, [this] { c(); });")).hasMatch());
    QVERIFY(!loose.match(QStringLiteral("connect(a, &A::b, this, [this] { c(); });")).hasMatch());
    QStringList wrong;
    for (const Source& source : sourcesIn({QStringLiteral("app"), QStringLiteral("ui")})) {
        if (const auto match = loose.match(source.code.join(u'\n')); match.hasMatch())
            wrong.append(source.path + QStringLiteral(": ") + match.captured());
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestRooms::headersBegin()
{
    QStringList wrong;
    for (const Source& source : sourcesIn({QStringLiteral("app"), QStringLiteral("ui"), QStringLiteral("tests")})) {
        if (source.lines.value(0) != QStringLiteral("// SPDX-License-Identifier: GPL-3.0-or-later"))
            wrong.append(source.path + QStringLiteral(" does not begin with its licence"));
        if (source.path.endsWith(QStringLiteral(".h")) && !source.lines.contains(QStringLiteral("#pragma once")))
            wrong.append(source.path + QStringLiteral(" has no #pragma once"));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestRooms::topLevelIsFixed()
{
    const QDir root(QStringLiteral(PARLANCE_SOURCE_DIR));
    QStringList entries = root.entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
    entries.removeAll(QStringLiteral("build")); // made by the presets, never committed
    const QSet<QString> allowed{QStringLiteral("CMakeLists.txt"),
                                QStringLiteral("CMakePresets.json"),
                                QStringLiteral("LICENSE"),
                                QStringLiteral("README.md"),
                                QStringLiteral("app"),
                                QStringLiteral("ui"),
                                QStringLiteral("resources"),
                                QStringLiteral("sql"),
                                QStringLiteral("tests"),
                                QStringLiteral("packaging")};
    for (const QString& entry : entries)
        QVERIFY2(allowed.contains(entry), qPrintable(entry + QStringLiteral(" does not belong at the top level")));
    for (const char* needed : {"CMakeLists.txt", "app", "ui", "resources", "sql", "tests", "packaging"})
        QVERIFY2(entries.contains(QString::fromLatin1(needed)), needed);
}

QTEST_GUILESS_MAIN(TestRooms)
#include "tst_rooms.moc"
