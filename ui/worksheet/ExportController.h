// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Settings.h"
#include "team/TeamSession.h"
#include "ui/results/ExportOffer.h"

#include <QObject>
#include <QPointer>

namespace parlance {

class ExportDialog;
class ResultArea;
class ResultPage;

//! Opens the export dialog for a tab's result: gathers what is shown, what is selected, where the rows come from. An
//! export goes on when its tab is closed; it ends with the window. GUI thread.
class ExportController final : public QObject {
    Q_OBJECT
public:
    //! \a title is the tab's.
    ExportController(TeamSession* session, Settings* settings, ResultArea* area, std::function<QString()> title,
                     QObject* parent = nullptr);
    //! Of the result in sight; nothing where there is none.
    void open();

private:
    void openFor(const ResultPage* page);
    ExportOffer offer(const ResultPage* page) const;

    TeamSession* m_session;
    Settings* m_settings;
    ResultArea* m_area;
    std::function<QString()> m_title;
    QPointer<ExportDialog> m_dialog; //!< the last one
};

//! Where the rows of a run of \a session come from.
ExportOrigin exportOriginOf(const TeamSession* session, const QString& question, const QString& sql,
                            const QDateTime& ranAt);

} // namespace parlance
