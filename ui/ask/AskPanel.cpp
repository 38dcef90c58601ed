// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AskPanel.h"

#include "ui/ask/ClarifyPanel.h"
#include "ui/ask/DiffView.h"
#include "ui/ask/FollowUpChip.h"
#include "ui/ask/QuestionEdit.h"
#include "ui/theme/InlineBar.h"
#include "ui/worksheet/KeyButton.h"
#include "ui/worksheet/Spinner.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance {

AskPanel::AskPanel(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_question = new QuestionEdit(this);
    m_followUp = new FollowUpChip(m_question);
    m_question->setChip(m_followUp);
    buildSends(); // made in the order in sight: Tab goes that way
    m_bar = new InlineBar(this);
    m_bar->setObjectName(QStringLiteral("askBar"));
    m_diff = new DiffView(this);
    buildProgress();
    m_card = new AnswerCard(this);
    m_aside = new AnswerCard(this);
    m_clarify = new ClarifyPanel(this);
    layout->addWidget(m_question);
    layout->addWidget(m_sends);
    layout->addWidget(m_bar);
    layout->addWidget(m_diff);
    layout->addWidget(m_progress);
    layout->addWidget(m_aside);
    layout->addWidget(m_card);
    layout->addWidget(m_clarify);
    clearOutcome();
    arrangeSends();

    connect(m_question, &QLineEdit::returnPressed, this, &AskPanel::askRequested);
    connect(m_question, &QLineEdit::textEdited, this, &AskPanel::questionEdited);
    connect(m_question->askButton(), &QPushButton::clicked, this, &AskPanel::askRequested);
    connect(m_question->stopButton(), &QPushButton::clicked, this, &AskPanel::stopRequested);
    connect(m_card, &AnswerCard::whatWasSentRequested, this, &AskPanel::whatWasSentRequested);
    connect(m_card, &AnswerCard::unfoldRequested, this, &AskPanel::unfoldRequested);
    connect(m_aside, &AnswerCard::whatWasSentRequested, this, &AskPanel::whatWasSentRequested);
    connect(m_aside, &AnswerCard::unfoldRequested, this, &AskPanel::unfoldRequested);
    connect(m_followUp, &FollowUpChip::dropped, this, &AskPanel::newQuestionRequested);
    connect(m_clarify, &ClarifyPanel::answered, this, &AskPanel::clarified);
    connect(&m_tick, &QTimer::timeout, this,
            [this] { m_elapsedLabel->setText(m_elapsed.isValid() ? elapsedText(m_elapsed.elapsed()) : QString()); });
}

void AskPanel::buildSends()
{
    m_sends = new QWidget(this);
    auto* layout = new QHBoxLayout(m_sends);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->setSpacing(4);
    m_sendsLabel = new QLabel(m_sends);
    m_sendsLabel->setObjectName(QStringLiteral("sendsLabel"));
    m_sendsLabel->setTextFormat(Qt::PlainText);
    setRole(m_sendsLabel, "caption");
    m_preview = new QPushButton(m_sends);
    m_preview->setObjectName(QStringLiteral("previewButton"));
    setRole(m_preview, "link");
    m_tables = new QPushButton(tr("Tables"), m_sends);
    m_tables->setObjectName(QStringLiteral("sentTablesButton"));
    m_tables->setAccessibleName(tr("Tables that are sent: see, pin or leave out"));
    setRole(m_tables, "link");
    layout->addWidget(m_sendsLabel);
    setTabOrder(m_tables, m_preview); // in the order in sight
    layout->addWidget(m_tables);
    layout->addWidget(m_preview);
    layout->addStretch(1);
    connect(m_tables, &QPushButton::clicked, this, [this] { emit sentTablesRequested(m_tables); });
    connect(m_preview, &QPushButton::clicked, this, [this] {
        if (m_sendsBefore)
            emit previewRequested();
        else
            emit whatWasSentRequested();
    });
}

void AskPanel::buildProgress()
{
    m_progress = new QFrame(this);
    m_progress->setObjectName(QStringLiteral("askProgress"));
    setRole(m_progress, "card");
    auto* layout = new QHBoxLayout(m_progress);
    layout->setContentsMargins(14, 8, 14, 8);
    m_spinner = new Spinner(m_progress);
    m_progressLabel = new QLabel(m_progress);
    m_progressLabel->setObjectName(QStringLiteral("askProgressLabel"));
    m_progressLabel->setTextFormat(Qt::PlainText);
    m_elapsedLabel = new QLabel(m_progress);
    setRole(m_elapsedLabel, "caption");
    layout->addWidget(m_spinner);
    layout->addWidget(m_progressLabel, 1);
    layout->addWidget(m_elapsedLabel);
}

