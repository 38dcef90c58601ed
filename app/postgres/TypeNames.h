// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Conversation.h"

#include <QHash>
#include <QPair>
#include <QStringList>

namespace parlance {

//! The names of types that are not built in (enums, extensions, composites) and the labels of enums, asked for once a
//! connection.
class TypeNames final {
public:
    //! Fills in what is known; false when a name is still missing.
    bool complete(QList<ResultColumn>& columns) const;
    //! Asks the server for the missing names in a transaction of its own. An error leaves them missing.
    void lookUp(Conversation& conversation, const QList<ResultColumn>& columns, const RunLimits& limits,
                const QString& applicationName);

private:
    QHash<QPair<quint32, int>, QString> m_names;
    QHash<quint32, QStringList> m_labels; //!< as declared
};

} // namespace parlance
