// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxPackage.h"

#include <QByteArray>
#include <QFile>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <optional>

namespace parlance {

namespace {

// Signatures and offsets are those of PKWARE's APPNOTE.TXT.
constexpr qint64 endRecord = 22;
constexpr qint64 endRecord64 = 56;
constexpr qint64 locator64 = 20;
constexpr qsizetype directoryHeader = 46;
constexpr qint64 localHeader = 30;
constexpr quint32 elsewhere = 0xFFFFFFFFu; //!< the number stands in the ZIP64 field

template <typename T>
T at(const QByteArray& bytes, qsizetype offset)
{
    return qFromLittleEndian<T>(bytes.constData() + offset);
}

QByteArray readAt(QFile* file, qint64 offset, qint64 size)
{
    if (offset < 0 || size < 0 || !file->seek(offset))
        return {};
    const QByteArray bytes = file->read(size);
    return bytes.size() == size ? bytes : QByteArray();
}

//! An entry of the archive's directory.
struct Entry {
    QByteArray name;
    qint64 packed = 0;
    qint64 offset = 0;
    bool deflated = false;
};

//! The directory's bytes.
std::optional<QByteArray> directoryOf(QFile* file)
{
    const QByteArray end = readAt(file, file->size() - endRecord, endRecord); // the library writes no comment
    if (end.isEmpty() || at<quint32>(end, 0) != 0x06054b50u)
        return std::nullopt;
    qint64 size = at<quint32>(end, 12);
    qint64 offset = at<quint32>(end, 16);
    if (size == elsewhere || offset == elsewhere) {
        const QByteArray locator = readAt(file, file->size() - endRecord - locator64, locator64);
        if (locator.isEmpty() || at<quint32>(locator, 0) != 0x07064b50u)
            return std::nullopt;
        const QByteArray large = readAt(file, at<qint64>(locator, 8), endRecord64);
        if (large.isEmpty())
            return std::nullopt;
        size = at<qint64>(large, 40);
        offset = at<qint64>(large, 48);
    }
    const QByteArray directory = readAt(file, offset, size);
    return directory.isEmpty() ? std::nullopt : std::optional(directory);
}

//! The numbers that did not fit into 32 bits: size, packed size, offset, those that are missing in this order.
void readLargeNumbers(const QByteArray& extra, bool sizeMissing, Entry& entry)
{
    for (qsizetype field = 0; field + 4 <= extra.size(); field += 4 + at<quint16>(extra, field + 2)) {
        if (at<quint16>(extra, field) != 1)
            continue;
        qsizetype number = field + 4 + (sizeMissing ? 8 : 0);
        const auto next = [&](qint64& value) {
            if (value != elsewhere || number + 8 > extra.size())
                return;
            value = at<qint64>(extra, number);
            number += 8;
        };
        next(entry.packed);
        next(entry.offset);
    }
}

QList<Entry> entriesOf(const QByteArray& directory)
{
    QList<Entry> entries;
    qsizetype header = 0;
    while (header + directoryHeader <= directory.size() && at<quint32>(directory, header) == 0x02014b50u) {
        const qsizetype name = at<quint16>(directory, header + 28);
        const qsizetype extra = at<quint16>(directory, header + 30);
        const qsizetype comment = at<quint16>(directory, header + 32);
        Entry entry{directory.mid(header + directoryHeader, name), at<quint32>(directory, header + 20),
                    at<quint32>(directory, header + 42), at<quint16>(directory, header + 10) == 8};
        readLargeNumbers(directory.mid(header + directoryHeader + name, extra),
                         at<quint32>(directory, header + 24) == elsewhere, entry);
        entries.append(entry);
        header += directoryHeader + name + extra + comment;
    }
    return entries;
}

//! The last bytes of an entry, unpacked; empty when it cannot be.
QByteArray tailOf(QFile* file, const Entry& entry, qsizetype length)
{
    const QByteArray header = readAt(file, entry.offset, localHeader);
    if (header.isEmpty() || !entry.deflated)
        return {};
    file->seek(entry.offset + localHeader + at<quint16>(header, 26) + at<quint16>(header, 28));
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return {};
    QByteArray tail;
    QByteArray out(256 * 1024, Qt::Uninitialized);
    qint64 left = entry.packed;
    int state = Z_OK;
    while (state == Z_OK && left > 0) {
        QByteArray in = file->read(std::min<qint64>(left, 64 * 1024));
        if (in.isEmpty())
            break;
        left -= in.size();
        stream.next_in = reinterpret_cast<Bytef*>(in.data());
        stream.avail_in = static_cast<uInt>(in.size());
        do {
            stream.next_out = reinterpret_cast<Bytef*>(out.data());
            stream.avail_out = static_cast<uInt>(out.size());
            state = inflate(&stream, Z_NO_FLUSH);
            const qsizetype got = out.size() - static_cast<qsizetype>(stream.avail_out);
            tail.append(QByteArrayView(out).first(got).last(std::min(got, length)));
            tail = tail.right(length);
        } while (state == Z_OK && stream.avail_out == 0);
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? tail : QByteArray();
}

} // namespace

bool isWholeXlsxPackage(QFile* file)
{
    static const QByteArray lastTag = QByteArrayLiteral("</worksheet>");
    const std::optional<QByteArray> directory = directoryOf(file);
    if (!directory)
        return false;
    int sheets = 0;
    for (const Entry& entry : entriesOf(*directory)) {
        if (!entry.name.startsWith("xl/worksheets/sheet"))
            continue;
        ++sheets;
        if (tailOf(file, entry, lastTag.size()) != lastTag)
            return false;
    }
    return sheets > 0;
}

} // namespace parlance
