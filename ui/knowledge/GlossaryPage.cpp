// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/GlossaryPage.h"

#include "ui/theme/Theme.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace parlance {

namespace {

constexpr int longestTerm = 200;
constexpr int meaningLines = 3;

QPlainTextEdit* field(QWidget* parent, const char* name, const QString& hint)
{
    auto* edit = new QPlainTextEdit(parent);
    edit->setObjectName(QLatin1String(name));
    edit->setTabChangesFocus(true);
    edit->setPlaceholderText(hint);
    edit->setMinimumHeight(2 * edit->fontMetrics().lineSpacing() + 14);
    return edit;
}

} // namespace

GlossaryPage::GlossaryPage(Knowledge* knowledge, QWidget* parent)
    : QWidget(parent)
    , m_knowledge(knowledge)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    auto* splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildList());
    splitter->addWidget(buildFields());
    splitter->setSizes({300, 560});
    layout->addWidget(splitter, 1);
    connect(m_knowledge, &Knowledge::changed, this, &GlossaryPage::fill);
    connect(m_knowledge, &Knowledge::saved, this, &GlossaryPage::take);
    fill();
    showCurrent();
}

QWidget* GlossaryPage::buildList()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 8, 0);
    m_filter = new QLineEdit(side);
    m_filter->setObjectName(QStringLiteral("glossaryFilter"));
    m_filter->setPlaceholderText(tr("Filter the words"));
    m_filter->setAccessibleName(tr("Filter the words"));
    m_filter->setClearButtonEnabled(true);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("glossaryList"));
    m_list->setAccessibleName(tr("The team's words"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_new = new QPushButton(tr("New word"), side);
    m_new->setObjectName(QStringLiteral("glossaryNewButton"));
    m_new->setAutoDefault(false);
    layout->addWidget(m_filter);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_new, 0, Qt::AlignLeft);
    connect(m_filter, &QLineEdit::textChanged, this, &GlossaryPage::filter);
    connect(m_list, &QListWidget::currentItemChanged, this,
            [this](QListWidgetItem*, QListWidgetItem* previous) { choose(previous); });
    connect(m_new, &QPushButton::clicked, this, &GlossaryPage::startNew);
    return side;
}

QWidget* GlossaryPage::buildFields()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(8, 0, 0, 0);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    m_term = new QLineEdit(side);
    m_term->setObjectName(QStringLiteral("glossaryTerm"));
    m_term->setMaxLength(longestTerm);
    m_term->setPlaceholderText(tr("active customer"));
    m_meaning = field(side, "glossaryMeaning", tr("A customer with an order in the last 12 months"));
    m_sql = field(side, "glossarySql", tr("customers.last_order >= current_date - interval '1 year'"));
    m_sql->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_synonyms = new QLineEdit(side);
    m_synonyms->setObjectName(QStringLiteral("glossarySynonyms"));
    m_synonyms->setPlaceholderText(tr("live account, buyer"));
    form->addRow(tr("&Word"), m_term);
    form->addRow(tr("&Meaning"), m_meaning);
    form->addRow(tr("S&QL, if any"), m_sql);
    form->addRow(tr("&Also called"), m_synonyms);
    layout->addLayout(form, 1);
    m_about = new QLabel(side);
    m_about->setObjectName(QStringLiteral("glossaryAbout"));
    m_said = new QLabel(side);
    m_said->setObjectName(QStringLiteral("glossarySaid"));
    for (QLabel* label : {m_about, m_said}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        setRole(label, "caption");
        layout->addWidget(label);
    }
    auto* row = new QHBoxLayout;
    m_remove = new QPushButton(tr("Remove"), side);
    m_remove->setObjectName(QStringLiteral("glossaryRemoveButton"));
    m_remove->setAutoDefault(false);
    m_save = new QPushButton(side);
    m_save->setObjectName(QStringLiteral("glossarySaveButton"));
    setRole(m_save, "primary");
    row->addWidget(m_remove);
    row->addStretch(1);
    row->addWidget(m_save);
    layout->addLayout(row);
    connect(m_remove, &QPushButton::clicked, this, &GlossaryPage::remove);
    connect(m_save, &QPushButton::clicked, this, &GlossaryPage::save);
    for (QLineEdit* edit : {m_term, m_synonyms})
        connect(edit, &QLineEdit::textChanged, this, &GlossaryPage::typed);
    for (QPlainTextEdit* edit : {m_meaning, m_sql})
        connect(edit, &QPlainTextEdit::textChanged, this, &GlossaryPage::typed);
    return side;
}

