// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/StatusLine.h"

#include "ui/ask/ElidedLabel.h"

#include <QLabel>

namespace parlance {

StatusLine::StatusLine(bool readOnly, QWidget* parent)
    : QStatusBar(parent)
{
    setObjectName(QStringLiteral("statusBar"));
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    const auto add = [this](const char* name) {
        auto* label = new QLabel(this);
        label->setObjectName(QLatin1String(name));
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(6, 0, 6, 0);
        return label;
    };
    m_status = add("statusText");
    m_selection = new ElidedLabel(this);
    m_selection->setObjectName(QStringLiteral("selectionText"));
    m_selection->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_selection->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_cursor = add("cursorText");
    m_timeZone = add("timeZoneText");
    m_timeZone->setToolTip(tr("Times are shown in this time zone."));
    m_lock = add("lockIcon");
    auto* readOnlyLabel = add("readOnlyText");
    readOnlyLabel->setText(tr("Read-only"));
    addWidget(m_status);
    addWidget(m_selection, 1);
    addPermanentWidget(m_cursor);
    addPermanentWidget(m_timeZone);
    m_lock->setContentsMargins(6, 0, 0, 0);
    readOnlyLabel->setContentsMargins(0, 0, 6, 0);
    addPermanentWidget(m_lock);
    addPermanentWidget(readOnlyLabel);
    m_lock->setVisible(readOnly);
    readOnlyLabel->setVisible(readOnly);
}

void StatusLine::setTheme(const Theme& theme)
{
    m_lock->setPixmap(icon(QStringLiteral("lock"), theme.muted).pixmap(12, 12));
}

void StatusLine::setStatus(const QString& text)
{
    m_status->setText(text);
    m_status->setAccessibleName(text);
}

void StatusLine::setSelectionText(const QString& text)
{
    m_selection->setWholeText(text);
    m_selection->setAccessibleName(text);
}

void StatusLine::setCursorText(const QString& text)
{
    m_cursor->setText(text);
}

void StatusLine::setTimeZone(const QString& text)
{
    m_timeZone->setText(text);
}

} // namespace parlance
