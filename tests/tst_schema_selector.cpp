// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SchemaSelector.h"
#include "assistant/SchemaText.h"
#include "support/ExampleCatalog.h"
#include "support/SelectorSet.h"

#include <QtTest>

#include <algorithm>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Which tables and columns go to Claude with a question.
class TestSchemaSelector final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_index = SchemaIndex::build(selectorCatalog(1774)); }
    void sendsEverythingThatFits();
    void leavesOutByHandWhatWouldFit();
    void holdsWhatAQueryNeeds();
    void staysWithinTheBudget_data();
    void staysWithinTheBudget();
    void stopsWhereNothingIsRelated();
    void neverCutsKeys();
    void takesWhatIsPinnedAndLeavesOutWhatIsUnwanted();
    void keepsWhatTheConversationReads();
    void findsTheTablesBehindATermOfTheTeam();
    void givesTheSameSliceEachTime();
    void saysWhatItLeftOut();

private:
    SchemaSlice select(const QString& question, int budget = 24'000) const
    {
        SelectionRequest request;
        request.question = question;
        request.tokenBudget = budget;
        return SchemaSelector::select(*m_index, request);
    }
    static const Table* find(const SchemaSlice& slice, const QString& schema, const QString& name)
    {
        return slice.catalog.find(schema, name);
    }

    std::shared_ptr<const SchemaIndex> m_index;
};

