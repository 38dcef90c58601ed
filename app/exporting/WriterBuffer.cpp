// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/WriterBuffer.h"

#include <QCoreApplication>

namespace parlance {

QString WriterBuffer::flush()
{
    qint64 at = 0;
    while (at < bytes.size()) {
        const qint64 written = m_device->write(bytes.constData() + at, bytes.size() - at);
        if (written <= 0)
            return QCoreApplication::translate("ResultWriter", "The result could not be written: %1.")
                .arg(m_device->errorString());
        at += written;
    }
    bytes.resize(0); // keeps the room
    return {};
}

} // namespace parlance
