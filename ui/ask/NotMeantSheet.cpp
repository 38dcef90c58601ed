// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/NotMeantSheet.h"

#include "ui/theme/Theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace parlance {

using Wrong = Question::Correction::Wrong;

NotMeantSheet::NotMeantSheet(const QString& question, QWidget* parent)
    : QDialog(parent)
    , m_choices(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("notMeantSheet"));
    setWindowTitle(tr("Not what I meant"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto* title = new QLabel(tr("What is wrong with the answer to “%1”?").arg(question.simplified()), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    setRole(title, "strong");
    layout->addWidget(title);
    addChoice(Wrong::Period, tr("The period"), "notMeantPeriod");
    addChoice(Wrong::Counted, tr("What is counted or added up"), "notMeantCounted");
    addChoice(Wrong::MissingRows, tr("Rows are missing"), "notMeantMissing");
    addChoice(Wrong::WrongTable, tr("It reads the wrong table"), "notMeantTable");
    addChoice(Wrong::Other, tr("Something else"), "notMeantOther");
    m_words = new QLineEdit(this);
    m_words->setObjectName(QStringLiteral("notMeantWords"));
    m_words->setMaxLength(2000);
    m_words->setPlaceholderText(tr("In your words, as far as you like: “the fiscal year begins in April”"));
    m_words->setAccessibleName(tr("What is wrong, in your words"));
    layout->addWidget(m_words);
    auto* sent =
        new QLabel(tr("What you choose and write goes to Claude with the question and its SQL. It is kept with them, "
                      "under your name, in the team's list of doubtful answers, which everybody who may use "
                      "the team's database can read."),
                   this);
    sent->setWordWrap(true);
    setRole(sent, "caption");
    layout->addWidget(sent);
    auto* row = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("notMeantCancelButton"));
    cancel->setAutoDefault(false);
    auto* again = new QPushButton(tr("Ask again"), this);
    again->setObjectName(QStringLiteral("notMeantAskButton"));
    again->setDefault(true);
    setRole(again, "primary");
    auto* preview = new QPushButton(tr("Preview"), this);
    preview->setObjectName(QStringLiteral("notMeantPreviewButton"));
    preview->setAutoDefault(false);
    setRole(preview, "link");
    row->addWidget(preview);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(again);
    layout->addLayout(row);
    connect(preview, &QPushButton::clicked, this, [this] { emit previewRequested(correction()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(again, &QPushButton::clicked, this, &NotMeantSheet::finish);
    setMinimumWidth(440);
    m_choices->buttons().constFirst()->setFocus();
}

void NotMeantSheet::addChoice(Wrong wrong, const QString& text, const char* name)
{
    auto* button = new QRadioButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setChecked(m_choices->buttons().isEmpty());
    m_choices->addButton(button, static_cast<int>(wrong));
    layout()->addWidget(button);
}

Question::Correction NotMeantSheet::correction() const
{
    return {static_cast<Wrong>(m_choices->checkedId()), m_words->text().trimmed()};
}

void NotMeantSheet::finish()
{
    const Question::Correction chosen = correction();
    if (chosen.wrong == Wrong::Other && chosen.words.isEmpty())
        return m_words->setFocus(Qt::OtherFocusReason); // alone it says nothing
    accept();
    emit corrected(chosen);
}

} // namespace parlance
