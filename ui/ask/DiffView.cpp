// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/DiffView.h"

#include <QFontDatabase>
#include <QTextBlock>

namespace parlance {

namespace {

constexpr int mostLines = 9;
constexpr int mostLinesInLowWindows = 4; //!< what it would change stays in sight beside it

} // namespace

DiffView::DiffView(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("diffView"));
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DiffView::setTheme(const Theme& theme)
{
    m_theme = theme;
    colour();
}

void DiffView::showDiff(const LineDiff& diff)
{
    m_diff = diff;
    setPlainText(diff.text());
    setAccessibleName(tr("Your SQL and Claude's: %1 lines of yours go, %2 of Claude's come")
                          .arg(diff.count(LineDiff::Kind::Removed))
                          .arg(diff.count(LineDiff::Kind::Added)));
    constexpr int low = 720;
    const int most = window()->height() < low ? mostLinesInLowWindows : mostLines;
    const int lines = qBound(2, static_cast<int>(diff.lines.size()), most);
    setFixedHeight(lines * fontMetrics().lineSpacing() + 16);
    colour();
    show();
}

void DiffView::colour()
{
    QList<QTextEdit::ExtraSelection> selections;
    for (int i = 0; i < m_diff.lines.size(); ++i) {
        const LineDiff::Kind kind = m_diff.lines.at(i).kind;
        if (kind == LineDiff::Kind::Same)
            continue;
        QTextEdit::ExtraSelection selection;
        QColor ground = kind == LineDiff::Kind::Removed ? m_theme.error : m_theme.ok;
        ground.setAlpha(m_theme.dark ? 70 : 36);
        selection.format.setBackground(ground);
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selection.cursor = QTextCursor(document()->findBlockByNumber(i));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

} // namespace parlance
