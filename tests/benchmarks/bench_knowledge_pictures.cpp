// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the pictures of the team's questions: bench_knowledge_pictures FOLDER WORK-FOLDER [theme width height]. The
// sample workspace in a folder of its own, without a key.
#include "support/PictureArguments.h"
#include "support/WindowTest.h"
#include "ui/MainWindow.h"

#include <QAction>
#include <QDialog>
#include <QDir>

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
        Workplace::forgetClaude();
        m_desktop = std::make_unique<Desktop>(m_paths);
        m_desktop->services()->settings->setValue(Settings::Key::Theme, m_theme);
        m_desktop->start();
        if (!Workplace::signIn(u"Sales"_s, u"sales123"_s, 200'000))
            qFatal("signing in failed");
        window()->resize(m_size);
        QTest::qWait(500);
        auto* box = visible<QLineEdit>("questionEdit");
        box->setFocus();
        QTest::keyClicks(box, u"revenue cus"_s);
        shoot("matches", window());
        QTest::keyClick(box, Qt::Key_Down);
        shoot("matches-chosen", window());
        QTest::keyClick(visible("questionMatchList"), Qt::Key_Return);
        shoot("verified", window());
        runAndWait();
        shoot("verified-ran", window());
        typeText(box, u" please"_s);
        QTest::keyClick(box, Qt::Key_Escape);
        QTest::keyClick(window(), Qt::Key_T, Qt::ControlModifier);
        QTest::qWait(200);
        typeText(visible("questionEdit"), u"How many customers are there?"_s);
        QTest::keyClick(visible("questionEdit"), Qt::Key_Escape);
        visible("sqlEditor")->setFocus();
        typeText(visible("sqlEditor"), u"SELECT count(*) FROM customers"_s);
        runAndWait();
        shoot("save-offered", window());
        click(visible("saveForTeamButton"));
        waitFor([] { return visible("saveSheet") != nullptr; });
        shoot("save-sheet", visible("saveSheet"));
        visible<QDialog>("saveSheet")->reject();
        window()->findChild<QAction*>(u"teamQuestionsAction"_s)->trigger();
        waitFor([] { return visible("knowledgeDialog") != nullptr; });
        shoot("team-questions", visible("knowledgeDialog"));
        visible<QDialog>("knowledgeDialog")->reject();
    }

private:
    QWidget* window() const { return m_desktop->windows().constFirst(); }
    void runAndWait()
    {
        click(visible("runButton"));
        waitFor([] {
            return labelText("statusText").contains(u"row"_s) && visible<QPushButton>("runButton")->text() == u"Run"_s;
        });
    }
    void shoot(const char* name, QWidget* widget)
    {
        QTest::qWait(150);
        const QString file = u"%1/%2-%3-%4.png"_s.arg(m_folder, QLatin1String(name), m_theme).arg(m_size.width());
        if (!widget->grab().save(file))
            qFatal("cannot write %s", qPrintable(file));
    }
    static void waitFor(const std::function<bool()>& condition)
    {
        if (!QTest::qWaitFor(condition, patience))
            qWarning("a state was not reached");
    }

    QString m_folder;
    QString m_theme;
    QSize m_size;
    AppPaths m_paths;
    std::unique_ptr<Desktop> m_desktop;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 3) {
        std::fputs("Usage: bench_knowledge_pictures FOLDER WORK-FOLDER [theme width height]\n", stderr);
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
