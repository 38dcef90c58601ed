// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AnswerCard.h"

#include "ui/ask/AssumptionEditor.h"
#include "ui/ask/ChecksPopup.h"
#include "ui/ask/ChipRow.h"
#include "ui/ask/ElidedLabel.h"
#include "ui/ask/ReadingGrid.h"
#include "ui/ask/SendsButton.h"
#include "ui/theme/Focus.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance {

namespace {

QLabel* plainLabel(QWidget* parent, const char* role, bool wrap)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(wrap);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (role != nullptr)
        setRole(label, role);
    return label;
}

QPushButton* linkButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    setRole(button, "link");
    return button;
}

} // namespace

AnswerCard::AnswerCard(QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("answerCard"));
    setRole(this, "card");
    build();
}

void AnswerCard::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(4);

    m_line = new QWidget(this);
    m_lineLayout = new QHBoxLayout(m_line);
    m_lineLayout->setContentsMargins(0, 0, 0, 0);
    m_lineLayout->setSpacing(10);
    m_summary = new ElidedLabel(m_line);
    m_more = linkButton(tr("More"), m_line);
    m_more->setObjectName(QStringLiteral("unfoldButton"));
    m_lineLayout->addWidget(m_summary, 1);
    m_lineLayout->addWidget(m_more);
    layout->addWidget(m_line);

    m_heading = plainLabel(this, "strong", true);
    m_reading = new ReadingGrid(this);
    m_text = plainLabel(this, nullptr, true);
    m_text->setObjectName(QStringLiteral("answerText"));
    m_editedLabel = plainLabel(this, "caption", true);
    m_editedLabel->setObjectName(QStringLiteral("editedLabel"));
    m_notice = plainLabel(this, "caption", true);
    m_chips = new ChipRow(this);
    layout->addWidget(m_heading);
    layout->addWidget(m_reading);
    layout->addWidget(m_text);
    layout->addWidget(m_editedLabel);
    layout->addWidget(m_chips);
    layout->addWidget(m_notice);
    buildFooter();
    layout->addWidget(m_footer);
    layout->addWidget(m_links);
    connect(m_more, &QPushButton::clicked, this, &AnswerCard::unfoldRequested);
    connect(m_reading, &ReadingGrid::built, this, &AnswerCard::orderTabs);
    connect(m_reading, &ReadingGrid::placeChosen, this, &AnswerCard::placeChosen);
    connect(m_chips, &ChipRow::changeRequested, this, &AnswerCard::editAssumption);
    arrange();
}

void AnswerCard::buildFooter()
{
    m_footer = new QWidget(this);
    m_footerLayout = new QHBoxLayout(m_footer);
    m_footerLayout->setContentsMargins(0, 0, 0, 0);
    m_footerLayout->setSpacing(10);
    m_checkBox = new QWidget(m_footer);
    auto* checkLayout = new QHBoxLayout(m_checkBox);
    checkLayout->setContentsMargins(0, 0, 0, 0);
    checkLayout->setSpacing(6);
    m_checkIcon = new QLabel(m_checkBox);
    m_checks = new ElidedLabel(m_checkBox);
    m_checks->setObjectName(QStringLiteral("checksLabel"));
    m_details = linkButton(tr("Details"), m_footer);
    m_details->setObjectName(QStringLiteral("checksButton"));
    m_details->setAccessibleName(tr("All checks by name"));
    m_trust = plainLabel(m_footer, "caption", false);
    m_trust->setObjectName(QStringLiteral("trustLabel"));
    checkLayout->addWidget(m_checkIcon);
    m_neverChecked = new ElidedLabel(m_checkBox);
    m_neverChecked->setObjectName(QStringLiteral("neverCheckedLabel"));
    m_neverChecked->setWholeText(QStringLiteral("· ") + CheckList::neverChecked());
    m_neverChecked->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setRole(m_neverChecked, "caption");
    m_checks->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    checkLayout->addWidget(m_checks);
    checkLayout->addWidget(m_neverChecked);
    checkLayout->addStretch(1);
    m_footerLayout->addWidget(m_checkBox);
    m_footerLayout->addWidget(m_details);
    m_footerLayout->addWidget(m_trust);
    m_links = new QWidget(this);
    m_linksLayout = new QHBoxLayout(m_links);
    m_linksLayout->setContentsMargins(0, 0, 0, 0);
    m_linksLayout->setSpacing(10);
    m_meter = new ElidedLabel(m_footer);
    m_meter->setObjectName(QStringLiteral("meterLabel"));
    setRole(m_meter, "caption");
    m_meter->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // the checks take the room that is left
    m_footerLayout->addWidget(m_meter);
    m_inWords = addLink(tr("In words"), "inWordsButton");
    m_inWordsSends = new SendsButton(m_inWords, m_footer);
    m_inWordsSends->setObjectName(QStringLiteral("inWordsSendsButton"));
    m_wordsBox = new QWidget(m_footer); // the eye stands close to what it is of
    auto* wordsLayout = new QHBoxLayout(m_wordsBox);
    wordsLayout->setContentsMargins(0, 0, 0, 0);
    wordsLayout->setSpacing(2);
    wordsLayout->addWidget(m_inWords);
    wordsLayout->addWidget(m_inWordsSends);
    m_footerLayout->addWidget(m_wordsBox);
    m_notMeant = addLink(tr("Not what I meant"), "notMeantButton");
    m_sent = addLink(tr("What was sent"), "cardSentButton");
    connect(m_details, &QPushButton::clicked, this, &AnswerCard::openChecks);
    connect(m_inWords, &QPushButton::clicked, this, &AnswerCard::inWordsRequested);
    connect(m_inWordsSends, &QPushButton::clicked, this, &AnswerCard::inWordsPreviewRequested);
    connect(m_inWordsSends, &SendsButton::hinted, this, &AnswerCard::inWordsHinted);
    connect(m_notMeant, &QPushButton::clicked, this, &AnswerCard::notMeantRequested);
    connect(m_sent, &QPushButton::clicked, this, &AnswerCard::whatWasSentRequested);
}

