// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionParameters.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

//! Connection strings in, options for the driver out.
class TestConnectionParameters final : public QObject {
    Q_OBJECT
private slots:
    void readsConnectionStrings()
    {
        const auto uri = ConnectionParameters::fromConnectionString(
            u"postgresql://ada%20b@db1,db2:5433/sales?sslmode=verify-full&connect_timeout=4&target_session_attrs=read-only"_s);
        QVERIFY(uri);
        QCOMPARE(uri->user, u"ada b"_s);
        QCOMPARE(uri->host, u"db1,db2"_s);
        QCOMPARE(uri->port, u",5433"_s);
        QCOMPARE(uri->database, u"sales"_s);
        QCOMPARE(uri->sslMode, u"verify-full"_s);
        QCOMPARE(uri->connectTimeoutSeconds, 4);
        QCOMPARE(uri->extra, (QMap<QString, QString>{{u"target_session_attrs"_s, u"read-only"_s}}));
        const auto words =
            ConnectionParameters::fromConnectionString(u"host=/var/run user='a \\'b' dbname=x application_name=y"_s);
        QVERIFY(words);
        QCOMPARE(words->user, u"a 'b"_s);
        QCOMPARE(words->applicationName, u"y"_s);
        QCOMPARE(words->port, u"5432"_s);
        QCOMPARE(ConnectionParameters::fromConnectionString(u"user=ada"_s)->database, u"ada"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::newRow("a password in a URI") << u"postgresql://ada:secret@db/x"_s << u"password"_s;
        QTest::newRow("a password among keywords") << u"user=ada password=secret"_s << u"password"_s;
        QTest::newRow("a service") << u"user=ada service=x"_s << u"service"_s;
        QTest::newRow("a password file") << u"user=ada passfile=/x"_s << u"passfile"_s;
        QTest::newRow("startup options") << u"user=ada options='-c x=y'"_s << u"options"_s;
        QTest::newRow("no user") << u"host=db"_s << u"user"_s;
        QTest::newRow("a keyword that is none") << u"user=ada hots=db"_s << u"hots"_s;
        QTest::newRow("nonsense") << u"postgresql://[::1"_s << u"cannot be read"_s;
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, word);
        const auto parsed = ConnectionParameters::fromConnectionString(text);
        QVERIFY(!parsed);
        QCOMPARE(static_cast<int>(parsed.error().kind), static_cast<int>(PostgresError::Kind::ConfigurationInvalid));
        QVERIFY2(parsed.error().message.contains(word), qPrintable(parsed.error().message));
        QVERIFY(!parsed.error().message.contains(u"secret"_s));
    }

    void quotesForTheDriver()
    {
        ConnectionParameters parameters;
        parameters.user = u"ada"_s;
        parameters.applicationName = u"it's a \\ \"name\""_s;
        parameters.extra.insert(u"target_session_attrs"_s, u"primary"_s);
        const auto options = parameters.connectOptions();
        QVERIFY(options);
        QVERIFY2(options->contains(u"application_name='it\\'s a \\\\ \"name\"'"_s), qPrintable(*options));
        QVERIFY(options->contains(u"target_session_attrs='primary'"_s));
        QVERIFY(options->contains(u"passfile='/nonexistent/parlance'"_s));
        QVERIFY(options->contains(u"connect_timeout='15'"_s));
        QVERIFY(!options->contains(u"password="_s));
    }

    void refusesASemicolonByItsKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("in a path") << u"sslrootcert"_s;
        QTest::newRow("in the program's name") << u"application_name"_s;
        QTest::newRow("in an extra keyword") << u"sslcert"_s;
    }
    void refusesASemicolonByItsKey()
    {
        QFETCH(QString, key);
        ConnectionParameters parameters;
        parameters.user = u"ada"_s;
        if (key == u"sslrootcert"_s)
            parameters.sslRootCertificate = u"/a;b"_s;
        else if (key == u"application_name"_s)
            parameters.applicationName = u"a;b"_s;
        else
            parameters.extra.insert(key, u"a;b"_s);
        const auto options = parameters.connectOptions();
        QVERIFY(!options);
        QVERIFY2(options.error().message.contains(key), qPrintable(options.error().message));
    }

    void findsTheDriverAndOneLibpq() { QCOMPARE(driverProblem(), QString()); }

    void countsCharactersNotBytes()
    {
        const QByteArray text = "aä€😀b";
        QCOMPARE(byteOffsetOfCharacter(text, 1), 0);
        QCOMPARE(byteOffsetOfCharacter(text, 2), 1);
        QCOMPARE(byteOffsetOfCharacter(text, 3), 3);
        QCOMPARE(byteOffsetOfCharacter(text, 4), 6);
        QCOMPARE(byteOffsetOfCharacter(text, 5), 10);
        QCOMPARE(byteOffsetOfCharacter(text, 99), text.size());
        QCOMPARE(byteOffsetOfCharacter(text, 0), 0);
    }
};

QTEST_GUILESS_MAIN(TestConnectionParameters)
#include "tst_connection_parameters.moc"
