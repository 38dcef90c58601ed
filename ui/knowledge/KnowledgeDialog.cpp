// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/KnowledgeDialog.h"

#include "ui/knowledge/GlossaryPage.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace parlance {

namespace {

constexpr int IdRole = Qt::UserRole;
constexpr int ShowRole = Qt::UserRole + 1;
constexpr int SearchRole = Qt::UserRole + 2;

QLabel* text(QWidget* parent, const char* role)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (role != nullptr)
        setRole(label, role);
    return label;
}

QString day(const QDateTime& time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat) : QString();
}

} // namespace

KnowledgeDialog::KnowledgeDialog(Knowledge* knowledge, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_knowledge(knowledge)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("knowledgeDialog"));
    setWindowTitle(tr("Team's questions"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(QSize(900, 520).boundedTo(parent->size()));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 12);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("knowledgeTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildQuestions(), tr("Questions"));
    m_words = new GlossaryPage(m_knowledge, this);
    m_tabs->addTab(m_words, tr("Words"));
    layout->addWidget(m_tabs, 1);
    connect(m_knowledge, &Knowledge::changed, this, &KnowledgeDialog::fill);
    connect(m_knowledge, &QObject::destroyed, this, [this] { QDialog::reject(); });
    connect(m_knowledge, &Knowledge::saved, this, [this](const KnowledgeSaved& outcome) {
        m_problem->setText(outcome.problem);
        m_problem->setVisible(!outcome.problem.isEmpty());
    });
    fill();
    m_filter->setFocus();
}

void KnowledgeDialog::reject()
{
    if (m_words->holdsBack())
        m_tabs->setCurrentWidget(m_words);
    else
        QDialog::reject();
}

QWidget* KnowledgeDialog::buildQuestions()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 10, 0, 0);
    auto* splitter = new QSplitter(page);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildList());
    splitter->addWidget(buildDetails());
    splitter->setSizes({360, 520});
    layout->addWidget(splitter, 1);
    return page;
}

QWidget* KnowledgeDialog::buildList()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 8, 0);
    m_filter = new QLineEdit(side);
    m_filter->setObjectName(QStringLiteral("knowledgeFilter"));
    m_filter->setPlaceholderText(tr("Filter by words, tags or names"));
    m_filter->setAccessibleName(tr("Filter the questions"));
    m_filter->setClearButtonEnabled(true);
    m_show = new QComboBox(side);
    m_show->setObjectName(QStringLiteral("knowledgeShow"));
    m_show->setAccessibleName(tr("Which to show"));
    m_show->addItem(tr("All"), int(Show::All));
    m_show->addItem(tr("Verified"), int(Show::Verified));
    m_show->addItem(tr("Suggested"), int(Show::Suggested));
    m_show->addItem(tr("Withdrawn"), int(Show::Withdrawn));
    m_show->addItem(tr("Doubtful answers"), int(Show::Doubtful));
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("knowledgeList"));
    m_list->setAccessibleName(tr("The team's questions"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setIconSize(QSize(14, 14));
    layout->addWidget(m_filter);
    layout->addWidget(m_show);
    layout->addWidget(m_list, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &KnowledgeDialog::filter);
    connect(m_show, &QComboBox::currentIndexChanged, this, &KnowledgeDialog::filter);
    connect(m_list, &QListWidget::currentItemChanged, this, &KnowledgeDialog::showCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &KnowledgeDialog::openCurrent);
    return side;
}

QWidget* KnowledgeDialog::buildDetails()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(8, 0, 0, 0);
    m_title = text(side, "strong");
    m_title->setObjectName(QStringLiteral("knowledgeTitle"));
    m_about = text(side, "caption");
    m_about->setObjectName(QStringLiteral("knowledgeAbout"));
    m_explanation = text(side, nullptr);
    m_sql = new QPlainTextEdit(side);
    m_sql->setObjectName(QStringLiteral("knowledgeSql"));
    m_sql->setAccessibleName(tr("Its SQL"));
    m_sql->setReadOnly(true);
    m_sql->setTabChangesFocus(true);
    m_sql->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_problem = text(side, "error");
    m_problem->setObjectName(QStringLiteral("knowledgeProblem"));
    m_problem->hide();
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& words, const char* name) {
        auto* button = new QPushButton(words, side);
        button->setObjectName(QLatin1String(name));
        button->setAutoDefault(false);
        row->addWidget(button);
        return button;
    };
    m_remove = add(tr("Remove"), "knowledgeRemoveButton");
    row->addStretch(1);
    m_withdraw = add(tr("Withdraw"), "knowledgeWithdrawButton");
    m_open = add(tr("Open in a tab"), "knowledgeOpenButton");
    setRole(m_open, "primary");
    m_open->setDefault(true);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_about), static_cast<QWidget*>(m_explanation)})
        layout->addWidget(widget);
    layout->addWidget(m_sql, 1);
    layout->addWidget(m_problem);
    layout->addLayout(row);
    connect(m_open, &QPushButton::clicked, this, &KnowledgeDialog::openCurrent);
    connect(m_withdraw, &QPushButton::clicked, this,
            [this] { act([this](const VerifiedQuestion& question) { m_knowledge->withdraw(question.id); }); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const QListWidgetItem* item = m_list->currentItem(); item != nullptr)
            m_knowledge->removeLocal(item->data(IdRole).toUuid());
    });
    return side;
}

