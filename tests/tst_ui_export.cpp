// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/ExportDialog.h"
#include "ui/results/ResultView.h"
#include "ui/theme/InlineBar.h"

#include <QComboBox>
#include <QRadioButton>
#include <QToolButton>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Exporting from the real window by keys: what is proposed, what is written, what is said when it cannot be.
class TestExport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void exportsByKeys();
    void cappedResultGoesOutWholeByDefault();
    void partOfAResultSaysSo();
    void replacesAFileThatIsThere();
    void escStopsAnExportAndThenCloses();
    void aFileThatCannotBeWrittenIsNamed();
    void offersNothingWhereThereIsNoResult();
    void proposesNames_data();
    void proposesNames();

private:
    SqlEditor* editor() const { return visible<SqlEditor>("sqlEditor"); }
    ResultView* view() const { return visible<ResultView>("resultView"); }
    ExportDialog* dialog() const { return visible<ExportDialog>("exportDialog"); }
    bool runs(const QString& sql, int rows);
    bool opens();
    //! The dialog is there and the keys go to it.
    bool hasKeys() const
    {
        return QTest::qWaitFor([this] {
            return dialog() != nullptr && dialog()->isActiveWindow() &&
                   dialog()->isAncestorOf(QApplication::focusWidget());
        });
    }
    void setPath(const QString& path) const
    {
        auto* edit = visible<QLineEdit>("exportPathEdit");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, path);
    }
    bool written() const
    {
        return QTest::qWaitFor([] { return labelText("exportWords").startsWith(u"Written: "_s); }, 60'000);
    }
    static QByteArray contents(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestExport::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_place =
        std::make_unique<Workplace>(*m_server, QJsonObject{{u"maximumRows"_s, 200}, {u"maximumConnections"_s, 4}});
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
}

void TestExport::cleanup()
{
    m_place.reset();
}

bool TestExport::runs(const QString& sql, int rows)
{
    editor()->setFocus();
    editor()->selectAll();
    QTest::keyClick(editor(), Qt::Key_Delete);
    typeText(editor(), sql);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    return QTest::qWaitFor(
        [this, rows] {
            return view() != nullptr && view()->model()->rowCount() == rows &&
                   visible<QPushButton>("runButton")->text() == u"Run"_s && visible("exportButton") != nullptr;
        },
        60'000);
}

bool TestExport::opens()
{
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F8);
    return hasKeys();
}

void TestExport::exportsByKeys()
{
    QVERIFY(runs(u"SELECT order_id, total FROM orders WHERE order_id < 4 ORDER BY 1"_s, 3));
    QVERIFY(opens());
    QVERIFY(!dialog()->isModal());
    QCOMPARE(QApplication::focusWidget(), visible<QComboBox>("exportFormatBox"));
    QVERIFY(visible<QRadioButton>("exportFromServer") == nullptr); // they are all here
    const QString path = m_folder->filePath(u"orders.csv"_s);
    setPath(path);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(written());
    QCOMPARE(contents(path), QByteArray("order_id,total\n1,1.50\n2,3.00\n3,4.50\n"));
    QVERIFY2(labelText("exportWords").contains(path) && labelText("exportWords").contains(u"3 rows"_s),
             qPrintable(labelText("exportWords")));
    QVERIFY(visible<QPushButton>("exportFolderButton") != nullptr);

    // Another format keeps the name and changes its end.
    auto* format = visible<QComboBox>("exportFormatBox");
    format->setFocus();
    QTest::keyClicks(format, u"SQL"_s);
    QCOMPARE(format->currentData().toString(), u"sql"_s);
    QCOMPARE(visible<QLineEdit>("exportPathEdit")->text(), m_folder->filePath(u"orders.sql"_s));
    QTest::keyClick(visible<QPushButton>("exportGoButton"), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(labelText("exportWords").contains(u"orders.sql"_s), 60'000);
    QCOMPARE(contents(m_folder->filePath(u"orders.sql"_s)),
             QByteArray("INSERT INTO orders (order_id, total) VALUES\n  (1, 1.50),\n  (2, 3.00),\n  (3, 4.50);\n"));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(dialog() == nullptr);
}

void TestExport::cappedResultGoesOutWholeByDefault()
{
    QVERIFY(runs(u"SELECT order_id FROM orders ORDER BY 1"_s, 200));
    QVERIFY(visible<QToolButton>("exportButton") != nullptr);
    click(visible("exportAllButton"));
    QVERIFY(hasKeys());
    QVERIFY(visible<QRadioButton>("exportFromServer")->isChecked());
    QVERIFY(!visible<QLineEdit>("exportPathEdit")->text().contains(u"partial"_s));
    QVERIFY(labelText("exportNote").contains(u"runs once more"_s));
    const QString path = m_folder->filePath(u"all.csv"_s);
    setPath(path);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(written());
    const QByteArrayList lines = contents(path).split('\n');
    QCOMPARE(lines.size(), 302);
    QCOMPARE(lines.at(300), QByteArray("300"));
}

void TestExport::partOfAResultSaysSo()
{
    QVERIFY(runs(u"SELECT order_id FROM orders ORDER BY 1"_s, 200));
    view()->setFocus();
    view()->setCurrentIndex(view()->model()->index(1, 0));
    QTest::keyClick(view(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(opens());
    auto* shown = visible<QRadioButton>("exportShown");
    QCOMPARE(shown->text(), u"The 200 rows shown, in this order"_s);
    QTest::mouseClick(shown, Qt::LeftButton);
    QVERIFY2(visible<QLineEdit>("exportPathEdit")->text().endsWith(u" (partial).csv"_s),
             qPrintable(visible<QLineEdit>("exportPathEdit")->text()));
    auto* selected = visible<QRadioButton>("exportSelected");
    QVERIFY(selected != nullptr);
    QCOMPARE(selected->text(), u"The 2 rows selected"_s);
    QTest::mouseClick(selected, Qt::LeftButton);
    const QString path = m_folder->filePath(u"some.html"_s);
    setPath(path);
    auto* format = visible<QComboBox>("exportFormatBox");
    format->setCurrentIndex(format->findData(u"html"_s));
    QTest::keyClick(visible<QPushButton>("exportGoButton"), Qt::Key_Space);
    QVERIFY(written());
    const QByteArray html = contents(path);
    QVERIFY(html.contains("<td class=\"n\">2</td>") && html.contains("<td class=\"n\">3</td>"));
    QCOMPARE(html.count("<tr>"), 3);
    QVERIFY2(html.contains("Partial: the 2 rows that were selected, the first 200 rows of more."), html.constData());
}

void TestExport::replacesAFileThatIsThere()
{
    QVERIFY(runs(u"SELECT 1 AS a"_s, 1));
    const QString path = m_folder->filePath(u"a.csv"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    QVERIFY(opens());
    setPath(path);
    QCOMPARE(visible<QPushButton>("exportGoButton")->text(), u"Replace"_s);
    QVERIFY(labelText("exportNote").contains(u"There is a file of this name"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(written());
    QCOMPARE(contents(path), QByteArray("a\n1\n"));
}

void TestExport::escStopsAnExportAndThenCloses()
{
    // The cap ends the run of the grid; the export goes on for minutes.
    QVERIFY(runs(u"SELECT i, md5(i::text) FROM generate_series(1, 100000000) i"_s, 200));
    QVERIFY(opens());
    const QString path = m_folder->filePath(u"long.csv"_s);
    setPath(path);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    auto* go = visible<QPushButton>("exportGoButton");
    QTRY_COMPARE_WITH_TIMEOUT(go->text(), u"Stop"_s, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(labelText("exportWords").contains(u"rows"_s), 60'000);
    QVERIFY(!visible<QComboBox>("exportFormatBox")->isEnabled());
    QTest::keyClick(go, Qt::Key_Escape);
    QTRY_COMPARE_WITH_TIMEOUT(labelText("exportWords"), u"Stopped. No file was written."_s, 30'000);
    QVERIFY(dialog() != nullptr);
    QCOMPARE(go->text(), u"Export"_s);
    QTRY_COMPARE_WITH_TIMEOUT(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList(), 30'000);
    QTest::keyClick(go, Qt::Key_Escape);
    QTRY_VERIFY(dialog() == nullptr);
}

void TestExport::aFileThatCannotBeWrittenIsNamed()
{
    QVERIFY(runs(u"SELECT 1 AS a"_s, 1));
    QVERIFY(opens());
    setPath(u"/no such folder/a.csv"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(visible<InlineBar>("exportBar") != nullptr);
    QVERIFY2(visible<InlineBar>("exportBar")->text().contains(u"/no such folder/a.csv"_s),
             qPrintable(visible<InlineBar>("exportBar")->text()));
    setPath(m_folder->filePath(u"a.csv"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(written());
    QVERIFY(visible<InlineBar>("exportBar") == nullptr);
}

void TestExport::offersNothingWhereThereIsNoResult()
{
    QVERIFY(visible<QToolButton>("exportButton") == nullptr);
    QTest::keyClick(editor(), Qt::Key_F8);
    QVERIFY(dialog() == nullptr);
}

void TestExport::proposesNames_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<bool>("sample");
    QTest::addColumn<bool>("partial");
    QTest::addColumn<QString>("name");
    QTest::newRow("a plain title") << u"Orders per month"_s << false << false << u"Orders per month.csv"_s;
    QTest::newRow("what no file system takes") << u"a/b: \"c\"? <d>|*\\"_s << false << false << u"a b c d.csv"_s;
    QTest::newRow("a cut title") << u"Which customers bou…"_s << false << false << u"Which customers bou.csv"_s;
    QTest::newRow("a hidden file") << u".profile"_s << false << false << u"profile.csv"_s;
    QTest::newRow("nothing left") << u"???"_s << false << false << u"Result.csv"_s;
    QTest::newRow("sample data") << u"Orders"_s << true << false << u"Sample data – Orders.csv"_s;
    QTest::newRow("a part of sample data") << u"Orders"_s << true << true << u"Sample data – Orders (partial).csv"_s;
}

void TestExport::proposesNames()
{
    QFETCH(QString, title);
    QFETCH(bool, sample);
    QFETCH(bool, partial);
    QFETCH(QString, name);
    ExportOffer offer;
    offer.title = title;
    offer.origin.sample = sample;
    offer.whole = !partial;
    QCOMPARE(proposedFileName(offer, ExportRows::Shown, u"csv"_s), name);
    QVERIFY(!proposedFileName(offer, ExportRows::FromServer, u"csv"_s).contains(u"partial"_s));
}

QTEST_MAIN(TestExport)
#include "tst_ui_export.moc"
