// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QStatusBar>

class QLabel;

namespace parlance {

class ElidedLabel;

//! The window's last line (object name statusBar): rows and time of the current tab, totals of the selection, cursor,
//! time zone, read-only.
class StatusLine final : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(bool readOnly, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setStatus(const QString& text);
    //! What the selected cells amount to; the whole stands in the tooltip where it has no room.
    void setSelectionText(const QString& text);
    void setCursorText(const QString& text);
    void setTimeZone(const QString& text);

private:
    QLabel* m_status = nullptr;
    ElidedLabel* m_selection = nullptr;
    QLabel* m_cursor = nullptr;
    QLabel* m_timeZone = nullptr;
    QLabel* m_lock = nullptr;
};

} // namespace parlance
