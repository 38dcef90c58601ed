// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Begins each value planted in the database; what follows, up to "__", says in which column.
const QByteArray mark = "Zyzzyva_";

//! The columns whose values stand in \a bytes, as they are, in base64 or in hexadecimal digits.
QStringList plantedIn(const QByteArray& bytes)
{
    static const QRegularExpression place(u"zyzzyva_(\\w+?)__"_s, QRegularExpression::CaseInsensitiveOption);
    QSet<QString> found;
    auto match = place.globalMatch(QString::fromUtf8(bytes));
    while (match.hasNext())
        found.insert(match.next().captured(1).toLower());
    const QByteArray lower = bytes.toLower();
    if (lower.contains("zyzzyva") && found.isEmpty())
        found.insert(u"part of a value"_s);
    if (lower.contains(mark.toHex()) || lower.contains(mark.toLower().toHex()))
        found.insert(u"in hexadecimal digits"_s);
    for (int shift = 0; shift < 3; ++shift) { // the core of it, whatever stands before
        const QByteArray core = QByteArray(QByteArray(shift, 'x') + mark).toBase64().mid(4, 6);
        if (bytes.contains(core))
            found.insert(u"in base64"_s);
    }
    QStringList list(found.cbegin(), found.cend());
    list.sort();
    return list;
}

} // namespace

//! No value of a row leaves for Claude, through any way there is: each column of every type of text holds a value of
//! its own, and a real HTTP server in Claude's place keeps all that it is sent. The ways are gone in the real window,
//! and with the console.
class TestPrivacy final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void theMarkIsFoundWhereItStands();
    void noValueLeavesTheWindow();
    void noErrorTakesAValueAlong_data();
    void noErrorTakesAValueAlong();
    void noValueLeavesTheConsole_data();
    void noValueLeavesTheConsole();
    void onlyAllowedColumnsAreSharedWherePolicyAllows();

