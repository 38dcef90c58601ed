// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/ResultFingerprint.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace parlance {

namespace {

//! A cell's length, which no value can imitate, before its bytes; -1: NULL.
void addCell(QCryptographicHash& hash, const ResultChunk& chunk, qsizetype row, int column)
{
    const QByteArrayView value = chunk.cell(row, column);
    const qint32 length = qToLittleEndian(chunk.isNull(row, column) ? qint32(-1) : qint32(value.size()));
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(&length), qsizetype(sizeof length)));
    hash.addData(value);
}

} // namespace

void ResultFingerprint::add(const ResultChunk& chunk)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        hash.reset();
        for (int column = 0; column < chunk.columnCount; ++column)
            addCell(hash, chunk, row, column);
        const QByteArray digest = hash.result();
        for (std::size_t part = 0; part < m_sum.size(); ++part)
            m_sum.at(part) += qFromLittleEndian<quint64>(digest.constData() + part * sizeof(quint64));
        ++m_rows;
    }
}

QString ResultFingerprint::text() const
{
    QByteArray whole;
    for (const quint64 part : m_sum)
        whole += QByteArray::number(part, 16).rightJustified(16, '0');
    return QStringLiteral("1:") + QString::fromLatin1(whole);
}

} // namespace parlance
