// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeModels.h"
#include "support/TestPaths.h"

#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

using Lifecycle = ClaudeModel::Lifecycle;

namespace {

const QString sonnet45 = QStringLiteral("claude-sonnet-4-5-20250929");
const QString sonnet55 = QStringLiteral("claude-sonnet-5-5");

ModelList listOf(std::initializer_list<QPair<QString, Lifecycle>> entries, bool complete = true)
{
    ModelList list;
    for (const auto& [id, lifecycle] : entries)
        list.models.append({id, {}, lifecycle, lifecycle == Lifecycle::Deprecated ? QDate(2026, 11, 30) : QDate()});
    list.complete = complete;
    return list;
}

} // namespace

Q_DECLARE_METATYPE(std::optional<ModelList>)

//! The list of models and the succession rule.
class TestClaudeModels final : public QObject {
    Q_OBJECT

private slots:
    void readsTheFixture();
    void readsListsOfOtherDialects();
    void followsTheSuccessionRule_data();
    void followsTheSuccessionRule();
    void offersWhatIsServedWhenNothingIsLeft();
};

void TestClaudeModels::readsTheFixture()
{
    QFile file(dataFile(u"claude-fixtures/models_list.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto list = modelListFromJson(file.readAll());
    QVERIFY(list);
    QVERIFY(list->complete);
    QCOMPARE(list->models.size(), 4);
    QCOMPARE(list->models.last(),
             (ClaudeModel{sonnet45, u"Claude Sonnet 4.5"_s, Lifecycle::Deprecated, QDate(2026, 11, 30), true}));
    QCOMPARE(list->models[1].lifecycle, Lifecycle::Active);
}

void TestClaudeModels::readsListsOfOtherDialects()
{
    const auto openAi =
        modelListFromJson(R"({"object":"list","data":[{"id":"qwen","object":"model"},{"object":"x"}]})");
    QVERIFY(openAi);
    QCOMPARE(openAi->models.size(), 1);
    QVERIFY(!openAi->complete);
    QVERIFY(!modelListFromJson(R"({"data":[],"has_more":true})")->complete);
    QVERIFY(!modelListFromJson("<html>"));
    QVERIFY(!modelListFromJson(R"({"type":"error"})"));
    QVERIFY(!modelListFromJson(""));
}

void TestClaudeModels::followsTheSuccessionRule_data()
{
    using Served = std::optional<ModelList>;
    QTest::addColumn<Served>("served");
    QTest::addColumn<QStringList>("gone");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("noticed"); // a part of the notice; "": no notice
    const auto row = [](const char* name, const Served& served, const QStringList& gone, const QString& model,
                        const QString& noticed) { QTest::newRow(name) << served << gone << model << noticed; };
    row("the first while nothing is known", {}, {}, sonnet45, {});
    row("the first where it is active", listOf({{sonnet45, Lifecycle::Active}}), {}, sonnet45, {});
    row("a deprecated one with its date", listOf({{sonnet45, Lifecycle::Deprecated}}), {}, sonnet45,
        u"retires on 30 November 2026"_s);
    row("the next where the first is retired", listOf({{sonnet45, Lifecycle::Retired}, {sonnet55, Lifecycle::Active}}),
        {}, sonnet55, sonnet45);
    row("the next where the first is absent from a complete list", listOf({{sonnet55, Lifecycle::Active}}), {},
        sonnet55, sonnet45);
    row("the first where it is absent from a part of the list", listOf({{sonnet55, Lifecycle::Active}}, false), {},
        sonnet45, {});
    row("the next where the first was answered with 404", {}, {sonnet45}, sonnet55, sonnet45);
    row("the dated model behind a name without date", listOf({{sonnet55 + u"-20260928"_s, Lifecycle::Active}}),
        {sonnet45}, sonnet55, sonnet45);
    row("nothing where all are gone", {}, {sonnet45, sonnet55}, {}, {});
}

void TestClaudeModels::followsTheSuccessionRule()
{
    QFETCH(std::optional<ModelList>, served);
    QFETCH(QStringList, gone);
    QFETCH(QString, model);
    QFETCH(QString, noticed);
    const ModelChoice choice = chooseModel({sonnet45, sonnet55}, served, gone);
    QCOMPARE(choice.model, model);
    if (noticed.isEmpty())
        QCOMPARE(choice.notice, QString());
    else
        QVERIFY2(choice.notice.contains(noticed), qPrintable(choice.notice));
}

void TestClaudeModels::offersWhatIsServedWhenNothingIsLeft()
{
    const ModelList served =
        listOf({{u"a"_s, Lifecycle::Active}, {u"b"_s, Lifecycle::Retired}, {u"c"_s, Lifecycle::Deprecated}});
    const ModelChoice choice = chooseModel({sonnet45}, served, {u"c"_s});
    QCOMPARE(choice.model, QString());
    QCOMPARE(choice.served, QStringList{u"a"_s});
    QCOMPARE(chooseModel({}, {}, {}), ModelChoice());
}

QTEST_GUILESS_MAIN(TestClaudeModels)
#include "tst_claude_models.moc"
