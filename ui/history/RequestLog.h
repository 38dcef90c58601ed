// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/JournalRequest.h"
#include "ui/Services.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace parlance {

class RequestLogModel;
class SessionLedger;

//! "What was sent…": each request to Claude from this computer for the team, newest first, with its bytes on demand;
//! written to a file or cleared. Shown with open(). GUI thread.
class RequestLog final : public QDialog {
    Q_OBJECT
public:
    RequestLog(TeamSession* session, const QString& server, Services* services, QWidget* parent = nullptr);

private:
    void build();
    void showSpent();
    void review();
    void showBody();
    void chooseFile();
    void write(const QString& file);
    void askToClear();

    TeamSession* m_session;
    QString m_server;
    Services* m_services;
    SessionLedger* m_ledger;
    RequestLogModel* m_model = nullptr;
    QLabel* m_spent = nullptr;
    QLabel* m_note = nullptr;
    QTableView* m_view = nullptr;
    QPushButton* m_show = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_clear = nullptr;
    qint64 m_wanted = 0; //!< whose body is being read
};

} // namespace parlance
