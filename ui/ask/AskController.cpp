// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AskController.h"

#include "assistant/AnswerCheck.h"
#include "team/SessionLedger.h"
#include "ui/ask/AskBars.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/CardFacts.h"
#include "ui/ask/ConsentSheet.h"
#include "ui/ask/KnowledgeWait.h"
#include "ui/ask/QuestionEdit.h"
#include "ui/editor/PlaceTracker.h"
#include "ui/editor/SqlEditor.h"

namespace parlance {

namespace {

constexpr int mostClarifications = 2;

bool isMissingKey(const AskError& error)
{
    return error.kind == AskError::Kind::NoKey ||
           (error.kind == AskError::Kind::Claude && error.claude.kind == ClaudeError::Kind::NoKey);
}

//! \a content, which also says quietly that the budget is almost used up, if it is, and why no sample values go along
//! where they should.
CardContent withNotices(CardContent content, const SessionLedger& ledger, const TeamSession& session)
{
    const BudgetState state = ledger.budgetState();
    for (const QString& notice :
         {state.level == BudgetState::Level::Free ? QString() : state.sentence, session.sampleValuesProblem()}) {
        if (!notice.isEmpty())
            content.notice += (content.notice.isEmpty() ? QString() : QStringLiteral(" ")) + notice;
    }
    return content;
}

} // namespace

AskController::AskController(TeamSession* session, const QString& server, Services* services, AskPanel* panel,
                             SqlEditor* editor, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_server(server)
    , m_services(services)
    , m_panel(panel)
    , m_editor(editor)
    , m_bars(new AskBars(panel, this))
    , m_assistant(new Assistant(services->claude, this))
    , m_spot(new PlaceTracker(editor, this))
    , m_check(new AnswerCheck(this))
    , m_places(new PlaceTracker(editor, this))
{
    m_assistant->setEndpoint(services->endpoint->endpoint());
    m_assistant->setLimits(session->askLimits());
    m_ledger = SessionLedger::of(session, server, services->journal, services->directory.modelPrices);
    m_assistant->setLedger(m_ledger);
    m_assistant->setKeyRenewal(
        [source = services->endpoint](QObject* context, const auto& done) { source->renewKey(context, done); });
    if (session->schemaIndex())
        m_assistant->setIndex(session->schemaIndex());
    connect(session, &TeamSession::catalogRead, this, [this] {
        m_assistant->setIndex(m_session->schemaIndex());
        refreshSends();
        checkAgain();
        if (m_phase == Phase::WaitingForCatalog)
            tryNow();
    });
    m_knowledge = new KnowledgeWait(session->knowledge(), this);
    connect(m_knowledge, &KnowledgeWait::over, this, [this] {
        if (m_phase == Phase::WaitingForCatalog)
            tryNow();
    });
    connect(session, &TeamSession::catalogFailed, this, [this] {
        if (m_phase == Phase::WaitingForCatalog)
            goOn(); // the assistant says what is missing
    });
    connect(services->endpoint, &EndpointSource::changed, this, &AskController::reviewEndpoint);
    connect(m_assistant, &Assistant::askSent, this, [this](quint64, const QString& model) { onSent(model); });
    connect(m_assistant, &Assistant::sqlGrew, this, [this](quint64 ask, const QString& sql) {
        if (m_ask == 0 || ask == m_ask)
            onSqlGrew(sql);
    });
    m_assistant->setServerCheck(session->serverCheck());
    m_assistant->setKnownValues(session->knownValues());
    m_check->setServerCheck(session->serverCheck());
    m_check->setKnownValues(session->knownValues());
    connect(m_check, &AnswerCheck::done, this, &AskController::takeChecked);
    connect(session, &TeamSession::knownValuesRead, this, [this] {
        m_assistant->setKnownValues(m_session->knownValues());
        m_check->setKnownValues(m_session->knownValues());
        checkAgain();
    });
    connect(m_assistant, &Assistant::repairing, this, [this](quint64, int round, const QString& problem) {
        m_repairing = tr("%1 Claude writes it again (%2 of %3).").arg(problem).arg(round).arg(Assistant::mostRepairs);
        m_panel->setProgressText(m_repairing);
    });
    connect(m_assistant, &Assistant::waiting, this, [this](quint64, int seconds, const QString& reason) {
        m_panel->setProgressText(tr("%1 Trying again in %2 s.").arg(reason).arg(seconds));
    });
    connect(m_assistant, &Assistant::askFinished, this, [this](quint64 ask, const Result<Answer, AskError>& result) {
        if (m_ask == 0 || ask == m_ask)
            onFinished(result);
    });
    // Which tables go along depends on what is asked: chosen again when the typing pauses.
    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(300);
    connect(&m_typingPause, &QTimer::timeout, this, &AskController::refreshSends);
    connect(m_panel->questionEdit(), &QuestionEdit::textChanged, &m_typingPause, qOverload<>(&QTimer::start));
    connect(m_panel->questionEdit(), &QuestionEdit::textChanged, this, &AskController::reviewContinued);
    connect(m_assistant, &Assistant::prepared, this, &AskController::refreshSends);
    connect(m_bars, &AskBars::settingsRequested, this, &AskController::settingsRequested);
    connect(m_bars, &AskBars::writeSqlRequested, this, &AskController::writeSqlRequested);
    connect(m_bars, &AskBars::askAgainRequested, this, &AskController::again);
    connect(m_bars, &AskBars::answerTaken, this, &AskController::takeOffered);
    connect(m_bars, &AskBars::answerLeft, this, [this] {
        m_panel->clearOutcome();
        m_statusText = tr("Your SQL stays as it is");
        emit stateChanged();
        m_editor->setFocus(Qt::OtherFocusReason);
    });
    connect(m_panel, &AskPanel::clarified, this, &AskController::answerClarify);
    connect(m_panel, &AskPanel::newQuestionRequested, this, &AskController::startNew);
    connect(m_editor, &SqlEditor::typingDuringWriting, this, &AskController::stop);
    connect(m_editor, &SqlEditor::edited, this, [this] {
        if (m_panel->showsOffer()) // what it would change has changed
            m_panel->showOffer(m_editor->sql(), m_prefix + m_offered.sql + m_suffix);
    });
    connectCard();
    refreshSends();
}

QString AskController::host() const
{
    return m_assistant->endpoint().baseUrl.authority();
}

void AskController::setPhase(Phase phase)
{
    m_phase = phase;
    m_panel->setAsking(phase == Phase::Asking);
    emit stateChanged();
}

void AskController::reviewEndpoint()
{
    m_assistant->setEndpoint(m_services->endpoint->endpoint());
    refreshSends();
    if (m_phase == Phase::WaitingForEndpoint || m_phase == Phase::WaitingForKey)
        tryNow();
}

void AskController::ask()
{
    if (m_phase == Phase::Asking || m_phase == Phase::WaitingForConsent)
        return;
    if (m_panel->question().isEmpty()) {
        m_panel->focusQuestion();
        return;
    }
    start(fresh());
}

void AskController::tryNow()
{
    if (!m_session->isCatalogRead()) {
        m_panel->showProgress(tr("Reading the tables first. The question is asked when they are known."));
        m_statusText = tr("Reading the tables");
        setPhase(Phase::WaitingForCatalog);
        return;
    }
    if (m_knowledge->isNeeded()) {
        m_panel->showProgress(tr("Reading the team's words and verified questions first."));
        m_statusText = tr("Reading the team's words");
        setPhase(Phase::WaitingForCatalog);
        return m_knowledge->start();
    }
    goOn();
}

void AskController::goOn()
{
    if (!m_services->endpoint->isLoaded()) {
        m_panel->showProgress(tr("Looking for your key to Claude."));
        setPhase(Phase::WaitingForEndpoint);
    } else if (m_services->endpoint->baseUrlProblem()) {
        showUnusableAddress();
    } else if (m_services->endpoint->endpoint().key.isEmpty()) {
        showNoKey();
    } else if (m_session->isCatalogRead() &&
               !ConsentSheet::isGiven(*m_services->settings, m_server, m_assistant->endpoint(),
                                      m_session->askLimits().shareSampleValues)) {
        requestConsent();
    } else {
        send();
    }
}

void AskController::requestConsent()
{
    m_panel->clearOutcome();
    setPhase(Phase::WaitingForConsent);
    auto* sheet =
        new ConsentSheet(m_session->team().database.database, m_assistant->endpoint(), m_assistant->tableCount(),
                         m_session->askLimits().shareSampleValues, m_panel->window());
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &ConsentSheet::previewRequested, this, &AskController::showPreview);
    connect(sheet, &QDialog::finished, m_panel->window(), &QWidget::activateWindow); // not every desktop does
    connect(sheet, &QDialog::accepted, this, [this] {
        ConsentSheet::keep(*m_services->settings, m_server, m_assistant->endpoint(),
                           m_session->askLimits().shareSampleValues);
        send();
    });
    connect(sheet, &QDialog::rejected, this, [this] {
        m_statusText = tr("Not sent; the question is kept");
        setPhase(Phase::Idle);
    });
    sheet->open();
}

void AskController::send()
{
    m_phase = Phase::WaitingForConsent; // composed() takes the question that was asked, not what is in the box now
    const Question question = composed();
    m_revision = m_editor->revision();
    m_ask = 0;
    m_repairing.clear();
    m_panel->showProgress(tr("Claude is reading the question. Nothing runs until you press Run."));
    m_statusText = tr("Asking Claude");
    setPhase(Phase::Asking);
    const quint64 ask = m_assistant->ask(question);
    if (m_phase == Phase::Asking)
        m_ask = ask;
    refreshSends();
}

void AskController::onSent(const QString& model)
{
    m_panel->setProgressText(
        m_repairing.isEmpty() ? tr("Claude is reading the question. Nothing runs until you press Run.") : m_repairing);
    m_statusText = tr("Asking %1").arg(model);
    refreshSends();
    emit stateChanged();
}

void AskController::onSqlGrew(const QString& sql)
{
    const bool elsewhere =
        m_question.purpose == Question::Purpose::InWords || m_question.purpose == Question::Purpose::WhyEmpty;
    if (m_phase != Phase::Asking || elsewhere)
        return;
    if (!m_editor->isWriting()) {
        if (m_editor->revision() != m_revision)
            return; // the text changed meanwhile: the answer will be offered
        m_editor->beginWriting();
        m_panel->setProgressText(tr("Claude is writing. Nothing runs until you press Run."));
    }
    m_editor->showWritten(m_prefix + sql + m_suffix);
    emit stateChanged();
}

void AskController::endWriting(bool accepted)
{
    if (m_editor->isWriting())
        m_editor->endWriting(accepted);
}

void AskController::stop()
{
    if (m_phase == Phase::Asking) {
        endWriting(false);
        m_assistant->stop();
    } else if (m_phase != Phase::Idle && m_phase != Phase::WaitingForConsent) {
        m_panel->clearOutcome();
        setPhase(Phase::Idle);
        refreshSends();
    }
}

void AskController::onFinished(const Result<Answer, AskError>& result)
{
    if (m_phase != Phase::Asking)
        return;
    m_phase = Phase::Idle; // so that what follows shows the tab as it is now
    if (result) {
        m_statusText = result->model.isEmpty() ? tr("Claude answered") : tr("Answered by %1").arg(result->model);
        onAnswer(*result);
    } else {
        endWriting(false);
        if (m_editor->isPartial()) { // what the card speaks of is not there any more
            m_answered = AnsweredQuestion();
            m_panel->hideCard();
        }
        if (result.error().kind == AskError::Kind::Cancelled ||
            (result.error().kind == AskError::Kind::Claude &&
             result.error().claude.kind == ClaudeError::Kind::Cancelled)) {
            m_panel->clearOutcome();
            m_statusText = m_editor->isPartial() ? tr("Stopped; what was written is kept") : tr("Stopped");
        } else if (isMissingKey(result.error())) {
            showNoKey();
            return;
        } else {
            m_statusText = tr("No answer");
            m_bars->showError(result.error());
        }
    }
    setPhase(Phase::Idle);
    refreshSends();
    emit outcomeShown();
}

void AskController::onAnswer(const Answer& answer)
{
    switch (answer.kind) {
    case Answer::Kind::Sql:
        if (m_question.purpose == Question::Purpose::InWords)
            showInWords(answer);
        else if (m_question.purpose == Question::Purpose::WhyEmpty)
            emit answerTabRequested(m_question, answer);
        else
            showSqlAnswer(answer);
        break;
    case Answer::Kind::Clarify:
        endWriting(false);
        showClarify(answer);
        break;
    case Answer::Kind::Cannot:
        endWriting(false);
        m_panel->showAside(
            withNotices(cardOf(answer, m_question, m_services->directory.modelPrices), *m_ledger, *m_session));
        break;
    }
}

void AskController::showSqlAnswer(const Answer& answer)
{
    if (m_editor->isWriting()) {
        m_editor->showWritten(m_prefix + answer.sql + m_suffix);
        m_editor->endWriting(true);
    } else if (m_editor->revision() == m_revision) {
        m_editor->applySql(m_prefix + answer.sql + m_suffix);
    } else {
        offer(answer);
        return;
    }
    const qsizetype offset = m_prefix.toUtf8().size();
    m_editor->goToStart(offset); // of the statement that was written: Run runs that one
    Answer whole = answer;       // in the whole text
    m_places->clear();
    for (Finding& finding : whole.findings) {
        finding.start += offset;
        m_places->follow(finding.start, finding.length);
    }
    m_panel->showCard(withNotices(cardOf(whole, m_question, m_services->directory.modelPrices), *m_ledger, *m_session));
    m_answerIsPart = !m_prefix.trimmed().isEmpty() || !m_suffix.trimmed().isEmpty();
    followAnswer(offset, answer.sql.toUtf8().size());
    remember(answer);
    m_editor->showFindings(whole.findings);
    emit answerApplied();
}

void AskController::offer(const Answer& answer)
{
    m_offered = answer;
    m_bars->showOffered(m_editor->sql(), m_prefix + answer.sql + m_suffix);
    CardContent content = cardOf(answer, m_question, m_services->directory.modelPrices);
    content.source = CardContent::Source::Offered;
    content.assumptions.clear(); // they are changed on the card of SQL that stands in the editor
    for (CheckList::Item& item : content.checks.items)
        item.finding.length = 0; // its places are not in the editor
    m_panel->showOfferedCard(content);
    readFor(m_panel->aside(), answer.sql.toUtf8(), -1);
}

void AskController::takeOffered()
{
    m_revision = m_editor->revision();
    emit asked(); // what was typed was typed before this press
    showSqlAnswer(m_offered);
    emit stateChanged();
}

void AskController::showClarify(const Answer& answer)
{
    if (m_question.clarifications.size() >= mostClarifications) {
        m_bars->showAsksOnceMore(answer.question);
        return;
    }
    m_asked = answer.question;
    m_statusText = tr("Waiting for your answer");
    m_panel->showClarify(answer.question, answer.options);
}

void AskController::answerClarify(const QString& text)
{
    if (m_phase != Phase::Idle || m_asked.isEmpty())
        return;
    m_question.clarifications.append({m_asked, text});
    m_asked.clear();
    emit asked();
    send();
}

void AskController::showNoKey()
{
    m_bars->showNoKey();
    waitForSettings(tr("Waiting for a key"));
}

void AskController::showUnusableAddress()
{
    const auto problem = m_services->endpoint->baseUrlProblem();
    m_bars->showUnusableAddress(problem->sentence, problem->advice);
    waitForSettings(tr("Waiting for an address of Claude"));
}

void AskController::waitForSettings(const QString& status)
{
    m_statusText = status;
    setPhase(Phase::WaitingForKey);
    refreshSends();
    emit outcomeShown();
}

void AskController::forget()
{
    if (m_phase == Phase::Asking) {
        endWriting(false);
        m_assistant->stop();
    }
    m_question = Question();
    m_continued.clear();
    m_answered = AnsweredQuestion();
    m_check->stop();
    m_checksDue = false;
    m_last = Question::Previous();
    m_used.clear();
    m_followUps.clear();
    ++m_reading;
    reviewContinued();
    m_asked.clear();
    m_statusText.clear();
    m_panel->clearOutcome();
    m_panel->hideCard();
    setPhase(Phase::Idle);
    refreshSends();
}

} // namespace parlance