private:
    void start(const QJsonObject& policy);
    void signIn();
    void ask(const QString& question);
    void consent();
    void runs(const QString& sql);
    void answers(const QString& sql, const QJsonObject& more = {});
    bool isAnswered(qsizetype requests);
    void testInSettings();
    QByteArray all() const;

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestPrivacy::initTestCase()
{
    clearLibpqEnvironment();
    m_server = std::make_unique<PostgresServer>();
    m_server->createRole(u"shop"_s, u"shop-pass"_s);
    m_server->createDatabase(u"shop_db"_s);
    m_server->exec(uR"(CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE DOMAIN town AS text;
CREATE DOMAIN brief AS text CHECK (length(value) < 5);
CREATE TYPE abode AS (street text, town text);
CREATE TABLE people (id int PRIMARY KEY, name text UNIQUE, note varchar(80), code char(40), town town, doc jsonb,
  plain json, page xml, tags text[], docs jsonb[], label name, home abode, words tsvector, raw bytea, mood mood,
  secret text, listed text, joined date);
INSERT INTO people SELECT i, 'Zyzzyva_people_name__' || i, 'Zyzzyva_people_note__' || i % 2,
  'Zyzzyva_people_code__' || i % 2, 'Zyzzyva_people_town__' || i % 2,
  jsonb_build_object('k', 'Zyzzyva_people_doc__' || i % 2), json_build_object('k', 'Zyzzyva_people_plain__' || i % 2),
  xmlparse(CONTENT '<a>Zyzzyva_people_page__' || i % 2 || '</a>'), ARRAY['Zyzzyva_people_tags__' || i % 2],
  ARRAY[jsonb_build_object('k', 'Zyzzyva_people_docs__' || i % 2)], ('Zyzzyva_people_label__' || i % 2)::name,
  ROW('Zyzzyva_people_home__' || i % 2, 'Zyzzyva_people_home__')::abode, to_tsvector('simple', 'Zyzzyva_people_words__' || i % 2),
  convert_to('Zyzzyva_people_raw__' || i % 2, 'UTF8'), 'glad', 'Zyzzyva_people_secret__' || i % 2,
  'Zyzzyva_people_listed__' || i % 2, date '2025-01-01' + i FROM generate_series(1, 60) i;
COMMENT ON COLUMN people.secret IS 'Private: what the doctor said';
COMMENT ON TABLE people IS 'Everybody we know';
CREATE TABLE events (id int, kind text, person int REFERENCES people) PARTITION BY RANGE (id);
CREATE TABLE events_low PARTITION OF events FOR VALUES FROM (0) TO (1000);
INSERT INTO events SELECT i, 'Zyzzyva_events_kind__' || i % 3, i FROM generate_series(1, 60) i;
CREATE TABLE salaries (id int, grade text);
INSERT INTO salaries SELECT i, 'Zyzzyva_salaries_grade__' || i % 2 FROM generate_series(1, 60) i;
CREATE TABLE cases (id int, owner text, kind text);
INSERT INTO cases SELECT i, 'somebody', 'Zyzzyva_cases_kind__' || i % 2 FROM generate_series(1, 60) i;
ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON cases FOR SELECT USING (owner = current_user);
CREATE VIEW loud AS SELECT id, upper(note) AS note FROM people;
CREATE MATERIALIZED VIEW kept AS SELECT id, secret AS note FROM people;
COMMENT ON COLUMN kept.note IS 'private';
CREATE FUNCTION locked() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$DECLARE v text; BEGIN
  SELECT secret INTO v FROM people LIMIT 1; RAISE EXCEPTION 'customer % is locked', v; END$$;
CREATE FUNCTION twice() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$DECLARE v text; BEGIN
  SELECT name INTO v FROM people LIMIT 1;
  RAISE EXCEPTION 'duplicate key value violates unique constraint "%"', v USING errcode = '23505',
    detail = 'Key (name)=(' || v || ') already exists.', hint = v, constraint = v, table = v; END$$;
CREATE FUNCTION checked() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$DECLARE v text; BEGIN
  SELECT note INTO v FROM people LIMIT 1;
  RAISE EXCEPTION 'new row for relation "people" violates check constraint "%"', v USING errcode = '23514',
    detail = 'Failing row contains (1, ' || v || ').'; END$$;
CREATE FUNCTION folded() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$BEGIN
  RETURN (SELECT name FROM people LIMIT 1)::int; END$$;
GRANT SELECT ON people, events, cases, loud, kept TO shop;
ANALYZE;)"_s,
                   u"shop_db"_s);
}

void TestPrivacy::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
}

void TestPrivacy::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestPrivacy::theMarkIsFoundWhereItStands()
{
    const QByteArray value = "ab Zyzzyva_people_name__7 cd";
    QCOMPARE(plantedIn(value), QStringList{u"people_name"_s});
    QCOMPARE(plantedIn(value.toUpper()), QStringList{u"people_name"_s});
    QVERIFY(!plantedIn(value.toBase64()).isEmpty());
    QVERIFY(!plantedIn("x" + value.mid(1).toBase64()).isEmpty());
    QVERIFY(!plantedIn(value.mid(2).toBase64()).isEmpty());
    QVERIFY(!plantedIn(value.toHex()).isEmpty());
    QVERIFY(plantedIn("Which people are glad?").isEmpty());
}

//! All that has reached the server in Claude's place.
QByteArray TestPrivacy::all() const
{
    QByteArray bytes;
    for (const auto& requests : {m_claude->requests(), m_claude->otherRequests()})
        for (const LoopbackMessages::Request& request : requests) {
            bytes += request.method + ' ' + request.path + '\n';
            for (auto header = request.headers.cbegin(); header != request.headers.cend(); ++header)
                bytes += header.key() + ": " + header.value() + '\n';
            bytes += request.body + '\n';
        }
    return bytes;
}

