// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AssumptionEditor.h"
#include "ui/ask/CheckList.h"

#include <QTest>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;

namespace {

PlanOutcome serversWord(bool asked)
{
    PlanOutcome plan;
    plan.state = asked ? PlanOutcome::State::Planned : PlanOutcome::State::NotChecked;
    return plan;
}

} // namespace

//! The checks of an answer by name, the confidence they leave, and what an assumption is about.
class TestCheckList : public QObject {
    Q_OBJECT

private slots:
    void confidenceIsOnlyEverLowered_data();
    void confidenceIsOnlyEverLowered();
    void whatCouldNotBeCheckedIsNotCalledPassed();
    void aServerThatGaveNoWordIsSaid();
    void anAssumptionIsEditedAsWhatItIs_data();
    void anAssumptionIsEditedAsWhatItIs();
};

void TestCheckList::confidenceIsOnlyEverLowered_data()
{
    using Confidence = Answer::Confidence;
    using Trust = CheckList::Trust;
    QTest::addColumn<QList<Finding>>("findings");
    QTest::addColumn<bool>("serverAsked");
    QTest::addColumn<int>("said");
    QTest::addColumn<int>("trust");
    const Finding warning{u"joins"_s, Finding::Severity::Warning, u"Rows are multiplied."_s, 0, 0};
    const Finding error{u"names"_s, Finding::Severity::Error, u"There is no such column."_s, 0, 0};
    const Finding note{u"order"_s, Finding::Severity::Info, u"Any 100 rows."_s, 0, 0};
    const auto row = [](const char* name, const QList<Finding>& findings, bool server, Confidence said, Trust trust) {
        QTest::newRow(name) << findings << server << int(said) << int(trust);
    };
    row("all passed and Claude is sure", {}, true, Confidence::High, Trust::High);
    row("a note lowers nothing", {note}, true, Confidence::High, Trust::High);
    row("the server was not asked", {}, false, Confidence::High, Trust::Medium);
    row("Claude is not so sure", {}, true, Confidence::Medium, Trust::Medium);
    row("Claude is not sure", {}, true, Confidence::Low, Trust::Low);
    row("a warning, and Claude is sure", {warning}, true, Confidence::High, Trust::Medium);
    row("a warning, and Claude is not", {warning}, true, Confidence::Low, Trust::Low);
    row("an error, and Claude is sure", {error, warning}, true, Confidence::High, Trust::Low);
}

void TestCheckList::confidenceIsOnlyEverLowered()
{
    QFETCH(QList<Finding>, findings);
    QFETCH(bool, serverAsked);
    QFETCH(int, said);
    QFETCH(int, trust);
    const CheckList list =
        CheckList::of(findings, serversWord(serverAsked), true, true, static_cast<Answer::Confidence>(said));
    QCOMPARE(int(list.trust), trust);
    QCOMPARE(list.notChecked.contains(u"server was not asked"_s), !serverAsked);
    QVERIFY(list.notChecked.startsWith(u"Not checked: whether the numbers mean what you think"_s));
}

//! After a name that is not there nobody knows what is joined with what.
void TestCheckList::whatCouldNotBeCheckedIsNotCalledPassed()
{
    const Finding error{u"names"_s, Finding::Severity::Error, u"There is no such column."_s, 7, 3};
    const CheckList list = CheckList::of({error}, serversWord(true), true, true, Answer::Confidence::High);
    QCOMPARE(list.count(CheckList::State::Failed), 1);
    QCOMPARE(list.count(CheckList::State::NotDone), 3); // joins, question, words
    QCOMPARE(list.summary(), u"There is no such column."_s);
    const Finding refused{u"reads only"_s, Finding::Severity::Error, u"It changes data."_s, 0, 6};
    const CheckList none = CheckList::of({refused}, serversWord(false), true, true, Answer::Confidence::High);
    QCOMPARE(none.count(CheckList::State::Passed), 0);
    QCOMPARE(CheckList::of({}, serversWord(true), true, true, Answer::Confidence::High).summary(),
             u"8 checks passed"_s);
    const Finding note{u"order"_s, Finding::Severity::Info, u"Any 100 rows."_s, 0, 0};
    QCOMPARE(CheckList::of({note}, serversWord(true), true, false, Answer::Confidence::High).summary(),
             u"6 passed, 1 note"_s);
}

//! Asked and silent is another thing than not asked.
void TestCheckList::aServerThatGaveNoWordIsSaid()
{
    PlanOutcome silent;
    silent.whyNot = u"The server did not plan it within 2 s."_s;
    const CheckList list = CheckList::of({}, silent, false, false, std::nullopt);
    QCOMPARE(list.summary(), u"5 passed, 1 not done"_s);
    QCOMPARE(int(list.worst()), int(CheckList::State::NotDone));
    QVERIFY(list.notChecked.endsWith(u"Whether the server can plan the SQL: The server did not plan it within 2 s."_s));
    QVERIFY(!list.notChecked.contains(u"not asked"_s));
    QCOMPARE(list.items.at(1).finding.message, silent.whyNot);
}

void TestCheckList::anAssumptionIsEditedAsWhatItIs_data()
{
    using Kind = AssumptionEditor::Kind;
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("kind");
    QTest::newRow("a period by its label") << u"Time period"_s << u"last quarter"_s << int(Kind::Period);
    QTest::newRow("a year is a period") << u"Year"_s << u"2025"_s << int(Kind::Period);
    QTest::newRow("a number by its value") << u"Top"_s << u"10"_s << int(Kind::Number);
    QTest::newRow("a number with decimals") << u"Tax"_s << u"7.5"_s << int(Kind::Number);
    QTest::newRow("a number among words is text") << u"Shown"_s << u"the 10 largest"_s << int(Kind::Text);
    QTest::newRow("a definition") << u"Revenue"_s << u"before tax"_s << int(Kind::Text);
}

void TestCheckList::anAssumptionIsEditedAsWhatItIs()
{
    QFETCH(QString, label);
    QFETCH(QString, value);
    QFETCH(int, kind);
    QCOMPARE(int(AssumptionEditor::kindOf({label, value})), kind);
}

QTEST_APPLESS_MAIN(TestCheckList)
#include "tst_ui_check_list.moc"
