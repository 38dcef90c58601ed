// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ChipRow.h"

#include "ui/theme/Theme.h"
#include "ui/worksheet/Words.h"

#include <QMenu>
#include <QPushButton>

namespace parlance {

namespace {

constexpr int gap = 6;
constexpr int moreWidth = 40;

//! A button reads '&' as a mnemonic; Claude's text is shown as it is.
QString chipText(const Assumption& assumption)
{
    QString text = shortened(assumption.label, 40) + QStringLiteral(": ") + shortened(assumption.value, 60);
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString wholeText(const Assumption& assumption)
{
    return assumption.label + QStringLiteral(": ") + assumption.value;
}

} // namespace

ChipRow::ChipRow(QWidget* parent)
    : QWidget(parent)
    , m_more(new QPushButton(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setObjectName(QStringLiteral("moreAssumptionsButton"));
    setRole(m_more, "link");
    connect(m_more, &QPushButton::clicked, this, &ChipRow::showHidden);
}

void ChipRow::setAssumptions(const QList<Assumption>& assumptions)
{
    qDeleteAll(m_chips);
    m_chips.clear();
    m_assumptions = assumptions;
    for (qsizetype i = 0; i < assumptions.size(); ++i) {
        const Assumption assumption = assumptions.at(i);
        auto* chip = new QPushButton(chipText(assumption), this);
        chip->setObjectName(QStringLiteral("assumptionChip%1").arg(i + 1));
        chip->setAccessibleName(tr("Assumption of Claude, %1. Change it").arg(wholeText(assumption)));
        chip->setToolTip(
            QStringLiteral("<qt>%1<br>%2</qt>")
                .arg(wholeText(assumption).toHtmlEscaped(), tr("Change it and ask again").toHtmlEscaped()));
        setRole(chip, "slim");
        connect(chip, &QPushButton::clicked, this,
                [this, assumption, chip] { emit changeRequested(assumption, chip); });
        m_chips.append(chip);
    }
    setTabOrder(m_chips.isEmpty() ? this : static_cast<QWidget*>(m_chips.constLast()), m_more);
    setVisible(!assumptions.isEmpty());
    updateGeometry();
    place();
}

QSize ChipRow::sizeHint() const
{
    int height = 0;
    int width = 0;
    for (QPushButton* chip : m_chips) {
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
    m_shown = 0;
    QStringList hidden;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        QPushButton* chip = m_chips.at(i);
        const QSize hint = chip->sizeHint();
        const int reserve = i + 1 == m_chips.size() ? 0 : moreWidth;
        const bool fits = hidden.isEmpty() && x + hint.width() + reserve <= width();
        chip->setVisible(fits);
        if (fits) {
            chip->setGeometry(x, (height() - hint.height()) / 2, hint.width(), hint.height());
            x += hint.width() + gap;
            ++m_shown;
        } else {
            hidden.append(wholeText(m_assumptions.at(i)));
        }
    }
    m_more->setVisible(!hidden.isEmpty());
    if (!hidden.isEmpty()) {
        m_more->setText(QStringLiteral("+%1").arg(hidden.size()));
        m_more->setAccessibleName(tr("More assumptions: %1").arg(hidden.join(QStringLiteral(", "))));
        m_more->setToolTip(
            QStringLiteral("<qt>%1</qt>")
                .arg(
                    hidden.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"))));
        m_more->setGeometry(x, 0, moreWidth, height());
    }
}

void ChipRow::showHidden()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (qsizetype i = m_shown; i < m_assumptions.size(); ++i) {
        const Assumption assumption = m_assumptions.at(i);
        connect(menu->addAction(chipText(assumption)), &QAction::triggered, this,
                [this, assumption] { emit changeRequested(assumption, m_more); });
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

} // namespace parlance
