// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/SaveSheet.h"

#include "ui/theme/Theme.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace parlance {

namespace {

constexpr int explanationLines = 3;
constexpr int mostSqlLines = 8;

void setLines(QPlainTextEdit* edit, int lines)
{
    edit->setFixedHeight(lines * edit->fontMetrics().lineSpacing() + 14);
}

} // namespace

SaveSheet::SaveSheet(Knowledge* knowledge, const VerifiedQuestion& question, const QUuid& corrects, QWidget* parent)
    : QDialog(parent)
    , m_knowledge(knowledge)
    , m_question(question)
    , m_corrects(corrects)
{
    setObjectName(QStringLiteral("saveSheet"));
    setWindowTitle(tr("Save for the team"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(560);
    buildFields();
    buildButtons();
    review();
    connect(m_knowledge, &Knowledge::saved, this, &SaveSheet::take);
    connect(m_knowledge, &Knowledge::changed, this, &SaveSheet::review);
    connect(m_knowledge, &QObject::destroyed, this, &QDialog::reject);
}

void SaveSheet::buildFields()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 12);
    layout->setSpacing(10);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    m_text = new QLineEdit(m_question.question.simplified(), this);
    m_text->setObjectName(QStringLiteral("saveQuestionEdit"));
    m_text->setMaxLength(20'000);
    auto* sql = new QPlainTextEdit(m_question.sql, this);
    sql->setObjectName(QStringLiteral("saveSqlText"));
    sql->setAccessibleName(tr("The SQL that is saved"));
    sql->setReadOnly(true);
    sql->setTabChangesFocus(true);
    sql->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLines(sql, qBound(3, static_cast<int>(m_question.sql.count(QLatin1Char('\n'))) + 1, mostSqlLines));
    m_explanation = new QPlainTextEdit(m_question.explanation, this);
    m_explanation->setObjectName(QStringLiteral("saveExplanationEdit"));
    m_explanation->setTabChangesFocus(true);
    m_explanation->setPlaceholderText(tr("What is counted, over which period, what is left out"));
    setLines(m_explanation, explanationLines);
    m_tags = new QLineEdit(m_question.tags.join(QStringLiteral(", ")), this);
    m_tags->setObjectName(QStringLiteral("saveTagsEdit"));
    m_tags->setPlaceholderText(tr("revenue, customers"));
    form->addRow(tr("&Question"), m_text);
    form->addRow(tr("SQL"), sql);
    form->addRow(tr("&Explanation"), m_explanation);
    form->addRow(tr("&Tags"), m_tags);
    layout->addLayout(form);
    m_where = new QLabel(this);
    m_where->setObjectName(QStringLiteral("saveWhereLabel"));
    m_where->setTextFormat(Qt::PlainText);
    m_where->setWordWrap(true);
    setRole(m_where, "caption");
    layout->addWidget(m_where);
    connect(m_text, &QLineEdit::textChanged, this, &SaveSheet::review);
}

void SaveSheet::buildButtons()
{
    auto* row = new QHBoxLayout;
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("saveCancelButton"));
    m_suggest = new QPushButton(this);
    m_suggest->setObjectName(QStringLiteral("saveSuggestButton"));
    m_verify = new QPushButton(tr("Save as verified"), this);
    m_verify->setObjectName(QStringLiteral("saveVerifyButton"));
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_suggest);
    row->addWidget(m_verify);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_suggest, &QPushButton::clicked, this, [this] { save(false); });
    connect(m_verify, &QPushButton::clicked, this, [this] { save(true); });
}

void SaveSheet::setFingerprint(const QString& fingerprint, qint64 rows)
{
    m_question.fingerprint = fingerprint;
    m_question.resultRows = rows;
    m_expecting = false;
    if (std::exchange(m_wanted, false))
        save(m_verified);
}

void SaveSheet::review()
{
    const bool verifies = m_knowledge->mayVerify();
    const bool shares = m_knowledge->sharesSuggestions();
    const bool free = m_saving.isNull() && !m_wanted && !m_text->text().trimmed().isEmpty();
    m_suggest->setText(shares ? tr("Suggest to the team") : tr("Keep on this computer"));
    m_verify->setVisible(verifies);
    m_suggest->setVisible(!verifies || m_question.id.isNull()); // it was suggested already
    m_suggest->setEnabled(free);
    m_verify->setEnabled(free);
    setRole(m_verify, "primary");
    setRole(m_suggest, verifies ? "secondary" : "primary");
    (verifies ? m_verify : m_suggest)->setDefault(true);
    if (!m_saving.isNull() || m_wanted)
        m_where->setText(tr("Saving…"));
    else if (verifies)
        m_where->setText(
            tr("Verified questions are offered to the whole team as they type, and go along with questions "
               "to Claude that are like them."));
    else if (shares)
        m_where->setText(
            tr("It is kept in the team's database as a suggestion until somebody who may verify it does."));
    else
        m_where->setText(tr("The team's database keeps no questions, or this role may not write them: it stays on this "
                            "computer."));
}

VerifiedQuestion SaveSheet::edited() const
{
    VerifiedQuestion question = m_question;
    question.question = m_text->text().trimmed();
    question.explanation = m_explanation->toPlainText().trimmed();
    question.tags.clear();
    for (const QString& tag : m_tags->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        if (const QString word = tag.simplified(); !word.isEmpty())
            question.tags += word;
    }
    return question;
}

void SaveSheet::save(bool verified)
{
    if (!m_saving.isNull() || m_wanted)
        return;
    m_verified = verified;
    if (m_expecting) {
        m_wanted = true;
        return review();
    }
    m_saving = verified ? m_knowledge->verify(edited(), m_corrects) : m_knowledge->suggest(edited(), m_corrects);
    review();
}

void SaveSheet::take(const KnowledgeSaved& outcome)
{
    if (m_saving.isNull() || outcome.id != m_saving)
        return;
    m_saving = QUuid();
    if (outcome.where != KnowledgeSaved::Where::Nowhere)
        emit kept(outcome, m_verified && outcome.where == KnowledgeSaved::Where::Team);
    if (outcome.problem.isEmpty())
        return accept();
    review();
    if (outcome.where == KnowledgeSaved::Where::Here) {
        m_where->setText(tr("It is kept on this computer. %1").arg(outcome.problem));
        m_suggest->hide();
        m_verify->hide();
        m_cancel->setText(tr("Close"));
    } else {
        m_where->setText(tr("It was not saved. %1").arg(outcome.problem));
    }
    setRole(m_where, outcome.where == KnowledgeSaved::Where::Here ? "warning" : "error");
}

} // namespace parlance
