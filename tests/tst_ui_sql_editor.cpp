// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/SqlEditor.h"

#include <QSignalSpy>
#include <QTest>

using namespace parlance;

namespace {

QString editorText(const SqlEditor& editor)
{
    return editor.sql();
}

} // namespace

class TestSqlEditor : public QObject {
    Q_OBJECT

private slots:
    void init();
    void typedTextIsAnEdit();
    void keysAskForARun();
    void theStatementUnderTheCursorIsTheOneToRun();
    void aSelectionBeatsTheCursor();
    void typingOverASelectionLeavesNone();
    void windowKeysDoNotEdit();
    void growingTextIsReadOnlyAndOneUndoStep();
    void whatWasStoppedStaysAndIsPartialUntilEdited();
    void typingWhileClaudeWritesAsksToStop();
    void errorPositionsAreBytes();
    void cursorOffsetsAreUtf16();
    void aMegabyteIsNoCrash();

private:
    std::unique_ptr<SqlEditor> m_editor;
};

void TestSqlEditor::init()
{
    m_editor = std::make_unique<SqlEditor>();
    m_editor->setTheme(ThemeManager().theme(QColor(0x0f, 0x76, 0x6e)));
    m_editor->resize(600, 200);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    m_editor->setFocus();
}

void TestSqlEditor::typedTextIsAnEdit()
{
    QSignalSpy edited(m_editor.get(), &SqlEditor::edited);
    const quint64 before = m_editor->revision();
    QTest::keyClicks(m_editor.get(), QStringLiteral("select 1"));
    QCOMPARE(editorText(*m_editor), QStringLiteral("select 1"));
    QCOMPARE(edited.size(), 8);
    QVERIFY(m_editor->revision() > before);
    QVERIFY(!m_editor->script());
    QTRY_VERIFY(m_editor->script());
    QCOMPARE(m_editor->script()->statements.size(), 1);
}

