// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Thesaurus.h"

#include "base/WordForms.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

Thesaurus Thesaurus::read()
{
    Thesaurus thesaurus;
    QFile file(u":/synonyms.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return thesaurus;
    const QJsonArray groups = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& group : groups) {
        QSet<QString> stems;
        for (const QJsonValue& word : group.toArray())
            stems.insert(stem(word.toString()));
        for (const QString& one : std::as_const(stems))
            thesaurus.m_relatives[one].unite(stems);
    }
    for (auto it = thesaurus.m_relatives.begin(); it != thesaurus.m_relatives.end(); ++it)
        it->remove(it.key());
    return thesaurus;
}

} // namespace parlance
