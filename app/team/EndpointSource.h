// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/SecretStore.h"
#include "base/Settings.h"
#include "team/TeamDirectory.h"

#include <QObject>

#include <functional>
#include <optional>

namespace parlance {

//! Where Claude is reached and with which key: machine-wide file, environment, user's file, settings, in this order for
//! base URL, models, proxy and certificates; headers of all of them, the first that names one decides. The key from the
//! machine-wide keyCommand, else ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, else the user's keyCommand, else the
//! keychain. GUI thread.
class EndpointSource final : public QObject {
    Q_OBJECT
public:
    EndpointSource(const TeamDirectory& directory, Settings* settings, SecretStore* secrets, QObject* parent = nullptr);

    //! As known now; key empty until it was found. The key is bound to the base URL: one entered for another URL is not
    //! used.
    const Endpoint& endpoint() const;
    //! Reads keychain and key command; changed() follows, also when there is no key.
    void load();
    bool isLoaded() const;
    //! Keeps a typed key in the keychain (or memory) for the base URL in force.
    //! The key of a key command was refused: runs the command once more. \a done gets the endpoint as it is then, with
    //! another key, the same one or none; never when \a context is gone. Those who ask meanwhile share the run.
    void renewKey(QObject* context, std::function<void(const Endpoint&)> done);
    void setKey(const QString& key);
    void forgetKey();
    //! Base URL and models from the settings dialog; without effect where they are locked.
    void setBaseUrl(const QUrl& url);
    void setModels(const QStringList& models);
    //! "system", "none" or the address of a proxy without a password; without effect where it is locked.
    void setProxy(const QString& proxy);
    void setCaFile(const QString& path);
    //! Headers of one's own for the base URL in force, kept in the keychain (or memory) as they may hold secrets.
    void setHeaders(const QList<Endpoint::Header>& headers);
    QList<Endpoint::Header> ownHeaders() const;
    //! Names of the headers that files set; their values are not for showing.
    QStringList headersOfFiles() const;
    //! Locked: a file or the environment says it, which the settings do not override.
    bool isBaseUrlLocked() const;
    bool areModelsLocked() const;
    bool isProxyLocked() const;
    bool isCaFileLocked() const;
    QString proxySource() const;
    QString caFile() const;
    QString caFileSource() const;
    //! Why the certificates could not be read, for people; empty when they could or there are none.
    QString caFileProblem() const;
    //! Keys that are there and not used, because the one in use comes first: "keychain of this computer". Known after
    //! findHiddenKeys(), which hiddenKeysFound() answers.
    QStringList hiddenKeySources() const;
    void findHiddenKeys();
    //! "environment variable ANTHROPIC_BASE_URL", "/etc/parlance/teams.json", "settings", "default"
    QString baseUrlSource() const;
    //! Who locked the address, as a sentence: "Set by the environment variable ANTHROPIC_BASE_URL."
    QString baseUrlSetBy() const;
    QString modelsSource() const;
    //! That the address which was set cannot be used, and what to do; nothing when it can. There is no key then.
    struct BaseUrlProblem {
        QString sentence; //!< names who set it
        QString advice;   //!< one sentence
        bool operator==(const BaseUrlProblem&) const = default;
    };
    std::optional<BaseUrlProblem> baseUrlProblem() const;
    //! Why the key command gave no key, for people; empty when it did or there is none.
    QString keyProblem() const;

signals:
    void changed();
    void hiddenKeysFound();

private:
    struct Private;
    std::unique_ptr<Private> d;

public:
    ~EndpointSource() override;
};

} // namespace parlance
