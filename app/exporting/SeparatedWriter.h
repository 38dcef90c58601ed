// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/WriterBuffer.h"

namespace parlance {

//! What kinds of CSV have in common: names, then rows, with a separator between fields and an end to each line; a NULL
//! is an empty field. How a field is written is the kind's own.
class SeparatedWriter : public ResultWriter {
public:
    QString begin(const QList<ResultColumn>& columns) final;
    QString write(const ResultChunk& chunk) final;
    QString end() final;

protected:
    SeparatedWriter(QIODevice* device, char separator, const char* lineEnd)
        : m_out(device)
        , m_separator(separator)
        , m_lineEnd(lineEnd)
    {}
    //! Called once, before any field; may write what comes before the names.
    virtual void open(const QList<ResultColumn>& columns) = 0;
    virtual void appendName(const QByteArray& name) = 0;
    //! A value that is not NULL.
    virtual void appendValue(int column, QByteArrayView value) = 0;
    QByteArray& bytes() { return m_out.bytes; }
    //! In quotes, those inside doubled, after \a prefix.
    void appendQuoted(QByteArrayView value, const char* prefix = "");

private:
    WriterBuffer m_out;
    char m_separator;
    const char* m_lineEnd;
};

} // namespace parlance
