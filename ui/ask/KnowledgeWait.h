// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/Knowledge.h"

#include <QObject>
#include <QTimer>

namespace parlance {

//! How long a question that comes right after sign-in waits for the team's
//! words and verified questions: until they are read or cannot be, two seconds
//! at most. GUI thread.
class KnowledgeWait final : public QObject {
    Q_OBJECT
public:
    explicit KnowledgeWait(Knowledge* knowledge, QObject* parent = nullptr)
        : QObject(parent)
        , m_knowledge(knowledge)
    {
        m_longest.setSingleShot(true);
        m_longest.setInterval(2000);
        connect(&m_longest, &QTimer::timeout, this, [this] {
            m_gaveUp = true;
            emit over();
        });
        connect(knowledge, &Knowledge::readFinished, this, [this] {
            if (m_longest.isActive()) {
                m_longest.stop();
                emit over();
            }
        });
    }
    bool isNeeded() const { return !m_knowledge->isRead() && !m_gaveUp; }
    //! over() follows, once for any number of calls until then.
    void start()
    {
        if (!m_longest.isActive())
            m_longest.start();
    }

signals:
    void over();

private:
    Knowledge* m_knowledge;
    QTimer m_longest;
    bool m_gaveUp = false; //!< it takes longer than anybody waits
};

} // namespace parlance