void TestSqlEditor::keysAskForARun()
{
    QSignalSpy run(m_editor.get(), &SqlEditor::runRequested);
    QSignalSpy all(m_editor.get(), &SqlEditor::runAllRequested);
    QSignalSpy stop(m_editor.get(), &SqlEditor::stopRequested);
    m_editor->resetSql(QStringLiteral("select 1"));
    QTest::keyClick(m_editor.get(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(m_editor.get(), Qt::Key_Enter, Qt::ControlModifier);
    QTest::keyClick(m_editor.get(), Qt::Key_F5);
    QTest::keyClick(m_editor.get(), Qt::Key_Escape);
    QCOMPARE(run.size(), 2);
    QCOMPARE(all.size(), 1);
    QCOMPARE(stop.size(), 1);
    QCOMPARE(editorText(*m_editor), QStringLiteral("select 1"));
}

void TestSqlEditor::theStatementUnderTheCursorIsTheOneToRun()
{
    const QString text = QStringLiteral("select 'ä;b';\n\n-- a comment\nselect 2;\n");
    m_editor->resetSql(text);
    QTRY_VERIFY(m_editor->script());
    m_editor->setCursorOffset(3);
    QCOMPARE(m_editor->utf8().mid(m_editor->runRange().start, m_editor->runRange().length), QByteArray("select 'ä;b'"));
    m_editor->setCursorOffset(static_cast<int>(text.indexOf(QStringLiteral("select 2"))) + 2);
    QCOMPARE(m_editor->utf8().mid(m_editor->runRange().start, m_editor->runRange().length), QByteArray("select 2"));
}

void TestSqlEditor::aSelectionBeatsTheCursor()
{
    m_editor->resetSql(QStringLiteral("select 1;\nselect 2;"));
    m_editor->setSelection(1, 0, 1, 8);
    QCOMPARE(m_editor->utf8().mid(m_editor->runRange().start, m_editor->runRange().length), QByteArray("select 2"));
}

void TestSqlEditor::typingOverASelectionLeavesNone()
{
    m_editor->resetSql(QStringLiteral("select 1;\nselect 2;"));
    QTest::keyClick(m_editor.get(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY(m_editor->hasSelectedText());
    QTest::keyClicks(m_editor.get(), QStringLiteral("select 3"));
    QVERIFY(!m_editor->hasSelectedText());
    QTRY_VERIFY(m_editor->script());
    QCOMPARE(m_editor->runRange().length, 8);
}

void TestSqlEditor::windowKeysDoNotEdit()
{
    m_editor->resetSql(QStringLiteral("one\ntwo"));
    for (const int key : {Qt::Key_L, Qt::Key_T, Qt::Key_W, Qt::Key_D})
        QTest::keyClick(m_editor.get(), static_cast<Qt::Key>(key), Qt::ControlModifier);
    QCOMPARE(editorText(*m_editor), QStringLiteral("one\ntwo"));
}

void TestSqlEditor::growingTextIsReadOnlyAndOneUndoStep()
{
    QTest::keyClicks(m_editor.get(), QStringLiteral("mine"));
    m_editor->beginWriting();
    m_editor->showWritten(QStringLiteral("SELECT"));
    m_editor->showWritten(QStringLiteral("SELECT 'é"));
    m_editor->showWritten(QStringLiteral("SELECT 'é' AS x"));
    QVERIFY(m_editor->isReadOnly());
    m_editor->endWriting(true);
    QVERIFY(!m_editor->isReadOnly());
    QVERIFY(!m_editor->isPartial());
    QCOMPARE(editorText(*m_editor), QStringLiteral("SELECT 'é' AS x"));
    m_editor->undo();
    QCOMPARE(editorText(*m_editor), QStringLiteral("mine"));
    m_editor->redo();
    QCOMPARE(editorText(*m_editor), QStringLiteral("SELECT 'é' AS x"));
    QTRY_VERIFY(m_editor->script());
}

void TestSqlEditor::whatWasStoppedStaysAndIsPartialUntilEdited()
{
    QSignalSpy partial(m_editor.get(), &SqlEditor::partialChanged);
    m_editor->beginWriting();
    m_editor->showWritten(QStringLiteral("SELECT c.na"));
    m_editor->endWriting(false);
    QVERIFY(m_editor->isPartial());
    QCOMPARE(partial.last().first().toBool(), true);
    QCOMPARE(editorText(*m_editor), QStringLiteral("SELECT c.na"));
    QTest::keyClick(m_editor.get(), Qt::Key_End);
    QVERIFY(m_editor->isPartial());
    QTest::keyClicks(m_editor.get(), QStringLiteral("m"));
    QVERIFY(!m_editor->isPartial());
    QCOMPARE(partial.last().first().toBool(), false);
}

void TestSqlEditor::typingWhileClaudeWritesAsksToStop()
{
    m_editor->beginWriting();
    m_editor->showWritten(QStringLiteral("SELECT 1"));
    QSignalSpy typing(m_editor.get(), &SqlEditor::typingDuringWriting);
    QTest::keyClick(m_editor.get(), Qt::Key_Left);
    QTest::keyClick(m_editor.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(typing.size(), 0);
    QTest::keyClicks(m_editor.get(), QStringLiteral("x")); // nobody listens: the text stays
    QCOMPARE(typing.size(), 1);
    QCOMPARE(editorText(*m_editor), QStringLiteral("SELECT 1"));
    connect(m_editor.get(), &SqlEditor::typingDuringWriting, m_editor.get(), [this] { m_editor->endWriting(false); });
    m_editor->showWritten(QStringLiteral("SELECT 12"));
    QTest::keyClicks(m_editor.get(), QStringLiteral("3"));
    QCOMPARE(editorText(*m_editor), QStringLiteral("SELECT 123"));
    QVERIFY(!m_editor->isPartial());
}

void TestSqlEditor::errorPositionsAreBytes()
{
    m_editor->resetSql(QStringLiteral("select 'ü', carier"));
    m_editor->showErrorAt(13, 6);
    const auto at = [this](int position) {
        return m_editor->SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 8UL, static_cast<long>(position));
    };
    QCOMPARE(at(12), 0L);
    QCOMPARE(at(13), 1L);
    QCOMPARE(at(18), 1L);
    QTest::keyClick(m_editor.get(), Qt::Key_End);
    QTest::keyClicks(m_editor.get(), QStringLiteral(" "));
    QCOMPARE(at(13), 0L);
}

void TestSqlEditor::cursorOffsetsAreUtf16()
{
    m_editor->resetSql(QStringLiteral("a𝄞ü b"));
    m_editor->setCursorOffset(4);
    QCOMPARE(m_editor->cursorOffset(), 4);
    QCOMPARE(m_editor->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS), 7L);
}

void TestSqlEditor::aMegabyteIsNoCrash()
{
    m_editor->resetSql(QStringLiteral("select ") + QStringLiteral("1+").repeated(500'000));
    QTRY_VERIFY_WITH_TIMEOUT(m_editor->script(), 20'000);
    QVERIFY(m_editor->script()->statements.size() >= 1);
}

QTEST_MAIN(TestSqlEditor)
#include "tst_ui_sql_editor.moc"
