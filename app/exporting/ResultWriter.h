// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "exporting/ExportOrigin.h"
#include "postgres/ResultChunk.h"

#include <QIODevice>

#include <memory>

namespace parlance {

//! Writes a result to a device while it streams: begin, chunk*, end. Formats: see ResultWriter::create. Not
//! thread-safe.
class ResultWriter {
public:
    virtual ~ResultWriter() = default;
    //! Each returns an empty text, or what went wrong with the device.
    virtual QString begin(const QList<ResultColumn>& columns) = 0;
    virtual QString write(const ResultChunk& chunk) = 0;
    virtual QString end() = 0;

    static QStringList formats(); //!< table, then those of ExportFormat
    //! nullptr for an unknown format. The device outlives the writer.
    static std::unique_ptr<ResultWriter> create(const QString& format, QIODevice* device,
                                                const ExportSettings& settings = {});
};

} // namespace parlance
