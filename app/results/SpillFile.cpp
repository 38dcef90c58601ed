// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/SpillFile.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryFile>
#include <QThreadPool>

#include <array>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace parlance {

namespace {

//! Where a chunk begins; more than its offsets need to be aligned.
constexpr qint64 alignment = 64;
//! A huge value is written in portions, so that what it adds to the system's cache is written out meanwhile.
constexpr qint64 portion = 8 * 1024 * 1024;

QString translated(const char* text)
{
    return QCoreApplication::translate("SpillFile", text);
}

#ifdef Q_OS_UNIX
//! A file without a name: made so where the system can, else its name is taken away at once. -1: errno says why.
int openNameless(const QByteArray& folder)
{
#ifdef O_TMPFILE
    if (const int made = ::open(folder.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR); made >= 0)
        return made;
#endif
    QByteArray name = folder + "/parlance-rows-XXXXXX";
    const int made = ::mkstemp(name.data()); // 0600
    if (made >= 0) {
        ::unlink(name.constData());
        ::fcntl(made, F_SETFD, FD_CLOEXEC);
    }
    return made;
}
#endif

} // namespace

//! A part of the file in the program's memory, as long as somebody looks at it.
class SpillFile::Mapping final {
public:
    Mapping(std::shared_ptr<const SpillFile> file, const uchar* address)
        : m_file(std::move(file))
        , m_address(address)
    {}
    ~Mapping() { m_file->unmap(m_address); }
    Q_DISABLE_COPY_MOVE(Mapping)

private:
    std::shared_ptr<const SpillFile> m_file;
    const uchar* m_address = nullptr;
};

//! One chunk's place in the file: its offsets, then its bytes.
class SpillFile::Source final : public ChunkSource {
public:
    Source(std::shared_ptr<const SpillFile> file, const Range& range, int columnCount, qsizetype rowCount,
           std::size_t byteCount)
        : m_file(std::move(file))
        , m_range(range)
        , m_columnCount(columnCount)
        , m_rowCount(rowCount)
        , m_byteCount(byteCount)
    {}

    ResultChunkPtr load() const override
    {
        auto chunk = std::make_shared<ResultChunk>();
        chunk->columnCount = m_columnCount;
        chunk->rowCount = m_rowCount;
        chunk->byteCount = m_byteCount;
        if (m_range.length == 0) // rows without columns
            return chunk;
        const uchar* address = m_file->map(m_range);
        if (!address)
            return nullptr;
        chunk->storage = std::make_shared<const Mapping>(m_file, address);
        chunk->ends = static_cast<const std::uint32_t*>(static_cast<const void*>(address));
        chunk->bytes =
            static_cast<const char*>(static_cast<const void*>(address + chunk->cellCount() * sizeof(std::uint32_t)));
        return chunk;
    }

private:
    std::shared_ptr<const SpillFile> m_file;
    Range m_range;
    int m_columnCount = 0;
    qsizetype m_rowCount = 0;
    std::size_t m_byteCount = 0;
};

SpillFile::SpillFile(const QString& folder)
    : m_folder(folder)
{}

//! Closing frees the disk's blocks, which takes seconds when they are many: not on the thread that let go last.
SpillFile::~SpillFile()
{
    if (!QCoreApplication::instance() || sizeBytes() < portion)
        return;
    const std::shared_ptr<QFile> writer = std::move(m_writer);
    const std::shared_ptr<QFile> reader = std::move(m_reader);
    QThreadPool::globalInstance()->start([writer, reader] {
        reader->close();
        writer->close();
    });
}

Result<std::shared_ptr<SpillFile>, QString> SpillFile::create(const QString& folder)
{
    const std::shared_ptr<SpillFile> file(new SpillFile(folder));
    const QString problem = file->open();
    if (problem.isEmpty())
        return file;
    return unexpected(
        translated(QT_TRANSLATE_NOOP("SpillFile", "The rows do not fit into memory, and no temporary file can be made "
                                                  "in %1 (%2). Make room there, or select fewer rows or columns."))
            .arg(QDir::toNativeSeparators(folder), problem));
}

