// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/LoginPage.h"

#include "ui/login/LoginSide.h"
#include "ui/login/TeamDelegate.h"
#include "ui/login/TeamModel.h"
#include "ui/login/TeamView.h"
#include "ui/theme/BusyRing.h"
#include "ui/theme/HintButton.h"
#include "ui/theme/InlineBar.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace parlance {

namespace {

constexpr qsizetype teamsWithoutFilter = 6;

QLabel* strongLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setRole(label, "strong");
    return label;
}

} // namespace

struct LoginPage::Private {
    LoginPage* q = nullptr;
    TeamDirectory directory;
    Theme theme;
    TeamModel* model = nullptr;
    TeamDelegate* delegate = nullptr;
    LoginSide* side = nullptr;
    QLineEdit* filter = nullptr;
    TeamView* teams = nullptr;
    QLabel* noTeam = nullptr;
    QLineEdit* password = nullptr;
    QAction* eye = nullptr;
    QLabel* samplePassword = nullptr;
    InlineBar* bar = nullptr;
    InlineBar* problems = nullptr;
    QPushButton* problemsLink = nullptr;
    BusyRing* spinner = nullptr;
    QLabel* progress = nullptr;
    QPushButton* settings = nullptr;
    HintButton* button = nullptr;
    QString chosen;
    bool busy = false;

    QWidget* buildForm();
    void buildTeams(QVBoxLayout* column, QWidget* form);
    void buildPassword(QVBoxLayout* column, QWidget* form);
    QLayout* buildBottom(QWidget* form);
    void buildProblems(QWidget* form);
    void connectAll();
    void applyFilter();
    void onCurrentChanged();
    void showEye();
    void updateButton();
    void updateProgress(const QString& text);
};

LoginPage::LoginPage(const TeamDirectory& directory, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    d->q = this;
    d->directory = directory;
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    d->side = new LoginSide(this);
    row->addWidget(d->side);
    row->addWidget(d->buildForm(), 1);
    d->connectAll();
    d->teams->setCurrentIndex(d->model->index(0, 0));
    d->updateButton();
}

LoginPage::~LoginPage() = default;

QWidget* LoginPage::Private::buildForm()
{
    auto* form = new QFrame(q);
    setRole(form, "panel");
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(32, 26, 32, 20);
    column->setSpacing(6);
    buildTeams(column, form);
    buildPassword(column, form);
    bar = new InlineBar(form);
    bar->setObjectName(QStringLiteral("signInFailure"));
    bar->hide();
    column->addWidget(bar);
    buildProblems(form);
    column->addWidget(problems);
    column->addStretch(1);
    column->addLayout(buildBottom(form));
    return form;
}

void LoginPage::Private::buildTeams(QVBoxLayout* column, QWidget* form)
{
    model = new TeamModel(directory.teams, q);
    delegate = new TeamDelegate(q);
    auto* label = strongLabel(tr("Team"), form);
    filter = new QLineEdit(form);
    filter->setObjectName(QStringLiteral("teamFilter"));
    filter->setPlaceholderText(tr("Find your team"));
    filter->setAccessibleName(tr("Find your team"));
    filter->setVisible(directory.teams.size() > teamsWithoutFilter);
    teams = new TeamView(form);
    teams->setAccessibleName(tr("Team"));
    teams->setModel(model);
    teams->setItemDelegate(delegate);
    label->setBuddy(teams);
    noTeam = new QLabel(form);
    noTeam->setTextFormat(Qt::PlainText);
    noTeam->setWordWrap(true);
    setRole(noTeam, "muted");
    noTeam->setVisible(directory.teams.isEmpty());
    noTeam->setText(tr("No team is set up on this computer. Ask whoever looks after Parlance for a teams.json."));
    column->addWidget(label);
    column->addWidget(filter);
    column->addWidget(teams, 0);
    column->addWidget(noTeam);
}

void LoginPage::Private::buildPassword(QVBoxLayout* column, QWidget* form)
{
    auto* label = strongLabel(tr("Password"), form);
    password = new QLineEdit(form);
    password->setObjectName(QStringLiteral("passwordEdit"));
    password->setEchoMode(QLineEdit::Password);
    password->setPlaceholderText(tr("Your team's password"));
    password->setAccessibleName(tr("Password"));
    password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    password->installEventFilter(q);
    label->setBuddy(password);
    eye = password->addAction(QIcon(), QLineEdit::TrailingPosition);
    samplePassword = new QLabel(form);
    samplePassword->setObjectName(QStringLiteral("samplePassword"));
    samplePassword->setTextFormat(Qt::RichText);
    samplePassword->setTextInteractionFlags(Qt::TextBrowserInteraction);
    samplePassword->setToolTip(tr("Click to fill it in"));
    setRole(samplePassword, "caption");
    column->addWidget(label);
    column->addWidget(password);
    column->addWidget(samplePassword);
}

