// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ResultPaneTest.h"
#include "ui/results/HexDump.h"
#include "ui/results/ListText.h"
#include "ui/results/PrettyXml.h"
#include "ui/results/RecordModel.h"
#include "ui/results/ValueText.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QClipboard>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! The whole value of a cell and the row as a form.
class TestResultValues : public QObject {
    Q_OBJECT

private slots:
    void jsonIsLaidOutWithoutLosingADigit_data();
    void jsonIsLaidOutWithoutLosingADigit();
    void xmlIsLaidOutByItsTags_data();
    void xmlIsLaidOutByItsTags();
    void arraysAndCompositesAreLists_data();
    void arraysAndCompositesAreLists();
    void bytesAreDumped();
    void theViewerFollowsTheCurrentCell();
    void theViewerShowsTheTypesWay_data();
    void theViewerShowsTheTypesWay();
    void aPictureIsShown();
    void aHugeValueComesByPieces();
    void jsonFoldsByKey();
    void theWholeValueIsCopied();
    void escClosesOneAfterTheOther();
    void theRowIsAForm();
    void theRecordModelKeepsTheRules();
    void whatTakesTheFocusHasAName();
};

void TestResultValues::jsonIsLaidOutWithoutLosingADigit_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* json, const char* expected) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(expected);
    };
    row("members and elements have a line each", R"({"a": 1, "b": [true, null]})",
        "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}");
    row("every digit stays", R"({"n": 12345678901234567890.12345678901234567890, "e": 1E400, "z": 1.00})",
        "{\n  \"n\": 12345678901234567890.12345678901234567890,\n  \"e\": 1E400,\n  \"z\": 1.00\n}");
    row("keys keep their order and repeat", R"({"b": 1, "a": 2, "b": 3})",
        "{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}");
    row("empty ones stay on their line", R"({"a": { }, "b": []})", "{\n  \"a\": {},\n  \"b\": []\n}");
    row("signs in a text are none", R"(["{\"x\": [1,2]}", "a\\"])", "[\n  \"{\\\"x\\\": [1,2]}\",\n  \"a\\\\\"\n]");
    row("a scalar stands alone", "\"just a text\"", "\"just a text\"");
    row("what is no JSON is not harmed", "{nope: x}]", "{\n  nope: x\n}\n]");
    row("white space of a json is laid out anew", "{\n\n\t\"a\"\n:   1 }", "{\n  \"a\": 1\n}");
}

void TestResultValues::jsonIsLaidOutWithoutLosingADigit()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    const PrettyText pretty = prettyJson(json, 1'000'000);
    QCOMPARE(pretty.text, expected);
    QVERIFY(!pretty.more);
    QCOMPARE(prettyJson(pretty.text, 1'000'000).text, expected); // once is enough
}

void TestResultValues::xmlIsLaidOutByItsTags_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* xml, const char* expected) {
        QTest::newRow(name) << QByteArray(xml) << QByteArray(expected);
    };
    row("an element a line", "<a><b>1</b><c x=\"1>2\"/></a>", "<a>\n  <b>1</b>\n  <c x=\"1>2\"/>\n</a>");
    row("blanks between tags are laid out anew", "<a>\n\n <b/>   </a>", "<a>\n  <b/>\n</a>");
    row("an empty element stays on its line", "<a></a>", "<a></a>");
    row("text with tags in it is not pulled apart", "<p>one <i>two</i> three</p>", "<p>one <i>two</i> three</p>");
    row("what is no element stands as it is", "<?xml version=\"1.0\"?><!-- a > b --><a><![CDATA[<x>]]></a>",
        "<?xml version=\"1.0\"?>\n<!-- a > b -->\n<a><![CDATA[<x>]]></a>");
}

void TestResultValues::xmlIsLaidOutByItsTags()
{
    QFETCH(QByteArray, xml);
    QTEST(prettyXml(xml, 1'000'000).text, "expected");
}

