// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeProtocol.h"

#include <QDialog>

namespace parlance {

class Settings;

//! Shown once for each database and host before the first question: what goes where, and what never goes.
//! accepted() means the person agreed. Shown with open(). GUI thread.
class ConsentSheet final : public QDialog {
    Q_OBJECT
public:
    ConsentSheet(const QString& database, const Endpoint& endpoint, qsizetype tables, bool sharesSampleValues,
                 QWidget* parent = nullptr);

    //! Whether the person agreed before, for this database (server/name) and this endpoint's host.
    //! Consent is for one database, one address of Claude, and sample values apart.
    static bool isGiven(const Settings& settings, const QString& server, const Endpoint& endpoint,
                        bool sharesSampleValues);
    static void keep(Settings& settings, const QString& server, const Endpoint& endpoint, bool sharesSampleValues);

signals:
    void previewRequested();

protected:
    void showEvent(QShowEvent* event) override;
};

} // namespace parlance
