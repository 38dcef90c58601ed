// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxCell.h"
#include "exporting/XlsxText.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

Q_DECLARE_METATYPE(parlance::XlsxCell)

//! What a value becomes in a workbook: the rules of XlsxCell and XlsxText, without a workbook.
class TestXlsxCell : public QObject {
    Q_OBJECT

private slots:
    void decidesOnNumbers_data();
    void decidesOnNumbers();
    void decidesOnDates_data();
    void decidesOnDates();
    void fitsTexts_data();
    void fitsTexts();
};

void TestXlsxCell::decidesOnNumbers_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("reason"); // -1: a number
    QTest::addColumn<double>("number");
    QTest::addColumn<int>("decimals");
    using Reason = XlsxCell::Reason;
    const auto number = [](const char* name, const QByteArray& value, double is, int decimals) {
        QTest::newRow(name) << value << -1 << is << decimals;
    };
    const auto text = [](const char* name, const QByteArray& value, Reason reason) {
        QTest::newRow(name) << value << int(reason) << 0.0 << 0;
    };
    number("an integer", "42", 42, 0);
    number("a negative amount", "-1234.50", -1234.5, 2);
    number("zero with cents", "0.00", 0, 2);
    number("fifteen digits", "123456789012345", 123456789012345, 0);
    number("fifteen digits with cents", "1234567890123.45", 1234567890123.45, 2);
    number("an average of PostgreSQL's: zeros at the end are not significant", "2.5000000000000000", 2.5, 16);
    number("a tenth with sixteen decimals", "0.1000000000000000", 0.1, 16);
    number("a small float", "1e-07", 1e-7, -1);
    number("a large float", "1.5e+300", 1.5e300, -1);
    text("sixteen digits", "1234567890123456", Reason::TooManyDigits);
    text("the largest bigint", "9223372036854775807", Reason::TooManyDigits);
    text("an average with sixteen digits", "3.3333333333333333", Reason::TooManyDigits);
    text("sixteen digits with cents", "12345678901234.56", Reason::TooManyDigits);
    text("a third as a float", "0.3333333333333333", Reason::TooManyDigits);
    text("a tenth with eighteen decimals, which would show its noise", "0.100000000000000000", Reason::TooManyDigits);
    text("more decimals than a format has", "0.000000000000000000001", Reason::TooManyDigits);
    text("the negative zero of a float", "-0", Reason::TooManyDigits);
    text("not a number", "NaN", Reason::NoNumber);
    text("infinity", "-Infinity", Reason::NoNumber);
    text("money with its signs", "$1,234.50", Reason::NoNumber);
    text("a numeric beyond a double", "1" + QByteArray(400, '0'), Reason::TooManyDigits);
    text("a float near the largest", "1e+308", Reason::OutOfRange);
    text("a float nearer to zero than Excel knows", "5e-324", Reason::OutOfRange);
}

void TestXlsxCell::decidesOnNumbers()
{
    QFETCH(QByteArray, value);
    QFETCH(int, reason);
    QFETCH(double, number);
    QFETCH(int, decimals);
    for (const TypeFamily family : {TypeFamily::Numeric, TypeFamily::Float, TypeFamily::Integer}) {
        const XlsxCell cell = xlsxCell(value, family);
        QCOMPARE(cell.kind, reason < 0 ? XlsxCell::Kind::Number : XlsxCell::Kind::Text);
        QCOMPARE(int(cell.reason), reason < 0 ? 0 : reason);
        QCOMPARE(cell.number, number);
        QCOMPARE(cell.decimals, decimals);
    }
    QCOMPARE(xlsxCell(value, TypeFamily::Text), XlsxCell());
}

