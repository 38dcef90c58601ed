// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/CatalogRead.h"

#include <QObject>
#include <QSqlDatabase>

#include <memory>
#include <optional>

class QSocketNotifier;

namespace parlance {

//! The half of a Connection that talks to the server. Made on the Connection's thread, moved to a thread of its own and
//! used only there: it adds, opens, uses and removes its QSqlDatabase itself. Answers by signals, which cross as
//! values.
class ConnectionWorker final : public QObject {
    Q_OBJECT
public:
    ConnectionWorker(const ConnectionParameters& parameters, std::shared_ptr<ConnectionLink> link);
    ~ConnectionWorker() override;

    void open();                                     //!< answered by opened
    void run(const parlance::RunRequest& request);   //!< answered by runDone
    void read(const parlance::ReadRequest& request); //!< answered by readDone
    void close();                                    //!< closes and ends the thread

signals:
    void opened(const parlance::Result<parlance::ServerInfo, parlance::PostgresError>& result);
    void columns(quint64 run, const QList<parlance::ResultColumn>& columns);
    void namedColumns(quint64 run, const QList<parlance::ResultColumn>& columns);
    void chunk(quint64 run, const parlance::ResultChunkPtr& chunk);
    void held(quint64 run, qint64 rows, int seconds);
    void notice(quint64 run, const parlance::PostgresNotice& notice);
    void runDone(quint64 run, const parlance::Outcome<parlance::RunSummary>& outcome);
    void readDone(quint64 read, const parlance::Outcome<QList<parlance::RowSet>>& outcome);
    void lost(); //!< the server or the network went away while nothing was asked

private:
    Result<ServerInfo, PostgresError> openDatabase();
    PostgresError connectError(const QString& text) const;
    void cancelWhatIsLeft();
    void closeDatabase();
    void watch(bool on);
    void lookAtSocket();
    ServerInfo serverInfo() const;
    void takeNotice(const PGresult* result);

    ConnectionParameters m_parameters;
    std::shared_ptr<ConnectionLink> m_link;
    QString m_databaseName;
    std::optional<QSqlDatabase> m_database;
    PGconn* m_connection = nullptr; //!< m_database's
    std::unique_ptr<QSocketNotifier> m_notifier;
    TypeNames m_typeNames;
    quint64 m_run = 0; //!< the run whose notices are passed on
    int m_notices = 0;
};

} // namespace parlance
