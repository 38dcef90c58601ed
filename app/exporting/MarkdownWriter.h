// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/WriterBuffer.h"

namespace parlance {

//! A table as GitHub Flavored Markdown has it: numbers right-aligned, every sign of Markdown or HTML in a value
//! escaped.
class MarkdownWriter final : public ResultWriter {
public:
    explicit MarkdownWriter(QIODevice* device)
        : m_out(device)
    {}
    QString begin(const QList<ResultColumn>& columns) override;
    QString write(const ResultChunk& chunk) override;
    QString end() override;

private:
    void appendValue(QByteArrayView value);

    WriterBuffer m_out;
};

} // namespace parlance