void TestXlsxCell::decidesOnDates_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<TypeFamily>("family");
    QTest::addColumn<int>("reason"); // -1: a date
    QTest::addColumn<double>("number");
    using Reason = XlsxCell::Reason;
    const auto date = [](const char* name, TypeFamily family, const QByteArray& value, double is) {
        QTest::newRow(name) << value << family << -1 << is;
    };
    const auto text = [](const char* name, TypeFamily family, const QByteArray& value, Reason reason) {
        QTest::newRow(name) << value << family << int(reason) << 0.0;
    };
    constexpr TypeFamily day = TypeFamily::Date;
    constexpr TypeFamily time = TypeFamily::Timestamp;
    constexpr TypeFamily zoned = TypeFamily::TimestampTz;
    date("the first day", day, "1900-03-01", 61);
    date("a leap day", day, "2024-02-29", 45351);
    date("the last day", day, "9999-12-31", 2958465);
    text("the day before Excel's false leap day", day, "1900-02-28", Reason::NoExcelDate);
    text("a year of five digits", day, "10000-01-01", Reason::NoExcelDate);
    text("before our era", day, "2024-02-29 BC", Reason::NoExcelDate);
    text("infinity", day, "infinity", Reason::NoExcelDate);
    date("noon", time, "2024-02-29 12:00:00", 45351.5);
    date("milliseconds", time, "2024-02-29 06:00:00.864", 45351.25001);
    date("with a zone", zoned, "2024-02-29 12:00:00+01", 45351.5);
    date("with a zone of minutes", zoned, "2024-02-29 12:00:00.5-03:30", 45351.5 + 0.5 / 86400);
    text("microseconds", time, "2024-02-29 06:00:00.8641", Reason::TooFine);
    text("a time before our era", time, "2024-02-29 06:00:00 BC", Reason::NoExcelDate);
    text("minus infinity", zoned, "-infinity", Reason::NoExcelDate);
    text("a time of the year 10000", zoned, "10000-01-01 00:00:00+00", Reason::NoExcelDate);
}

void TestXlsxCell::decidesOnDates()
{
    QFETCH(QByteArray, value);
    QFETCH(TypeFamily, family);
    QFETCH(int, reason);
    QFETCH(double, number);
    const XlsxCell cell = xlsxCell(value, family);
    QCOMPARE(cell.kind, reason < 0 ? XlsxCell::Kind::Date : XlsxCell::Kind::Text);
    QCOMPARE(int(cell.reason), reason < 0 ? 0 : reason);
    QCOMPARE(cell.number, number);
}

void TestXlsxCell::fitsTexts_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("fitted");
    QTest::addColumn<bool>("replaced");
    const auto row = [](const char* name, const QByteArray& value, const QByteArray& fitted, bool replaced) {
        QTest::newRow(name) << value << fitted << replaced;
    };
    row("plain text", "a <b> & ä😀", "a <b> & ä😀", false);
    row("tab and line feed stand", "a\tb\nc", "a\tb\nc", false);
    row("a carriage return is escaped", "a\r\nb", "a_x000D_\nb", false);
    row("what looks like an escape is escaped", "_x0041_ _x_", "_x005F_x0041_ _x_", false);
    row("control characters become pictures", "\x01\x1b\x7f", "␁␛␡", true);
    row("no characters become U+FFFD", "\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD", true);
    row("bytes that are no UTF-8 become U+FFFD", "a\xff", "a\xEF\xBF\xBD", true);
    row("a byte order mark stands",
        "\xEF\xBB\xBF"
        "a\x01",
        "\xEF\xBB\xBF"
        "a␁",
        true);
    row("the longest text", QByteArray(32767, 'x'), QByteArray(32767, 'x'), false);
}

void TestXlsxCell::fitsTexts()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, fitted);
    QFETCH(bool, replaced);
    const XlsxText text = XlsxText::fitted(value);
    QCOMPARE(text.utf8, fitted);
    QCOMPARE(text.replaced, replaced);
    QVERIFY(!text.cut);

    const XlsxText cut = XlsxText::fitted(QByteArray(value + QString(40'000, u'ä').toUtf8()));
    const QString shown = QString::fromUtf8(cut.utf8);
    QVERIFY(cut.cut);
    QVERIFY2(shown.endsWith(u"characters in all)"_s), qPrintable(shown.right(60)));
    for (const char* piece : {"\r", "eight c\r\n", "_x000D_"}) { // they grow when they are written
        const XlsxText grown = XlsxText::fitted(QByteArray(piece).repeated(30'000 / qsizetype(qstrlen(piece))));
        QVERIFY(grown.cut);
        QVERIFY(QString::fromUtf8(grown.utf8).size() <= XlsxText::longest);
        QVERIFY(QString::fromUtf8(grown.utf8).endsWith(u"characters in all)"_s));
    }
    const XlsxText wide = XlsxText::fitted(QString(u"😀"_s.repeated(20'000)).toUtf8());
    QVERIFY(QString::fromUtf8(wide.utf8).size() <= XlsxText::longest);
    QVERIFY(!wide.replaced);
}

QTEST_GUILESS_MAIN(TestXlsxCell)
#include "tst_xlsx_cell.moc"
