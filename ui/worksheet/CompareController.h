// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/TeamSession.h"
#include "ui/theme/Theme.h"

#include <QObject>
#include <QPointer>

namespace parlance {

class ComparisonDialog;
class ResultArea;
class ResultPage;

//! Opens the window that compares two results of a tab. It closes with the tab, so that its rows are freed. GUI thread.
class CompareController final : public QObject {
    Q_OBJECT
public:
    CompareController(TeamSession* session, ResultArea* area, QObject* parent = nullptr);
    ~CompareController() override;
    void setTheme(const Theme& theme);

private:
    void open(ResultPage* page);

    TeamSession* m_session;
    ResultArea* m_area;
    Theme m_theme;
    QPointer<ComparisonDialog> m_dialog;
};

} // namespace parlance
