// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/AnswerForms.h"

#include "base/Settings.h"

#include <QStringList>

#include <algorithm>

namespace parlance {

namespace {

QString nameOf(const QUrl& baseUrl)
{
    return baseUrl.toString(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash);
}

} // namespace

void AnswerForms::setSettings(Settings* settings)
{
    m_settings = settings;
    const QStringList lines = settings->value(Settings::Key::ClaudeTaggedAddresses).toStringList();
    for (const QString& line : lines) { // "2026-11-23 https://gateway.example"
        const QDate since = QDate::fromString(line.section(u' ', 0, 0), Qt::ISODate);
        const QString name = line.section(u' ', 1);
        if (since.isValid() && !name.isEmpty())
            m_tagged.insert(name, since);
    }
}

bool AnswerForms::isStructured(const QUrl& baseUrl, QDate today) const
{
    const QDate since = m_tagged.value(nameOf(baseUrl));
    return !since.isValid() || since > today || since.daysTo(today) >= trialDays;
}

void AnswerForms::note(const QUrl& baseUrl, bool structured, QDate today)
{
    const QString name = nameOf(baseUrl);
    if (structured) {
        if (m_tagged.remove(name) == 0)
            return;
    } else {
        if (!isStructured(baseUrl, today))
            return; // since it was found out
        m_tagged.insert(name, today);
    }
    write();
}

void AnswerForms::write() const
{
    if (!m_settings)
        return;
    QStringList lines;
    for (auto address = m_tagged.cbegin(); address != m_tagged.cend(); ++address)
        lines.append(address.value().toString(Qt::ISODate) + u' ' + address.key());
    std::sort(lines.begin(), lines.end());
    m_settings->setValue(Settings::Key::ClaudeTaggedAddresses, lines);
}

} // namespace parlance
