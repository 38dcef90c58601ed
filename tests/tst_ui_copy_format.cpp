// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ResultChunks.h"
#include "ui/results/ResultCopyMenu.h"
#include "ui/results/ResultMenus.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/ResultView.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

//! What selected cells are copied as: the texts, and the way there by the menu.
class TestCopyFormat : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void writesEachFormat_data();
    void writesEachFormat();
    void copiesInTheOrderOfTheColumnsShown();
    void leavesWhatIsNotSelectedEmpty();
    void makesAnInListOfEachValueOnce();
    void copiesByTheMenu();

private:
    QItemSelection range(int top, int left, int bottom, int right) const
    {
        return {m_model->index(top, left), m_model->index(bottom, right)};
    }
    QString copied(CopyFormat format, const QItemSelection& selection) const
    {
        CopySettings settings{QLocale(QLocale::German, QLocale::Germany), u"orders"_s};
        m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
        const CopiedCells cells = m_view->selectedCells(false);
        return copiedAs(format, m_model->table(), cells, settings);
    }
    std::unique_ptr<ResultModel> m_model;
    std::unique_ptr<ResultView> m_view;
};

void TestCopyFormat::init()
{
    m_model = std::make_unique<ResultModel>();
    m_model->begin({makeColumn(u"id"_s, 23, u"integer"_s), makeColumn(u"Name"_s, 25, u"text"_s),
                    makeColumn(u"total"_s, 1700, u"numeric"_s)});
    m_model->append(makeChunk({{QByteArray("1"), QByteArray("it's"), QByteArray("-1.50")},
                               {QByteArray("2"), QByteArray("=1+1"), std::nullopt},
                               {QByteArray("3"), QByteArray("a\tb"), QByteArray("NaN")},
                               {QByteArray("1"), QByteArray(""), QByteArray("7")}}));
    m_model->finish();
    m_view = std::make_unique<ResultView>();
    m_view->setResultModel(m_model.get());
    m_view->show();
}

void TestCopyFormat::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void TestCopyFormat::writesEachFormat_data()
{
    QTest::addColumn<CopyFormat>("format");
    QTest::addColumn<QString>("text");
    QTest::newRow("tabs") << CopyFormat::TabSeparated << u"1\tit's\t-1.50\n2\t=1+1\t\n3\t\"a\tb\"\tNaN"_s;
    QTest::newRow("tabs and headers") << CopyFormat::TabSeparatedWithHeaders
                                      << u"id\tName\ttotal\n1\tit's\t-1.50\n2\t=1+1\t\n3\t\"a\tb\"\tNaN"_s;
    QTest::newRow("a German spreadsheet: commas, formulas guarded, numbers not")
        << CopyFormat::Spreadsheet << u"id\tName\ttotal\n1\tit's\t-1,50\n2\t'=1+1\t\n3\t\"a\tb\"\tNaN"_s;
    QTest::newRow("CSV") << CopyFormat::Csv << u"id,Name,total\n1,it's,-1.50\n2,=1+1,\n3,a\tb,NaN\n"_s;
    QTest::newRow("JSON")
        << CopyFormat::Json
        << u"[\n{\"id\":1,\"Name\":\"it's\",\"total\":-1.50},\n{\"id\":2,\"Name\":\"=1+1\",\"total\":null},\n"
           "{\"id\":3,\"Name\":\"a\\tb\",\"total\":\"NaN\"}\n]\n"_s;
    QTest::newRow("Markdown")
        << CopyFormat::Markdown
        << u"| id | Name | total |\n| ---: | --- | ---: |\n| 1 | it's | -1.50 |\n| 2 | =1+1 | NULL |\n"
           "| 3 | a\tb | NaN |\n"_s;
    QTest::newRow("INSERT")
        << CopyFormat::Insert
        << u"INSERT INTO orders (id, \"Name\", total) VALUES\n  (1, 'it''s', -1.50),\n  (2, '=1+1', NULL),\n"
           "  (3, 'a\tb', 'NaN');\n"_s;
    QTest::newRow("an IN list of rows") << CopyFormat::InList << u"((1, 'it''s', -1.50), (3, 'a\tb', 'NaN'))"_s;
}

void TestCopyFormat::writesEachFormat()
{
    QFETCH(CopyFormat, format);
    QFETCH(QString, text);
    QCOMPARE(copied(format, range(0, 0, 2, 2)), text);
}

void TestCopyFormat::copiesInTheOrderOfTheColumnsShown()
{
    m_view->horizontalHeader()->moveSection(2, 0);
    m_view->horizontalHeader()->hideSection(1);
    QCOMPARE(copied(CopyFormat::Csv, range(0, 0, 1, 2)), u"total,id\n-1.50,1\n,2\n"_s);
    // And of the rows.
    m_model->setRows({std::make_shared<const RowOrder>(RowOrder{2, 0}), 4, true});
    QCOMPARE(copied(CopyFormat::Csv, range(0, 0, 1, 2)), u"total,id\nNaN,3\n-1.50,1\n"_s);
}

void TestCopyFormat::leavesWhatIsNotSelectedEmpty()
{
    QItemSelection corners = range(0, 0, 0, 0);
    corners.append(range(2, 2, 2, 2).first());
    QCOMPARE(copied(CopyFormat::Csv, corners), u"id,total\n1,\n,NaN\n"_s);
    QCOMPARE(copied(CopyFormat::Json, corners),
             u"[\n{\"id\":1,\"total\":null},\n{\"id\":null,\"total\":\"NaN\"}\n]\n"_s);
}

void TestCopyFormat::makesAnInListOfEachValueOnce()
{
    QCOMPARE(copied(CopyFormat::InList, range(0, 0, 3, 0)), u"(1, 2, 3)"_s);
    QCOMPARE(copied(CopyFormat::InList, range(0, 1, 3, 1)), u"('it''s', '=1+1', 'a\tb', '')"_s);
    QCOMPARE(copied(CopyFormat::InList, range(0, 2, 3, 2)), u"(-1.50, 'NaN', 7)"_s);
    QCOMPARE(copied(CopyFormat::InList, range(1, 2, 1, 2)), u"(NULL)"_s);
}

void TestCopyFormat::copiesByTheMenu()
{
    m_view->setFocus();
    m_view->setCurrentIndex(m_model->index(0, 0));
    m_view->selectionModel()->select(range(0, 0, 2, 0), QItemSelectionModel::ClearAndSelect);
    ResultOrdering ordering(m_model.get());
    const ResultMenus menus(m_view.get(), &ordering);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(20, 20), m_view->mapToGlobal(QPoint(20, 20)));
    QApplication::sendEvent(m_view->viewport(), &event);
    auto* menu = m_view->findChild<QMenu*>(u"cellMenu"_s);
    QVERIFY(menu != nullptr);
    auto* copyAs = menu->findChild<ResultCopyMenu*>(u"copyAsMenu"_s);
    QVERIFY(copyAs != nullptr);
    QCOMPARE(copyAs->actions().size(), copyFormats().size());
    menu->setActiveAction(copyAs->menuAction());
    QTest::keyClick(menu, Qt::Key_Right);
    QTRY_VERIFY(copyAs->isVisible());
    for (int i = 0; i < 7; ++i) // the last one
        QTest::keyClick(copyAs, Qt::Key_Down);
    QTest::keyClick(copyAs, Qt::Key_Return);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"(1, 2, 3)"_s);
}

QTEST_MAIN(TestCopyFormat)
#include "tst_ui_copy_format.moc"
