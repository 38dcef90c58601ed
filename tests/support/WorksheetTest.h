// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of running in a tab share: its widgets, typing, waiting for the end. Header only, as WindowTest.h.
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/ResultView.h"
#include "ui/theme/InlineBar.h"

namespace parlance::test {

inline SqlEditor* editor()
{
    return visible<SqlEditor>("sqlEditor");
}
inline ResultView* view()
{
    return visible<ResultView>("resultView");
}
inline InlineBar* bar()
{
    return visible<InlineBar>("runBar");
}
inline QString cell(int row, int column)
{
    return view()->model()->index(row, column).data().toString();
}
inline void runKey()
{
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
}

//! Replaces the editor's text character by character, as a person types; auto-indent adds nothing to lines that begin
//! at the margin.
inline void type(const QString& sql)
{
    editor()->setFocus();
    editor()->selectAll();
    QTest::keyClick(editor(), Qt::Key_Delete);
    typeText(editor(), sql);
    QCOMPARE(editor()->sql(), sql);
}

//! Waits until the Run button says Run again; false after 15 s.
inline bool ends()
{
    return QTest::qWaitFor(
        [] {
            const auto* button = visible<QPushButton>("runButton");
            return button != nullptr && button->text() == QLatin1String("Run");
        },
        15'000);
}

//! The words that \a indicator of Scintilla's marks in \a sql, in order.
inline QStringList markedBy(unsigned long indicator, SqlEditor* sql)
{
    QStringList words;
    const QByteArray text = sql->utf8();
    long at = 0;
    while (at < text.size()) {
        const long end = sql->SendScintilla(QsciScintilla::SCI_INDICATOREND, indicator, at);
        if (sql->SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, indicator, at) != 0)
            words.append(QString::fromUtf8(text.mid(at, end - at)));
        if (end <= at)
            break;
        at = end;
    }
    return words;
}

} // namespace parlance::test