const GlossaryTerm* GlossaryPage::find(const QString& term) const
{
    const QList<GlossaryTerm>& all = m_knowledge->glossary();
    const auto found = std::find_if(all.cbegin(), all.cend(), [&term](const GlossaryTerm& word) {
        return word.term.compare(term, Qt::CaseInsensitive) == 0;
    });
    return found == all.cend() ? nullptr : &*found;
}

void GlossaryPage::fill()
{
    const bool edits = isEdited();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        if (m_adding) { // a row of its own: a list that gets the focus chooses one
            auto* item = new QListWidgetItem(tr("New word"), m_list);
            item->setData(Qt::UserRole, QString());
            if (m_shown.term.isEmpty())
                m_list->setCurrentItem(item);
        }
        for (const GlossaryTerm& word : m_knowledge->glossary()) {
            auto* item = new QListWidgetItem(word.term.simplified(), m_list);
            item->setData(Qt::UserRole, word.term);
            item->setToolTip(QStringLiteral("<qt>%1</qt>").arg(word.meaning.toHtmlEscaped()));
            item->setData(Qt::AccessibleTextRole, tr("%1: %2").arg(word.term, word.meaning));
            if (word.term == m_shown.term)
                m_list->setCurrentItem(item);
        }
        filter();
    }
    if (!edits) // what is being typed stays
        showCurrent();
    review();
}

void GlossaryPage::filter()
{
    const QString wanted = m_filter->text().trimmed();
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        const GlossaryTerm* word = find(item->data(Qt::UserRole).toString());
        const QString searched =
            word == nullptr ? QString() : word->term + u' ' + word->synonyms.join(u' ') + u' ' + word->meaning;
        item->setHidden(word != nullptr && !searched.contains(wanted, Qt::CaseInsensitive));
    }
}

void GlossaryPage::showCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    const GlossaryTerm* word = item == nullptr ? nullptr : find(item->data(Qt::UserRole).toString());
    present(word == nullptr ? GlossaryTerm() : *word);
}

void GlossaryPage::choose(QListWidgetItem* previous)
{
    const bool back = holdsBack();
    const bool dropped = !back && std::exchange(m_adding, false);
    if (!back)
        showCurrent();
    if (!back && !dropped)
        return;
    const QString term = back && previous != nullptr ? previous->data(Qt::UserRole).toString() : m_shown.term;
    // Behind the press that is under way, which chooses the other row once more.
    QMetaObject::invokeMethod(
        this,
        [this, term] {
            fill();
            const QSignalBlocker quiet(m_list);
            for (int row = 0; row < m_list->count(); ++row) {
                if (m_list->item(row)->data(Qt::UserRole).toString() == term)
                    m_list->setCurrentRow(row);
            }
        },
        Qt::QueuedConnection);
}

bool GlossaryPage::holdsBack()
{
    if (!isEdited() || std::exchange(m_warned, false))
        return false;
    m_warned = true;
    say(tr("This word is not saved yet. Save it, or do that again to drop what you typed."), "warning");
    return true;
}

void GlossaryPage::present(const GlossaryTerm& word)
{
    m_shown = word;
    m_term->setText(word.term);
    m_meaning->setPlainText(word.meaning);
    m_sql->setPlainText(word.sql);
    m_synonyms->setText(word.synonyms.join(QStringLiteral(", ")));
    m_said->clear();
    m_warned = false;
    review();
}

