// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaDetails.h"
#include "ui/schema/SchemaPanel.h"
#include "ui/schema/SchemaTreeModel.h"
#include "ui/theme/InlineBar.h"

#include <QAbstractItemModelTester>
#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QTreeView>

using namespace parlance;

namespace {

Column column(const QString& name, const QString& type, const QString& comment = {})
{
    Column result;
    result.name = name;
    result.type = type;
    result.comment = comment;
    return result;
}

SchemaCatalog sales()
{
    Table customers;
    customers.schema = QStringLiteral("public");
    customers.name = QStringLiteral("customers");
    customers.comment = QStringLiteral("Companies that buy from us, one row each");
    customers.estimatedRows = 5000;
    customers.columns = {
        column(QStringLiteral("customer_id"), QStringLiteral("integer"), QStringLiteral("Number of the customer")),
        column(QStringLiteral("segment"), QStringLiteral("customer_segment"))};
    customers.columns[0].nullable = false;
    customers.columns[0].identity = QStringLiteral("always");
    customers.columns[1].enumLabels = {QStringLiteral("small"), QStringLiteral("large")};
    customers.primaryKey = {QStringLiteral("customer_id")};
    customers.indexes = {
        {QStringLiteral("customers_pkey"), QStringLiteral("CREATE UNIQUE INDEX customers_pkey ON customers"), true}};
    Table orders;
    orders.schema = QStringLiteral("public");
    orders.name = QStringLiteral("Order lines");
    orders.comment = QStringLiteral("<b>An order</b> & what is in it");
    orders.estimatedRows = 182'345;
    orders.columns = {column(QStringLiteral("order_id"), QStringLiteral("bigint")),
                      column(QStringLiteral("customer_id"), QStringLiteral("integer"), QStringLiteral("Who bought"))};
    orders.columns[0].defaultExpression = QStringLiteral("nextval('s')");
    orders.foreignKeys = {{QStringLiteral("fk"),
                           {QStringLiteral("customer_id")},
                           QStringLiteral("public"),
                           QStringLiteral("customers"),
                           {QStringLiteral("customer_id")}}};
    Table salaries;
    salaries.schema = QStringLiteral("public");
    salaries.name = QStringLiteral("salaries");
    salaries.readable = false;
    Table view;
    view.schema = QStringLiteral("public");
    view.name = QStringLiteral("top");
    view.kind = Table::Kind::View;
    view.definition = QStringLiteral("SELECT 1;");
    view.columns = {column(QStringLiteral("n"), QStringLiteral("integer"))};
    Schema schema;
    schema.name = QStringLiteral("public");
    schema.tables = {orders, customers, salaries, view};
    SchemaCatalog catalog;
    catalog.database = QStringLiteral("sales_db");
    catalog.schemas = {schema};
    return catalog;
}

SchemaCatalog large()
{
    SchemaCatalog catalog;
    for (int s = 0; s < 6; ++s) {
        Schema schema;
        schema.name = QStringLiteral("area_%1").arg(s);
        for (int t = 0; t < 296; ++t) {
            Table table;
            table.oid = static_cast<quint32>(s * 1000 + t);
            table.schema = schema.name;
            table.name = QStringLiteral("table_%1_%2").arg(s).arg(t);
            table.comment = QStringLiteral("What the department keeps of thing number %1").arg(t);
            table.estimatedRows = t * 100;
            for (int c = 0; c < 8; ++c)
                table.columns << column(QStringLiteral("column_%1").arg(c), QStringLiteral("text"),
                                        QStringLiteral("Field %1").arg(c));
            schema.tables << table;
        }
        catalog.schemas << schema;
    }
    return catalog;
}

struct Panel {
    SchemaPanel panel;
    QTreeView* tree = panel.findChild<QTreeView*>(QStringLiteral("schemaTree"));
    QLineEdit* filter = panel.findChild<QLineEdit*>(QStringLiteral("schemaFilter"));
    SchemaDetails* details = panel.findChild<SchemaDetails*>(QStringLiteral("schemaDetails"));

    Panel()
    {
        panel.setTheme(makeTheme(QColor(QStringLiteral("#0f766e")), false));
        panel.resize(264, 640);
        panel.show();
        panel.activateWindow();
    }
    QStringList tables() const
    {
        QStringList names;
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            names << tree->model()->index(row, 0).data().toString();
        return names;
    }
    QString visibleWords() const
    {
        QStringList words;
        for (const QLabel* label : panel.findChildren<QLabel*>()) {
            if (label->isVisible())
                words << label->text();
        }
        return words.join(QLatin1Char(' '));
    }
    QPoint middleOf(const QModelIndex& index) const { return tree->visualRect(index).center(); }
};

} // namespace

