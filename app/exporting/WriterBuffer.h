// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QIODevice>

namespace parlance {

//! Bytes on their way to a device in pieces of 64 KB; the device's failure comes back as a sentence. Not thread-safe.
class WriterBuffer final {
public:
    explicit WriterBuffer(QIODevice* device)
        : m_device(device)
    {}

    //! Append here.
    QByteArray bytes;

    //! Writes when there is a whole piece. Empty, or what went wrong.
    QString flushIfLarge() { return bytes.size() < pieceSize ? QString() : flush(); }
    //! Writes everything.
    QString flush();

private:
    static constexpr qsizetype pieceSize = 64 * 1024;
    QIODevice* m_device;
};

} // namespace parlance
