// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/TeamDirectory.h"
#include "ui/theme/Theme.h"

#include <QWidget>

#include <memory>

class QLineEdit;
class QPushButton;

namespace parlance {

//! What stands in the sign-in window: the side with the team's gradient, teams, password, what failed, the buttons.
//! Shows and asks; what is done about it is the dialog's. GUI thread.
class LoginPage final : public QWidget {
    Q_OBJECT
public:
    explicit LoginPage(const TeamDirectory& directory, QWidget* parent = nullptr);
    ~LoginPage() override;

    void setTheme(const Theme& theme);
    //! The chosen team; null where there is none.
    const Team* team() const;
    void selectTeam(const QString& id);
    QLineEdit* passwordEdit() const;
    //! Takes over what belongs to the chosen team: server, sample password.
    void showTeam();

    //! A sign-in is under way: the button is Cancel, \a text says what is waited for.
    void showBusy(const QString& text);
    void showIdle();
    //! Something goes on that nobody waits for yet; empty: nothing.
    void showBackground(const QString& text);
    //! The bar under the password; returns the button of the next step, null when \a step is empty.
    QPushButton* showFailure(const QString& sentence, const QString& advice, const QString& details,
                             const QString& step, bool offerCopy);
    void askForPassword();
    void clearFailure();
    void copyFailure();

signals:
    void teamChanged();
    void signInRequested();
    void cancelRequested();
    void settingsRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
