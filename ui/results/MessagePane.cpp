// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/MessagePane.h"

#include <QFontDatabase>
#include <QScrollBar>

namespace parlance {

namespace {

//! The statement's line that holds the 1-based character \a position, with "LINE n: " before and a caret under it, as
//! psql.
QString lineWithCaret(const QString& statement, int position)
{
    const QList<uint> characters = statement.toUcs4();
    const qsizetype at = std::clamp<qsizetype>(position - 1, 0, characters.size());
    qsizetype begin = at;
    while (begin > 0 && characters.at(begin - 1) != u'\n')
        --begin;
    qsizetype end = at;
    while (end < characters.size() && characters.at(end) != u'\n')
        ++end;
    const auto number = std::count(characters.cbegin(), characters.cbegin() + begin, static_cast<uint>(u'\n')) + 1;
    constexpr qsizetype shownBefore = 60;
    constexpr qsizetype shownAfter = 60;
    const qsizetype from = std::max(begin, at - shownBefore);
    const qsizetype to = std::min(end, at + shownAfter);
    const auto text = [&characters](qsizetype first, qsizetype last) {
        QString part =
            QString::fromUcs4(reinterpret_cast<const char32_t*>(characters.constData()) + first, last - first);
        return part.replace(u'\t', u' ').remove(u'\r');
    };
    const QString label = QStringLiteral("LINE %1: ").arg(number) % (from > begin ? QStringLiteral("…") : QString());
    return label % text(from, to) % (to < end ? QStringLiteral("…") : QString()) % u'\n' %
           QString(label.size() + text(from, at).size(), u' ') % u'^';
}

} // namespace

MessagePane::MessagePane(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("messagePane"));
    setAccessibleName(tr("Messages"));
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(10);
    setFont(font);
    setPlaceholderText(tr("Notices and errors of the server appear here."));
    setMaximumBlockCount(20'000); // a statement may raise notices without end
}

void MessagePane::setTheme(const Theme& theme)
{
    m_theme = theme;
}

void MessagePane::startRun()
{
    clear();
    m_count = 0;
    emit countChanged(0);
}

void MessagePane::append(const QString& label, const QColor& colour, const QString& text)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    if (!document()->isEmpty())
        cursor.insertBlock();
    QTextCharFormat format;
    format.setForeground(colour);
    cursor.insertText(label, format);
    format.setForeground(m_theme.text);
    cursor.insertText(text, format);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void MessagePane::addNotice(const PostgresNotice& notice)
{
    QString text = QStringLiteral(": ") % notice.message;
    if (!notice.detail.isEmpty())
        text += QStringLiteral("\nDETAIL: ") % notice.detail;
    if (!notice.hint.isEmpty())
        text += QStringLiteral("\nHINT: ") % notice.hint;
    append(notice.severity, notice.severity == QLatin1String("WARNING") ? m_theme.warning : m_theme.link, text);
    emit countChanged(++m_count);
}

void MessagePane::addError(const PostgresError& error, const QString& statement)
{
    const QString severity = error.severity.isEmpty() ? QStringLiteral("ERROR") : error.severity;
    QString text = QStringLiteral(": ") % error.message;
    if (error.position > 0)
        text += u'\n' % lineWithCaret(statement, error.position);
    const std::pair<const char*, const QString&> parts[] = {
        {"DETAIL", error.detail}, {"HINT", error.hint}, {"CONTEXT", error.context}};
    for (const auto& [name, value] : parts) {
        if (!value.isEmpty())
            text += u'\n' % QLatin1String(name) % QStringLiteral(": ") % value;
    }
    append(error.sqlState.isEmpty() ? severity : QString(severity % u' ' % error.sqlState), m_theme.error, text);
    emit countChanged(++m_count);
}

void MessagePane::addSummary(const QString& line)
{
    append(QString(), m_theme.text, line);
}

} // namespace parlance