class TestSchemaPanel final : public QObject {
    Q_OBJECT

private slots:
    void typesAreNotBroken_data();
    void typesAreNotBroken();
    void aLongTypeStandsOnALineOfItsOwn();
    void theTablesGetTheHeightOfTheirRows();
    void rowsAreSaidInShort_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<QString>("text");
        QTest::addRow("never analysed says nothing") << qint64(-1) << QString();
        QTest::addRow("none") << qint64(0) << QStringLiteral("≈ 0");
        QTest::addRow("hundreds are whole") << qint64(400) << QStringLiteral("≈ 400");
        QTest::addRow("just under a thousand") << qint64(999) << QStringLiteral("≈ 999");
        QTest::addRow("a thousand") << qint64(1000) << QStringLiteral("≈ 1 k");
        QTest::addRow("one tenth") << qint64(1500) << QStringLiteral("≈ 1.5 k");
        QTest::addRow("round thousands without tenths") << qint64(5000) << QStringLiteral("≈ 5 k");
        QTest::addRow("rounded up to the next place") << qint64(9960) << QStringLiteral("≈ 10 k");
        QTest::addRow("many thousands") << qint64(182'345) << QStringLiteral("≈ 182 k");
        QTest::addRow("nearly a million") << qint64(999'700) << QStringLiteral("≈ 1 M");
        QTest::addRow("millions") << qint64(2'340'000) << QStringLiteral("≈ 2.3 M");
        QTest::addRow("thousands of millions") << qint64(7'000'000'000) << QStringLiteral("≈ 7 G");
    }
    void rowsAreSaidInShort()
    {
        QFETCH(const qint64, rows);
        QTEST(approximateRows(rows), "text");
    }

    void modelKeepsTheRulesOfModels()
    {
        SchemaTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setCatalog(sales());
        QCOMPARE(model.rowCount(), 4);
        model.setFilter(QStringLiteral("cust"));
        QCOMPARE(model.rowCount(), 2);
        model.setCatalog(large());
        model.setFilter(QString());
        QCOMPARE(model.rowCount(), 6);
        model.setFilter(QStringLiteral("nothing like it"));
        QCOMPARE(model.rowCount(), 0);
        model.setCatalog({});
        QCOMPARE(model.rowCount(), 0);
    }

    void schemasAreShownOnlyWhereThereIsMoreThanPublic()
    {
        SchemaTreeModel model;
        model.setCatalog(sales());
        QVERIFY(model.table(model.index(0, 0)));
        SchemaCatalog other = sales();
        other.schemas[0].name = QStringLiteral("shop");
        model.setCatalog(other);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("shop"));
        QVERIFY(!model.table(model.index(0, 0)));
        QCOMPARE(model.rowCount(model.index(0, 0)), 4);
    }

    void filterFindsNamesAndDescriptions_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("tables");
        const QString customers = QStringLiteral("customers");
        const QString lines = QStringLiteral("Order lines");
        QTest::addRow("name of a table, in any case") << QStringLiteral("CUSTOMERS") << QStringList{customers};
        QTest::addRow("description of a table") << QStringLiteral("companies") << QStringList{customers};
        QTest::addRow("name of a column") << QStringLiteral("order_id") << QStringList{lines};
        QTest::addRow("description of a column") << QStringLiteral("who bought") << QStringList{lines};
        QTest::addRow("words in any order") << QStringLiteral("buy companies") << QStringList{customers};
        QTest::addRow("words of table and column together") << QStringLiteral("order bought") << QStringList{lines};
        QTest::addRow("nothing") << QStringLiteral("zebra") << QStringList{};
        QTest::addRow("blanks are no filter")
            << QStringLiteral("  ") << QStringList{lines, customers, QStringLiteral("salaries"), QStringLiteral("top")};
    }
    void filterFindsNamesAndDescriptions()
    {
        QFETCH(const QString, filter);
        Panel p;
        p.panel.setCatalog(sales());
        QTest::keyClicks(p.filter, filter);
        QTEST(p.tables(), "tables");
        if (p.tables().isEmpty()) {
            QVERIFY(p.visibleWords().contains(QLatin1String("zebra")));
            QVERIFY(!p.tree->isVisible());
            for (QPushButton* button : p.panel.findChildren<QPushButton*>()) {
                if (button->isVisible())
                    QTest::mouseClick(button, Qt::LeftButton);
            }
            QVERIFY(p.filter->text().isEmpty());
            QCOMPARE(p.tables().size(), 4);
        }
    }