void AskPanel::setTheme(const Theme& theme)
{
    m_question->setTheme(theme);
    m_spinner->setTheme(theme);
    m_card->setTheme(theme);
    m_aside->setTheme(theme);
    m_diff->setTheme(theme);
}

QString AskPanel::question() const
{
    return m_question->text().trimmed();
}

void AskPanel::setQuestion(const QString& question)
{
    m_question->setText(question);
}

void AskPanel::setPlaceholder(const QString& text)
{
    m_question->setPlaceholderText(text);
}

void AskPanel::focusQuestion()
{
    m_question->setFocus(Qt::ShortcutFocusReason);
    m_question->selectAll();
}

void AskPanel::setSends(bool before, const QString& goes, const QString& host)
{
    m_sendsBefore = before;
    m_sendsKnown = !host.isEmpty();
    m_tables->setVisible(before); // what was sent is not to be changed any more
    m_sendsText = before ? tr("Sends %1, to %2 ·").arg(goes, host) : tr("%1, sent to %2 ·").arg(goes, host);
    m_preview->setText(before ? tr("Preview") : tr("What was sent"));
    setActionSends(m_actionSends);
}

void AskPanel::setActionSends(const QString& text)
{
    m_actionSends = text;
    m_sendsLabel->setText(text.isEmpty() ? m_sendsText : text + QStringLiteral(" ·"));
    arrangeSends();
}

void AskPanel::setContinued(const QString& question)
{
    m_followUp->setQuestion(question);
    m_followUp->setVisible(m_followUp->isActive());
    m_question->placeParts();
}

void AskPanel::setCompact(bool compact)
{
    m_compact = compact;
    m_card->setCompact(compact);
    m_aside->setCompact(compact);
    placeCard();
}

void AskPanel::arrangeSends()
{
    m_sends->setVisible(m_sendsKnown && (!m_folded || m_card->isHidden()));
}

void AskPanel::showProgress(const QString& text)
{
    clearOutcome();
    m_progressLabel->setText(text);
    m_elapsed.start();
    m_elapsedLabel->clear();
    m_tick.start(100);
    m_progress->show();
    placeCard();
}

void AskPanel::setProgressText(const QString& text)
{
    m_progressLabel->setText(text);
}

void AskPanel::showCard(const CardContent& content)
{
    m_hasCard = true;
    m_card->showContent(content);
    clearOutcome();
}

void AskPanel::hideCard()
{
    m_hasCard = false;
    placeCard();
}

void AskPanel::showAside(const CardContent& content)
{
    clearOutcome();
    m_aside->setCompact(m_compact);
    m_aside->showContent(content);
    m_aside->show();
    placeCard();
}

//! It gives way while something is asked and to an offered answer, and in low windows to whatever is to be read or
//! answered first.
void AskPanel::placeCard()
{
    const bool first = m_compact && (!m_clarify->isHidden() || !m_aside->isHidden());
    m_card->setVisible(m_hasCard && m_progress->isHidden() && m_diff->isHidden() && !first);
    arrangeSends();
}

void AskPanel::showClarify(const QString& question, const QStringList& options)
{
    clearOutcome();
    m_clarify->ask(question, options);
    m_clarify->show();
    placeCard();
    m_clarify->focusFirst();
}

void AskPanel::showBar()
{
    clearOutcome();
    m_bar->show();
}

void AskPanel::showOffer(const QString& mine, const QString& offered)
{
    const bool aside = showsOffer() && !m_aside->isHidden();
    showBar();
    m_diff->showDiff(LineDiff::between(mine, offered));
    m_aside->setVisible(aside);
    placeCard();
}

void AskPanel::showOfferedCard(const CardContent& content)
{
    m_aside->setCompact(true); // the lines of the difference need the room
    m_aside->showContent(content);
    m_aside->show();
    placeCard();
}

bool AskPanel::showsOffer() const
{
    return !m_diff->isHidden();
}

void AskPanel::clearOutcome()
{
    m_tick.stop();
    m_bar->hide();
    m_diff->hide();
    m_progress->hide();
    m_aside->hide();
    m_clarify->hide();
    placeCard();
}

bool AskPanel::isClarifying() const
{
    return !m_clarify->isHidden();
}

bool AskPanel::showsFailedCheck() const
{
    return m_hasCard && m_card->hasFailedCheck();
}

bool AskPanel::runsOnlyAnyway() const
{
    return m_hasCard && m_card->runsOnlyAnyway();
}

void AskPanel::setAsking(bool asking)
{
    m_question->setAsking(asking);
}

void AskPanel::setFolded(bool folded)
{
    m_folded = folded;
    m_card->setFolded(folded);
    m_aside->setFolded(folded);
    arrangeSends();
}

} // namespace parlance