QPushButton* AnswerCard::addLink(const QString& text, const char* name)
{
    QPushButton* button = linkButton(text, m_footer);
    button->setObjectName(QLatin1String(name));
    m_footerLayout->addWidget(button);
    return button;
}

//! Lines and chips are made with each answer: Tab comes to them where they are in sight.
void AnswerCard::orderTabs()
{
    putBeforeInTabOrder(m_details, m_reading);
    putBeforeInTabOrder(m_details, m_chips);
}

void AnswerCard::setTheme(const Theme& theme)
{
    m_theme = theme;
    showChecks();
}

void AnswerCard::showContent(const CardContent& content)
{
    m_content = content;
    m_edited = false;
    m_renewed = false;
    m_elsewhere = false;
    m_reading->setStale(false);
    m_reading->setReading(content.reading);
    m_notice->setText(content.notice);
    m_chips->setAssumptions(content.assumptions);
    orderTabs();
    m_meter->setWholeText(content.meter);
    if (!content.meterDetails.isEmpty())
        m_meter->setToolTip(content.meterDetails);
    showWords();
    showChecks();
}

void AnswerCard::showWords()
{
    m_heading->clear();
    const QString said = tr("Claude says: “%1”").arg(m_content.explanation);
    QString summary;
    switch (m_content.source) {
    case CardContent::Source::Claude:
        m_words =
            m_renewed ? tr("Claude said of its own SQL, before it was edited: “%1”").arg(m_content.explanation) : said;
        summary = m_words;
        break;
    case CardContent::Source::Offered:
        m_heading->setText(tr("The offered answer"));
        m_words = said;
        summary = said;
        break;
    case CardContent::Source::Words:
        m_heading->setText(tr("In words"));
        m_words = said;
        summary = said;
        break;
    case CardContent::Source::Ready:
        m_heading->setText(tr("Ready question"));
        m_words = m_content.explanation;
        summary = tr("Ready question · %1").arg(m_content.explanation);
        break;
    case CardContent::Source::Verified:
        m_heading->setText(tr("Verified question"));
        m_text->setText(m_content.explanation);
        summary = tr("Verified question · %1").arg(m_content.explanation);
        break;
    case CardContent::Source::Cannot:
        m_heading->setText(tr("Claude cannot answer this from these tables."));
        m_words = said;
        summary = tr("Claude cannot answer this: “%1”").arg(m_content.explanation);
        break;
    }
    if (!m_content.inWords.isEmpty())
        m_words += QLatin1Char('\n') + m_content.inWords;
    placeWords();
    // Evidence before words: what the program reads leads where it reads anything.
    if (!m_content.reading.rows.isEmpty() && m_content.source != CardContent::Source::Cannot)
        summary = m_reading->summary();
    m_summary->setWholeText(summary);
    setAccessibleName(
        summary == m_words || m_content.reading.rows.isEmpty() ? summary : summary + QStringLiteral(". ") + m_words);
}

