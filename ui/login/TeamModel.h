// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/Team.h"

#include <QAbstractListModel>

namespace parlance {

//! The teams to choose from, filtered by words of name, id and description. GUI thread.
class TeamModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { DescriptionRole = Qt::UserRole, AccentRole };

    explicit TeamModel(const QList<Team>& teams, QObject* parent = nullptr);
    void setFilter(const QString& text);
    //! Null where the row is none.
    const Team* team(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QList<Team> m_teams;
    QList<qsizetype> m_shown;
};

} // namespace parlance
