// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/WriterBuffer.h"

namespace parlance {

//! One page with one table, to look at and to print: question and origin above it, numbers right, NULL grey. Holds no
//! script and asks for nothing from elsewhere.
class HtmlWriter final : public ResultWriter {
public:
    HtmlWriter(QIODevice* device, const ExportOrigin& origin)
        : m_out(device)
        , m_origin(origin)
    {}
    QString begin(const QList<ResultColumn>& columns) override;
    QString write(const ResultChunk& chunk) override;
    QString end() override;

private:
    void appendHead();
    void appendEscaped(QByteArrayView utf8);

    WriterBuffer m_out;
    ExportOrigin m_origin;
    QList<bool> m_numbers;
};

} // namespace parlance
