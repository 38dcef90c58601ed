// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QIODevice>

#include <algorithm>
#include <cstring>

namespace parlance {

//! The body of a request that can be read once. Qt sends a request again, up to three times and without a word, when
//! the server closes the connection before it answers; a body that cannot be had twice makes it an error instead: each
//! request leaves once, is paid for once and stands in the log once. GUI thread.
class OneShotBody final : public QIODevice {
    Q_OBJECT
public:
    explicit OneShotBody(const QByteArray& bytes)
        : m_bytes(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    bool seek(qint64) override { return false; } // Qt's own would warn of it
    bool reset() override { return false; }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_at + QIODevice::bytesAvailable(); }
    bool atEnd() const override { return m_at == m_bytes.size(); }

protected:
    qint64 readData(char* data, qint64 length) override
    {
        const qint64 count = std::min<qint64>(length, m_bytes.size() - m_at);
        if (count <= 0)
            return -1;
        std::memcpy(data, m_bytes.constData() + m_at, static_cast<std::size_t>(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

} // namespace parlance
