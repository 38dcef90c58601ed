// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/EmptyState.h"

#include "ui/theme/Focus.h"
#include "ui/theme/Theme.h"
#include "ui/worksheet/ReadyCard.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace parlance {

namespace {

QLabel* centred(const QString& text, const char* role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    setRole(label, role);
    return label;
}

QSet<QString> words(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral("[^\\p{L}\\p{N}]+"));
    QSet<QString> found;
    for (QString word : text.toLower().split(separator, Qt::SkipEmptyParts)) {
        if (word.size() > 3 && word.endsWith(QLatin1Char('s')))
            word.chop(1);
        if (word.size() > 2)
            found.insert(word);
    }
    return found;
}

} // namespace

QList<ReadyQuestion> readyQuestionsLike(const QList<ReadyQuestion>& questions, const QString& question, int count)
{
    const QSet<QString> wanted = words(question);
    QList<std::pair<qsizetype, qsizetype>> scores; // shared words, place in the list
    for (qsizetype i = 0; i < questions.size(); ++i) {
        const ReadyQuestion& ready = questions.at(i);
        QSet<QString> shared = words(ready.question + QLatin1Char(' ') + ready.tables.join(QLatin1Char(' ')));
        scores.append({shared.intersect(wanted).size(), i});
    }
    std::stable_sort(scores.begin(), scores.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QList<ReadyQuestion> result;
    for (const auto& score : scores) {
        if (result.size() >= count)
            break;
        result.append(questions.at(score.second));
    }
    return result;
}

EmptyState::EmptyState(QWidget* parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("emptyState"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    m_content = new QWidget(this);
    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(8);
    m_title = centred(QString(), "title", m_content);
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_text = centred(QString(), "caption", m_content);
    layout->addStretch(1);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    m_row = new QHBoxLayout; // an alignment would reckon the cards' height at the whole width
    m_row->addStretch(1);
    m_row->addStretch(1);
    layout->addLayout(m_row);

    auto* row = new QHBoxLayout;
    auto* prefer = new QLabel(tr("Prefer SQL?"), m_content);
    setRole(prefer, "caption");
    m_write = new QPushButton(tr("Write it yourself"), m_content);
    m_write->setObjectName(QStringLiteral("emptyWriteSqlButton"));
    m_write->setAutoDefault(true);
    setRole(m_write, "link");
    auto* rest = new QLabel(tr("(Ctrl+T). Double-click a table to see its first rows."), m_content);
    setRole(rest, "caption");
    row->addStretch(1);
    row->addWidget(prefer);
    row->addWidget(m_write);
    row->addWidget(rest);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(2);
    connect(m_write, &QPushButton::clicked, this, &EmptyState::writeSqlRequested);
    setWidget(m_content);
    m_content->setAutoFillBackground(false); // the tab's ground shows through
}

void EmptyState::setQuestions(const QList<ReadyQuestion>& questions)
{
    m_questions = questions;
}

void EmptyState::showAll(bool mayAsk)
{
    const QString text = m_questions.isEmpty()
                           ? (mayAsk ? tr("Type a question. Nothing runs until you press Run.")
                                     : tr("Write SQL. Nothing runs until you press Run."))
                           : tr("Type a question, or start from a ready one. Nothing runs until you press Run.");
    present(tr("What would you like to know?"), text, m_questions, true);
}

void EmptyState::showLike(const QString& question)
{
    constexpr int count = 2;
    const QList<ReadyQuestion> like = readyQuestionsLike(m_questions, question, count);
    if (like.isEmpty())
        present(tr("Write SQL meanwhile"), tr("It needs neither key nor Claude."), {}, false);
    else
        present(tr("Ready questions like yours"), tr("They need neither key nor network."), like, false);
}

void EmptyState::present(const QString& title, const QString& text, const QList<ReadyQuestion>& questions, bool marked)
{
    m_title->setText(title);
    m_text->setText(text);
    delete m_cards;
    m_cards = new QWidget(m_content);
    auto* grid = new QGridLayout(m_cards);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setSpacing(10);
    for (qsizetype i = 0; i < questions.size(); ++i) {
        const ReadyQuestion question = questions.at(i);
        auto* card = new ReadyCard(question, marked, m_cards);
        card->setObjectName(QStringLiteral("readyQuestion%1").arg(i + 1));
        connect(card, &QPushButton::clicked, this, [this, question] { emit opened(question); });
        const int at = static_cast<int>(i);
        grid->addWidget(card, at / 2, at % 2);
    }
    m_row->insertWidget(1, m_cards);
    putBeforeInTabOrder(m_write, m_cards);
    m_cards->setVisible(!questions.isEmpty());
}

} // namespace parlance
