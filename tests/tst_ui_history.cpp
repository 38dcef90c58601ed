// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryModel.h"
#include "ui/history/HistoryPanel.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace parlance;

namespace {

JournalRun run(qint64 id, const QString& question, const QString& outcome = QStringLiteral("done"))
{
    JournalRun result;
    result.id = id;
    result.question = question;
    result.sql = QStringLiteral("-- a note\n\nSELECT <b>\nFROM t");
    result.startedAt = QDateTime::currentDateTimeUtc();
    result.rows = 10;
    result.milliseconds = 23;
    result.outcome = outcome;
    return result;
}

} // namespace

class TestHistory final : public QObject {
    Q_OBJECT

private slots:
    void durations_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        QTest::addRow("milliseconds") << qint64(23) << QStringLiteral("23 ms");
        QTest::addRow("seconds with a tenth") << qint64(1440) << QStringLiteral("1.4 s");
        QTest::addRow("minutes and seconds") << qint64(125'000) << QStringLiteral("2 min 5 s");
    }
    void durations()
    {
        QFETCH(const qint64, milliseconds);
        QTEST(runDuration(milliseconds), "text");
    }

    void modelKeepsTheRulesOfModels()
    {
        HistoryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRuns({run(1, QStringLiteral("first")), run(2, QString())});
        model.prepend(run(3, QStringLiteral("third")));
        QCOMPARE(model.rowCount(), 3);
        model.prepend(run(1, QStringLiteral("first again")));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("first again"));
        QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("SELECT <b>"));
        QVERIFY(model.index(2, 0).data(Qt::ToolTipRole).toString().contains(QLatin1String("SELECT &lt;b&gt;")));
    }

    void enterAndDoubleClickOpenARun()
    {
        HistoryPanel panel;
        panel.setTheme(makeTheme(QColor(QStringLiteral("#0f766e")), false));
        panel.resize(264, 400);
        panel.show();
        auto* list = panel.findChild<QListView*>(QStringLiteral("historyList"));
        QVERIFY(list);
        QVERIFY(!list->isVisible());
        QVERIFY(panel.findChild<QLabel*>()->isVisible()); // says what will stand here
        panel.prepend(run(1, QStringLiteral("older")));
        panel.prepend(run(2, QStringLiteral("newer"), QStringLiteral("failed")));
        QVERIFY(list->isVisible());
        QSignalSpy opened(&panel, &HistoryPanel::openRequested);
        const QPoint first = list->visualRect(list->model()->index(0, 0)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(opened.count(), 0);
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().value<JournalRun>().question, QStringLiteral("newer"));
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
        QCOMPARE(opened.last().first().value<JournalRun>().question, QStringLiteral("older"));
    }
};

QTEST_MAIN(TestHistory)
#include "tst_ui_history.moc"