void LoginPage::Private::buildProblems(QWidget* form)
{
    problems = new InlineBar(form);
    problems->setObjectName(QStringLiteral("configurationProblems"));
    problems->hide();
    problemsLink = new QPushButton(form);
    problemsLink->setObjectName(QStringLiteral("configurationProblemsLink"));
    problemsLink->setCursor(Qt::PointingHandCursor);
    setRole(problemsLink, "link");
    const auto count = static_cast<int>(directory.problems.size());
    problemsLink->setVisible(count > 0);
    problemsLink->setText(count == 1 ? tr("1 problem in the configuration")
                                     : tr("%L1 problems in the configuration").arg(count));
    QStringList lines;
    for (const ConfigurationProblem& problem : std::as_const(directory.problems))
        lines << problem.toString();
    problems->setMessage(InlineBar::Kind::Warning, tr("Parts of the configuration were not understood."),
                         tr("Everything else works. Send the details to whoever wrote it."));
    problems->setDetails(lines.join(QLatin1Char('\n')));
}

QLayout* LoginPage::Private::buildBottom(QWidget* form)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    spinner = new BusyRing(form);
    spinner->hide();
    progress = new QLabel(form);
    progress->setObjectName(QStringLiteral("signInProgress"));
    progress->setTextFormat(Qt::PlainText);
    progress->setWordWrap(true);
    setRole(progress, "muted");
    settings = new QPushButton(tr("Settings"), form);
    settings->setObjectName(QStringLiteral("settingsLink"));
    settings->setCursor(Qt::PointingHandCursor);
    setRole(settings, "link");
    button = new HintButton(form);
    button->setObjectName(QStringLiteral("signInButton"));
    for (QPushButton* any : {static_cast<QPushButton*>(button), settings, problemsLink})
        any->setAutoDefault(false);
    row->addWidget(spinner);
    row->addWidget(progress, 1);
    row->addWidget(problemsLink);
    row->addWidget(settings);
    row->addWidget(button);
    return row;
}

void LoginPage::Private::connectAll()
{
    connect(filter, &QLineEdit::textChanged, q, [this] { applyFilter(); });
    filter->installEventFilter(q);
    connect(teams->selectionModel(), &QItemSelectionModel::currentChanged, q, [this] { onCurrentChanged(); });
    connect(teams, &TeamView::chosen, q, [this] { password->setFocus(Qt::OtherFocusReason); });
    connect(eye, &QAction::triggered, q, [this] {
        password->setEchoMode(password->echoMode() == QLineEdit::Password ? QLineEdit::Normal : QLineEdit::Password);
        showEye();
    });
    connect(password, &QLineEdit::textEdited, q, [this] { q->clearFailure(); });
    connect(samplePassword, &QLabel::linkActivated, q, [this] {
        if (busy || !q->team())
            return;
        q->clearFailure();
        password->setText(q->team()->samplePassword);
        password->setFocus(Qt::OtherFocusReason);
    });
    connect(settings, &QPushButton::clicked, q, &LoginPage::settingsRequested);
    connect(problemsLink, &QPushButton::clicked, q, [this] { problems->setVisible(problems->isHidden()); });
    connect(button, &QPushButton::clicked, q, [this] {
        if (busy)
            emit q->cancelRequested();
        else
            emit q->signInRequested();
    });
}

void LoginPage::Private::applyFilter()
{
    const QString before = chosen;
    model->setFilter(filter->text());
    const QModelIndex same = model->indexOf(before);
    teams->setCurrentIndex(same.isValid() ? same : model->index(0, 0));
    teams->updateGeometry();
    noTeam->setVisible(model->rowCount() == 0);
    if (!directory.teams.isEmpty())
        noTeam->setText(tr("No team matches “%1”.").arg(filter->text().trimmed()));
    onCurrentChanged();
}

void LoginPage::Private::onCurrentChanged()
{
    const Team* current = q->team();
    chosen = current ? current->id : chosen;
    if (current)
        teams->scrollTo(teams->currentIndex());
    updateButton();
    emit q->teamChanged();
}

void LoginPage::Private::showEye()
{
    const bool hidden = password->echoMode() == QLineEdit::Password;
    eye->setIcon(icon(hidden ? QStringLiteral("eye") : QStringLiteral("eye-off"), theme.text));
    eye->setText(hidden ? tr("Show the password") : tr("Hide the password"));
    eye->setToolTip(eye->text());
}

