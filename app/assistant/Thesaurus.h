// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QSet>
#include <QString>

namespace parlance {

//! Words that people use for one another in questions about data (resources/synonyms.json): customer and client, sold
//! and order. Stems. Immutable; any thread.
class Thesaurus final {
public:
    //! Reads the file, some milliseconds.
    static Thesaurus read();
    //! The stems that \a stem may stand for, without itself.
    QSet<QString> relatives(const QString& stem) const { return m_relatives.value(stem); }

private:
    QHash<QString, QSet<QString>> m_relatives;
};

} // namespace parlance