void TestPrivacy::start(const QJsonObject& policy)
{
    m_place = std::make_unique<Workplace>(*m_server, policy);
    QFile file(m_place->paths().userConfigFolder + u"/teams.json"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
    QJsonArray teams = document.value("teams"_L1).toArray();
    QJsonObject team = teams.first().toObject();
    team.insert("privateColumns"_L1, QJsonArray{u"public.people.listed"_s});
    teams.replace(0, team);
    document.insert("teams"_L1, teams);
    file.resize(0);
    file.write(QJsonDocument(document).toJson());
    file.close();
    signIn();
}

void TestPrivacy::signIn()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    visible("mainWindow")->resize(1280, 900);
    QTRY_VERIFY_WITH_TIMEOUT(labelText("sendsLabel").startsWith(u"Sends "_s), 30'000);
}

void TestPrivacy::answers(const QString& sql, const QJsonObject& more)
{
    QJsonObject document = more;
    document.insert("sql"_L1, sql);
    document.insert("explanation"_L1, u"It shows people."_s);
    m_claude->enqueue(LoopbackMessages::answer(document));
}

void TestPrivacy::ask(const QString& question)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
}

void TestPrivacy::consent()
{
    QTRY_VERIFY_WITH_TIMEOUT(visible("consentSheet") != nullptr, 30'000);
    click(visible("consentAgreeButton"));
}

//! So many requests have come, and the last is answered and shown.
bool TestPrivacy::isAnswered(qsizetype requests)
{
    return QTest::qWaitFor([&] { return m_claude->requests().size() == requests; }, 30'000) &&
           QTest::qWaitFor([] { return visible("answerCard") != nullptr && !editor()->isWriting(); }, 30'000);
}

void TestPrivacy::runs(const QString& sql)
{
    type(sql);
    runKey();
    const auto* button = visible<QPushButton>("runButton");
    QTRY_VERIFY_WITH_TIMEOUT(button->text().startsWith(u"Run"_s), 30'000); // "Run anyway" too
}

//! Settings, Test, and back.
void TestPrivacy::testInSettings()
{
    QAction* settings = nullptr;
    for (QAction* action : visible("mainWindow")->findChildren<QAction*>())
        if (action->text() == u"Settings…"_s)
            settings = action;
    QVERIFY(settings != nullptr);
    settings->trigger();
    QTRY_VERIFY(visible("testButton") != nullptr);
    QTRY_VERIFY(visible("testButton")->isEnabled());
    click(visible("testButton"));
    QTRY_VERIFY_WITH_TIMEOUT(visible<QLabel>("testResult")->property("role").toString() == u"ok"_s, 30'000);
    QTest::keyClick(visible("settingsDialog"), Qt::Key_Escape);
}

void TestPrivacy::noValueLeavesTheWindow()
{
    start({{u"prewarm"_s, true}});
    // Asked, and repaired twice: the second time the server's words hold a value.
    answers(u"SELECT nmae FROM people"_s);
    answers(u"SELECT folded() FROM people"_s);
    answers(u"SELECT name FROM people WHERE note = 'Zyzyva' ORDER BY id"_s,
            {{u"assumptions"_s, QJsonArray{QJsonObject{{u"label"_s, u"Number"_s}, {u"value"_s, u"10"_s}}}}});
    ask(u"who is there?"_s);
    consent();
    QVERIFY(isAnswered(3));
    QVERIFY(m_claude->requests().at(2).body.contains("22P02")); // it was told of the second error
    // Run, so that rows are in the window, and asked on from there.
    runs(u"SELECT * FROM people ORDER BY id"_s);
    QCOMPARE(view()->model()->rowCount(), 60);
    QVERIFY(cell(0, 1).contains(u"Zyzzyva_people_name"_s)); // there is something to be sent
    answers(u"SELECT name FROM people WHERE id < 0"_s);
    ask(u"and those before?"_s);
    QVERIFY(isAnswered(4));
    // Not what I meant, with the rows still there.
    answers(u"SELECT count(*) FROM people"_s,
            {{u"assumptions"_s, QJsonArray{QJsonObject{{u"label"_s, u"Number"_s}, {u"value"_s, u"10"_s}}}}});
    click(visible("notMeantButton"));
    QTRY_VERIFY(visible("notMeantSheet") != nullptr);
    QTest::keyClick(visible("notMeantTable"), Qt::Key_Space);
    QTest::keyClick(visible("notMeantWords"), Qt::Key_Return);
    QVERIFY(isAnswered(5));
    // Another assumption.
    answers(u"SELECT count(*) FROM people WHERE id < 0"_s);
    click(visible("assumptionChip1"));
    QTRY_VERIFY(visible("assumptionNumber") != nullptr);
    QTest::keyClicks(QApplication::focusWidget(), u"25"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(isAnswered(6));
    // In words.
    answers(u"SELECT 1"_s);
    click(visible("inWordsButton"));
    QVERIFY(isAnswered(7));
    // Why zero, of SQL with a result.
    runs(u"SELECT count(*) FROM people WHERE id < 0"_s);
    answers(u"SELECT 'all' AS step, count(*) AS rows_left FROM people"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("whyEmptyButton") != nullptr, 15'000);
    click(visible("whyEmptyButton"));
    QVERIFY(isAnswered(8));
    // An answer that asks back, and the one to that.
    m_claude->enqueue(LoopbackMessages::answer({{u"kind"_s, u"clarify"_s},
                                                {u"question"_s, u"Which ones?"_s},
                                                {u"options"_s, QJsonArray{u"glad ones"_s, u"sad ones"_s}}}));
    ask(u"who are they?"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 9, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(visible("clarifyOption1") != nullptr, 30'000);
    answers(u"SELECT name FROM people WHERE mood = 'glad'"_s);
    click(visible("clarifyOption1"));
    QVERIFY(isAnswered(10));
    testInSettings();
    // The next start reads the tables to Claude beforehand.
    m_place->quit();
    answers(u"SELECT 1"_s);
    signIn();
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 11, 60'000);
    QVERIFY(m_claude->requests().constLast().body.contains("\"max_tokens\":1,"));
    QVERIFY(m_claude->otherRequests().size() >= 2); // the list of models, and the test
    QCOMPARE(plantedIn(all()), QStringList());
    QVERIFY(all().contains("Everybody we know")); // the schema was sent
}

void TestPrivacy::noErrorTakesAValueAlong_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("text that is no number") << u"SELECT name::int FROM people"_s;
    QTest::newRow("text that is no date") << u"SELECT note::date FROM people"_s;
    QTest::newRow("text that is no label of an enum") << u"SELECT note::text::mood FROM people"_s;
    QTest::newRow("text that breaks a domain") << u"SELECT note::text::brief FROM people"_s;
    QTest::newRow("text that is no array") << u"SELECT note::text::int[] FROM people"_s;
    QTest::newRow("text that is no JSON") << u"SELECT note::json FROM people"_s;
    QTest::newRow("text that names no relation") << u"SELECT note::regclass FROM people"_s;
    QTest::newRow("text that names no role") << u"SELECT note::regrole FROM people"_s;
    QTest::newRow("text that names no encoding") << u"SELECT convert_to(note, note::name) FROM people"_s;
    QTest::newRow("text that names no unit") << u"SELECT date_trunc(note, now()) FROM people"_s;
    QTest::newRow("text that names no setting") << u"SELECT current_setting(note) FROM people"_s;
    QTest::newRow("text that is no pattern") << u"SELECT 'a' ~ (note || '[') FROM people"_s;
    QTest::newRow("text that is no XML") << u"SELECT xmlparse(DOCUMENT note) FROM people"_s;
    QTest::newRow("a format") << u"SELECT format('%' || note) FROM people"_s;
    QTest::newRow("a unique violation") << u"SELECT twice()"_s;
    QTest::newRow("a check violation") << u"SELECT checked()"_s;
    QTest::newRow("a function's own words") << u"SELECT locked()"_s;
}

//! Fixed by Claude, and then told along with the next question.
void TestPrivacy::noErrorTakesAValueAlong()
{
    QFETCH(QString, sql);
    start({});
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
    runs(sql);
    QTRY_VERIFY_WITH_TIMEOUT(visible("fixErrorButton") != nullptr, 15'000);
    answers(sql); // it cannot: what fails while it is planned goes back once
    answers(sql);
    click(visible("fixErrorButton"));
    consent();
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr && !editor()->isWriting(), 30'000);
    const qsizetype asked = m_claude->requests().size();
    QVERIFY(asked > 0);
    const QByteArray first = m_claude->requests().constFirst().body;
    QVERIFY2(first.contains("SQL that failed") && first.contains("SQLSTATE"), first.right(800).constData());
    runs(sql);
    answers(u"SELECT 1"_s);
    ask(u"and now?"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), asked + 1, 30'000);
    QVERIFY(m_claude->requests().constLast().body.contains("What the server said to that SQL"));
    QCOMPARE(plantedIn(all()), QStringList());
}

void TestPrivacy::noValueLeavesTheConsole_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("ask and run") << QStringList{u"ask"_s, u"who is there?"_s, u"--run"_s};
    QTest::newRow("ask, as JSON") << QStringList{u"ask"_s, u"who is there?"_s, u"--format"_s, u"json"_s};
    QTest::newRow("evaluate") << QStringList{u"evaluate"_s, u"questions.jsonl"_s};
}

void TestPrivacy::noValueLeavesTheConsole()
{
    QFETCH(QStringList, arguments);
    m_place = std::make_unique<Workplace>(*m_server);
    const QString folder = m_place->paths().userConfigFolder;
    QFile file(folder + u"/questions.jsonl"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"id\":\"1\",\"question\":\"Who is there?\",\"sql\":\"SELECT name FROM people\"}\n"
               "{\"id\":\"2\",\"question\":\"What do we note?\",\"sql\":\"SELECT note::int FROM people\"}\n");
    file.close();
    for (int i = 0; i < 2; ++i) {
        answers(u"SELECT folded()"_s);
        answers(u"SELECT nmae FROM people"_s);
        answers(u"SELECT name, note, doc FROM people"_s);
    }
    QProcess cli;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PARLANCE_CONFIG_DIR"_s, folder);
    environment.insert(u"PARLANCE_DATA_DIR"_s, m_place->paths().dataFolder);
    environment.insert(u"PARLANCE_PASSWORD"_s, u"shop-pass"_s);
    environment.insert(u"ANTHROPIC_BASE_URL"_s, m_claude->baseUrl().toString());
    environment.insert(u"ANTHROPIC_API_KEY"_s, u"test-key"_s);
    cli.setProcessEnvironment(environment);
    cli.setWorkingDirectory(folder);
    arguments << u"--team"_s << u"shop"_s;
    cli.start(QStringLiteral(PARLANCE_CLI), arguments);
    QVERIFY(cli.waitForFinished(120'000));
    const QByteArray words = cli.readAllStandardError();
    QCOMPARE(cli.exitStatus(), QProcess::NormalExit);
    QVERIFY2(cli.exitCode() == 0, words.constData());
    QVERIFY2(m_claude->requests().size() >= 3, words.constData());
    QCOMPARE(plantedIn(all()), QStringList());
}

void TestPrivacy::onlyAllowedColumnsAreSharedWherePolicyAllows()
{
    start({{u"shareSampleValues"_s, true}, {u"prewarm"_s, true}});
    answers(u"SELECT folded()"_s);
    answers(u"SELECT name FROM people"_s);
    ask(u"who is there?"_s);
    consent();
    QVERIFY(isAnswered(2));
    runs(u"SELECT secret::int FROM people"_s);
    answers(u"SELECT 1"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("fixErrorButton") != nullptr, 15'000);
    click(visible("fixErrorButton"));
    QVERIFY(isAnswered(3));
    m_place->quit();
    answers(u"SELECT 1"_s);
    signIn();
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 4, 60'000);
    // Text with few values of tables that the role reads whole: not unique names, documents, what a comment or the
    // team's file calls private, nor what row-level security hides.
    const QStringList allowed{u"events_kind"_s, u"people_code"_s, u"people_note"_s, u"people_town"_s};
    QCOMPARE(plantedIn(all()), allowed);
}

QTEST_MAIN(TestPrivacy)
#include "tst_ui_privacy_cli.moc"
