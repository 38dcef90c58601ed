// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ChipRow.h"

#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QHBoxLayout>
#include <QLabel>

namespace parlance {

namespace {

constexpr int gap = 6;
constexpr int moreWidth = 40;

QFrame* makeChip(const Assumption& assumption, QWidget* parent)
{
    auto* chip = new QFrame(parent);
    setRole(chip, "chip");
    auto* layout = new QHBoxLayout(chip);
    layout->setContentsMargins(10, 2, 10, 2);
    layout->setSpacing(4);
    auto* name = new QLabel(shortened(assumption.label, 40), chip);
    name->setTextFormat(Qt::PlainText);
    QFont bold = name->font();
    bold.setBold(true);
    name->setFont(bold);
    auto* value = new QLabel(shortened(assumption.value, 60), chip);
    value->setTextFormat(Qt::PlainText);
    layout->addWidget(name);
    layout->addWidget(value);
    chip->setAccessibleName(assumption.label + QStringLiteral(": ") + assumption.value);
    return chip;
}

} // namespace

ChipRow::ChipRow(QWidget* parent)
    : QWidget(parent)
    , m_more(new QLabel(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setTextFormat(Qt::PlainText);
    setRole(m_more, "caption");
}

void ChipRow::setAssumptions(const QList<Assumption>& assumptions)
{
    qDeleteAll(m_chips);
    m_chips.clear();
    m_assumptions = assumptions;
    for (const Assumption& assumption : assumptions)
        m_chips.append(makeChip(assumption, this));
    setVisible(!assumptions.isEmpty());
    updateGeometry();
    place();
}

QSize ChipRow::sizeHint() const
{
    int height = 0;
    int width = 0;
    for (QFrame* chip : m_chips) {
        height = qMax(height, chip->sizeHint().height());
        width += chip->sizeHint().width() + gap;
    }
    return QSize(width, height);
}

QSize ChipRow::minimumSizeHint() const
{
    return QSize(moreWidth, sizeHint().height());
}

void ChipRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void ChipRow::place()
{
    int x = 0;
    qsizetype shown = 0;
    QStringList hidden;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        QFrame* chip = m_chips.at(i);
        const QSize hint = chip->sizeHint();
        const int reserve = i + 1 == m_chips.size() ? 0 : moreWidth;
        const bool fits = hidden.isEmpty() && x + hint.width() + reserve <= width();
        chip->setVisible(fits);
        if (fits) {
            chip->setGeometry(x, (height() - hint.height()) / 2, hint.width(), hint.height());
            x += hint.width() + gap;
            ++shown;
        } else {
            hidden.append(
                QStringLiteral("%1: %2").arg(m_assumptions.at(i).label, m_assumptions.at(i).value).toHtmlEscaped());
        }
    }
    m_more->setVisible(!hidden.isEmpty());
    if (!hidden.isEmpty()) {
        m_more->setText(QStringLiteral("+%1").arg(m_chips.size() - shown));
        m_more->setToolTip(QStringLiteral("<qt>%1</qt>").arg(hidden.join(QStringLiteral("<br>"))));
        m_more->setGeometry(x, 0, moreWidth, height());
    }
}

} // namespace parlance
