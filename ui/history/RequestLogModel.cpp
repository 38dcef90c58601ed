// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/RequestLogModel.h"

#include "claude/Cost.h"

#include <QLocale>

namespace parlance {

namespace {

enum Column { Time, Purpose, Model, Tables, Bytes, Tokens, Price, Outcome, ColumnCount };

QString numberText(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

QString purposeText(const QString& purpose)
{
    if (purpose == QStringLiteral("prewarm"))
        return RequestLogModel::tr("Pre-warm");
    if (purpose == QStringLiteral("evaluate"))
        return RequestLogModel::tr("Evaluation");
    if (purpose == QStringLiteral("repair"))
        return RequestLogModel::tr("Repair");
    if (purpose == QStringLiteral("models"))
        return RequestLogModel::tr("List of models");
    if (purpose == QStringLiteral("test"))
        return RequestLogModel::tr("Test");
    return RequestLogModel::tr("Question");
}

QString outcomeText(const JournalRequest& request)
{
    if (request.outcome == QStringLiteral("answered"))
        return RequestLogModel::tr("Answered");
    if (request.outcome == QStringLiteral("stopped"))
        return RequestLogModel::tr("Stopped");
    if (request.outcome == QStringLiteral("failed"))
        return RequestLogModel::tr("Failed: %1").arg(request.error);
    return RequestLogModel::tr("No end was noted");
}

//! The mark of a number that was reckoned.
QString about(const JournalRequest& request)
{
    return request.isEstimate() ? QStringLiteral("≈ ") : QString();
}

QString priceText(const JournalRequest& request)
{
    if (request.tokens() == 0)
        return {};
    return about(request) +
           costText(request.cost ? std::optional(Cost{*request.cost, request.currency}) : std::nullopt);
}

QString cellText(const JournalRequest& request, int column)
{
    switch (column) {
    case Time:
        return request.sentAt.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case Purpose:
        return purposeText(request.purpose);
    case Model:
        return request.model;
    case Tables:
        return request.tables > 0 ? numberText(request.tables) : QString();
    case Bytes:
        return numberText(request.bytes);
    case Tokens:
        return request.tokens() > 0 ? about(request) + numberText(request.tokens()) : QString();
    case Price:
        return priceText(request);
    default:
        return outcomeText(request);
    }
}

bool isNumber(int column)
{
    return column >= Tables && column <= Price;
}

} // namespace

void RequestLogModel::setRequests(const QList<JournalRequest>& requests)
{
    beginResetModel();
    m_requests = requests;
    endResetModel();
}

int RequestLogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_requests.size());
}

int RequestLogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RequestLogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_requests.size())
        return {};
    const JournalRequest& request = m_requests.at(index.row());
    if (role == Qt::DisplayRole)
        return cellText(request, index.column());
    if (role == Qt::TextAlignmentRole && isNumber(index.column()))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Tokens && request.tokens() > 0)
        return tr("%1 read, %2 written to the cache, %3 read from it, %4 written by the model")
            .arg(numberText(request.inputTokens), numberText(request.cacheWriteTokens),
                 numberText(request.cacheReadTokens), about(request) + numberText(request.outputTokens));
    return {};
}

QVariant RequestLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Time"),  tr("What for"), tr("Model"), tr("Tables"),
                             tr("Bytes"), tr("Tokens"),   tr("Cost"),  tr("What came of it")};
    return titles.value(section);
}

} // namespace parlance
