// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the pictures of the window's states for README and review: bench_pictures FOLDER. Uses the sample workspace in
// a folder of its own and a loopback Claude; run it under a real or virtual display.
#include "support/PictureArguments.h"
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/MainWindow.h"

#include <QDir>
#include <QTreeView>

#include <cstdio>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 60'000;

//! The pictures of one theme and size.
class Photographer final {
public:
    Photographer(QString folder, QString theme, QSize size, AppPaths paths)
        : m_folder(std::move(folder))
        , m_theme(std::move(theme))
        , m_size(size)
        , m_paths(std::move(paths))
    {}

    void takeAll()
    {
        for (const QString& file : QDir(m_paths.dataFolder).entryList({u"journal.sqlite*"_s}))
            QDir(m_paths.dataFolder).remove(file);
        Workplace::useClaude(m_claude);
        m_desktop = std::make_unique<Desktop>(m_paths);
        m_desktop->services()->settings->setValue(Settings::Key::Theme, m_theme);
        m_desktop->services()->settings->setValue(Settings::Key::ConsentedEndpoints, QStringList());
        m_desktop->start();
        signIn();
        ready();
        asking();
        card();
        offered();
        running();
        failing();
        clarify();
        noKey();
    }

private:
    void shoot(const char* name, QWidget* window)
    {
        QTest::qWait(150);
        const QString file = u"%1/%2-%3-%4.png"_s.arg(m_folder, QLatin1String(name), m_theme).arg(m_size.width());
        if (!window->grab().save(file))
            qFatal("cannot write %s", qPrintable(file));
    }
    static void waitFor(const std::function<bool()>& condition)
    {
        if (!QTest::qWaitFor(condition, patience))
            qWarning("a state was not reached");
    }
    static SqlEditor* editor() { return visible<SqlEditor>("sqlEditor"); }
    QWidget* window() const { return m_desktop->windows().constFirst(); }

