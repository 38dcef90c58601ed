// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIODevice>

#include <atomic>

namespace parlance {

//! Writes straight to a file descriptor, without a buffer, and tells a closed pipe from other failures.
class DescriptorDevice final : public QIODevice {
    Q_OBJECT
public:
    //! \a owned: closes the descriptor at the end.
    DescriptorDevice(int descriptor, bool owned, const std::atomic_bool* interrupted);
    ~DescriptorDevice() override;

    bool isReaderGone() const { return m_readerGone; }
    qint64 bytesWrittenSoFar() const { return m_written; }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char* data, qint64 size) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    int m_descriptor;
    bool m_owned;
    bool m_readerGone = false;
    qint64 m_written = 0;
    const std::atomic_bool* m_interrupted;
};

} // namespace parlance