//! Whole where there is room, on one line in low windows; then the whole is in the tooltip.
void AnswerCard::placeWords()
{
    // "In words" was asked for: it is read whole wherever it is, and so is why there is no answer.
    const bool line =
        m_compact && m_content.inWords.isEmpty() &&
        (m_content.source == CardContent::Source::Claude || m_content.source == CardContent::Source::Ready);
    m_text->setWordWrap(!line);
    QSizePolicy policy(line ? QSizePolicy::Ignored : QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(!line); // else the label takes the height that it would need if it were narrow
    m_text->setSizePolicy(policy);
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right() - 4;
    m_text->setText(line ? fontMetrics().elidedText(m_words.simplified(), Qt::ElideRight, room) : m_words);
    m_text->setToolTip(line ? QStringLiteral("<qt>%1</qt>").arg(m_words.toHtmlEscaped()) : QString());
    m_text->setAccessibleName(m_words);
}

void AnswerCard::setReading(const ReadingWords& reading)
{
    m_content.reading = reading;
    m_reading->setReading(reading);
    showWords();
    arrange();
}

void AnswerCard::setChecks(const CheckList& checks)
{
    m_content.checks = checks;
    showChecks();
}

void AnswerCard::addWords(const QString& words, const QString& meter)
{
    m_content.inWords = meter.isEmpty() ? tr("Claude says in words: “%1”").arg(words)
                                        : tr("Claude says in words: “%1” (%2)").arg(words, meter);
    showWords();
    arrange();
}

void AnswerCard::renew(const ReadingWords& reading, const CheckList& checks)
{
    m_renewed = m_content.source == CardContent::Source::Claude;
    m_edited = false;
    m_reading->setStale(false);
    m_content.checks = checks;
    setReading(reading);
    showChecks();
}

void AnswerCard::showChecks()
{
    QString text;
    QString iconName;
    QColor colour;
    const char* role = "ok";
    const CheckList::State worst = m_content.checks.worst();
    if (m_content.source == CardContent::Source::Verified && m_content.checks.items.isEmpty()) {
        text = tr("%1; needs neither key nor network.").arg(m_content.verified);
        iconName = QStringLiteral("check");
        colour = m_theme.ok;
    } else if (m_content.checks.running) {
        text = m_content.checks.summary();
        iconName = QStringLiteral("clock");
        colour = m_theme.muted;
        role = "muted";
    } else if (m_content.source == CardContent::Source::Cannot) {
        text = tr("Ask in other words, or look through the tables on the left.");
        role = "caption";
    } else if (m_content.checks.items.isEmpty()) {
        if (m_content.source == CardContent::Source::Ready)
            text = tr("Written by people for the sample data; needs neither key nor network.");
        role = "caption";
    } else {
        text = m_content.checks.summary();
        const bool error = worst == CheckList::State::Failed;
        const bool warning = worst == CheckList::State::Warned;
        iconName = error ? QStringLiteral("cross-circle") : QStringLiteral("warning");
        colour = error ? m_theme.error : m_theme.warning;
        role = error ? "error" : "warning";
        if (worst == CheckList::State::NotDone) {
            iconName = QStringLiteral("clock");
            colour = m_theme.muted;
            role = "muted";
        } else if (!error && !warning) {
            iconName = QStringLiteral("check");
            colour = m_theme.ok;
            role = "ok";
        }
    }
    if (m_edited && !iconName.isEmpty()) {
        colour = m_theme.muted;
        role = "muted";
        text = tr("Before the edit: %1").arg(text);
    }
    m_checks->setWholeText(text);
    m_hasChecks = !text.isEmpty();
    setRole(m_checks, role);
    m_trust->setText(m_edited ? tr("Confidence: not known") : CheckList::trustText(m_content.checks.trust));
    m_trust->ensurePolished();
    m_trust->setMinimumWidth(m_trust->fontMetrics().horizontalAdvance(m_trust->text()) + 4); // never cut
    m_checkIcon->setVisible(!iconName.isEmpty());
    if (!iconName.isEmpty())
        m_checkIcon->setPixmap(icon(iconName, colour).pixmap(14, 14));
    arrange(); // the room of the line is reckoned by these words
}

//! On the line of the checks where all of it fits there, else on one of their own.
void AnswerCard::placeLinks()
{
    const QList<QWidget*> parts{m_meter, m_wordsBox, m_notMeant, m_sent};
    int wanted = 0;
    for (const QWidget* part : QList<QWidget*>{m_checkBox, m_details, m_trust} + parts)
        if (!part->isHidden())
            wanted += part->sizeHint().width() + m_footerLayout->spacing();
    const QMargins margins = layout()->contentsMargins();
    const bool oneLine = wanted <= width() - margins.left() - margins.right();
    if (m_oneLine == oneLine)
        return;
    m_oneLine = oneLine;
    QHBoxLayout* line = m_oneLine ? m_footerLayout : m_linksLayout;
    for (QWidget* part : parts)
        line->addWidget(part, part == m_meter && !m_oneLine ? 1 : 0);
    m_links->setVisible(!m_folded && !m_oneLine);
}

void AnswerCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    placeLinks();
    placeWords();
}

