// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/WriterBuffer.h"

namespace parlance {

//! An aligned table for a terminal, in the manner of psql: numbers right, NULL as NULL, a cell on one line. The widths
//! come from the first thousand rows, which are held back that long; a wider cell later pushes its row out of line.
class TableWriter final : public ResultWriter {
public:
    explicit TableWriter(QIODevice* device)
        : m_out(device)
    {}
    QString begin(const QList<ResultColumn>& columns) override;
    QString write(const ResultChunk& chunk) override;
    QString end() override;

private:
    QString release();
    void appendRow(const QStringList& cells, bool header);

    WriterBuffer m_out;
    QStringList m_names;
    QList<bool> m_numbers;
    QList<int> m_widths;
    QList<QStringList> m_held;
    bool m_released = false;
};

} // namespace parlance
