// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/RunBar.h"

#include "ui/ask/SendsButton.h"

#include <QPushButton>

namespace parlance {

RunBar::RunBar(InlineBar* bar, QObject* parent)
    : QObject(parent)
    , m_bar(bar)
{}

RunBar::Shown RunBar::shown() const
{
    return m_bar->isHidden() ? Shown::Nothing : m_shown;
}

void RunBar::hide()
{
    m_shown = Shown::Nothing;
    m_placeOffered = false;
    m_bar->hide();
}

bool RunBar::drop(Shown shown)
{
    if (this->shown() != shown)
        return false;
    hide();
    return true;
}

bool RunBar::dropAboutText()
{
    return drop(Shown::Refusal) || drop(Shown::ServerError) || drop(Shown::NoStatement);
}

bool RunBar::isAboutConnection() const
{
    return shown() == Shown::LostConnection || shown() == Shown::Connecting;
}

bool RunBar::dropPlace()
{
    if (!m_placeOffered)
        return false;
    m_placeOffered = false;
    m_bar->clearButtons();
    return true;
}

void RunBar::say(Shown shown, InlineBar::Kind kind, const RunErrorWords& words)
{
    m_shown = shown;
    m_placeOffered = false;
    m_bar->clearButtons();
    m_bar->setMessage(kind, words.title, words.text);
    m_bar->setCaption(words.caption);
    m_bar->setDetails(words.details);
    m_bar->show();
}

QPushButton* RunBar::addStep(const QString& text, const char* name)
{
    QPushButton* button = m_bar->addButton(text, true);
    button->setObjectName(QLatin1String(name));
    return button;
}

void RunBar::offerPlace(int cursor)
{
    if (cursor < 0)
        return;
    m_placeOffered = true;
    connect(addStep(tr("Show the place"), "showPlaceButton"), &QPushButton::clicked, this,
            [this, cursor] { emit placeRequested(cursor); });
}

void RunBar::showPart()
{
    say(Shown::Part, InlineBar::Kind::Info,
        {m_mayAsk ? tr("This SQL is only a part of what Claude began to write.")
                  : tr("This SQL is only a part of a statement."),
         tr("Use the part as it stands, or edit it; then it can run."),
         {},
         {}});
    connect(addStep(tr("Use this part"), "barUsePartButton"), &QPushButton::clicked, this, &RunBar::usePartRequested);
}

void RunBar::showNoStatement(bool empty)
{
    say(Shown::NoStatement, InlineBar::Kind::Info,
        {tr("There is no statement here to run."),
         empty ? (m_mayAsk ? tr("Ask a question, or write SQL.") : tr("Write SQL into the editor first."))
               : tr("Put the cursor into a statement, or select what is to be run."),
         {},
         {}});
}

void RunBar::showRefusal(const RunErrorWords& words, int cursor)
{
    say(Shown::Refusal, InlineBar::Kind::Error, words);
    offerPlace(cursor);
}

void RunBar::showServerError(const RunErrorWords& words, int cursor)
{
    say(Shown::ServerError, InlineBar::Kind::Error, words);
    if (m_fixOffered) {
        QPushButton* fix = m_bar->addButton(tr("Fix this error"), false);
        fix->setObjectName(QStringLiteral("fixErrorButton"));
        fix->setToolTip(tr("Claude writes the SQL again; nothing runs by itself"));
        connect(fix, &QPushButton::clicked, this, &RunBar::fixRequested);
        auto* sends = new SendsButton(fix, m_bar);
        sends->setObjectName(QStringLiteral("fixSendsButton"));
        m_bar->addButton(sends);
        connect(sends, &QPushButton::clicked, this, &RunBar::fixPreviewRequested);
        connect(sends, &SendsButton::hinted, this, &RunBar::fixHinted);
    }
    offerPlace(cursor);
}

void RunBar::showLostConnection(const RunErrorWords& words, bool again)
{
    say(Shown::LostConnection, InlineBar::Kind::Error, words);
    connect(addStep(again ? tr("Try again") : tr("Reconnect"), "reconnectButton"), &QPushButton::clicked, this,
            &RunBar::reconnectRequested);
}

void RunBar::showDropOffer()
{
    say(Shown::DropOffer, InlineBar::Kind::Warning,
        {tr("The server has not stopped the query after 5 seconds."),
         tr("Wait on, or drop this tab's connection. Your text and the rows so far stay."),
         {},
         {}});
    connect(addStep(tr("Drop the connection"), "dropButton"), &QPushButton::clicked, this, &RunBar::dropRequested);
}

void RunBar::showConnecting()
{
    say(Shown::Connecting, InlineBar::Kind::Info, {tr("Connecting again…"), tr("Your text is safe."), {}, {}});
}

} // namespace parlance
