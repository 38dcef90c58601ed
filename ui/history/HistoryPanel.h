// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/Journal.h"
#include "ui/theme/Theme.h"

#include <QWidget>

#include <memory>

namespace parlance {

//! Left side, second page: the runs of this team, newest first, as a plain list (object name historyList). GUI thread.
class HistoryPanel final : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPanel(QWidget* parent = nullptr);
    ~HistoryPanel() override;
    void setTheme(const Theme& theme);
    void setRuns(const QList<JournalRun>& runs);
    void prepend(const JournalRun& run);

signals:
    void openRequested(const parlance::JournalRun& run); //!< double click or Enter: in a new tab

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance
