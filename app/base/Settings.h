// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QSettings>
#include <QVariant>

namespace parlance {

//! The user's settings, an INI file in the user's config folder, as one table of keys. Never a secret. GUI thread.
class Settings final : public QObject {
    Q_OBJECT
public:
    enum class Key {
        Theme,
        ClaudeBaseUrl,
        ClaudeModels,
        ClaudeProxy,
        ClaudeCaFile,
        ClaudeHeaderAddresses,
        ClaudeTaggedAddresses,
        ConsentedEndpoints,
        WindowGeometry,
        SplitterSizes,
        LastTeam,
        ResultMemoryMegabytes,
        GroupDigits,
        EditorChecks,
        ExportFolder,
        ExportFormat
    };
    Q_ENUM(Key)

    explicit Settings(const QString& configFolder, QObject* parent = nullptr);
    //! The value, or the key's default (theme "system", empty lists and texts).
    QVariant value(Key key) const;
    void setValue(Key key, const QVariant& value);

signals:
    void changed(parlance::Settings::Key key);

private:
    QSettings m_file;
};

} // namespace parlance
