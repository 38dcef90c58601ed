// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace parlance {

//! A question that ships with the sample workspace together with its SQL: needs neither key nor network.
struct ReadyQuestion {
    QString question;
    QString explanation;
    QString sql;
    QStringList tables;
    bool operator==(const ReadyQuestion&) const = default;
};

//! The eight of a sample team ("sales", "marketing", "operations"); none for others. From sql/sample/<team>/ready.json.
QList<ReadyQuestion> readyQuestions(const QString& team);

} // namespace parlance
