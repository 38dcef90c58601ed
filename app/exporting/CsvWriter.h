// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/SeparatedWriter.h"

namespace parlance {

//! CSV byte for byte as COPY … TO … WITH (FORMAT csv, HEADER) writes it (CopyAttributeOutCSV of PostgreSQL).
class CsvWriter final : public SeparatedWriter {
public:
    explicit CsvWriter(QIODevice* device)
        : SeparatedWriter(device, ',', "\n")
    {}

private:
    void open(const QList<ResultColumn>& columns) override { m_single = columns.size() == 1; }
    void appendName(const QByteArray& name) override { appendField(name); }
    void appendValue(int, QByteArrayView value) override { appendField(value); }
    void appendField(QByteArrayView value);

    bool m_single = false;
};

} // namespace parlance