    void signIn()
    {
        waitFor([] { return visible("passwordEdit") != nullptr; });
        QWidget* login = visible("passwordEdit")->window();
        shoot("sign-in", login);
        auto* password = visible<QLineEdit>("passwordEdit");
        typeText(password, u"wrong"_s);
        QTest::keyClick(password, Qt::Key_Return);
        waitFor([] { return visible("signInFailure") != nullptr; });
        shoot("sign-in-refused", login);
        password->selectAll();
        typeText(password, u"sales123"_s);
        QTest::keyClick(password, Qt::Key_Return);
        waitFor([] { return visible("questionEdit") != nullptr; });
        window()->resize(m_size);
        waitFor([] { return labelText("sendsLabel").startsWith(u"Sends"_s); });
        shoot("empty", window());
        auto* tree = visible<QTreeView>("schemaTree");
        tree->setCurrentIndex(tree->model()->index(2, 0));
        shoot("details", window());
        tree->setCurrentIndex(QModelIndex());
        emit m_desktop->windows().constFirst()->settingsRequested(false);
        waitFor([] { return visible("settingsDialog") != nullptr; });
        shoot("settings", visible("settingsDialog"));
        visible("settingsDialog")->close();
    }
    void ready()
    {
        click(visible("readyQuestion1"));
        shoot("ready", window());
        QTest::keyClick(visible("runButton"), Qt::Key_Return);
        waitFor([] {
            return labelText("statusText").contains(u"row"_s) && visible<QPushButton>("runButton")->text() == u"Run"_s;
        });
        shoot("result", window());
    }
    void newTab(bool sql)
    {
        if (sql)
            QTest::keyClick(window(), Qt::Key_T, Qt::ControlModifier);
        else
            click(visible("newTabButton"));
        waitFor([sql] { return sql ? editor() != nullptr : visible("emptyState") != nullptr; });
    }
    static QJsonObject answer()
    {
        return {{u"sql"_s,
                 u"SELECT c.name, sum(i.quantity * i.unit_price) AS bought\nFROM customers c\nJOIN orders o USING "
                 u"(customer_id)\n"
                 "JOIN order_items i USING (order_id)\nWHERE o.status <> 'cancelled'\nGROUP BY c.customer_id, c.name\n"
                 "ORDER BY bought DESC, c.name\nLIMIT 20;"_s},
                {u"explanation"_s,
                 u"Adds up what each customer ordered, without cancelled orders, and shows the twenty largest."_s},
                {u"confidence"_s, u"high"_s},
                {u"followUps"_s, QJsonArray{u"The same for this year only?"_s, u"How many orders did each place?"_s}},
                {u"assumptions"_s,
                 QJsonArray{QJsonObject{{u"label"_s, u"Bought"_s}, {u"value"_s, u"ordered, before discount"_s}},
                            QJsonObject{{u"label"_s, u"Left out"_s}, {u"value"_s, u"cancelled orders"_s}},
                            QJsonObject{{u"label"_s, u"Period"_s}, {u"value"_s, u"all time"_s}}}}};
    }
    static void ask(const QString& question)
    {
        auto* edit = visible<QLineEdit>("questionEdit");
        edit->setFocus();
        typeText(edit, question);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void asking()
    {
        newTab(false);
        auto response = LoopbackMessages::answer(answer());
        response.pieceMilliseconds = 40;
        m_claude.enqueue(response);
        ask(u"Which 20 customers bought most?"_s);
        waitFor([] { return visible("consentSheet") != nullptr; });
        shoot("consent", visible("consentSheet"));
        click(visible("consentAgreeButton"));
        waitFor([] { return editor() != nullptr && editor()->sql().size() > 120; });
        shoot("asking", window());
        waitFor([] { return visible("answerCard") != nullptr; });
        shoot("answered", window());
        QTest::keyClick(visible("runButton"), Qt::Key_Return);
        waitFor([] { return labelText("statusText").contains(u"20 rows"_s); });
        shoot("answered-run", window());
    }
    //! What one press on the card of the last answer opens.
    void card()
    {
        QTest::keyClick(editor(), Qt::Key_Escape); // unfolds it in a low window
        waitFor([] { return visible("checksButton") != nullptr; });
        shoot("card-open", window());
        click(visible("checksButton"));
        waitFor([] { return visible("checksPopup") != nullptr; });
        shoot("card-checks", visible("checksPopup"));
        visible("checksPopup")->close();
        click(visible("assumptionChip1"));
        waitFor([] { return visible("assumptionEditor") != nullptr; });
        shoot("card-assumption", visible("assumptionEditor"));
        visible("assumptionEditor")->close();
        click(visible("notMeantButton"));
        waitFor([] { return visible("notMeantSheet") != nullptr; });
        shoot("card-not-meant", visible("notMeantSheet"));
        visible("notMeantSheet")->close();
        click(visible("sentTablesButton"));
        waitFor([] { return visible("sentTablesPopup") != nullptr; });
        shoot("card-tables", visible("sentTablesPopup"));
        visible("sentTablesPopup")->close();
        editor()->setFocus();
        editor()->setCursorOffset(0);
        typeText(editor(), u"\n"_s);
        waitFor([] { return visible("editedLabel") != nullptr; });
        shoot("card-edited", window());
        QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
        waitFor([] { return visible("editedLabel") == nullptr; });
        shoot("card-renewed", window());
        type(u"SELECT count(*) FROM orders WHERE shipping_fee < 0"_s);
        QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
        waitFor([] { return visible("whyEmptyButton") != nullptr; });
        shoot("zero", window());
    }
    static void type(const QString& sql)
    {
        editor()->setFocus();
        editor()->selectAll();
        QTest::keyClick(editor(), Qt::Key_Delete);
        typeText(editor(), sql);
    }
    void offered()
    {
        newTab(true);
        type(u"SELECT name\nFROM customers\nORDER BY name"_s);
        auto late = LoopbackMessages::answer(answer());
        late.delayMilliseconds = 1000;
        m_claude.enqueue(late);
        ask(u"Which 20 customers bought most?"_s);
        editor()->setFocus();
        typeText(editor(), u" DESC"_s);
        waitFor([] { return visible("diffView") != nullptr; });
        shoot("offered", window());
    }
    void running()
    {
        newTab(true);
        typeText(editor(), u"SELECT i.*, pg_sleep(0.0004) FROM order_items i"_s);
        QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
        waitFor([] { return labelText("statusText").contains(u"so far"_s); });
        QTest::qWait(700);
        shoot("running", window());
        QTest::keyClick(editor(), Qt::Key_Escape);
        waitFor([] { return visible<QPushButton>("runButton")->text() == u"Run"_s; });
        shoot("stopped", window());
    }
    void failing()
    {
        newTab(true);
        typeText(editor(), u"SELECT c.nam, count(*)\nFROM customers c GROUP BY 1"_s);
        QTest::keyClick(editor(), Qt::Key_F5);
        waitFor([] { return visible("runBar") != nullptr; });
        shoot("error", window());
        newTab(true);
        typeText(editor(), u"DELETE FROM customers"_s);
        QTest::keyClick(editor(), Qt::Key_F5);
        waitFor([] { return visible("runBar") != nullptr; });
        shoot("refused", window());
    }
    void clarify()
    {
        newTab(false);
        m_claude.enqueue(LoopbackMessages::answer(
            {{u"kind"_s, u"clarify"_s},
             {u"question"_s, u"should “bought” mean ordered or paid?"_s},
             {u"options"_s, QJsonArray{u"Ordered"_s, u"Paid"_s, u"Ordered and not cancelled"_s}}}));
        ask(u"Who bought most last month?"_s);
        waitFor([] { return visible("clarifyPanel") != nullptr; });
        shoot("clarify", window());
        newTab(false);
        for (int i = 0; i < 3; ++i)
            m_claude.enqueueFixture(u"error_402.json"_s);
        ask(u"Who bought most last month?"_s);
        waitFor([] { return visible("askBar") != nullptr; });
        shoot("ask-failed", window());
    }
    void noKey()
    {
        m_desktop.reset();
        Workplace::forgetClaude();
        m_desktop = std::make_unique<Desktop>(m_paths);
        m_desktop->start();
        waitFor([] { return visible("passwordEdit") != nullptr; });
        typeText(visible("passwordEdit"), u"sales123"_s);
        QTest::keyClick(visible("passwordEdit"), Qt::Key_Return);
        waitFor([] { return visible("questionEdit") != nullptr; });
        window()->resize(m_size);
        QTest::qWait(500);
        shoot("restored", window());
        newTab(false);
        ask(u"Which 10 customers bought most last quarter?"_s);
        waitFor([] { return visible("askBar") != nullptr; });
        shoot("no-key", window());
    }

    QString m_folder;
    QString m_theme;
    QSize m_size;
    AppPaths m_paths;
    LoopbackMessages m_claude;
    std::unique_ptr<Desktop> m_desktop;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 3) {
        std::fputs("Usage: bench_pictures FOLDER WORK-FOLDER [theme width height]\n", stderr);
        return 2;
    }
    const PictureArguments pictures(argc, argv, 3);
    const QString work = QString::fromLocal8Bit(argv[2]);
    AppPaths paths;
    paths.machineConfigFolder = work + u"/machine"_s;
    paths.userConfigFolder = work + u"/config"_s;
    paths.dataFolder = work + u"/data"_s;
    QDir().mkpath(paths.userConfigFolder);
    QDir().mkpath(paths.dataFolder);
    Photographer(pictures.folder, pictures.theme, pictures.size, paths).takeAll();
    return 0;
}
