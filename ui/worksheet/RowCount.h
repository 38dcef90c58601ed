// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/TeamSession.h"

#include <QObject>
#include <QPointer>

namespace parlance {

class ResultPage;

//! The statement that counts the rows of \a sql: the person's text byte for byte, in parentheses that a comment at its
//! end cannot swallow; what follows its last token (a semicolon, blanks) stays outside. Pure.
QByteArray countStatement(const QByteArray& sql);

//! Counts the rows of one result at a time, in a run of its own on the session's shared connection, and shows the
//! number beside them. One for a tab; GUI thread.
class RowCount final : public QObject {
    Q_OBJECT
public:
    explicit RowCount(TeamSession* session, QObject* parent = nullptr);
    ~RowCount() override;

    //! Counts what \a page shows; a count under way is stopped first.
    void count(ResultPage* page);
    void stop();
    bool isCounting() const { return m_run != 0; }

private:
    void onChunk(const ResultChunkPtr& chunk);
    void onFinished(const Result<RunSummary, PostgresError>& result);

    TeamSession* m_session = nullptr;
    QPointer<ResultPage> m_page;
    quint64 m_run = 0; //!< 0: none
    qint64 m_rows = -1;
};

} // namespace parlance
