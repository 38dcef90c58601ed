// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeClient.h"
#include "claude/ModelPrices.h"
#include "journal/Journal.h"

#include <QHash>
#include <QObject>

namespace parlance {

//! Notes in the journal what a client sends beside the questions: lists of
//! models and tests of the address. They belong to no team and stand in the log
//! of each. GUI thread.
class SideRequestLog final : public QObject {
    Q_OBJECT
public:
    //! \a journal outlives this; a child of \a client.
    SideRequestLog(ClaudeClient* client, Journal* journal, const ModelPrices& prices);

private:
    void begin(quint64 number, const SideRequest& request);
    void end(quint64 number, const SideRequestEnd& end);

    Journal* m_journal;
    ModelPrices m_prices;
    QHash<quint64, JournalRequest> m_underWay;
};

} // namespace parlance
