// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/WriterBuffer.h"
#include "postgres/PostgresType.h"

namespace parlance {

//! One JSON array of objects, a row a line, keys in column order; or the objects alone, a line each (NDJSON), where the
//! line breaks in the white space of a json value become blanks. Numbers keep every digit of the server's text.
class JsonWriter final : public ResultWriter {
public:
    enum class Layout { Array, Lines };

    explicit JsonWriter(QIODevice* device, Layout layout = Layout::Array)
        : m_out(device)
        , m_layout(layout)
    {}
    QString begin(const QList<ResultColumn>& columns) override;
    QString write(const ResultChunk& chunk) override;
    QString end() override;

private:
    void appendValue(QByteArrayView value, TypeFamily family);
    void appendJson(QByteArrayView value);

    WriterBuffer m_out;
    Layout m_layout;
    QList<QByteArray> m_keys; //!< with quotes and colon
    QList<TypeFamily> m_families;
    bool m_empty = true;
};

//! \a utf8 as a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD. Pure.
QByteArray jsonString(QByteArrayView utf8);
//! The keys of a row's object: a name that was there before gets " (2)", " (3)". Pure.
QStringList uniqueNames(const QList<ResultColumn>& columns);

} // namespace parlance
