// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sample/LocalServer.h"
#include "team/SessionRegistry.h"
#include "team/TeamDirectory.h"
#include "ui/theme/Theme.h"

#include <QDialog>

#include <memory>

namespace parlance {

//! Sign-in: teams (teamBox), password (passwordEdit), signInButton; never blocks, Cancel works at every moment.
//! Shown with show(), not exec(). GUI thread.
class LoginDialog final : public QDialog {
    Q_OBJECT
public:
    LoginDialog(const TeamDirectory& directory, SessionRegistry* sessions, LocalServer* localServer,
                ThemeManager* themes, QWidget* parent = nullptr);
    ~LoginDialog() override;
    void selectTeam(const QString& id);
    //! Whether Esc closes it: not where it is all there is of the program.
    void setLeavable(bool leavable);

signals:
    void signedIn(parlance::TeamSession* session);
    void settingsRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void done(int result) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
