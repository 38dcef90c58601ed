// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AskBars.h"

#include "ui/ask/AskPanel.h"
#include "ui/theme/InlineBar.h"

#include <QPushButton>

namespace parlance {

AskBars::AskBars(AskPanel* panel, QObject* parent)
    : QObject(parent)
    , m_panel(panel)
{}

InlineBar* AskBars::start(const QString& details)
{
    InlineBar* bar = m_panel->bar();
    bar->clearButtons();
    bar->setCaption(QString());
    bar->setDetails(details);
    return bar;
}

QPushButton* AskBars::addButton(const QString& text, bool primary, const char* name)
{
    QPushButton* button = m_panel->bar()->addButton(text, primary);
    button->setObjectName(QLatin1String(name));
    return button;
}

void AskBars::showNoKey()
{
    InlineBar* bar = start();
    bar->setMessage(InlineBar::Kind::Warning, tr("Claude is not set up on this computer."),
                    tr("Your question is kept and asked as soon as there is a key."));
    bar->setIconName(QStringLiteral("key"));
    bar->setCaption(tr("No key in the environment, the keychain or the company's settings."));
    QPushButton* write = addButton(tr("Write SQL"), false, "writeSqlButton");
    QPushButton* enter = addButton(tr("Enter a key"), true, "enterKeyButton");
    connect(write, &QPushButton::clicked, this, &AskBars::writeSqlRequested);
    connect(enter, &QPushButton::clicked, this, [this] { emit settingsRequested(true); });
    m_panel->showBar();
}

void AskBars::showUnusableAddress(const QString& sentence, const QString& advice)
{
    InlineBar* bar = start();
    bar->setMessage(InlineBar::Kind::Error, sentence, advice);
    bar->setCaption(tr("Your question is kept."));
    QPushButton* write = addButton(tr("Write SQL"), false, "writeSqlButton");
    QPushButton* settings = addButton(tr("Settings"), true, "openSettingsButton");
    connect(write, &QPushButton::clicked, this, &AskBars::writeSqlRequested);
    connect(settings, &QPushButton::clicked, this, [this] { emit settingsRequested(false); });
    m_panel->showBar();
}

void AskBars::showAsksOnceMore(const QString& question)
{
    start()->setMessage(InlineBar::Kind::Info, tr("Claude asks once more: %1").arg(question),
                        tr("Write the answer into your question and ask again."));
    QPushButton* edit = addButton(tr("Edit the question"), true, "askStepButton");
    connect(edit, &QPushButton::clicked, m_panel, &AskPanel::focusQuestion);
    m_panel->showBar();
}

void AskBars::showOffered(const QString& mine, const QString& offered)
{
    start()->setMessage(
        InlineBar::Kind::Info, tr("Claude's answer is ready."),
        tr("You changed the SQL meanwhile, so it was left alone. This is what the answer would change; undo brings "
           "your text back."));
    QPushButton* keep = addButton(tr("Keep mine"), false, "keepMineButton");
    QPushButton* use = addButton(tr("Use it"), true, "useAnswerButton");
    connect(keep, &QPushButton::clicked, this, &AskBars::answerLeft);
    connect(use, &QPushButton::clicked, this, &AskBars::answerTaken);
    m_panel->showOffer(mine, offered);
}

void AskBars::showError(const AskError& error)
{
    QString details = error.details;
    if (!error.servedModels.isEmpty())
        details += (details.isEmpty() ? QString() : QStringLiteral("\n")) +
                   tr("Models served there: %1").arg(error.servedModels.join(QStringLiteral(", ")));
    start(details)->setMessage(InlineBar::Kind::Error, error.title, error.text);
    addNextStep(error.nextStep);
    m_panel->showBar();
}

void AskBars::addNextStep(AskError::NextStep step)
{
    const char* const name = "askStepButton";
    switch (step) {
    case AskError::NextStep::None:
        return;
    case AskError::NextStep::EnterKey:
        connect(addButton(tr("Enter a key"), true, name), &QPushButton::clicked, this,
                [this] { emit settingsRequested(true); });
        return;
    case AskError::NextStep::ChooseModel:
        connect(addButton(tr("Choose a model"), true, name), &QPushButton::clicked, this,
                [this] { emit settingsRequested(false); });
        return;
    case AskError::NextStep::OpenSettings:
        connect(addButton(tr("Open settings"), true, name), &QPushButton::clicked, this,
                [this] { emit settingsRequested(false); });
        return;
    case AskError::NextStep::Shorten:
    case AskError::NextStep::Rephrase:
        connect(addButton(tr("Edit the question"), true, name), &QPushButton::clicked, m_panel,
                &AskPanel::focusQuestion);
        return;
    case AskError::NextStep::TryAgain:
    case AskError::NextStep::CheckNetwork:
        connect(addButton(tr("Try again"), true, name), &QPushButton::clicked, this, &AskBars::askAgainRequested);
        return;
    }
}

} // namespace parlance