void KnowledgeDialog::addQuestion(const VerifiedQuestion& question)
{
    using Status = VerifiedQuestion::Status;
    const bool verified = question.status == Status::Verified;
    const Show show = verified                             ? Show::Verified
                    : question.status == Status::Suggested ? Show::Suggested
                                                           : Show::Withdrawn;
    auto* item = new QListWidgetItem(question.question.simplified(), m_list);
    if (question.stale)
        item->setIcon(icon(QStringLiteral("warning"), m_theme.warning));
    else
        item->setIcon(verified ? icon(QStringLiteral("check"), m_theme.ok)
                               : icon(QStringLiteral("clock"), m_theme.muted));
    item->setData(IdRole, question.id);
    item->setData(ShowRole, int(show));
    item->setData(SearchRole, QString(question.question + u' ' + question.tags.join(u' ') + u' ' +
                                      question.explanation + u' ' + question.author + u' ' + question.verifiedBy));
    item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(question.question, m_show->itemText(int(show))));
}

void KnowledgeDialog::addDoubtful(const DoubtfulAnswer& doubtful)
{
    auto* item = new QListWidgetItem(doubtful.question.simplified(), m_list);
    item->setIcon(icon(QStringLiteral("cross-circle"), m_theme.error));
    item->setData(IdRole, doubtful.id);
    item->setData(ShowRole, int(Show::Doubtful));
    item->setData(SearchRole, QString(doubtful.question + u' ' + doubtful.words + u' ' + doubtful.author));
    item->setData(Qt::AccessibleTextRole, tr("%1, %2").arg(doubtful.question, tr("doubtful answer")));
}

void KnowledgeDialog::fill()
{
    const QUuid current = m_list->currentItem() == nullptr ? QUuid() : m_list->currentItem()->data(IdRole).toUuid();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const VerifiedQuestion& question : m_knowledge->questions())
        addQuestion(question);
    for (const DoubtfulAnswer& doubtful : m_knowledge->doubtful())
        addDoubtful(doubtful);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(IdRole).toUuid() == current)
            m_list->setCurrentRow(row);
    }
    filter();
}

void KnowledgeDialog::filter()
{
    const int wanted = m_show->currentData().toInt();
    const QStringList words = m_filter->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        const QString searched = item->data(SearchRole).toString();
        const bool shown = (wanted == int(Show::All) || item->data(ShowRole).toInt() == wanted) &&
                           std::all_of(words.cbegin(), words.cend(), [&searched](const QString& word) {
                               return searched.contains(word, Qt::CaseInsensitive);
                           });
        item->setHidden(!shown);
        if (shown && first < 0)
            first = row;
    }
    if (m_list->currentItem() == nullptr || m_list->currentItem()->isHidden())
        m_list->setCurrentRow(first);
    showCurrent();
}

const VerifiedQuestion* KnowledgeDialog::currentQuestion() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item == nullptr || item->isHidden() ? nullptr : m_knowledge->find(item->data(IdRole).toUuid());
}

