// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/MainWindow.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QMessageBox>
#include <QRegularExpression>
#include <Qsci/qsciscintilla.h>
#include <QShortcut>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;

namespace {

//! All that a person, or a screen reader, can find in \a widget itself.
QStringList wordsOf(QWidget* widget)
{
    QStringList words{widget->toolTip(),
                      widget->statusTip(),
                      widget->whatsThis(),
                      widget->accessibleName(),
                      widget->accessibleDescription(),
                      widget->windowTitle()};
    for (const char* property : {"text", "placeholderText", "title", "plainText", "informativeText"})
        words << widget->property(property).toString();
    if (const auto* tabs = qobject_cast<QTabBar*>(widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            words << tabs->tabText(i) << tabs->tabToolTip(i);
    }
    if (const auto* box = qobject_cast<QComboBox*>(widget)) {
        for (int i = 0; i < box->count(); ++i)
            words << box->itemText(i);
    }
    if (const auto* view = qobject_cast<QAbstractItemView*>(widget); view != nullptr && view->model() != nullptr) {
        for (int row = 0; row < view->model()->rowCount(view->rootIndex()); ++row) {
            const QModelIndex index = view->model()->index(row, 0, view->rootIndex());
            words << index.data(Qt::DisplayRole).toString() << index.data(Qt::ToolTipRole).toString();
        }
    }
    for (const QAction* action : widget->actions())
        words << action->text() << action->toolTip();
    if (const auto* menu = qobject_cast<QMenu*>(widget))
        words << menu->title();
    return words;
}

//! What in \a window speaks of the assistant; menus count, closed ones too.
QStringList traces(QWidget* window)
{
    static const QRegularExpression trace(
        QStringLiteral("claude|anthropic|\\bask(s|ed|ing)?\\b|question|assistant|plain english"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList found;
    QWidgetList all = window->findChildren<QWidget*>();
    all.prepend(window);
    for (QWidget* widget : std::as_const(all)) {
        const bool isMenu = qobject_cast<QMenu*>(widget) != nullptr;
        if (!isMenu && !widget->isVisible())
            continue;
        for (const QString& words : wordsOf(widget)) {
            if (trace.match(words).hasMatch())
                found << QStringLiteral("%1 %2: %3")
                             .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), words);
        }
    }
    return found;
}

} // namespace

//! A window whose policy says "allowAssistant": false.
class TestUiNoAssistant final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_place.reset(); }
    void nothingSpeaksOfTheAssistant();
    void theFocusIsInTheEditor();
    void theKeysOfTheAssistantDoNothing();
    void whatWasAskedBeforeIsSqlNow();
    void theSettingsAreThoseOfAnSqlClient();
    void withTheAssistantTheSameSearchFindsIt();

private:
    MainWindow* window() const { return m_place->desktop()->windows().value(0); }
    bool signIn()
    {
        m_place->start();
        (void)Workplace::signIn(QStringLiteral("Shop"), QStringLiteral("shop-pass"), 1); // there is no question box
        return QTest::qWaitFor([this] { return window() != nullptr && window()->session()->isCatalogRead(); }, 60'000);
    }
    void type(const QString& sql)
    {
        auto* editor = visible<QsciScintilla>("sqlEditor");
        QVERIFY(editor != nullptr);
        editor->setFocus();
        typeText(editor, sql);
    }

    PostgresServer m_server;
    std::unique_ptr<Workplace> m_place;
};

void TestUiNoAssistant::initTestCase()
{
    makeShop(m_server);
}

void TestUiNoAssistant::init()
{
    m_place = std::make_unique<Workplace>(m_server, QJsonObject{{QStringLiteral("allowAssistant"), false}});
}