void LoginPage::Private::updateButton()
{
    if (busy)
        button->setWords(tr("Cancel"), tr("Esc"));
    else
        button->setWords(tr("Sign in"), tr("Enter"));
    const bool stepShown = !bar->isHidden() && bar->hasPrimaryButton();
    setRole(button, busy || stepShown ? "secondary" : "primary");
    button->setEnabled(busy || q->team());
}

void LoginPage::Private::updateProgress(const QString& text)
{
    progress->setText(text);
    spinner->setVisible(!text.isEmpty());
}

void LoginPage::setTheme(const Theme& theme)
{
    d->theme = theme;
    d->delegate->setTheme(theme);
    d->teams->viewport()->update();
    d->showEye();
    showTeam(); // the sample password's colour stands in its text
}

const Team* LoginPage::team() const
{
    return d->model->team(d->teams->currentIndex());
}

void LoginPage::selectTeam(const QString& id)
{
    if (!d->model->indexOf(id).isValid())
        d->filter->clear();
    const QModelIndex index = d->model->indexOf(id);
    if (index.isValid())
        d->teams->setCurrentIndex(index);
}

QLineEdit* LoginPage::passwordEdit() const
{
    return d->password;
}

void LoginPage::showTeam()
{
    const Team* current = team();
    d->side->setServer(!current          ? QString()
                       : current->sample ? tr("Sample data on this computer")
                                         : current->database.host);
    d->samplePassword->setVisible(current && !current->samplePassword.isEmpty());
    if (!current)
        return;
    d->samplePassword->setText(
        tr("Sample password: %1")
            .arg(QStringLiteral("<a href=\"fill\" style=\"color:%1;text-decoration:none;font-weight:600;"
                                "font-family:monospace\">%2</a>")
                     .arg(d->theme.text.name(), current->samplePassword.toHtmlEscaped())));
    d->samplePassword->setAccessibleName(tr("Sample password: %1").arg(current->samplePassword));
}

void LoginPage::showBusy(const QString& text)
{
    d->busy = true;
    for (QWidget* widget : {static_cast<QWidget*>(d->teams), static_cast<QWidget*>(d->filter),
                            static_cast<QWidget*>(d->password), static_cast<QWidget*>(d->settings)})
        widget->setEnabled(false);
    d->updateProgress(text);
    d->updateButton();
    window()->setFocus(); // a second Enter must not press Cancel
}

void LoginPage::showIdle()
{
    d->busy = false;
    for (QWidget* widget : {static_cast<QWidget*>(d->teams), static_cast<QWidget*>(d->filter),
                            static_cast<QWidget*>(d->password), static_cast<QWidget*>(d->settings)})
        widget->setEnabled(true);
    d->updateProgress(QString());
    d->updateButton();
}

void LoginPage::showBackground(const QString& text)
{
    if (!d->busy)
        d->updateProgress(text);
}

QPushButton* LoginPage::showFailure(const QString& sentence, const QString& advice, const QString& details,
                                    const QString& step, bool offerCopy)
{
    d->bar->setMessage(InlineBar::Kind::Error, sentence, advice);
    d->bar->setCopyOffered(offerCopy);
    d->bar->clearButtons();
    QPushButton* next = step.isEmpty() ? nullptr : d->bar->addButton(step, true);
    if (next)
        next->setObjectName(QStringLiteral("nextStepButton"));
    d->bar->setDetails(details);
    d->problems->hide(); // one bar at a time has room in a small window
    d->bar->show();
    d->updateButton();
    return next;
}

void LoginPage::askForPassword()
{
    d->bar->setMessage(InlineBar::Kind::Warning, tr("Type the team's password."), QString());
    d->bar->clearButtons();
    d->bar->setDetails(QString());
    d->bar->show();
    d->updateButton();
    d->password->setFocus();
}

void LoginPage::clearFailure()
{
    if (d->bar->isHidden())
        return;
    d->bar->hide();
    d->bar->clearButtons();
    d->updateButton();
}

void LoginPage::copyFailure()
{
    d->bar->copy();
    d->updateProgress(QString());
    d->progress->setText(tr("Copied. Paste it into a message to them."));
}

bool LoginPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && (watched == d->password || watched == d->filter)) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        // Up and down choose a team from wherever one types.
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            QApplication::sendEvent(d->teams, event);
            return true;
        }
        if (watched == d->filter && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            d->password->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace parlance
