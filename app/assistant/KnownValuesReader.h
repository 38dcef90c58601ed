// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/KnownValues.h"
#include "postgres/Connection.h"

#include <QObject>

namespace parlance {

//! The query of sql/catalog/known_values.sql.
QByteArray knownValuesQuery();
//! Puts its rows together. Pure; any thread.
KnownValues knownValuesFromRows(const RowSet& rows);
//! Reads what the server's statistics know of columns with few values, over a connection of a session's. GUI thread.
class KnownValuesReader final : public QObject {
    Q_OBJECT
public:
    KnownValuesReader(Connection* connection, const RunLimits& limits, QObject* parent = nullptr);
    //! Answered by readFinished; a call while one is under way takes its place.
    void read();

signals:
    //! \a known is empty when the server gave nothing: what needs it does without.
    void readFinished(const parlance::KnownValues& known);

private:
    Connection* m_connection = nullptr;
    RunLimits m_limits;
    quint64 m_read = 0;
};

} // namespace parlance
