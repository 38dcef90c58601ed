// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/CapBar.h"

#include "ui/ask/ElidedLabel.h"
#include "ui/theme/Theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace parlance {

CapBar::CapBar(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 3, 3, 3); // room for the focus ring
    layout->setSpacing(6);
    m_countLabel = new ElidedLabel(this); // a server's reason may be long
    m_countLabel->setObjectName(QStringLiteral("rowCountLabel"));
    m_countLabel->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setRole(m_countLabel, "caption");
    layout->addWidget(m_countLabel);
    m_fetch = addButton(tr("Fetch the rest"), "fetchRestButton");
    m_fetch->setToolTip(tr("Fetches the rows that are still missing, of the same moment as these"));
    m_again = addButton(tr("Run again without the cap"), "runWithoutCapButton");
    m_export = addButton(tr("Export all to a file…"), "exportAllButton");
    m_count = addButton(tr("Count"), "countButton");
    connect(m_fetch, &QPushButton::clicked, this, &CapBar::fetchRestClicked);
    connect(m_again, &QPushButton::clicked, this, &CapBar::runWithoutCapClicked);
    connect(m_export, &QPushButton::clicked, this, &CapBar::exportAllClicked);
    connect(m_count, &QPushButton::clicked, this, [this] {
        if (m_counting)
            emit stopCountClicked();
        else
            emit countClicked();
    });
    arrange();
}

QPushButton* CapBar::addButton(const QString& text, const char* name)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(true);
    setRole(button, "secondary");
    layout()->addWidget(button);
    return button;
}

void CapBar::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    arrange();
}

void CapBar::setCountText(const QString& text, bool counted)
{
    m_countLabel->setWholeText(text);
    m_counted = counted;
    arrange();
}

void CapBar::setCounting(bool counting)
{
    m_counting = counting;
    arrange();
}

void CapBar::setExportOffered(bool offered)
{
    m_exportOffered = offered;
    arrange();
}

void CapBar::arrange()
{
    m_countLabel->setVisible(!m_countLabel->wholeText().isEmpty());
    m_fetch->setVisible(m_state == State::Held);
    m_again->setVisible(m_state == State::Ended);
    m_export->setVisible(m_exportOffered);
    m_count->setVisible(m_counting || !m_counted); // room for what was counted
    m_count->setText(m_counting ? tr("Stop counting") : tr("Count"));
    m_count->setToolTip(m_counting ? QString() : tr("Counts on the server how many rows there are in all"));
    setVisible(m_state != State::None);
}

} // namespace parlance
