// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace parlance {

//! Secrets in the system's keychain (QtKeychain), or only in memory where there is none. Lives on the GUI thread;
//! every call answers later through its callback, which is dropped when \a context dies.
class SecretStore final : public QObject {
    Q_OBJECT
public:
    enum class Place { Keychain, Memory };

    explicit SecretStore(QObject* parent = nullptr);
    //! The secret, or nothing when none is kept.
    void read(const QString& name, QObject* context, std::function<void(std::optional<QString>)> done);
    //! Keeps the secret and says where: Memory means it is gone when the program ends.
    void write(const QString& name, const QString& secret, QObject* context, std::function<void(Place)> done);
    void remove(const QString& name, QObject* context, std::function<void()> done);

private:
    QHash<QString, QString> m_memory;
};

} // namespace parlance