    void tableFoundByAColumnOpensAndShowsOnlyThat()
    {
        Panel p;
        p.panel.setCatalog(sales());
        QTest::keyClicks(p.filter, QStringLiteral("bought"));
        const QModelIndex table = p.tree->model()->index(0, 0);
        QVERIFY(p.tree->isExpanded(table));
        QCOMPARE(p.tree->model()->rowCount(table), 1);
        QCOMPARE(p.tree->model()->index(0, 0, table).data().toString(), QStringLiteral("customer_id"));
        QTest::keyClick(p.filter, Qt::Key_Escape);
        QCOMPARE(p.tree->model()->rowCount(p.tree->model()->index(0, 0)), 2);
    }

    void keysOpenInsertAndRefresh()
    {
        Panel p;
        p.panel.setCatalog(sales());
        QSignalSpy activated(&p.panel, &SchemaPanel::tableActivated);
        QSignalSpy inserted(&p.panel, &SchemaPanel::insertRequested);
        QSignalSpy refreshed(&p.panel, &SchemaPanel::refreshRequested);
        p.tree->setFocus();
        p.tree->setCurrentIndex(p.tree->model()->index(1, 0));
        QTest::keyClick(p.tree, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().at(0).toString(), QStringLiteral("public"));
        QCOMPARE(activated.first().at(1).toString(), QStringLiteral("customers"));
        QTest::keyClick(p.tree, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted.first().first().toString(), QStringLiteral("customers"));
        QCOMPARE(activated.count(), 1);
        QTest::keyClick(p.tree, Qt::Key_F5);
        QCOMPARE(refreshed.count(), 1);
        QTest::mouseClick(p.panel.findChild<QToolButton*>(QStringLiteral("schemaRefresh")), Qt::LeftButton);
        QCOMPARE(refreshed.count(), 2);
    }

