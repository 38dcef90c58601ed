// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/JournalFile.h"
#include "journal/JournalRows.h"

#include <QSqlError>
#include <QSqlQuery>

using namespace Qt::Literals::StringLiterals;

// The part of the journal's file that is the log of requests and what they cost.
namespace parlance {

namespace {

constexpr int bodiesKept = 300; // requests carry whole schemas; older ones make room
constexpr int requestsKept = 20'000;

} // namespace

Result<void, JournalError> JournalFile::writeRequests(const JournalBatch& batch)
{
    const QString save = script("save-request");
    for (const JournalSent& each : batch.sent) {
        QVariantMap values = journalrows::valuesOf(each.request);
        values.insert(u":body"_s, each.body.isNull() ? QByteArray("") : each.body);
        if (auto done = execute(save, values); !done)
            return done;
    }
    for (const JournalRequest& each : batch.requestEnds) {
        if (auto done = execute(script("end-request"), journalrows::endValuesOf(each)); !done)
            return done;
        if (auto done = execute(script("add-spent"), journalrows::spentValuesOf(each)); !done)
            return done;
    }
    if (batch.sent.isEmpty())
        return {};
    auto done = execute(u"UPDATE sent SET body = x'' WHERE length(body) > 0 AND id <= "
                        "(SELECT id FROM sent WHERE length(body) > 0 ORDER BY id DESC LIMIT 1 OFFSET :kept)"_s,
                        {{u":kept"_s, bodiesKept}});
    if (done)
        done = execute(u"DELETE FROM sent WHERE id <= (SELECT id FROM sent ORDER BY id DESC LIMIT 1 OFFSET :kept)"_s,
                       {{u":kept"_s, requestsKept}});
    return done;
}

Result<QList<JournalRequest>, JournalError> JournalFile::requests(const QString& team, const QString& server, int limit)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (auto done = run(
            query, script("requests"),
            {{u":team"_s, journalrows::text(team)}, {u":server"_s, journalrows::text(server)}, {u":limit"_s, limit}});
        !done)
        return unexpected(done.error());
    QList<JournalRequest> requests;
    while (query.next())
        requests.append(journalrows::requestOf(query));
    if (query.lastError().isValid())
        return unexpected(errorOf(query.lastError()));
    return requests;
}

Result<QByteArray, JournalError> JournalFile::requestBody(qint64 id)
{
    QSqlQuery query(m_database);
    if (auto done = run(query, u"SELECT body FROM sent WHERE id = :id"_s, {{u":id"_s, id}}); !done)
        return unexpected(done.error());
    return query.next() ? query.value(0).toByteArray() : QByteArray();
}

Result<void, JournalError> JournalFile::clearRequests(const QString& team, const QString& server)
{
    return execute(u"DELETE FROM sent WHERE team = :team AND server IN (:server, '') OR team = '' AND server = ''"_s,
                   {{u":team"_s, journalrows::text(team)}, {u":server"_s, journalrows::text(server)}});
}

Result<QList<JournalSpent>, JournalError> JournalFile::spent(const QString& server, const QDate& from)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (auto done = run(query,
                        u"SELECT day, currency, cost, tokens, unpriced_tokens, requests FROM spent "
                        "WHERE server = :server AND day >= :day ORDER BY day, currency"_s,
                        {{u":server"_s, journalrows::text(server)}, {u":day"_s, from.toString(Qt::ISODate)}});
        !done)
        return unexpected(done.error());
    QList<JournalSpent> days;
    while (query.next())
        days.append({QDate::fromString(query.value(0).toString(), Qt::ISODate), query.value(1).toString(),
                     query.value(2).toLongLong(), query.value(3).toLongLong(), query.value(4).toLongLong(),
                     query.value(5).toLongLong()});
    if (query.lastError().isValid())
        return unexpected(errorOf(query.lastError()));
    return days;
}

} // namespace parlance