void TestUiNoAssistant::nothingSpeaksOfTheAssistant()
{
    QVERIFY(signIn());
    QVERIFY2(traces(window()).isEmpty(), qPrintable(traces(window()).join(QLatin1Char('\n'))));
    for (const char* name : {"questionEdit", "askButton", "stopButton", "answerCard", "previewButton", "sendsLabel"})
        QVERIFY2(visible(name) == nullptr, name);
    // Running nothing, then something, then from the history: the words that follow are free of it too.
    click(visible<QPushButton>("runButton"));
    QTRY_VERIFY(visible("runBar") != nullptr);
    QVERIFY2(traces(window()).isEmpty(), qPrintable(traces(window()).join(QLatin1Char('\n'))));
    type(QStringLiteral("select count(*) from orders"));
    QTest::keyClick(visible("sqlEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(visible("resultView") != nullptr, 60'000);
    auto* side = visible<QTabBar>("sideTabs");
    side->setCurrentIndex(1);
    QTRY_VERIFY2(traces(window()).isEmpty(), qPrintable(traces(window()).join(QLatin1Char('\n'))));
    QTest::keyClick(window(), Qt::Key_T, Qt::ControlModifier);
    click(visible("newTabButton"));
    QVERIFY2(traces(window()).isEmpty(), qPrintable(traces(window()).join(QLatin1Char('\n'))));
    for (QAction* action : window()->findChildren<QAction*>()) {
        if (action->text() == QStringLiteral("About Parlance"))
            action->trigger();
    }
    QTRY_VERIFY(window()->findChild<QMessageBox*>() != nullptr);
    auto* about = window()->findChild<QMessageBox*>();
    QVERIFY2(traces(about).isEmpty(), qPrintable(traces(about).join(QLatin1Char('\n'))));
    about->close();
}

void TestUiNoAssistant::theFocusIsInTheEditor()
{
    QVERIFY(signIn());
    QTRY_VERIFY(visible("sqlEditor") != nullptr);
    QTRY_COMPARE(window()->focusWidget(), visible("sqlEditor"));
    click(visible("newTabButton"));
    QTRY_COMPARE(window()->focusWidget(), visible("sqlEditor"));
    QCOMPARE(visible<QTabBar>("tabBar")->tabText(1), QStringLiteral("New query"));
}

void TestUiNoAssistant::theKeysOfTheAssistantDoNothing()
{
    QVERIFY(signIn());
    for (const QShortcut* shortcut : window()->findChildren<QShortcut*>())
        QVERIFY(shortcut->key() != QKeySequence(static_cast<int>(Qt::CTRL) | Qt::Key_L));
    type(QStringLiteral("select 1"));
    QTest::keyClick(visible("sqlEditor"), Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(window()->focusWidget(), visible("sqlEditor"));
}

void TestUiNoAssistant::whatWasAskedBeforeIsSqlNow()
{
    QVERIFY(signIn());
    JournalTab tab;
    tab.id = QUuid::createUuid();
    tab.window = QUuid::createUuid();
    tab.team = QStringLiteral("shop");
    tab.server = window()->server();
    tab.question = QStringLiteral("A question that was put to Claude");
    tab.sql = QStringLiteral("select 42");
    tab.sqlOrigin = QStringLiteral("claude");
    JournalRun run;
    run.team = tab.team;
    run.server = tab.server;
    run.question = tab.question;
    run.sql = tab.sql;
    Journal* journal = m_place->desktop()->services()->journal;
    journal->saveTab(tab);
    journal->finishRun(journal->startRun(run), 1, 1, QStringLiteral("done"), {});
    journal->releaseWindow(tab.window);
    QSignalSpy saved(journal, &Journal::saved);
    journal->flush();
    QVERIFY(saved.wait(60'000));
    m_place->quit();
    QVERIFY(signIn());
    QTRY_VERIFY_WITH_TIMEOUT(visible<QTabBar>("tabBar") != nullptr, 60'000);
    const auto hasTab = [] {
        const auto* tabs = visible<QTabBar>("tabBar");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i).startsWith(QStringLiteral("select 42")))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasTab(), 60'000);
    visible<QTabBar>("sideTabs")->setCurrentIndex(1);
    QTRY_VERIFY2(traces(window()).isEmpty(), qPrintable(traces(window()).join(QLatin1Char('\n'))));
}

void TestUiNoAssistant::theSettingsAreThoseOfAnSqlClient()
{
    QVERIFY(signIn());
    emit window()->settingsRequested(false);
    QTRY_VERIFY(visible("settingsDialog") != nullptr);
    QVERIFY(visible("keyEdit") == nullptr);
    QWidget* settings = visible("settingsDialog");
    QVERIFY2(traces(settings).isEmpty(), qPrintable(traces(settings).join(QLatin1Char('\n'))));
}

void TestUiNoAssistant::withTheAssistantTheSameSearchFindsIt()
{
    m_place = std::make_unique<Workplace>(m_server);
    m_place->start();
    QVERIFY(Workplace::signIn(QStringLiteral("Shop"), QStringLiteral("shop-pass"), 60'000));
    QVERIFY(traces(window()).size() > 3);
}

QTEST_MAIN(TestUiNoAssistant)
#include "tst_ui_no_assistant.moc"
