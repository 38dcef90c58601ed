// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/TeamModel.h"

#include <QColor>

namespace parlance {

TeamModel::TeamModel(const QList<Team>& teams, QObject* parent)
    : QAbstractListModel(parent)
    , m_teams(teams)
{
    setFilter(QString());
}

void TeamModel::setFilter(const QString& text)
{
    beginResetModel();
    m_shown.clear();
    const QStringList words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < m_teams.size(); ++i) {
        const Team& team = m_teams.at(i);
        const QString searched =
            QString(team.name + QLatin1Char('\n') + team.id + QLatin1Char('\n') + team.description).toLower();
        if (std::all_of(words.begin(), words.end(), [&](const QString& word) { return searched.contains(word); }))
            m_shown << i;
    }
    endResetModel();
}

const Team* TeamModel::team(const QModelIndex& index) const
{
    return index.isValid() && index.row() < m_shown.size() ? &m_teams.at(m_shown.at(index.row())) : nullptr;
}

QModelIndex TeamModel::indexOf(const QString& id) const
{
    for (qsizetype row = 0; row < m_shown.size(); ++row) {
        if (m_teams.at(m_shown.at(row)).id == id)
            return index(static_cast<int>(row));
    }
    return {};
}

int TeamModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant TeamModel::data(const QModelIndex& index, int role) const
{
    const Team* entry = team(index);
    if (!entry)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return entry->name;
    case DescriptionRole:
        return entry->description;
    case AccentRole:
        return QColor(entry->accent);
    case Qt::AccessibleTextRole:
        return entry->description.isEmpty() ? entry->name
                                            : QString(entry->name + QStringLiteral(": ") + entry->description);
    default:
        return {};
    }
}

} // namespace parlance