void TestSchemaSelector::sendsEverythingThatFits()
{
    const auto index = SchemaIndex::build(exampleCatalog());
    const SchemaSlice slice = SchemaSelector::select(*index, {u"anything at all"_s, 24'000, {}, {}, {}, {}});
    QVERIFY(slice.whole);
    QCOMPARE(schemaText(slice), schemaText(exampleCatalog()));
    QCOMPARE(slice.tables.size(), slice.tablesInAll);
    QCOMPARE(slice.tokens, estimatedTokens(schemaText(slice)));
}

void TestSchemaSelector::leavesOutByHandWhatWouldFit()
{
    const auto index = SchemaIndex::build(exampleCatalog());
    const SchemaSlice slice =
        SchemaSelector::select(*index, {u"orders"_s, 24'000, {}, {{u"public"_s, u"order_items"_s}}, {}, {}});
    QVERIFY(!slice.whole);
    QVERIFY(find(slice, u"public"_s, u"order_items"_s) == nullptr);
    QVERIFY(find(slice, u"public"_s, u"orders"_s) != nullptr);
    QCOMPARE(slice.tables.size(), slice.tablesInAll - 1);
}

void TestSchemaSelector::holdsWhatAQueryNeeds()
{
    QStringList missing;
    qsizetype questions = 0;
    for (const SelectorQuestion& question : selectorQuestions()) {
        ++questions;
        const SchemaSlice slice = select(question.text);
        for (qsizetype i = 0; i < question.tables.size(); ++i) {
            const TableName& name = question.tables.at(i);
            QVERIFY2(m_index->catalog().find(name.schema, name.name) != nullptr, qPrintable(name.name));
            const Table* table = find(slice, name.schema, name.name);
            if (table == nullptr) {
                missing += question.text + u" — table "_s + name.schema + u'.' + name.name;
                continue;
            }
            for (const QString& column : question.columns.at(i)) {
                const bool held = std::any_of(table->columns.begin(), table->columns.end(),
                                              [&](const Column& one) { return one.name == column; });
                if (!held)
                    missing += question.text + u" — column "_s + name.name + u'.' + column;
            }
        }
    }
    QVERIFY(questions > 40);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TestSchemaSelector::staysWithinTheBudget_data()
{
    QTest::addColumn<int>("budget");
    QTest::newRow("the default") << 24'000;
    QTest::newRow("a small one") << 3'000;
    QTest::newRow("hardly any") << 600;
}

void TestSchemaSelector::staysWithinTheBudget()
{
    QFETCH(int, budget);
    for (const SelectorQuestion& question : selectorQuestions()) {
        const SchemaSlice slice = select(question.text, budget);
        QVERIFY(!slice.tables.isEmpty());
        QVERIFY2(slice.tokens <= budget, qPrintable(QString::number(slice.tokens)));
        QCOMPARE(slice.tokens, estimatedTokens(schemaText(slice)));
    }
}

void TestSchemaSelector::stopsWhereNothingIsRelated()
{
    QList<int> tokens;
    for (const SelectorQuestion& question : selectorQuestions())
        tokens.append(int(select(question.text).tokens));
    std::sort(tokens.begin(), tokens.end());
    QVERIFY2(tokens.at(tokens.size() / 2) < 16'000, qPrintable(QString::number(tokens.at(tokens.size() / 2))));
    // Two questions about the same tables share all that is sent before them.
    QCOMPARE(schemaText(select(u"Which club scored the most home goals?"_s)),
             schemaText(select(u"Which club scored the fewest home goals?"_s)));
    // Where nothing is near, what may be meant is not cut off.
    const SchemaSlice vague = select(u"now only for 2025"_s);
    QVERIFY2(vague.tokens > 20'000, qPrintable(QString::number(vague.tokens)));
}

void TestSchemaSelector::neverCutsKeys()
{
    const SchemaSlice slice = select(u"Which club scored the most home goals?"_s, 1'500);
    bool thinned = false;
    for (const Schema& schema : slice.catalog.schemas) {
        for (const Table& table : schema.tables) {
            const Table* whole = m_index->catalog().find(table.schema, table.name);
            QSet<QString> names;
            for (const Column& column : table.columns)
                names.insert(column.name);
            thinned = thinned || table.columns.size() < whole->columns.size();
            QCOMPARE(table.foreignKeys, whole->foreignKeys);
            for (const QString& key : whole->primaryKey)
                QVERIFY(names.contains(key));
            for (const ForeignKey& key : whole->foreignKeys) {
                for (const QString& column : key.columns)
                    QVERIFY(names.contains(column));
            }
        }
    }
    QVERIFY(thinned); // columns go before tables do
}

void TestSchemaSelector::takesWhatIsPinnedAndLeavesOutWhatIsUnwanted()
{
    SelectionRequest request;
    request.question = u"Which club scored the most home goals?"_s;
    request.tokenBudget = 3'000;
    const TableName pinned{u"bank"_s, u"ledger"_s};
    const TableName unwanted{u"football"_s, u"goals"_s};
    QVERIFY(find(SchemaSelector::select(*m_index, request), pinned.schema, pinned.name) == nullptr);
    QVERIFY(find(SchemaSelector::select(*m_index, request), unwanted.schema, unwanted.name) != nullptr);
    request.pinned = {pinned};
    request.leftOut = {unwanted};
    const SchemaSlice slice = SchemaSelector::select(*m_index, request);
    const Table* table = find(slice, pinned.schema, pinned.name);
    QVERIFY(table != nullptr);
    QCOMPARE(table->columns.size(), 5);
    QVERIFY(find(slice, unwanted.schema, unwanted.name) == nullptr);
}

void TestSchemaSelector::keepsWhatTheConversationReads()
{
    SelectionRequest request;
    request.question = u"now only for 2025"_s;
    request.tokenBudget = 3'000;
    request.used = {{u"cinema"_s, u"film"_s}, {u"cinema"_s, u"casting"_s}};
    const SchemaSlice slice = SchemaSelector::select(*m_index, request);
    QCOMPARE(find(slice, u"cinema"_s, u"film"_s)->columns.size(), 5);
    QVERIFY(find(slice, u"cinema"_s, u"casting"_s) != nullptr);
    const auto used = std::find_if(slice.tables.begin(), slice.tables.end(),
                                   [](const SliceTable& table) { return table.table.name == u"film"_s; });
    QCOMPARE(used->reason, SliceTable::Reason::Used);
}

void TestSchemaSelector::findsTheTablesBehindATermOfTheTeam()
{
    SelectionRequest request;
    request.question = u"What was our burn in June?"_s;
    request.tokenBudget = 1'500;
    QVERIFY(find(SchemaSelector::select(*m_index, request), u"ads"_s, u"impressions"_s) == nullptr);
    request.terms = {{u"cash burn"_s, u"What advertising cost"_s, u"sum(impressions.cost)"_s, {u"burn"_s}}};
    QVERIFY(find(SchemaSelector::select(*m_index, request), u"ads"_s, u"impressions"_s) != nullptr);
}

void TestSchemaSelector::givesTheSameSliceEachTime()
{
    const SchemaSlice first = select(u"How many tracks are there in each genre?"_s);
    const auto again = SchemaIndex::build(selectorCatalog(1774));
    SelectionRequest request;
    request.question = u"How many tracks are there in each genre?"_s;
    QCOMPARE(SchemaSelector::select(*again, request), first);
}

void TestSchemaSelector::saysWhatItLeftOut()
{
    const SchemaSlice slice = select(u"How many tracks are there in each genre?"_s, 1'000);
    QCOMPARE(slice.tablesInAll, 1774);
    const QString text = schemaText(slice);
    QVERIFY(text.contains(u"These are %1 of its 1774 tables"_s.arg(slice.tables.size())));
    QVERIFY(text.contains(u"more columns, left out here"_s));
    const auto matched = std::find_if(slice.tables.begin(), slice.tables.end(),
                                      [](const SliceTable& table) { return table.table.name == u"genres"_s; });
    QVERIFY(matched != slice.tables.end());
    QCOMPARE(matched->reason, SliceTable::Reason::Matched);
    QVERIFY(matched->words.contains(u"genre"_s));
}

QTEST_GUILESS_MAIN(TestSchemaSelector)
#include "tst_schema_selector.moc"