const DoubtfulAnswer* KnowledgeDialog::currentDoubtful() const
{
    const QListWidgetItem* item = m_list->currentItem();
    const QList<DoubtfulAnswer>& all = m_knowledge->doubtful();
    const auto found = item == nullptr || item->isHidden()
                         ? all.cend()
                         : std::find_if(all.cbegin(), all.cend(), [item](const DoubtfulAnswer& doubtful) {
                               return doubtful.id == item->data(IdRole).toUuid();
                           });
    return found == all.cend() ? nullptr : &*found;
}

void KnowledgeDialog::showCurrent()
{
    const VerifiedQuestion* question = currentQuestion();
    const DoubtfulAnswer* doubtful = question == nullptr ? currentDoubtful() : nullptr;
    const bool verifies = m_knowledge->mayVerify();
    m_open->setEnabled(question != nullptr || doubtful != nullptr);
    const bool verifiable =
        verifies && question != nullptr && (question->status != VerifiedQuestion::Status::Verified || question->local);
    m_open->setText(doubtful != nullptr ? tr("Open to correct it")
                    : verifiable        ? tr("Open to verify")
                                        : tr("Open in a tab"));
    m_open->setToolTip(verifiable ? tr("Run it and look at what it gives; Save for the team verifies it then.")
                                  : QString());
    m_withdraw->setVisible(verifies && question != nullptr && question->status == VerifiedQuestion::Status::Verified);
    m_remove->setVisible((question != nullptr && question->local) || (doubtful != nullptr && doubtful->local));
    m_sql->setVisible(m_open->isEnabled());
    if (question != nullptr)
        return showQuestion(*question);
    if (doubtful != nullptr)
        return showDoubtful(*doubtful);
    m_title->setText(m_list->count() == 0 ? tr("Nothing is saved yet") : tr("No question holds these words"));
    m_about->setText(m_list->count() == 0 ? tr("Ask a question, run it, and choose Save for the team.")
                                          : tr("Take a word out of the filter, or show all."));
    m_explanation->clear();
    m_sql->clear();
}

void KnowledgeDialog::showQuestion(const VerifiedQuestion& question)
{
    m_title->setText(question.question);
    QStringList about;
    if (question.status == VerifiedQuestion::Status::Verified)
        about += tr("Verified by %1 on %2").arg(question.verifiedBy, day(question.verifiedAt));
    else if (question.status == VerifiedQuestion::Status::Doubtful)
        about += tr("Withdrawn: it was verified once and is offered to nobody now");
    about += question.local ? tr("Kept on this computer on %1").arg(day(question.created))
                            : tr("Suggested by %1 on %2").arg(question.author, day(question.created));
    if (!question.tags.isEmpty())
        about += question.tags.join(QStringLiteral(", "));
    if (question.stale)
        about += tr("It does not fit the tables any more: %1").arg(question.staleReason);
    m_about->setText(about.join(QStringLiteral(" · ")));
    m_explanation->setText(question.explanation);
    if (m_sql->toPlainText() != question.sql)
        m_sql->setPlainText(question.sql);
}

void KnowledgeDialog::showDoubtful(const DoubtfulAnswer& doubtful)
{
    m_title->setText(doubtful.question);
    m_about->setText((doubtful.local ? tr("Doubtful answer · kept on this computer on %1").arg(day(doubtful.created))
                                     : tr("Doubtful answer · %1, %2").arg(doubtful.author, day(doubtful.created))));
    m_explanation->setText(doubtful.words.isEmpty() ? reasonText(doubtful.reason)
                                                    : tr("%1: %2").arg(reasonText(doubtful.reason), doubtful.words));
    if (m_sql->toPlainText() != doubtful.sql)
        m_sql->setPlainText(doubtful.sql);
}

void KnowledgeDialog::openCurrent()
{
    if (const VerifiedQuestion* found = currentQuestion()) {
        const VerifiedQuestion question = *found;
        accept();
        emit questionOpened(question);
    } else if (const DoubtfulAnswer* answer = currentDoubtful()) {
        const DoubtfulAnswer doubtful = *answer;
        accept();
        emit doubtfulOpened(doubtful);
    }
}

void KnowledgeDialog::act(const std::function<void(const VerifiedQuestion&)>& what)
{
    if (const VerifiedQuestion* found = currentQuestion()) {
        const VerifiedQuestion question = *found; // the list may change meanwhile
        what(question);
    }
}

} // namespace parlance
