// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SecretStore.h"
#include "base/Settings.h"

#include <QMetaEnum>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parlance;

//! Settings and secrets: what is written is read back, what is not there has its default.
class TestSettings final : public QObject {
    Q_OBJECT
private slots:
    void everyKeyHasADefault();
    void valuesSurvive_data();
    void valuesSurvive();
    void changesAreToldOnce();
    void aDamagedFileGivesDefaults();
    void aSecretIsReadBackAndForgotten();
    void anAnswerIsDroppedWithItsAsker();
};

void TestSettings::everyKeyHasADefault()
{
    const QTemporaryDir folder;
    const Settings settings(folder.path());
    const auto keys = QMetaEnum::fromType<Settings::Key>();
    for (int i = 0; i < keys.keyCount(); ++i)
        QVERIFY2(settings.value(Settings::Key(keys.value(i))).isValid(), keys.key(i));
    QCOMPARE(settings.value(Settings::Key::Theme).toString(), QStringLiteral("system"));
    QCOMPARE(settings.value(Settings::Key::ClaudeModels).toStringList(), QStringList());
    QVERIFY(settings.value(Settings::Key::ClaudeBaseUrl).toString().isEmpty());
}

void TestSettings::valuesSurvive_data()
{
    QTest::addColumn<Settings::Key>("key");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("a text") << Settings::Key::Theme << QVariant(QStringLiteral("dark"));
    QTest::newRow("an address") << Settings::Key::ClaudeBaseUrl
                                << QVariant(QStringLiteral("http://127.0.0.1:8080/a?b=c;d"));
    QTest::newRow("a list of two") << Settings::Key::ClaudeModels
                                   << QVariant(QStringList{QStringLiteral("a, b"), QStringLiteral("ü")});
    QTest::newRow("a list of one") << Settings::Key::ConsentedEndpoints << QVariant(QStringList{QStringLiteral("one")});
    QTest::newRow("an empty list") << Settings::Key::ConsentedEndpoints << QVariant(QStringList());
    QTest::newRow("bytes") << Settings::Key::WindowGeometry << QVariant(QByteArray("\0\xff\x01@;\n", 6));
}

void TestSettings::valuesSurvive()
{
    QFETCH(Settings::Key, key);
    QFETCH(QVariant, value);
    const QTemporaryDir folder;
    {
        Settings settings(folder.path());
        settings.setValue(key, QVariant(value.metaType()));
        settings.setValue(key, value);
    }
    const Settings again(folder.path());
    QCOMPARE(again.value(key), value);
}

void TestSettings::changesAreToldOnce()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    QSignalSpy spy(&settings, &Settings::changed);
    settings.setValue(Settings::Key::Theme, QStringLiteral("dark"));
    settings.setValue(Settings::Key::Theme, QStringLiteral("dark"));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.first().first().value<Settings::Key>(), Settings::Key::Theme);
}

void TestSettings::aDamagedFileGivesDefaults()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("settings.ini")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[appearance\ntheme\n\0\xff=@Invalid(\n");
    file.close();
    const Settings settings(folder.path());
    QCOMPARE(settings.value(Settings::Key::Theme).toString(), QStringLiteral("system"));
    QCOMPARE(settings.value(Settings::Key::WindowGeometry).toByteArray(), QByteArray());
}

void TestSettings::aSecretIsReadBackAndForgotten()
{
    SecretStore store;
    QObject asker;
    const QString name = QStringLiteral("tst_settings");
    std::optional<SecretStore::Place> place;
    store.write(name, QStringLiteral("gehéim"), &asker, [&place](SecretStore::Place answer) { place = answer; });
    QTRY_VERIFY(place.has_value());

    std::optional<std::optional<QString>> secret;
    const auto keep = [&secret](const std::optional<QString>& answer) { secret = answer; };
    store.read(name, &asker, keep);
    QVERIFY2(!secret.has_value(), "answers come later, never from inside the call");
    QTRY_VERIFY(secret.has_value());
    QCOMPARE(secret->value_or(QString()), QStringLiteral("gehéim"));

    bool removed = false;
    store.remove(name, &asker, [&removed] { removed = true; });
    QTRY_VERIFY(removed);
    secret.reset();
    store.read(name, &asker, keep);
    QTRY_VERIFY(secret.has_value());
    QVERIFY(!secret->has_value());
}

void TestSettings::anAnswerIsDroppedWithItsAsker()
{
    SecretStore store;
    QObject asker;
    auto gone = std::make_unique<QObject>();
    bool told = false;
    bool later = false;
    store.write(QStringLiteral("tst_settings"), QStringLiteral("x"), gone.get(),
                [&told](SecretStore::Place) { told = true; });
    gone.reset();
    store.remove(QStringLiteral("tst_settings"), &asker, [&later] { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(!told);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
