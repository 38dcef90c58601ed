// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ComparisonDialog.h"

#include "ui/results/ComparisonDelegate.h"
#include "ui/results/ComparisonWords.h"
#include "ui/theme/PlainToolTip.h"
#include "ui/worksheet/Spinner.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace parlance {

namespace {

constexpr int widestColumn = 320;         // pixels
constexpr qsizetype shownBytes = 1 << 20; // of a whole value

} // namespace

ComparisonDialog::ComparisonDialog(const QList<ComparedResult>& results, int left, int right, const QList<int>& key,
                                   QWidget* parent)
    : QDialog(parent)
    , m_results(results)
    , m_findKey(key.isEmpty())
    , m_leftBefore(left)
    , m_rightBefore(right)
{
    setObjectName(QStringLiteral("comparisonDialog"));
    setWindowTitle(tr("Compare two results"));
    setMinimumSize(640, 400);
    if (parent != nullptr)
        resize(qBound(640, parent->width() - 80, 1040), qBound(400, parent->height() - 40, 720));
    m_job = new ComparisonJob(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addLayout(buildSides());
    auto* middle = new QHBoxLayout;
    middle->setSpacing(14);
    middle->addLayout(buildKey());
    auto* right2 = new QVBoxLayout;
    right2->setSpacing(6);
    buildDifferences(right2);
    buildValues(right2);
    middle->addLayout(right2, 1);
    layout->addLayout(middle, 1);
    layout->addLayout(buildButtons());
    m_left->setCurrentIndex(left);
    m_right->setCurrentIndex(right);
    showKey(m_findKey ? QList<int>{0} : key);
    connect(m_left, &QComboBox::currentIndexChanged, this, [this] { chooseSide(m_left, m_right); });
    connect(m_right, &QComboBox::currentIndexChanged, this, [this] { chooseSide(m_right, m_left); });
    connect(m_keys, &QListWidget::itemChanged, this, [this] {
        m_findKey = false;
        compare();
    });
    connect(m_job, &ComparisonJob::finished, this, &ComparisonDialog::onFinished);
    compare();
    m_table->setFocus();
}

QLayout* ComparisonDialog::buildSides()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [&](const char* name, const QString& words) {
        auto* label = new QLabel(words, this);
        setRole(label, "strong");
        auto* box = new QComboBox(this);
        box->setObjectName(QLatin1String(name));
        box->setAccessibleName(words);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(12);
        for (const ComparedResult& result : std::as_const(m_results))
            box->addItem(result.title);
        label->setBuddy(box);
        row->addWidget(label);
        row->addWidget(box, 1);
        return box;
    };
    m_left = add("comparedLeft", tr("Left"));
    m_right = add("comparedRight", tr("Right"));
    return row;
}

QLayout* ComparisonDialog::buildKey()
{
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    auto* label = new QLabel(tr("Key columns"), this);
    setRole(label, "strong");
    m_keys = new QListWidget(this);
    m_keys->setObjectName(QStringLiteral("keyColumns"));
    m_keys->setAccessibleName(tr("Key columns"));
    m_keys->setToolTip(tr("Rows that are equal in these columns belong together. Space chooses a column."));
    m_keys->setFixedWidth(170);
    label->setBuddy(m_keys);
    for (const ResultColumn& described : m_results.constFirst().table.columns()) {
        auto* item = new QListWidgetItem(described.name, m_keys);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        item->setToolTip(plainToolTip(described.typeName));
    }
    m_keys->setCurrentRow(0);
    column->addWidget(label);
    column->addWidget(m_keys, 1);
    return column;
}

void ComparisonDialog::buildDifferences(QVBoxLayout* layout)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("comparisonSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_summary->setWordWrap(true);
    setRole(m_summary, "strong");
    m_spinner = new Spinner(this);
    m_kinds = new QComboBox(this);
    m_kinds->setObjectName(QStringLiteral("differencesBox"));
    m_kinds->setAccessibleName(tr("Which differences to show"));
    m_kinds->addItems({tr("All differences"), tr("Changed"), tr("Only left"), tr("Only right"), tr("Key repeated")});
    setRole(m_kinds, "slim");
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ComparisonDialog::chooseKinds);
    row->addWidget(m_spinner);
    row->addWidget(m_summary, 1);
    row->addWidget(m_kinds);
    m_notes = new QLabel(this);
    m_notes->setObjectName(QStringLiteral("comparisonNotes"));
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    setRole(m_notes, "warning");
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("comparisonTable"));
    m_table->setAccessibleName(tr("Differences"));
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setResizeContentsPrecision(20);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_model = new ComparisonModel(this);
    m_delegate = new ComparisonDelegate(m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(m_delegate);
    auto* copying = new QShortcut(QKeySequence::Copy, m_table);
    copying->setContext(Qt::WidgetShortcut);
    connect(copying, &QShortcut::activated, this, &ComparisonDialog::copy);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ComparisonDialog::showValues);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ComparisonDialog::showValues);
    layout->addLayout(row);
    layout->addWidget(m_notes);
    layout->addWidget(m_table, 1);
}

QPlainTextEdit* ComparisonDialog::addValue(QGridLayout* grid, int column, const char* name, QLabel** label)
{
    *label = new QLabel(this);
    (*label)->setObjectName(QLatin1String(name) + QLatin1String("Label"));
    (*label)->setTextFormat(Qt::PlainText);
    setRole(*label, "caption");
    auto* edit = new QPlainTextEdit(this);
    edit->setObjectName(QLatin1String(name));
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(3 * fontMetrics().lineSpacing() + 14);
    setRole(edit, "details");
    grid->addWidget(*label, 0, column);
    grid->addWidget(edit, 1, column);
    return edit;
}

