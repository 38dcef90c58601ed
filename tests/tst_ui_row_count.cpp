// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PostgresServer.h"
#include "ui/worksheet/RowCount.h"

#include <QtTest>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;

//! The statement that counts, against a real server: whatever ends a person's SQL swallows nothing of ours.
class TestRowCount final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_server = std::make_unique<test::PostgresServer>(); }

    void countsWhateverTheTextEndsWith_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("rows");
        QTest::newRow("a plain query") << QByteArray("SELECT 1 FROM generate_series(1, 7)") << u"7"_s;
        QTest::newRow("a comment at its end") << QByteArray("SELECT 1 -- one row, is it?") << u"1"_s;
        QTest::newRow("a semicolon at its end") << QByteArray("SELECT 1;") << u"1"_s;
        QTest::newRow("a semicolon and a comment") << QByteArray("SELECT 1 ; -- and ; more") << u"1"_s;
        QTest::newRow("a block comment at its end") << QByteArray("SELECT 1 /* no ) here") << u"1"_s;
        QTest::newRow("a string with comment and semicolon") << QByteArray("SELECT '-- ;' /* x */") << u"1"_s;
        QTest::newRow("a comment before it") << QByteArray("-- how many\nSELECT 1") << u"1"_s;
        QTest::newRow("VALUES") << QByteArray("VALUES (1), (2)") << u"2"_s;
        QTest::newRow("TABLE") << QByteArray("TABLE pg_am") << QString();
        QTest::newRow("WITH") << QByteArray("WITH a AS (SELECT 1) SELECT * FROM a, a b") << u"1"_s;
        QTest::newRow("a name twice") << QByteArray("SELECT 1 AS a, 2 AS a LIMIT 1") << u"1"_s;
        QTest::newRow("a name that we use") << QByteArray("SELECT 1 AS counted ORDER BY counted") << u"1"_s;
        QTest::newRow("no columns") << QByteArray("SELECT FROM generate_series(1, 3)") << u"3"_s;
    }
    void countsWhateverTheTextEndsWith()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, rows);
        const QByteArray counting = countStatement(sql);
        if (rows.isEmpty())
            rows = m_server->exec(u"SELECT count(*) FROM pg_am"_s).trimmed();
        QCOMPARE(m_server->exec(QString::fromUtf8(counting)).trimmed(), rows);
        // The person's text stands in it byte for byte, up to its last token.
        const qsizetype begin = QByteArray("SELECT count(*) FROM (").size();
        const QByteArray inside = counting.mid(begin, counting.lastIndexOf('\n') - begin);
        QVERIFY2(sql.startsWith(inside), inside.constData());
        QVERIFY(inside.size() > 5);
    }

private:
    std::unique_ptr<test::PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestRowCount)
#include "tst_ui_row_count.moc"