void GlossaryPage::startNew()
{
    if (holdsBack())
        return;
    m_adding = true;
    present(GlossaryTerm());
    fill();
    m_term->setFocus(Qt::OtherFocusReason);
}

GlossaryTerm GlossaryPage::edited() const
{
    GlossaryTerm word;
    word.term = m_term->text().simplified();
    word.meaning = m_meaning->toPlainText().trimmed();
    word.sql = m_sql->toPlainText().trimmed();
    for (const QString& synonym : m_synonyms->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (const QString name = synonym.simplified(); !name.isEmpty())
            word.synonyms += name;
    return word;
}

bool GlossaryPage::isEdited() const
{
    const GlossaryTerm now = edited();
    return now.term != m_shown.term || now.meaning != m_shown.meaning || now.sql != m_shown.sql ||
           now.synonyms != m_shown.synonyms;
}

void GlossaryPage::typed()
{
    if (std::exchange(m_warned, false))
        m_said->clear();
    review();
}

void GlossaryPage::review()
{
    const bool writes = m_knowledge->mayVerify();
    const GlossaryTerm now = edited();
    const GlossaryTerm* other = find(now.term);
    const bool taken = other != nullptr && other->term != m_shown.term;
    m_save->setText(writes ? tr("Save for the team") : tr("Keep on this computer"));
    m_save->setEnabled(m_saving.isNull() && isEdited() && !taken && !now.term.isEmpty() && !now.meaning.isEmpty());
    m_remove->setVisible(!m_shown.term.isEmpty() && (m_shown.local || writes));
    m_remove->setEnabled(m_saving.isNull());
    QString about;
    if (taken)
        about = tr("The word “%1” is there already: choose it on the left to change it.").arg(other->term);
    else if (m_shown.term.isEmpty())
        about = tr("A word of the team and what it means in its data. It goes to Claude with each question.");
    else if (!m_shown.changed.isValid())
        about = m_shown.local ? tr("Kept on this computer") : tr("Kept in the team's database");
    else
        about =
            (m_shown.local ? tr("Kept on this computer by %1 on %2") : tr("Written for the team by %1 on %2"))
                .arg(m_shown.changedBy, QLocale().toString(m_shown.changed.toLocalTime().date(), QLocale::ShortFormat));
    if (!taken && !writes && !m_shown.local && !m_shown.term.isEmpty())
        about += tr(" · What you change stays on this computer: this role may not write the team's words.");
    m_about->setText(about);
}

void GlossaryPage::save()
{
    const GlossaryTerm word = edited();
    m_savedTerm = word.term;
    m_saving = m_knowledge->define(word, m_shown.term);
    review();
}

void GlossaryPage::remove()
{
    m_savedTerm.clear();
    m_saving = m_knowledge->removeWord(m_shown.term);
    review();
}

void GlossaryPage::take(const KnowledgeSaved& outcome)
{
    if (m_saving.isNull() || outcome.id != m_saving)
        return;
    m_saving = QUuid();
    const bool removed = m_savedTerm.isEmpty();
    if (outcome.where == KnowledgeSaved::Where::Nowhere) {
        review();
        return say(removed ? tr("It was not removed. %1").arg(outcome.problem)
                           : tr("It was not saved. %1").arg(outcome.problem),
                   "error");
    }
    const GlossaryTerm* word = find(removed ? m_shown.term : m_savedTerm);
    m_adding = false;
    present(word == nullptr ? GlossaryTerm() : *word);
    fill();
    if (!outcome.problem.isEmpty())
        say(tr("It is kept on this computer. %1").arg(outcome.problem), "warning");
    else if (removed)
        say(tr("It was removed."), "caption");
    else
        say(outcome.where == KnowledgeSaved::Where::Team ? tr("Saved for the team.") : tr("Kept on this computer."),
            "caption");
}

void GlossaryPage::say(const QString& text, const char* role)
{
    m_said->setText(text);
    setRole(m_said, role);
}

} // namespace parlance