void ComparisonDialog::buildValues(QVBoxLayout* layout)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    m_leftValue = addValue(grid, 0, "leftValue", &m_leftLabel);
    m_leftValue->setAccessibleName(tr("The whole value on the left"));
    m_rightValue = addValue(grid, 1, "rightValue", &m_rightLabel);
    m_rightValue->setAccessibleName(tr("The whole value on the right"));
    layout->addLayout(grid);
}

QLayout* ComparisonDialog::buildButtons()
{
    auto* row = new QHBoxLayout;
    m_stop = new QPushButton(this);
    m_stop->setObjectName(QStringLiteral("stopComparingButton"));
    m_stop->setAutoDefault(false);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeComparisonButton"));
    close->setAutoDefault(false);
    row->addStretch(1);
    row->addWidget(m_stop);
    row->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_job->isRunning())
            reject();
        else
            compare();
    });
    return row;
}

void ComparisonDialog::setTheme(const Theme& theme)
{
    m_delegate->setTheme(theme);
    m_spinner->setTheme(theme);
    m_table->viewport()->update();
}

const ComparedResult& ComparisonDialog::side(const QComboBox* box) const
{
    return m_results.at(box->currentIndex());
}

QList<int> ComparisonDialog::chosenKey() const
{
    QList<int> key;
    for (int i = 0; i < m_keys->count(); ++i) {
        if (m_keys->item(i)->checkState() == Qt::Checked)
            key.append(i);
    }
    return key;
}

void ComparisonDialog::showKey(const QList<int>& key)
{
    const QSignalBlocker blocker(m_keys);
    for (int i = 0; i < m_keys->count(); ++i)
        m_keys->item(i)->setCheckState(key.contains(i) ? Qt::Checked : Qt::Unchecked);
    m_keys->viewport()->update();
}

void ComparisonDialog::chooseSide(QComboBox* changed, QComboBox* other)
{
    // A result is not compared with itself: the sides change places.
    if (changed->currentIndex() == other->currentIndex()) {
        const QSignalBlocker blocker(other);
        other->setCurrentIndex(changed == m_left ? m_leftBefore : m_rightBefore);
    }
    m_leftBefore = m_left->currentIndex();
    m_rightBefore = m_right->currentIndex();
    compare();
}

void ComparisonDialog::compare()
{
    m_model->clear();
    m_notes->hide();
    setRole(m_summary, "strong");
    m_summary->setText(tr("Comparing…"));
    m_job->start(side(m_left).table, side(m_right).table, chosenKey(), m_findKey);
    setRunning(true);
}

void ComparisonDialog::setRunning(bool running)
{
    m_spinner->setVisible(running);
    m_stop->setText(running ? tr("Stop") : tr("Compare again"));
    m_stop->setVisible(running);
    m_kinds->setEnabled(!running);
}

void ComparisonDialog::onFinished(const ComparisonOutcome& outcome)
{
    setRunning(false);
    if (!outcome.differences) {
        setRole(m_summary, "error");
        m_summary->setText(outcome.error.message);
        return;
    }
    showKey(outcome.key);
    m_summary->setText(comparisonSummary(*outcome.differences));
    const QString notes = comparisonNotes(*outcome.differences, side(m_left), side(m_right), outcome.key.isEmpty());
    m_notes->setText(notes);
    m_notes->setVisible(!notes.isEmpty());
    m_model->show(side(m_left).table, side(m_right).table, outcome.differences);
    fitColumns();
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void ComparisonDialog::chooseKinds()
{
    using Kind = Difference::Kind;
    const QList<Kind> choices[] = {
        {}, {Kind::Changed}, {Kind::OnlyLeft}, {Kind::OnlyRight}, {Kind::RepeatedLeft, Kind::RepeatedRight}};
    m_model->choose(choices[m_kinds->currentIndex()]);
    fitColumns();
}

void ComparisonDialog::fitColumns()
{
    m_table->resizeColumnsToContents();
    for (int i = 0; i < m_model->columnCount(); ++i)
        m_table->setColumnWidth(i, qMin(m_table->columnWidth(i) + 8, widestColumn));
}

void ComparisonDialog::showValues()
{
    const QModelIndex current = m_table->currentIndex();
    const int column = current.column() - 1;
    const auto fill = [&](QPlainTextEdit* edit, QLabel* label, const QString& words, bool left) {
        ComparisonModel::Value value;
        if (current.isValid() && current.row() < m_model->rowCount() && column >= 0)
            value = m_model->value(current.row(), column, left, shownBytes);
        edit->setPlainText(value.text);
        if (current.isValid() && column >= 0 && !value.exists)
            label->setText(tr("%1: there is no such row").arg(words));
        else
            label->setText(value.isNull ? tr("%1: NULL").arg(words) : words);
    };
    fill(m_leftValue, m_leftLabel, tr("Left"), true);
    fill(m_rightValue, m_rightLabel, tr("Right"), false);
}

void ComparisonDialog::copy()
{
    QModelIndexList selected = m_table->selectionModel()->selectedIndexes();
    std::sort(selected.begin(), selected.end());
    QString text;
    int row = -1;
    for (const QModelIndex& index : std::as_const(selected)) {
        if (row >= 0)
            text += index.row() == row ? u'\t' : u'\n';
        text += index.data().toString();
        row = index.row();
    }
    QGuiApplication::clipboard()->setText(text);
}

void ComparisonDialog::reject()
{
    if (!m_job->isRunning()) {
        QDialog::reject();
        return;
    }
    m_job->stop();
    setRunning(false);
    m_stop->show(); // "Compare again"
    m_summary->setText(tr("Stopped: nothing was compared."));
}

} // namespace parlance