//! Empty, or why not.
QString SpillFile::open()
{
    const QDir folder(m_folder);
    if (!folder.exists()) {
        if (!folder.mkpath(QStringLiteral(".")))
            return translated(QT_TRANSLATE_NOOP("SpillFile", "the folder cannot be made"));
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
#ifdef Q_OS_UNIX
    const int handle = openNameless(QFile::encodeName(m_folder));
    if (handle < 0)
        return qt_error_string(errno);
    m_writer = std::make_unique<QFile>();
    m_writer->open(handle, QIODevice::ReadWrite | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle);
    const int second = ::fcntl(handle, F_DUPFD_CLOEXEC, 0);
    if (second < 0)
        return qt_error_string(errno);
    m_reader = std::make_unique<QFile>();
    m_reader->open(second, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle);
#else
    auto writer = std::make_unique<QTemporaryFile>(folder.filePath(QStringLiteral("parlance-rows-XXXXXX")));
    if (!writer->open())
        return writer->errorString();
    m_reader = std::make_unique<QFile>(writer->fileName());
    m_writer = std::move(writer);
    if (!m_reader->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return m_reader->errorString();
#endif
    return QString();
}

bool SpillFile::write(const char* data, qint64 size)
{
    while (size > 0) {
        const qint64 written = m_writer->write(data, qMin(size, portion));
        if (written <= 0)
            return false;
        data += written;
        size -= written;
    }
    return true;
}

QString SpillFile::fullWords() const
{
    return translated(QT_TRANSLATE_NOOP("SpillFile",
                                        "The rows do not fit into memory, and the temporary file in %1 cannot take "
                                        "more of them (%2). Make room there, or select fewer rows or columns."))
        .arg(QDir::toNativeSeparators(m_folder), m_writer->errorString());
}

Result<ResultChunkPtr, QString> SpillFile::store(const ResultChunk& chunk)
{
    const qint64 begin = (sizeBytes() + alignment - 1) / alignment * alignment;
    const auto offsets = static_cast<qint64>(chunk.cellCount() * sizeof(std::uint32_t));
    const auto bytes = static_cast<qint64>(chunk.byteCount);
    const bool written = m_writer->seek(begin) &&
                         write(static_cast<const char*>(static_cast<const void*>(chunk.ends)), offsets) &&
                         write(chunk.bytes, bytes) && m_writer->flush();
    if (!written) {
        const QString words = fullWords();
        m_writer->resize(sizeBytes()); // the half of it is of no use to anybody
        return unexpected(words);
    }
    m_size.store(begin + offsets + bytes, std::memory_order_relaxed);
    auto stored = std::make_shared<ResultChunk>();
    stored->columnCount = chunk.columnCount;
    stored->rowCount = chunk.rowCount;
    stored->byteCount = chunk.byteCount;
    stored->source = std::make_shared<const Source>(shared_from_this(), Range{begin, offsets + bytes},
                                                    chunk.columnCount, chunk.rowCount, chunk.byteCount);
    return stored;
}

bool SpillFile::isReadable(const Range& range) const
{
    if (range.length > mostChecked)
        return true;
    std::array<char, 64 * 1024> part;
    for (qint64 at = 0; at < range.length;) {
        const auto size = static_cast<std::size_t>(qMin<qint64>(range.length - at, part.size()));
#ifdef Q_OS_UNIX
        const ssize_t got = ::pread(m_reader->handle(), part.data(), size, static_cast<off_t>(range.offset + at));
        if (got < 0 && errno == EINTR)
            continue;
#else
        const std::lock_guard lock(m_mutex);
        const qint64 got =
            m_reader->seek(range.offset + at) ? m_reader->read(part.data(), static_cast<qint64>(size)) : -1;
#endif
        if (got <= 0)
            return false;
        at += got;
    }
    return true;
}

const uchar* SpillFile::map(const Range& range) const
{
    if (!isReadable(range)) {
        qCWarning(lcResults) << "a temporary file of rows cannot be read back";
        return nullptr;
    }
    const std::lock_guard lock(m_mutex);
    m_reader->size(); // QFile warns of mappings beyond the size it remembers
    const uchar* address = m_reader->map(range.offset, range.length);
    if (!address)
        qCWarning(lcResults).noquote() << "a temporary file of rows cannot be mapped:" << m_reader->errorString();
    return address;
}

void SpillFile::unmap(const uchar* address) const
{
    const std::lock_guard lock(m_mutex);
    m_reader->unmap(const_cast<uchar*>(address));
}

} // namespace parlance