void AnswerCard::openChecks()
{
    auto* popup = new ChecksPopup(m_content.checks, m_theme, this);
    connect(popup, &ChecksPopup::placeChosen, this, &AnswerCard::placeChosen);
    popup->showAt(m_details);
}

void AnswerCard::editAssumption(const Assumption& assumption, QWidget* anchor)
{
    auto* editor = new AssumptionEditor(assumption, QDate::currentDate(), this);
    connect(editor, &AssumptionEditor::changed, this, &AnswerCard::assumptionChanged);
    editor->showAt(anchor);
}

bool AnswerCard::hasFailedCheck() const
{
    const bool failed = m_content.source == CardContent::Source::Claude && !m_edited && !m_renewed &&
                        m_content.checks.count(CheckList::State::Failed) > 0;
    return failed || runsOnlyAnyway();
}

bool AnswerCard::runsOnlyAnyway() const
{
    const auto isStatement = [](const CheckList::Item& item) {
        const QString& check = item.finding.check;
        return check == QLatin1String("reads only") || check == QLatin1String("one statement") ||
               check == QLatin1String("parse");
    };
    const auto refused = [&isStatement](const CheckList::Item& item) {
        return isStatement(item) && item.state == CheckList::State::Failed;
    };
    const auto doubtful = [&isStatement](const CheckList::Item& item) {
        return isStatement(item) || item.state == CheckList::State::Failed;
    };
    const QList<CheckList::Item>& items = m_content.checks.items;
    if (m_content.checks.running)
        return m_content.anyway && !m_edited;
    return m_content.source == CardContent::Source::Claude && !m_edited && !m_renewed &&
           std::any_of(items.cbegin(), items.cend(), doubtful) && std::none_of(items.cbegin(), items.cend(), refused);
}

void AnswerCard::setEdited(bool edited)
{
    if (m_edited == edited)
        return;
    m_edited = edited;
    m_reading->setStale(edited);
    setRole(m_text, edited ? "muted" : "plain");
    showChecks();
}

void AnswerCard::setElsewhere(bool elsewhere)
{
    if (m_elsewhere == elsewhere)
        return;
    m_elsewhere = elsewhere;
    arrange();
}

void AnswerCard::setFolded(bool folded)
{
    if (m_folded == folded)
        return;
    m_folded = folded;
    arrange();
}

void AnswerCard::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    m_reading->setCompact(compact);
    placeWords();
    arrange();
}

void AnswerCard::arrange()
{
    using Source = CardContent::Source;
    const bool open = !m_folded;
    const bool checked = !m_content.checks.items.isEmpty() && m_content.source != Source::Cannot;
    layout()->setContentsMargins(14, m_folded ? 2 : 8, m_folded ? 10 : 14, m_folded ? 2 : 8);
    m_line->setVisible(m_folded);
    // What the checks found stays in sight, folded or not.
    if (m_folded)
        m_lineLayout->insertWidget(1, m_checkBox);
    else
        m_footerLayout->insertWidget(0, m_checkBox);
    constexpr int foldedRoom = 360;
    m_checkBox->setMinimumWidth(m_folded ? qMin(foldedRoom, m_checkBox->sizeHint().width()) : 0);
    m_checkBox->setVisible((open || checked) && m_hasChecks);
    m_heading->setVisible(open && !m_heading->text().isEmpty());
    m_reading->setVisible(open && !m_reading->isEmpty() && m_content.source != Source::Cannot);
    m_text->setVisible(open);
    m_editedLabel->setText(m_elsewhere ? tr("It speaks of another statement than the one that ran.")
                                       : tr("The SQL was edited since. Run it, and it is read and checked anew."));
    m_editedLabel->setVisible(open && (m_edited || m_elsewhere) && m_content.source != Source::Cannot);
    m_chips->setVisible(open && !m_renewed && !(m_compact && m_edited) && !m_content.assumptions.isEmpty());
    m_notice->setVisible(open && !(m_compact && m_edited) && !m_content.notice.isEmpty());
    m_footer->setVisible(open);
    m_links->setVisible(open && !m_oneLine);
    m_sent->setVisible(m_content.source != Source::Ready && m_content.source != Source::Verified);
    m_details->setVisible(checked);
    m_trust->setVisible(checked);
    m_meter->setVisible(!m_content.meter.isEmpty());
    m_wordsBox->setVisible(m_content.source == Source::Claude);
    m_neverChecked->setVisible(open && checked && !m_content.checks.running);
    m_notMeant->setVisible(m_content.source == Source::Claude && !m_edited && !m_renewed);
    placeLinks();
    setCursor(m_folded ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void AnswerCard::mousePressEvent(QMouseEvent* event)
{
    if (m_folded && event->button() == Qt::LeftButton) {
        emit unfoldRequested();
        return;
    }
    QFrame::mousePressEvent(event);
}

} // namespace parlance
