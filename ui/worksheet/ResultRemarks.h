// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

#include <QObject>

namespace parlance {

class ResultPage;
class TeamSession;

//! Looks at a result while it comes, and says on its page what is remarkable about it when it has come: where rows may
//! be hidden from the role, and columns without a value. GUI thread.
class ResultRemarks final : public QObject {
    Q_OBJECT
public:
    explicit ResultRemarks(TeamSession* session, QObject* parent = nullptr);

    void begin(const QList<ResultColumn>& columns);
    void take(const ResultChunk& chunk);
    //! The run of \a sql has ended well.
    void end(ResultPage* page, const QByteArray& sql, const RunSummary& summary);

private:
    bool isOnlyZero() const;

    TeamSession* m_session = nullptr;
    QStringList m_names;
    QList<int> m_nullColumns;     //!< without a value so far
    QList<QByteArray> m_firstRow; //!< NULL as an empty text
    qint64 m_rows = 0;
    bool m_seen = true; //!< all values were: none lay on disk
};

} // namespace parlance
