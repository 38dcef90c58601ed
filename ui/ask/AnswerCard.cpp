// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AnswerCard.h"

#include "ui/ask/ChipRow.h"
#include "ui/ask/ElidedLabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

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

    m_heading = plainLabel(this, nullptr, true);
    m_text = plainLabel(this, nullptr, true);
    m_text->setObjectName(QStringLiteral("answerText"));
    m_editedLabel = plainLabel(this, "caption", true);
    m_editedLabel->setText(tr("The SQL was edited since; this describes it as it was written."));
    m_notice = plainLabel(this, "caption", true);
    m_chips = new ChipRow(this);
    layout->addWidget(m_heading);
    layout->addWidget(m_text);
    layout->addWidget(m_editedLabel);
    layout->addWidget(m_chips);
    layout->addWidget(m_notice);

    m_footer = new QWidget(this);
    m_footerLayout = new QHBoxLayout(m_footer);
    m_footerLayout->setContentsMargins(0, 0, 0, 0);
    m_footerLayout->setSpacing(6);
    m_checkBox = new QWidget(m_footer);
    auto* checkLayout = new QHBoxLayout(m_checkBox);
    checkLayout->setContentsMargins(0, 0, 0, 0);
    checkLayout->setSpacing(6);
    m_checkIcon = new QLabel(m_checkBox);
    m_checks = new ElidedLabel(m_checkBox);
    m_checks->setObjectName(QStringLiteral("checksLabel"));
    m_sent = linkButton(tr("What was sent"), m_footer);
    m_sent->setObjectName(QStringLiteral("cardSentButton"));
    checkLayout->addWidget(m_checkIcon);
    checkLayout->addWidget(m_checks, 1);
    m_footerLayout->addWidget(m_checkBox, 1);
    m_footerLayout->addWidget(m_sent);
    layout->addWidget(m_footer);

    connect(m_sent, &QPushButton::clicked, this, &AnswerCard::whatWasSentRequested);
    connect(m_more, &QPushButton::clicked, this, &AnswerCard::unfoldRequested);
    arrange();
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
    QFont bold = font();
    bold.setBold(true);
    m_heading->setFont(bold);
    QString summary;
    switch (content.source) {
    case CardContent::Source::Claude:
        m_heading->clear();
        m_text->setText(tr("Claude says: “%1”").arg(content.explanation));
        summary = m_text->text();
        break;
    case CardContent::Source::Ready:
        m_heading->setText(tr("Ready question"));
        m_text->setText(content.explanation);
        summary = tr("Ready question · %1").arg(content.explanation);
        break;
    case CardContent::Source::Cannot:
        m_heading->setText(tr("Claude cannot answer this from these tables."));
        m_text->setText(tr("Claude says: “%1”").arg(content.explanation));
        summary = tr("Claude cannot answer this: “%1”").arg(content.explanation);
        break;
    }
    m_summary->setWholeText(summary);
    m_notice->setText(content.notice);
    m_chips->setAssumptions(content.assumptions);
    setAccessibleName(summary);
    showChecks();
}

void AnswerCard::showChecks()
{
    const auto worst = std::find_if(m_content.findings.cbegin(), m_content.findings.cend(),
                                    [](const Finding& finding) { return finding.severity != Finding::Severity::Info; });
    QString text;
    QString iconName;
    QColor colour;
    const char* role = "ok";
    if (m_content.source != CardContent::Source::Claude) {
        text = m_content.source == CardContent::Source::Ready
                 ? tr("Written by people for the sample data; needs neither key nor network.")
                 : tr("Ask in other words, or look through the tables on the left.");
        role = "caption";
    } else if (worst == m_content.findings.cend()) {
        text = tr("Check passed: one statement that only reads");
        iconName = QStringLiteral("check");
        colour = m_theme.ok;
    } else {
        const auto others =
            std::count_if(m_content.findings.cbegin(), m_content.findings.cend(),
                          [](const Finding& finding) { return finding.severity != Finding::Severity::Info; }) -
            1;
        text = worst->message + (others > 0 ? QStringLiteral(" (+%1)").arg(others) : QString());
        const bool error = worst->severity == Finding::Severity::Error;
        iconName = error ? QStringLiteral("cross-circle") : QStringLiteral("warning");
        colour = error ? m_theme.error : m_theme.warning;
        role = error ? "error" : "warning";
    }
    if (m_content.unsure)
        text += QStringLiteral(" · ") + tr("Claude is not sure of this answer");
    m_checks->setWholeText(text);
    setRole(m_checks, role);
    m_checkIcon->setVisible(!iconName.isEmpty());
    if (!iconName.isEmpty())
        m_checkIcon->setPixmap(icon(iconName, colour).pixmap(14, 14));
    arrange(); // the room of the line is reckoned by these words
}

bool AnswerCard::hasFailedCheck() const
{
    return m_content.source == CardContent::Source::Claude && !m_edited &&
           std::any_of(m_content.findings.cbegin(), m_content.findings.cend(),
                       [](const Finding& finding) { return finding.severity == Finding::Severity::Error; });
}

void AnswerCard::setEdited(bool edited)
{
    if (m_edited == edited)
        return;
    m_edited = edited;
    arrange();
}

void AnswerCard::setFolded(bool folded)
{
    if (m_folded == folded)
        return;
    m_folded = folded;
    arrange();
}

void AnswerCard::arrange()
{
    layout()->setContentsMargins(14, m_folded ? 2 : 8, m_folded ? 10 : 14, m_folded ? 2 : 8);
    m_line->setVisible(m_folded);
    // What the checks found stays in sight, folded or not.
    if (m_folded)
        m_lineLayout->insertWidget(1, m_checkBox);
    else
        m_footerLayout->insertWidget(0, m_checkBox, 1);
    constexpr int foldedRoom = 360;
    m_checkBox->setMinimumWidth(m_folded ? qMin(foldedRoom, m_checkBox->sizeHint().width()) : 0);
    m_checkBox->setVisible(!m_folded || m_content.source == CardContent::Source::Claude);
    m_heading->setVisible(!m_folded && !m_heading->text().isEmpty());
    m_text->setVisible(!m_folded);
    m_editedLabel->setVisible(!m_folded && m_edited && m_content.source != CardContent::Source::Cannot);
    m_chips->setVisible(!m_folded && !m_content.assumptions.isEmpty());
    m_notice->setVisible(!m_folded && !m_content.notice.isEmpty());
    m_footer->setVisible(!m_folded);
    m_sent->setVisible(m_content.source != CardContent::Source::Ready);
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
