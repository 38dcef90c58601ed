// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"
#include "ui/worksheet/EmptyState.h"
#include "ui/worksheet/ReadyCard.h"

#include <QLabel>
#include <QTest>

using namespace parlance;

//! The ready questions of an empty tab can be read whole, in at most two lines.
class TestReadyCard final : public QObject {
    Q_OBJECT
private slots:
    void questionsAreReadWhole_data();
    void questionsAreReadWhole();
};

void TestReadyCard::questionsAreReadWhole_data()
{
    QTest::addColumn<QString>("team");
    QTest::addColumn<int>("width");
    for (const char* team : {"sales", "marketing", "operations"}) {
        QTest::addRow("%s in a window of 1280", team) << QString::fromLatin1(team) << 988;
        QTest::addRow("%s in a window of 960", team) << QString::fromLatin1(team) << 668;
    }
}

void TestReadyCard::questionsAreReadWhole()
{
    QFETCH(const QString, team);
    QFETCH(const int, width);
    EmptyState state;
    state.setStyleSheet(styleSheet(makeTheme(QColor(QStringLiteral("#0f766e")), false)));
    state.setQuestions(readyQuestions(team));
    state.resize(width, 600);
    state.show();
    state.showAll(true);
    const QList<ReadyCard*> cards = state.findChildren<ReadyCard*>();
    QCOMPARE(cards.size(), 8);
    QTRY_VERIFY(cards.constFirst()->isVisible());
    for (int i = 0; i < 8; ++i) {
        const auto* title = cards.at(i)->findChild<QLabel*>(QStringLiteral("readyTitle"));
        QCOMPARE(title->text(), cards.at(i)->accessibleName());
        const int needed = title->heightForWidth(title->width());
        QVERIFY2(title->height() >= needed, qPrintable(title->text()));
        QVERIFY2(needed <= 2 * title->fontMetrics().lineSpacing() + 4, qPrintable(title->text()));
        QVERIFY(cards.at(i)->rect().contains(title->geometry()));
        if (i % 2 == 1)
            QCOMPARE(cards.at(i)->height(), cards.at(i - 1)->height());
    }
}

QTEST_MAIN(TestReadyCard)
#include "tst_ui_ready_card.moc"
