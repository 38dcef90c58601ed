// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ResultPage that says what result it is: name, place among the others, title, description.
#include "ui/worksheet/ResultPage.h"
#include "ui/worksheet/Words.h"

#include <QLocale>

namespace parlance {

namespace {

constexpr int describedLines = 12;       // of the SQL
constexpr int describedCharacters = 800; // of the SQL, too

} // namespace

void ResultPage::setNumber(int number)
{
    m_number = number;
    emit titleChanged();
}

void ResultPage::setSummary(const QString& summary)
{
    if (m_summary == summary)
        return;
    m_summary = summary;
    emit titleChanged();
}

void ResultPage::setName(const QString& name)
{
    m_name = name.simplified();
    emit titleChanged();
}

void ResultPage::setPinned(bool pinned)
{
    m_pinned = pinned;
    emit titleChanged();
}

void ResultPage::setEarlier(bool earlier)
{
    m_earlier = earlier;
    emit titleChanged();
}

void ResultPage::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    emit titleChanged();
}

QString ResultPage::timeText() const
{
    const QLocale english(QLocale::English);
    const QDateTime ran = m_origin.ranAt;
    const bool today = ran.date() == QDate::currentDate();
    return english.toString(ran, today ? QStringLiteral("HH:mm:ss") : QStringLiteral("d MMM HH:mm:ss"));
}

QString ResultPage::title() const
{
    QString name = m_name;
    if (name.isEmpty() && m_earlier)
        name = timeText();
    else if (name.isEmpty())
        name = m_number > 0 ? tr("Result %1").arg(m_number) : tr("Result");
    return m_summary.isEmpty() ? name : name + QStringLiteral(" · ") + m_summary;
}

QString ResultPage::description() const
{
    QStringList lines;
    if (!m_origin.question.isEmpty())
        lines << m_origin.question;
    QStringList sql = QString::fromUtf8(m_sql).left(describedCharacters).split(u'\n');
    const bool cut = sql.size() > describedLines || m_sql.size() > describedCharacters;
    sql = sql.mid(0, describedLines);
    if (cut)
        sql << QString(QChar(0x2026));
    lines << sql;
    const QString rows = m_partial.isEmpty() ? m_summary : m_partial;
    lines << (rows.isEmpty() ? tr("Run at %1").arg(timeText()) : tr("Run at %1 · %2").arg(timeText(), rows));
    if (m_pinned)
        lines << tr("Pinned: it stays until you close it");
    return lines.join(u'\n');
}

} // namespace parlance
