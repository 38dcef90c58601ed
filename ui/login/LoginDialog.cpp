// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/LoginDialog.h"

#include "ui/login/LoginFlow.h"
#include "ui/login/LoginPage.h"
#include "ui/theme/InlineBar.h"

#include <QDesktopServices>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace parlance {

struct LoginDialog::Private {
    LoginDialog* q = nullptr;
    TeamDirectory directory;
    ThemeManager* themes = nullptr;
    LoginFlow* signIn = nullptr;
    LoginPage* page = nullptr;
    QString shownTeam;
    bool sampleFailureShown = false;
    bool leavable = false;

    void connectAll();
    void onTeamChanged();
    void applyTheme();
    void trySignIn();
    void showIdle();
    void showSampleState();
    void showFailure(const SignInFailure& failure);
    void takeStep(const SignInFailure& failure, const QUrl& contact);
    void showSampleFailure();
    void retrySample();
};

LoginDialog::LoginDialog(const TeamDirectory& directory, SessionRegistry* sessions, LocalServer* localServer,
                         ThemeManager* themes, QWidget* parent)
    : QDialog(parent)
    , d(std::make_unique<Private>())
{
    d->q = this;
    d->directory = directory;
    d->themes = themes;
    setObjectName(QStringLiteral("loginDialog"));
    setWindowTitle(tr("Sign in"));
    setWindowFlag(Qt::WindowContextHelpButtonHint, false);
    setWindowFlag(Qt::WindowMinimizeButtonHint, true);
    d->signIn = new LoginFlow(sessions, localServer, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    d->page = new LoginPage(d->directory, this);
    layout->addWidget(d->page);
    resize(760, 540);
    d->connectAll();
    d->onTeamChanged();
    d->page->passwordEdit()->setFocus();
}

LoginDialog::~LoginDialog() = default;

void LoginDialog::Private::connectAll()
{
    connect(themes, &ThemeManager::changed, q, [this] { applyTheme(); });
    connect(page, &LoginPage::teamChanged, q, [this] { onTeamChanged(); });
    connect(page, &LoginPage::signInRequested, q, [this] { trySignIn(); });
    connect(page, &LoginPage::cancelRequested, signIn, &LoginFlow::cancel);
    connect(page, &LoginPage::settingsRequested, q, &LoginDialog::settingsRequested);
    connect(signIn, &LoginFlow::progressed, page, &LoginPage::showBusy);
    connect(signIn, &LoginFlow::sampleChanged, q, [this] { showSampleState(); });
    connect(signIn, &LoginFlow::failed, q, [this](const SignInFailure& failure) { showFailure(failure); });
    connect(signIn, &LoginFlow::sampleFailed, q, [this] {
        page->showIdle();
        showSampleFailure();
    });
    connect(signIn, &LoginFlow::cancelled, q, [this] {
        showIdle();
        page->passwordEdit()->setFocus();
    });
    connect(signIn, &LoginFlow::signedIn, q, [this](TeamSession* session) {
        page->passwordEdit()->clear();
        showIdle();
        emit q->signedIn(session);
    });
}

void LoginDialog::selectTeam(const QString& id)
{
    d->page->selectTeam(id);
}

void LoginDialog::setLeavable(bool leavable)
{
    d->leavable = leavable;
}

void LoginDialog::Private::onTeamChanged()
{
    const Team* team = page->team();
    const QString id = team ? team->id : QString();
    if (id == shownTeam && !id.isEmpty())
        return;
    shownTeam = id;
    applyTheme();
    page->showTeam();
    page->passwordEdit()->clear(); // it was another team's
    page->clearFailure();
    sampleFailureShown = false;
    showSampleState();
}

void LoginDialog::Private::applyTheme()
{
    const Team* team = page->team();
    const Theme theme = themes->theme(QColor(team ? team->accent : QStringLiteral("#0f766e")));
    q->setStyleSheet(parlance::styleSheet(theme));
    page->setTheme(theme);
}

void LoginDialog::Private::trySignIn()
{
    const Team* team = page->team();
    if (!team || signIn->isRunning())
        return;
    page->clearFailure();
    sampleFailureShown = false;
    const QString password = page->passwordEdit()->text();
    if (password.isEmpty() && !team->database.allowEmptyPassword) {
        page->askForPassword();
        return;
    }
    signIn->start(*team, password);
}

void LoginDialog::Private::showIdle()
{
    page->showIdle();
    showSampleState();
}

// The set-up of the sample server goes on while teams are chosen and passwords typed: it is only said.
void LoginDialog::Private::showSampleState()
{
    if (signIn->isRunning())
        return;
    const Team* team = page->team();
    const bool sample = team && team->sample;
    page->showBackground(sample && signIn->isPreparingSample() ? signIn->sampleStep() : QString());
    if (sample && signIn->sampleError() && !sampleFailureShown)
        showSampleFailure();
    if (!signIn->isPreparingSample() && !signIn->sampleError() && sampleFailureShown) {
        sampleFailureShown = false;
        page->clearFailure();
    }
}

void LoginDialog::Private::showSampleFailure()
{
    if (!signIn->sampleError())
        return;
    sampleFailureShown = true;
    const LocalServerError error = *signIn->sampleError();
    QPushButton* step = page->showFailure(tr("The sample data could not be set up."), error.message, error.details,
                                          tr("Try again"), true);
    connect(step, &QPushButton::clicked, q, [this] { retrySample(); });
}

void LoginDialog::Private::retrySample()
{
    page->clearFailure();
    sampleFailureShown = false;
    if (page->passwordEdit()->text().isEmpty())
        signIn->prepareSample();
    else
        trySignIn();
}

void LoginDialog::Private::showFailure(const SignInFailure& failure)
{
    page->showIdle();
    const QUrl contact = page->team() ? page->team()->contactUrl : QUrl();
    const bool copyIsStep = failure.nextStep == SignInFailure::NextStep::CopyForIt;
    QPushButton* step =
        page->showFailure(failure.sentence, failure.advice, failure.details, failure.nextStepText, !copyIsStep);
    if (step)
        connect(step, &QPushButton::clicked, q, [this, failure, contact] { takeStep(failure, contact); });
    page->passwordEdit()->setFocus();
    page->passwordEdit()->selectAll();
}

void LoginDialog::Private::takeStep(const SignInFailure& failure, const QUrl& contact)
{
    switch (failure.nextStep) {
    case SignInFailure::NextStep::TypePassword:
        page->clearFailure();
        page->passwordEdit()->setFocus();
        page->passwordEdit()->selectAll();
        break;
    case SignInFailure::NextStep::TryAgain:
    case SignInFailure::NextStep::WaitAndRetry:
        trySignIn();
        break;
    case SignInFailure::NextStep::OpenContact:
        QDesktopServices::openUrl(contact);
        break;
    case SignInFailure::NextStep::CopyForIt:
        page->copyFailure();
        break;
    case SignInFailure::NextStep::None:
        break;
    }
}

void LoginDialog::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // Esc ends a running sign-in; a program's only window does not vanish by it.
    if (event->key() == Qt::Key_Escape) {
        if (d->leavable && !d->signIn->isRunning())
            close();
        else
            d->signIn->cancel();
        return;
    }
    if (enter) {
        d->trySignIn();
        return;
    }
    QDialog::keyPressEvent(event);
}

void LoginDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    const bool anySample =
        std::any_of(d->directory.teams.begin(), d->directory.teams.end(), [](const Team& team) { return team.sample; });
    if (anySample) // after the first paint: the window stands first
        QTimer::singleShot(0, d->signIn, &LoginFlow::prepareSample);
}

void LoginDialog::done(int result)
{
    d->signIn->cancel();
    QDialog::done(result);
}

} // namespace parlance