void TestResultValues::arraysAndCompositesAreLists_data()
{
    QTest::addColumn<bool>("composite");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, bool composite, const char* value, const char* expected) {
        QTest::newRow(name) << composite << QByteArray(value) << QByteArray(expected);
    };
    row("an array", false, "{1,2,3}", "[1]  1\n[2]  2\n[3]  3");
    row("quotes, commas and NULL", false, R"({"a,b","c\"d",NULL,"NULL",""})",
        "[1]  a,b\n[2]  c\"d\n[3]  NULL\n[4]  \"NULL\"\n[5]  ");
    row("two dimensions", false, "{{1,2},{3,4}}", "[1][1]  1\n[1][2]  2\n[2][1]  3\n[2][2]  4");
    row("other lower bounds", false, "[0:1]={7,8}", "[0]  7\n[1]  8");
    row("an empty array", false, "{}", "");
    row("a composite", true, R"((1,"a b",,"say ""x""",""))", "1  1\n2  a b\n3  NULL\n4  say \"x\"\n5  ");
    row("a composite of one field", true, "(x)", "1  x");
}

void TestResultValues::arraysAndCompositesAreLists()
{
    QFETCH(bool, composite);
    QFETCH(QByteArray, value);
    const auto lines = composite ? compositeLines(value, 10'000) : arrayLines(value, 10'000);
    QVERIFY(lines);
    QTEST(lines->text, "expected");
    QVERIFY(!compositeLines("no composite", 100));
    QVERIFY(!arrayLines("no array", 100));
}

void TestResultValues::bytesAreDumped()
{
    const QByteArray bytes = QByteArray("Hello, world! <>") + QByteArray::fromHex("00ff7f");
    QCOMPARE(hexDump(bytes, 1000).text,
             QByteArray("00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 20 3c 3e  Hello, world! <>\n"
                        "00000010  00 ff 7f                                          ..."));
    QCOMPARE(*bytesOf("\\x0aff", 100), QByteArray::fromHex("0aff"));
    QVERIFY(!bytesOf("\\336", 100));
}

void TestResultValues::theViewerFollowsTheCurrentCell()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickCell(0, 1);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_VERIFY(test.shown("cellViewer") != nullptr);
    auto* text = test.shown<ValueText>("valueText");
    QTRY_COMPARE(text->text(), u"Contoso"_s);
    QVERIFY(test.view()->hasFocus()); // arrows go on
    PaneTest::key(Qt::Key_Down);
    QTRY_COMPARE(text->text(), u"fabrikam"_s);
    test.clickCell(3, 1);
    QTRY_COMPARE(text->text(), u"NULL"_s);
    QVERIFY(test.label("valueFacts").contains(u"NULL"_s));
    PaneTest::key(Qt::Key_Escape);
    QVERIFY(test.shown("cellViewer") == nullptr);
    test.clickCell(2, 1);
    QTest::mouseDClick(test.view()->viewport(), Qt::LeftButton, Qt::NoModifier, test.cellPoint(2, 1));
    QTRY_VERIFY(test.shown("cellViewer") != nullptr);
    QTRY_COMPARE(text->text(), u"Adatum"_s);
    QVERIFY(text->isReadOnly());
}

void TestResultValues::theViewerShowsTheTypesWay_data()
{
    QTest::addColumn<quint32>("oid");
    QTest::addColumn<QString>("typeName");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("facts");
    QTest::newRow("json is pretty") << 114U << u"json"_s << QByteArray("{\"a\":1.00}") << u"{\n  \"a\": 1.00\n}"_s
                                    << u"json · 10 bytes"_s;
    QTest::newRow("xml is pretty") << 142U << u"xml"_s << QByteArray("<a><b/></a>") << u"<a>\n  <b/>\n</a>"_s
                                   << u"xml · 11 bytes"_s;
    QTest::newRow("an array is a list") << 1007U << u"integer[]"_s << QByteArray("{4,5}") << u"[1]  4\n[2]  5"_s
                                        << u"integer[] · 5 bytes"_s;
    QTest::newRow("a composite is a list")
        << 99999U << u"address"_s << QByteArray("(1,Main St)") << u"1  1\n2  Main St"_s << u"address · 11 bytes"_s;
    QTest::newRow("bytes are dumped") << 17U << u"bytea"_s << QByteArray("\\x4869")
                                      << u"00000000  48 69                                             Hi"_s
                                      << u"bytea · 2 bytes"_s;
    QTest::newRow("an empty text says so") << 25U << u"text"_s << QByteArray("") << QString() << u"text · empty text"_s;
    QTest::newRow("a text is itself") << 25U << u"text"_s << QByteArray("Zürich\n{\"a\":1}") << u"Zürich\n{\"a\":1}"_s
                                      << u"text · 15 bytes"_s;
}

void TestResultValues::theViewerShowsTheTypesWay()
{
    QFETCH(quint32, oid);
    QFETCH(QString, typeName);
    QFETCH(QByteArray, value);
    PaneTest test;
    test.fill({makeColumn(u"v"_s, oid, typeName)}, {{value}});
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QFETCH(QString, facts);
    QTRY_COMPARE(test.label("valueFacts"), facts);
    QTEST(test.shown<ValueText>("valueText")->text(), "text");
}

void TestResultValues::aPictureIsShown()
{
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray png;
    QBuffer buffer(&png);
    QVERIFY(buffer.open(QIODevice::WriteOnly) && image.save(&buffer, "PNG"));
    PaneTest test;
    test.fill({makeColumn(u"v"_s, 17, u"bytea"_s)}, {{"\\x" + png.toHex()}, {"\\x" + png.left(40).toHex()}, {"\\x00"}});
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_VERIFY(test.shown<QLabel>("valuePicture") != nullptr);
    QCOMPARE(test.shown<QLabel>("valuePicture")->pixmap().toImage().convertToFormat(QImage::Format_RGB32), image);
    QVERIFY(test.label("valueFacts").contains(u"picture 30 × 20"_s));
    PaneTest::key(Qt::Key_Down);
    QTRY_VERIFY(test.label("valueNote").contains(u"cannot be read"_s));
    QVERIFY(test.shown<QLabel>("valuePicture") == nullptr);
    PaneTest::key(Qt::Key_Down);
    QTRY_VERIFY(test.label("valueNote").isEmpty());
}

void TestResultValues::aHugeValueComesByPieces()
{
    QByteArray json = "[";
    for (int i = 0; i < 200'000; ++i)
        json += "\"ü" + QByteArray::number(i) + "\",";
    json += "1]";
    PaneTest test;
    test.fill({makeColumn(u"v"_s, 3802, u"jsonb"_s)}, {{json}});
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_VERIFY(test.shown<QPushButton>("showMoreButton") != nullptr);
    auto* text = test.shown<ValueText>("valueText");
    const qsizetype first = text->length();
    QVERIFY(first > 1000 && first <= 128 * 1024);
    QTest::mouseClick(test.shown("showMoreButton"), Qt::LeftButton);
    QTRY_VERIFY(text->length() > first);
    QVERIFY(prettyJson(json, json.size() * 3).text.startsWith(text->text().toUtf8()));
    QVERIFY(text->isReadOnly());
}

void TestResultValues::jsonFoldsByKey()
{
    PaneTest test;
    test.fill({makeColumn(u"v"_s, 3802, u"jsonb"_s)}, {{R"({"a": [1, 2, 3], "b": 4})"}});
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    auto* text = test.pane.findChild<ValueText*>();
    QTRY_COMPARE(text->lines(), 8);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(text->hasFocus());
    const auto visibleLines = [text] {
        int count = 0;
        for (int line = 0; line < text->lines(); ++line)
            count += text->SendScintilla(QsciScintilla::SCI_GETLINEVISIBLE, line) != 0;
        return count;
    };
    text->recolor();
    QCOMPARE(visibleLines(), 8);
    PaneTest::key(Qt::Key_Down);
    PaneTest::key(Qt::Key_Space);
    QCOMPARE(visibleLines(), 4);
    PaneTest::key(Qt::Key_Space);
    QCOMPARE(visibleLines(), 8);
}

void TestResultValues::theWholeValueIsCopied()
{
    PaneTest test;
    test.fill({makeColumn(u"v"_s, 114, u"json"_s)}, {{R"({"a":1.0})"}});
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_VERIFY(test.shown("copyValueButton") != nullptr);
    QTest::mouseClick(test.shown("copyValueButton"), Qt::LeftButton);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), uR"({"a":1.0})"_s);
}

void TestResultValues::escClosesOneAfterTheOther()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickCell(0, 1);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_VERIFY(test.shown("valueText") != nullptr && test.shown("valueText")->hasFocus());
    PaneTest::key(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(test.shown("findEdit")->hasFocus());
    PaneTest::key(Qt::Key_Escape);
    QVERIFY(test.shown("findBar") == nullptr);
    QVERIFY(test.shown("cellViewer") != nullptr);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    PaneTest::key(Qt::Key_Escape); // from within the text
    QVERIFY(test.shown("cellViewer") == nullptr);
    QVERIFY(test.view()->hasFocus());
}

void TestResultValues::theRowIsAForm()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.view()->setColumnWidth(1, 400);
    test.view()->scrollTo(test.model()->index(1, 2));
    test.clickCell(1, 2);
    PaneTest::key(Qt::Key_F4);
    QTRY_VERIFY(test.view()->viewport()->rect().contains(test.view()->visualRect(test.view()->currentIndex())));
    auto* list = test.shown<QTableView>("recordList");
    QVERIFY(list != nullptr && list->hasFocus());
    QCOMPARE(test.label("recordTitle"), u"Row 2 of 5"_s);
    const auto line = [list](int row) {
        return QStringList{list->model()->index(row, 0).data().toString(),
                           list->model()->index(row, 1).data().toString(),
                           list->model()->index(row, 2).data().toString()};
    };
    QCOMPARE(line(1), QStringList({u"name"_s, u"text"_s, u"fabrikam"_s}));
    QCOMPARE(list->currentIndex().row(), 2);
    PaneTest::key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"10"_s);
    PaneTest::key(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(line(1).last(), u"Adatum"_s);
    QCOMPARE(test.view()->currentPosition(), 2);
    QTest::mouseClick(test.shown("nextRowButton"), Qt::LeftButton);
    QCOMPARE(line(1).last(), u"NULL"_s);
    list->setFocus();
    PaneTest::key(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(test.label("recordTitle"), u"Row 5 of 5"_s);
    QVERIFY(!test.shown<QToolButton>("nextRowButton")->isEnabled());
    PaneTest::key(Qt::Key_Down, Qt::ControlModifier); // there is none after it
    QCOMPARE(test.view()->currentPosition(), 4);
    list->setFocus();
    PaneTest::key(Qt::Key_Escape);
    QVERIFY(test.shown("recordView") == nullptr);
    QVERIFY(test.view()->hasFocus());
}

void TestResultValues::theRecordModelKeepsTheRules()
{
    ResultModel result;
    result.begin(shopColumns());
    result.append(makeChunk(shopRows()));
    result.finish();
    RecordModel model(&result);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRow(0, {2, 0});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnOf(0), 2);
    model.setRow(3, {2, 0});
    QCOMPARE(model.index(0, RecordModel::Value).data().toString(), u"NULL"_s);
    model.setRow(-1, {2, 0});
    QCOMPARE(model.rowCount(), 0);
}

void TestResultValues::whatTakesTheFocusHasAName()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    emit test.view()->columnMenuRequested(1, QPoint(10, 10));
    QVERIFY(PaneTest::choose("filterColumn"));
    PaneTest::type(u"o"_s);
    PaneTest::key(Qt::Key_Return);
    emit test.view()->columnMenuRequested(1, QPoint(10, 10));
    QVERIFY(PaneTest::choose("filterColumn"));
    test.view()->setFocus();
    PaneTest::key(Qt::Key_F, Qt::ControlModifier);
    test.clickCell(0, 0);
    const auto review = [&test] {
        int seen = 0;
        for (const QWidget* widget : test.pane.findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() != nullptr)
                continue;
            ++seen;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool scrolls = widget->inherits("QScrollArea") || widget->inherits("QHeaderView");
            const bool named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
            QVERIFY2(named || scrolls, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u" "_s +
                                                  widget->objectName()));
        }
        QVERIFY(seen > 8);
    };
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_VERIFY(test.shown("cellViewer") != nullptr);
    review();
    PaneTest::key(Qt::Key_F4);
    QTRY_VERIFY(test.shown("recordView") != nullptr);
    review();
}

QTEST_MAIN(TestResultValues)
#include "tst_ui_result_values.moc"
