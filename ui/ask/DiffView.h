// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/LineDiff.h"
#include "ui/theme/Theme.h"

#include <QPlainTextEdit>

namespace parlance {

//! Two texts as one, line by line: removed lines with − and a red ground, added ones with + and a green one (object
//! name diffView). Read-only. GUI thread.
class DiffView final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void showDiff(const LineDiff& diff);

private:
    void colour();

    Theme m_theme;
    LineDiff m_diff;
};

} // namespace parlance
