// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/KnownValuesReader.h"

#include "base/WhenFinished.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtConcurrent>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

enum KnownValuesColumn { SchemaName, TableName, ColumnName, Values, Complete, Padded, Rare };

} // namespace

QByteArray knownValuesQuery()
{
    QFile file(u":/sql/catalog/known_values.sql"_s);
    const bool open = file.open(QIODevice::ReadOnly);
    Q_ASSERT(open);
    Q_UNUSED(open);
    return file.readAll();
}

KnownValues knownValuesFromRows(const RowSet& rows)
{
    KnownValues known;
    for (const QList<std::optional<QByteArray>>& row : rows.rows) {
        const auto text = [&row](KnownValuesColumn column) { return QString::fromUtf8(row.at(column).value_or("")); };
        KnownValues::Values values;
        values.complete = row.at(Complete) == QByteArray("t");
        values.rare = row.at(Rare) == QByteArray("t");
        const bool padded = row.at(Padded) == QByteArray("t");
        for (const QJsonValue& value : QJsonDocument::fromJson(row.at(Values).value_or("")).array()) {
            QString each = value.toString();
            while (padded && each.endsWith(u' ')) // which PostgreSQL does not compare
                each.chop(1);
            values.values.append(each);
        }
        known.columns.insert(KnownValues::columnKey(text(SchemaName), text(TableName), text(ColumnName)), values);
    }
    return known;
}

KnownValuesReader::KnownValuesReader(Connection* connection, const RunLimits& limits, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
{
    m_limits.statementTimeoutSeconds = 15;
    m_limits.serverTimeoutMilliseconds = 10'000;
    connect(connection, &Connection::readFinished, this,
            [this](quint64 read, const Result<QList<RowSet>, PostgresError>& result) {
                if (m_read == 0 || read != m_read)
                    return;
                if (!result || result->isEmpty()) {
                    m_read = 0;
                    emit readFinished({});
                    return;
                }
                whenFinished(QtConcurrent::run([rows = result->first()] { return knownValuesFromRows(rows); }), this,
                             [this, read](const KnownValues& known) {
                                 if (read != m_read)
                                     return;
                                 m_read = 0;
                                 emit readFinished(known);
                             });
            });
}

void KnownValuesReader::read()
{
    m_read = m_connection->read({knownValuesQuery()}, m_limits);
}

} // namespace parlance