    void doubleClickOpensTheTable()
    {
        Panel p;
        p.panel.setCatalog(sales());
        QSignalSpy activated(&p.panel, &SchemaPanel::tableActivated);
        const QPoint place = p.middleOf(p.tree->model()->index(0, 0));
        QTest::mouseClick(p.tree->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(activated.count(), 0);
        QTest::mouseDClick(p.tree->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().at(1).toString(), QStringLiteral("Order lines"));
    }

    void dragCarriesTheNameAsItIsWritten()
    {
        SchemaTreeModel model;
        model.setCatalog(sales());
        QVERIFY(model.flags(model.index(0, 0)).testFlag(Qt::ItemIsDragEnabled));
        std::unique_ptr<QMimeData> mime(model.mimeData({model.index(0, 0)}));
        QCOMPARE(mime->text(), QStringLiteral("\"Order lines\""));
        mime.reset(model.mimeData({model.index(0, 0, model.index(1, 0))}));
        QCOMPARE(mime->text(), QStringLiteral("customer_id"));
        QVERIFY(!mime->hasHtml());
    }

    void unreadableTableSaysWhy()
    {
        SchemaTreeModel model;
        model.setCatalog(sales());
        const QModelIndex salaries = model.indexOfTable(QStringLiteral("public"), QStringLiteral("salaries"));
        QCOMPARE(salaries.data(SchemaTreeModel::DescriptionRole).toString(),
                 QStringLiteral("Your role may not read this table"));
        QCOMPARE(salaries.data(SchemaTreeModel::IconRole).toString(), QStringLiteral("lock"));
        QVERIFY(salaries.data(Qt::ToolTipRole).toString().contains(QLatin1String("may not read")));
        QVERIFY(salaries.data(Qt::ToolTipRole).toString().contains(QLatin1String("never analysed")));
        const QModelIndex lines = model.index(0, 0);
        QVERIFY(lines.data(Qt::ToolTipRole).toString().contains(QLatin1String("&lt;b&gt;An order")));
    }

    void detailsTellEverythingAsText()
    {
        Panel p;
        p.panel.setCatalog(sales());
        QVERIFY(!p.details->isVisible());
        p.tree->setCurrentIndex(p.tree->model()->index(1, 0));
        QVERIFY(p.details->isVisible());
        QString text = p.details->toPlainText();
        for (const char* words :
             {"customers", "Companies that buy", "customer_id", "integer", "Number of the customer", "never NULL",
              "identity, always", "may be NULL", "one of: small, large", "Primary key", "Referred to by",
              "\"Order lines\" (customer_id)", "CREATE UNIQUE INDEX customers_pkey"})
            QVERIFY2(text.contains(QLatin1String(words)), words);
        p.tree->setCurrentIndex(p.tree->model()->index(0, 0));
        text = p.details->toPlainText();
        for (const char* words :
             {"<b>An order</b> & what", "default nextval('s')", "refers to customers", "Who bought"})
            QVERIFY2(text.contains(QLatin1String(words)), words);
        p.tree->setCurrentIndex(p.tree->model()->index(3, 0));
        QVERIFY(p.details->toPlainText().contains(QLatin1String("SELECT 1;")));
        p.details->selectAll();
        p.details->copy();
        QVERIFY(QApplication::clipboard()->text().contains(QLatin1String("SELECT 1;")));
        QVERIFY(!QApplication::clipboard()->mimeData()->hasHtml());
        p.panel.setDetailsVisible(false);
        QVERIFY(!p.details->isVisible());
        p.panel.setDetailsVisible(true);
        QVERIFY(p.details->isVisible());
    }

    void loadingEmptyAndErrorAreSaidInWords()
    {
        Panel p;
        p.panel.setLoading();
        QVERIFY(p.visibleWords().contains(QLatin1String("Reading the tables")));
        p.panel.setError(QStringLiteral("The connection broke."), QStringLiteral("57P01"));
        auto* bar = p.panel.findChild<InlineBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->title(), QStringLiteral("The connection broke."));
        QSignalSpy refreshed(&p.panel, &SchemaPanel::refreshRequested);
        for (QPushButton* button : bar->findChildren<QPushButton*>()) {
            if (button->property("role").toString() == QLatin1String("primary"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(refreshed.count(), 1);
        p.panel.setCatalog({});
        QVERIFY(!bar->isVisible());
        QVERIFY(p.visibleWords().contains(QLatin1String("no tables here")));
        p.panel.setCatalog(sales());
        p.panel.setError(QStringLiteral("The connection broke."), {}); // the last tables stay in sight
        QVERIFY(p.tree->isVisible());
    }

    void readingAgainKeepsThePlace()
    {
        Panel p;
        p.panel.setCatalog(sales());
        p.tree->setCurrentIndex(p.tree->model()->index(1, 0));
        p.tree->expand(p.tree->model()->index(0, 0));
        SchemaCatalog later = sales();
        Table first = later.schemas[0].tables[1];
        first.name = QStringLiteral("a_new_one");
        later.schemas[0].tables.prepend(first);
        p.panel.setCatalog(later);
        QCOMPARE(p.tree->currentIndex().data().toString(), QStringLiteral("customers"));
        QVERIFY(p.tree->isExpanded(p.tree->model()->index(1, 0)));
        QVERIFY(!p.tree->isExpanded(p.tree->model()->index(0, 0)));
    }

    void lettersTypedInTheTreeFilterAndDownComesBack()
    {
        Panel p;
        p.panel.setCatalog(sales());
        p.tree->setFocus();
        QTest::keyClicks(p.tree, QStringLiteral("s"));
        QCOMPARE(p.filter->text(), QStringLiteral("s"));
        QTest::keyClicks(p.filter, QStringLiteral("al"));
        QCOMPARE(p.tables(), QStringList{QStringLiteral("salaries")});
        QVERIFY(QTest::qWaitForWindowActive(&p.panel));
        QTest::keyClick(p.filter, Qt::Key_Down);
        QTRY_VERIFY(p.tree->hasFocus());
        QCOMPARE(p.tree->currentIndex().data().toString(), QStringLiteral("salaries"));
    }

    void thousandsOfTablesStayFluid()
    {
        Panel p;
        p.panel.setCatalog(large());
        p.tree->expandAll();
        QElapsedTimer timer;
        qint64 longest = 0;
        for (const QChar letter : QStringLiteral("number 29")) {
            timer.start();
            QTest::keyClick(p.filter, letter.toLatin1());
            p.tree->viewport()->grab();
            longest = std::max(longest, timer.elapsed());
        }
        QCOMPARE(p.tree->model()->rowCount(), 6);
        // What this finds is work that grows with the square; a sanitizer makes all of it many times slower.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        constexpr qint64 limit = 10'000;
#else
        constexpr qint64 limit = 1000;
#endif
        QVERIFY2(longest < limit, qPrintable(QString::number(longest)));
    }
};

void TestSchemaPanel::typesAreNotBroken_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("shown");
    QTest::newRow("a number") << QStringLiteral("numeric(10,2)") << QStringLiteral("numeric(10,2)");
    QTest::newRow("an array of numbers") << QStringLiteral("numeric(10,2)[]") << QStringLiteral("numeric(10,2)[]");
    QTest::newRow("two words") << QStringLiteral("double precision") << QStringLiteral("double precision");
    QTest::newRow("a time") << QStringLiteral("timestamp(3) with time zone") << QStringLiteral("timestamptz(3)");
}

void TestSchemaPanel::typesAreNotBroken()
{
    QFETCH(const QString, type);
    QFETCH(const QString, shown);
    Table table;
    table.name = QStringLiteral("orders");
    table.columns = {column(QStringLiteral("unit_price_before_the_discount"), type)};
    SchemaDetails details;
    details.setTheme(makeTheme(QColor(QStringLiteral("#0f766e")), false));
    details.resize(240, 300); // a narrow side panel
    details.show();
    details.showTable(table, {});
    QTextBlock found;
    for (QTextBlock block = details.document()->begin(); block.isValid(); block = block.next()) {
        if (block.text() == shown)
            found = block;
    }
    QVERIFY(found.isValid());
    const QRectF place = details.document()->documentLayout()->blockBoundingRect(found); // lays it out
    QCOMPARE(found.layout()->lineCount(), 1);
    QVERIFY(place.right() <= details.viewport()->width());
}

void TestSchemaPanel::aLongTypeStandsOnALineOfItsOwn()
{
    const QString type = QStringLiteral("marketing_channel");
    Table table;
    table.name = QStringLiteral("leads");
    table.columns = {column(QStringLiteral("channel"), type)};
    SchemaDetails details;
    details.setTheme(makeTheme(QColor(QStringLiteral("#0f766e")), false));
    details.resize(240, 300);
    details.show();
    details.showTable(table, {});
    QTextBlock found;
    for (QTextBlock block = details.document()->begin(); block.isValid(); block = block.next()) {
        if (block.text().startsWith(type))
            found = block;
    }
    QVERIFY(found.isValid());
    const QRectF place = details.document()->documentLayout()->blockBoundingRect(found);
    QVERIFY(place.right() <= details.viewport()->width());
    QVERIFY(found.layout()->lineAt(0).textLength() >= type.size());
}

void TestSchemaPanel::theTablesGetTheHeightOfTheirRows()
{
    SchemaCatalog catalog = sales();
    QList<Table>& tables = catalog.schemas.first().tables;
    const Table first = tables.constFirst();
    for (int i = 0; i < 4; ++i) {
        Table table = first;
        table.name = QStringLiteral("more_%1").arg(i);
        tables.append(table);
    }
    SchemaPanel panel;
    panel.setTheme(makeTheme(QColor(QStringLiteral("#0f766e")), false));
    panel.resize(264, 690);
    panel.show();
    panel.setCatalog(catalog);
    auto* tree = panel.findChild<QTreeView*>(QStringLiteral("schemaTree"));
    auto* details = panel.findChild<QWidget*>(QStringLiteral("schemaDetails"));
    const auto isWhole = [tree](int row) {
        const QRect place = tree->visualRect(tree->model()->index(row, 0));
        return place.height() > 0 &&
               tree->viewport()->rect().contains(QRect(QPoint(0, place.top()), QSize(1, place.height())));
    };
    tree->setCurrentIndex(tree->model()->index(0, 0));
    QTRY_VERIFY(details->isVisible());
    QTRY_VERIFY(isWhole(tree->model()->rowCount() - 1));
    QVERIFY(details->height() > 690 / 4);
    tree->expandAll(); // more rows than there is room for
    QTRY_VERIFY(tree->height() > 690 / 2);
    QVERIFY(details->height() >= 690 / 4);
}

QTEST_MAIN(TestSchemaPanel)
#include "tst_ui_schema_panel.moc"
