// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TeamFiles.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

namespace parlance::test {

namespace {

void write(const QString& folder, const QString& name, const QByteArray& text)
{
    QVERIFY(QDir().mkpath(QFileInfo(folder + u'/' + name).path()));
    QFile out(folder + u'/' + name);
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(text), text.size());
}

} // namespace

QByteArray teamEntry(const QByteArray& members, const QByteArray& database)
{
    return R"({"id":"a","database":{"host":"db.example","name":"a_db","user":"a")" + database + "}" + members + "}";
}

QByteArray namedTeam(const QByteArray& id, const QByteArray& host, const QByteArray& database, const QByteArray& rest)
{
    return R"({"id":")" + id + R"(","database":{"host":")" + host + R"(","name":")" + database + R"(","user":"u"})" +
           rest + "}";
}

QByteArray teamsFile(const QByteArray& teams, const QByteArray& rest)
{
    return R"({"format":1,"teams":[)" + teams + "]" + rest + "}";
}

QStringList teamIds(const TeamDirectory& directory)
{
    QStringList list;
    for (const Team& one : directory.teams)
        list.append(one.id);
    return list;
}

void TeamFolders::machine(const QByteArray& text, const QString& name) const
{
    write(paths.machineConfigFolder, name, text);
}

void TeamFolders::user(const QByteArray& text, const QString& name) const
{
    write(paths.userConfigFolder, name, text);
}

} // namespace parlance::test
