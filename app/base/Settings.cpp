// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Settings.h"

#include <QDir>

#include <array>

namespace parlance {

namespace {

struct Entry {
    Settings::Key key;
    const char* name;
    QVariant (*fallback)();
};

QVariant emptyText()
{
    return QString();
}
QVariant emptyList()
{
    return QStringList();
}
QVariant emptyBytes()
{
    return QByteArray();
}

// The one table of settings: the key in the code, the key in the file, what holds when the file does not say.
constexpr std::array<Entry, 16> table{{
    {Settings::Key::Theme, "appearance/theme", [] { return QVariant(QStringLiteral("system")); }},
    {Settings::Key::ClaudeBaseUrl, "claude/baseUrl", emptyText},
    {Settings::Key::ClaudeModels, "claude/models", emptyList},
    {Settings::Key::ClaudeProxy, "claude/proxy", emptyText},
    {Settings::Key::ClaudeCaFile, "claude/caFile", emptyText},
    {Settings::Key::ClaudeHeaderAddresses, "claude/headerAddresses", emptyList},
    {Settings::Key::ClaudeTaggedAddresses, "claude/taggedAddresses", emptyList},
    {Settings::Key::ConsentedEndpoints, "claude/consentedEndpoints", emptyList},
    {Settings::Key::WindowGeometry, "window/geometry", emptyBytes},
    {Settings::Key::SplitterSizes, "window/splitterSizes", emptyBytes},
    {Settings::Key::LastTeam, "window/lastTeam", emptyText},
    {Settings::Key::ResultMemoryMegabytes, "results/memoryMegabytes", [] { return QVariant(512); }},
    {Settings::Key::GroupDigits, "results/groupDigits", [] { return QVariant(false); }},
    {Settings::Key::EditorChecks, "editor/checks", [] { return QVariant(true); }},
    {Settings::Key::ExportFolder, "export/folder", emptyText},
    {Settings::Key::ExportFormat, "export/format", [] { return QVariant(QStringLiteral("csv")); }},
}};

const Entry& entryOf(Settings::Key key)
{
    for (const Entry& entry : table) {
        if (entry.key == key)
            return entry;
    }
    Q_UNREACHABLE();
}

} // namespace

Settings::Settings(const QString& configFolder, QObject* parent)
    : QObject(parent)
    , m_file(QDir(configFolder).filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
{}

QVariant Settings::value(Key key) const
{
    const Entry& entry = entryOf(key);
    const QVariant fallback = entry.fallback();
    QVariant value = m_file.value(QString::fromLatin1(entry.name), fallback);
    // An INI file knows texts only: a list of one comes back as a text, an empty list as an invalid value.
    if (!value.convert(fallback.metaType()))
        return fallback;
    return value;
}

void Settings::setValue(Key key, const QVariant& value)
{
    if (this->value(key) == value)
        return;
    m_file.setValue(QString::fromLatin1(entryOf(key).name), value);
    m_file.sync();
    emit changed(key);
}

} // namespace parlance
