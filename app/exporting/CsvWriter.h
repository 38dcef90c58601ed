// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/WriterBuffer.h"

namespace parlance {

//! CSV byte for byte as COPY … TO … WITH (FORMAT csv, HEADER) writes it (CopyAttributeOutCSV of PostgreSQL).
class CsvWriter final : public ResultWriter {
public:
    explicit CsvWriter(QIODevice* device)
        : m_out(device)
    {}
    QString begin(const QList<ResultColumn>& columns) override;
    QString write(const ResultChunk& chunk) override;
    QString end() override;

private:
    void appendValue(QByteArrayView value);

    WriterBuffer m_out;
    bool m_single = false;
};

} // namespace parlance
