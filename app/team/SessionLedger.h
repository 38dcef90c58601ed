// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/RequestLedger.h"
#include "claude/ModelPrices.h"
#include "journal/Journal.h"
#include "team/TeamSession.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace parlance {

//! A session's ledger: keeps the policy's budget, notes each request in the journal with what it cost, and knows what
//! was spent. The sums are read from the journal before each request, so other programs on this computer count too.
//! While requests are under way each counts with the most that it may cost; a request that would go beyond the budget
//! with them waits for their end, so that several at a time overshoot it by no more than one would. GUI thread.
class SessionLedger final : public QObject, public RequestLedger {
    Q_OBJECT
public:
    //! \a server is the session's in the journal (host:port/database); \a journal outlives this.
    SessionLedger(const Team& team, const QString& server, Journal* journal, const ModelPrices& prices,
                  QObject* parent = nullptr);

    //! How the journal calls the database of \a session: host:port/database, "sample/…" for the sample, whose address
    //! changes.
    static QString serverOf(const TeamSession& session);
    //! The one ledger of \a session, made at the first call and living as long as the session.
    static SessionLedger* of(TeamSession* session, const QString& server, Journal* journal, const ModelPrices& prices);

    void permit(QObject* context, std::function<void(const std::optional<AskError>&)> done) override;
    quint64 sent(const SentRequest& request) override;
    void ended(quint64 request, const RequestEnd& end) override;

    //! What \a usage of \a model costs; nothing: the price is not known.
    std::optional<Cost> cost(const QString& model, const ClaudeUsage& usage) const;
    //! As known now; read anew by permit() and refresh().
    const SpentTotals& totals() const { return m_totals; }
    BudgetState budgetState() const;
    //! Reads the sums; totalsChanged() follows.
    void refresh();

signals:
    void totalsChanged();

private:
    using Permitted = std::function<void(const std::optional<AskError>&)>;
    void takeSpent(quint64 number, const QList<JournalSpent>& days);
    void judge(const QPointer<QObject>& context, const Permitted& done);
    SpentTotals withUnderWay() const;
    Spent mostOf(const QString& model, const QByteArray& body) const;
    quint64 readSpent();
    void permitHeld();

    Team m_team;
    QString m_server;
    Journal* m_journal;
    ModelPrices m_prices;
    SpentTotals m_totals;
    QDate m_today;          //!< of m_totals
    quint64 m_lastRead = 0; //!< the number of the last question to the journal
    QHash<quint64, JournalRequest> m_underWay;
    QHash<quint64, Spent> m_reserved;                      //!< the most that each request under way may use
    QList<std::pair<quint64, Spent>> m_ended;              //!< that the journal's sums hold from this answer of it on
    QList<std::pair<QPointer<QObject>, Permitted>> m_held; //!< wait for the end of what is under way
    QHash<quint64, std::function<void()>> m_waiting;       //!< by the number of the question to the journal
};

} // namespace parlance
