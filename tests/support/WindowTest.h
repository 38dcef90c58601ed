// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of whole windows share. Header only: the support library knows no widgets.
#include "support/LoopbackMessages.h"
#include "support/PostgresServer.h"
#include "ui/Desktop.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace parlance::test {

//! The first visible widget of this object name in any window; nullptr: none is in sight.
template <typename Widget = QWidget>
Widget* visible(const char* name, QWidget* within = nullptr)
{
    const QWidgetList windows = within != nullptr ? QWidgetList{within} : QApplication::topLevelWidgets();
    for (QWidget* window : windows) {
        if (!window->isVisible())
            continue;
        if (window->objectName() == QLatin1String(name)) {
            if (auto* found = qobject_cast<Widget*>(window); found != nullptr)
                return found;
        }
        for (Widget* widget : window->findChildren<Widget*>(QLatin1String(name))) {
            if (widget->isVisible() && widget->window() == window)
                return widget;
        }
    }
    return nullptr;
}

inline QString labelText(const char* name, QWidget* within = nullptr)
{
    const auto* label = visible<QLabel>(name, within);
    return label == nullptr ? QString() : label->text();
}

inline void click(QWidget* widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

//! As QTest::keyClicks, for every character there is.
inline void typeText(QWidget* widget, const QString& text)
{
    for (const QChar character : text) {
        if (character == QLatin1Char('\n'))
            QTest::keyClick(widget, Qt::Key_Return);
        else if (character.unicode() < 0x80)
            QTest::keyClick(widget, character.toLatin1());
        else
            QTest::sendKeyEvent(QTest::Click, widget, Qt::Key_unknown, QString(character), Qt::NoModifier);
    }
}

//! Folders, teams.json and environment of one run of the program, and the Desktop in it.
class Workplace final {
public:
    explicit Workplace(const PostgresServer& server, const QJsonObject& policy = {})
    {
        m_paths.machineConfigFolder = m_folder.filePath(QStringLiteral("machine"));
        m_paths.userConfigFolder = m_folder.filePath(QStringLiteral("config"));
        m_paths.dataFolder = m_folder.filePath(QStringLiteral("data"));
        QDir().mkpath(m_paths.userConfigFolder);
        QDir().mkpath(m_paths.dataFolder);
        m_teams = {teamAt(server, QStringLiteral("shop"), QStringLiteral("Shop"), QStringLiteral("shop_db"), policy)};
        writeTeams();
        forgetClaude();
    }
    ~Workplace() { m_desktop.reset(); }
    Q_DISABLE_COPY_MOVE(Workplace)

    const AppPaths& paths() const { return m_paths; }
    Desktop* desktop() const { return m_desktop.get(); }

    static void useClaude(const LoopbackMessages& claude, const QByteArray& key = "test-key")
    {
        qputenv("ANTHROPIC_BASE_URL", claude.baseUrl().toString().toUtf8());
        qputenv("ANTHROPIC_API_KEY", key);
    }
    static void forgetClaude()
    {
        for (const char* name : {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL"})
            qunsetenv(name);
    }

    //! Starts the program; the sign-in window is in sight afterwards.
    void start()
    {
        m_desktop.reset();
        m_desktop = std::make_unique<Desktop>(m_paths);
        m_desktop->start();
    }
    void quit() { m_desktop.reset(); }

    //! Signs in as the team of that name with keys and mouse.
    static bool signIn(const QString& team = QStringLiteral("Shop"),
                       const QString& password = QStringLiteral("shop-pass"), int milliseconds = 10'000)
    {
        if (!QTest::qWaitFor([] { return visible<QAbstractItemView>("teamBox") != nullptr; }))
            return false;
        auto* teams = visible<QAbstractItemView>("teamBox");
        for (int row = 0; row < teams->model()->rowCount(); ++row) {
            const QModelIndex index = teams->model()->index(row, 0);
            if (index.data().toString() == team)
                QTest::mouseClick(teams->viewport(), Qt::LeftButton, Qt::NoModifier, teams->visualRect(index).center());
        }
        auto* edit = visible<QLineEdit>("passwordEdit");
        if (edit == nullptr)
            return false;
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, password);
        QTest::keyClick(edit, Qt::Key_Return);
        return QTest::qWaitFor([] { return visible("questionEdit") != nullptr; }, milliseconds);
    }

    //! One more team, whose database has the name of its id and "_db". Before start().
    void addTeam(const PostgresServer& server, const QString& id, const QString& name)
    {
        m_teams.append(teamAt(server, id, name, id + QStringLiteral("_db"), {}));
        writeTeams();
    }

private:
    static QJsonObject teamAt(const PostgresServer& server, const QString& id, const QString& name,
                              const QString& database, const QJsonObject& policy)
    {
        return {{QStringLiteral("id"), id},
                {QStringLiteral("name"), name},
                {QStringLiteral("description"), QStringLiteral("Orders and what they hold")},
                {QStringLiteral("database"), QJsonObject{{QStringLiteral("host"), server.host()},
                                                         {QStringLiteral("port"), server.port()},
                                                         {QStringLiteral("name"), database},
                                                         {QStringLiteral("user"), QStringLiteral("shop")},
                                                         {QStringLiteral("sslMode"), QStringLiteral("disable")}}},
                {QStringLiteral("policy"), policy}};
    }
    void writeTeams() const
    {
        const QJsonObject document{{QStringLiteral("format"), 1}, {QStringLiteral("teams"), m_teams}};
        QFile file(m_paths.userConfigFolder + QStringLiteral("/teams.json"));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(document).toJson()) < 0)
            qFatal("teams.json cannot be written");
    }

    QTemporaryDir m_folder;
    AppPaths m_paths;
    QJsonArray m_teams;
    std::unique_ptr<Desktop> m_desktop;
};

//! The database of these tests: role shop, shop_db with orders and customers.
inline void makeShop(const PostgresServer& server)
{
    server.createRole(QStringLiteral("shop"), QStringLiteral("shop-pass"));
    server.createDatabase(QStringLiteral("shop_db"));
    server.exec(
        QStringLiteral(
            "CREATE TABLE customers (customer_id int PRIMARY KEY, name text);"
            "COMMENT ON TABLE customers IS 'Who buys from us';"
            "INSERT INTO customers VALUES (1, 'Contoso Ltd'), (2, 'Fabrikam, Inc.'), (3, NULL);"
            "CREATE TABLE orders (order_id int PRIMARY KEY, customer_id int REFERENCES customers, total numeric);"
            "INSERT INTO orders SELECT g, 1 + g % 3, g * 1.50 FROM generate_series(1, 300) g;"
            "GRANT SELECT ON customers, orders TO shop; ANALYZE;"),
        QStringLiteral("shop_db"));
}

} // namespace parlance::test
