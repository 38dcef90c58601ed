// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/SecretStore.h"
#include "base/Settings.h"
#include "team/TeamDirectory.h"

#include <QObject>

#include <optional>

namespace parlance {

//! Where Claude is reached and with which key: machine-wide file, environment, user's file, settings, in this order for
//! base URL and models; the key from ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN, else keyCommand, else the keychain.
//! GUI thread.
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
    void setKey(const QString& key);
    void forgetKey();
    //! Base URL and models from the settings dialog; without effect where they are locked.
    void setBaseUrl(const QUrl& url);
    void setModels(const QStringList& models);
    //! Locked: a file or the environment says it, which the settings do not override.
    bool isBaseUrlLocked() const;
    bool areModelsLocked() const;
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

private:
    struct Private;
    std::unique_ptr<Private> d;

public:
    ~EndpointSource() override;
};

} // namespace parlance
