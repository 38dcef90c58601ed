// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/FilterBar.h"

#include "postgres/PostgresType.h"
#include "ui/ask/ElidedLabel.h"
#include "ui/results/FilterWords.h"
#include "ui/results/ResultModel.h"
#include "ui/results/ResultOrdering.h"
#include "ui/worksheet/Words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlance {

namespace {

using Kind = FilterTerm::Kind;

// What is asked most of a column stands first.
QList<Kind> kindsFor(const ResultColumn& column)
{
    const QList<Kind> compared{Kind::Equals,  Kind::NotEquals,      Kind::Less,   Kind::LessOrEqual,
                               Kind::Greater, Kind::GreaterOrEqual, Kind::IsNull, Kind::IsNotNull};
    const TypeFamily family = typeFamily(column.typeOid);
    const bool textual = family == TypeFamily::Text || family == TypeFamily::Json || family == TypeFamily::Xml ||
                         family == TypeFamily::Array || family == TypeFamily::Other;
    return textual ? QList<Kind>{Kind::Contains} + compared : compared + QList<Kind>{Kind::Contains};
}

} // namespace

FilterBar::FilterBar(ResultModel* model, ResultOrdering* ordering, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_ordering(ordering)
{
    setObjectName(QStringLiteral("filterBar"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 4);
    layout->setSpacing(4);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(6);
    m_chips->addStretch(1);
    m_all = new QPushButton(tr("Show all rows"), this);
    m_all->setObjectName(QStringLiteral("showAllRowsButton"));
    setRole(m_all, "link");
    m_chips->addWidget(m_all);
    layout->addLayout(m_chips);
    buildEditor();
    layout->addWidget(m_editor);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_ordering->showAllRows();
        emit leaveRequested();
    });
    connect(m_ordering, &ResultOrdering::filterChanged, this, &FilterBar::reviewChips);
    connect(m_model, &ResultModel::began, this, &FilterBar::closeEditor);
    reviewChips();
}

void FilterBar::buildEditor()
{
    m_editor = new QWidget(this);
    m_editor->setObjectName(QStringLiteral("conditionEditor"));
    auto* row = new QHBoxLayout(m_editor);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_column = new QLabel(m_editor);
    m_column->setTextFormat(Qt::PlainText);
    setRole(m_column, "strong");
    m_kind = new QComboBox(m_editor);
    m_kind->setObjectName(QStringLiteral("conditionKind"));
    m_kind->setAccessibleName(tr("Comparison"));
    setRole(m_kind, "slim");
    m_text = new QLineEdit(m_editor);
    m_text->setObjectName(QStringLiteral("conditionText"));
    m_text->setAccessibleName(tr("Value to compare with"));
    m_text->setMaximumWidth(320);
    setRole(m_text, "slim");
    auto* add = new QPushButton(tr("Filter"), m_editor);
    add->setObjectName(QStringLiteral("addConditionButton"));
    setRole(add, "slim");
    row->addWidget(m_column);
    row->addWidget(m_kind);
    row->addWidget(m_text, 1);
    row->addWidget(add);
    row->addStretch(1);
    connect(add, &QPushButton::clicked, this, &FilterBar::addCondition);
    connect(m_text, &QLineEdit::returnPressed, this, &FilterBar::addCondition);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FilterBar::reviewEditor);
    m_editor->hide();
}

void FilterBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    reviewChips();
}

void FilterBar::edit(int column)
{
    const ResultColumn described = m_model->table().columns().value(column);
    m_edited = column;
    m_column->setText(shortened(described.name, 40));
    m_kind->clear();
    for (const Kind kind : kindsFor(described))
        m_kind->addItem(kindText(kind), static_cast<int>(kind));
    m_text->clear();
    m_editor->show();
    reviewEditor();
    reviewChips();
    m_text->setFocus(Qt::OtherFocusReason);
}

bool FilterBar::closeEditor()
{
    if (m_editor->isHidden())
        return false;
    m_editor->hide();
    reviewChips();
    return true;
}

bool FilterBar::isEditing() const
{
    return !m_editor->isHidden();
}

void FilterBar::reviewEditor()
{
    m_text->setEnabled(takesText(static_cast<Kind>(m_kind->currentData().toInt())));
}

void FilterBar::addCondition()
{
    const auto kind = static_cast<Kind>(m_kind->currentData().toInt());
    m_editor->hide();
    m_ordering->addTerm({kind, m_edited, takesText(kind) ? m_text->text() : QString()});
    reviewChips();
    emit leaveRequested();
}

void FilterBar::reviewChips()
{
    while (m_chips->count() > 2) {
        QLayoutItem* item = m_chips->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const qsizetype count = m_ordering->terms().size();
    for (qsizetype i = 0; i < count; ++i)
        m_chips->insertWidget(static_cast<int>(i), makeChip(i));
    m_all->setVisible(count > 0);
    setVisible(count > 0 || !m_editor->isHidden());
}

QWidget* FilterBar::makeChip(qsizetype index)
{
    const QString text = termText(m_ordering->terms().at(index), m_model->table().columns());
    auto* chip = new QFrame(this);
    chip->setObjectName(QStringLiteral("conditionChip"));
    setRole(chip, "chip");
    auto* row = new QHBoxLayout(chip);
    row->setContentsMargins(10, 1, 4, 1);
    row->setSpacing(2);
    auto* label = new ElidedLabel(chip);
    label->setWholeText(m_ordering->isFilterKept() ? tr("%1 · kept").arg(text) : text);
    if (m_ordering->isFilterKept())
        chip->setToolTip(tr("Kept from the result before: the SQL is the same"));
    auto* remove = new QToolButton(chip);
    remove->setObjectName(QStringLiteral("removeConditionButton"));
    remove->setIcon(icon(QStringLiteral("close"), m_theme.muted));
    remove->setIconSize(QSize(9, 9));
    remove->setAccessibleName(tr("Remove the condition %1").arg(text));
    remove->setToolTip(tr("Remove the condition"));
    remove->setFocusPolicy(Qt::TabFocus);
    row->addWidget(label);
    row->addWidget(remove);
    connect(remove, &QToolButton::clicked, this, [this, index] {
        m_ordering->removeTerm(index);
        emit leaveRequested();
    });
    return chip;
}

} // namespace parlance
