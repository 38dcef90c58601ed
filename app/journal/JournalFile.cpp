// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/JournalFile.h"

#include "base/Log.h"
#include "journal/JournalRows.h"

#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QStorageInfo>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr int newestVersion = 3;

} // namespace

QString JournalFile::script(const char* name)
{
    QFile file(QStringLiteral(":/sql/journal/") + QLatin1String(name) + QStringLiteral(".sql"));
    if (!file.open(QIODevice::ReadOnly))
        qCCritical(lcJournal) << "not compiled in:" << file.fileName();
    return QString::fromUtf8(file.readAll());
}

JournalError JournalFile::errorOf(const QSqlError& error)
{
    // The low byte is SQLite's primary result code (https://www.sqlite.org/rescode.html).
    JournalError result;
    result.detail = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        result.kind = JournalError::Kind::Busy;
        break;
    case 8:  // SQLITE_READONLY
    case 3:  // SQLITE_PERM
    case 14: // SQLITE_CANTOPEN
        result.kind = JournalError::Kind::ReadOnly;
        break;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        result.kind = JournalError::Kind::Damaged;
        break;
    case 13: // SQLITE_FULL
        result.kind = JournalError::Kind::Full;
        break;
    default:
        break;
    }
    return result;
}

JournalFile::JournalFile(const QString& dataFolder)
    : m_folder(dataFolder)
    , m_path(dataFolder + u"/journal.sqlite"_s)
    , m_program(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    m_connection = u"journal-"_s + m_program;
}

JournalFile::~JournalFile()
{
    close();
}

bool JournalFile::isOpen() const
{
    return m_database.isOpen();
}

QString JournalFile::lockPath(const QString& program) const
{
    return m_folder + u"/journal-"_s + program + u".lock"_s;
}

QByteArray JournalFile::identity() const
{
#ifdef Q_OS_UNIX
    struct stat status = {};
    if (::stat(QFile::encodeName(m_path).constData(), &status) != 0)
        return {};
    return QByteArray::number(qulonglong(status.st_dev)) + ':' + QByteArray::number(qulonglong(status.st_ino));
#else
    return QFile::exists(m_path) ? "open" : QByteArray(); // an open file cannot be moved there
#endif
}

qint64 JournalFile::freeBytes() const
{
    return QStorageInfo(m_folder).bytesAvailable();
}

bool JournalFile::isStillInPlace() const
{
    return isOpen() && identity() == m_identity;
}

void JournalFile::close()
{
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

void JournalFile::leave()
{
    if (isStillInPlace()) {
        const QVariantMap self{{u":program"_s, m_program}};
        const auto left = inTransaction([&]() -> Result<void, JournalError> {
            auto done = execute(u"UPDATE tab SET program = '' WHERE program = :program"_s, self);
            if (done)
                done = execute(
                    u"UPDATE run SET outcome = 'interrupted' WHERE program = :program AND outcome = 'running'"_s, self);
            if (done)
                done = execute(u"DELETE FROM program WHERE id = :program"_s, self);
            return done;
        });
        if (!left) // the next program finds the lock free and does the same
            qCWarning(lcJournal) << "claims not freed:" << left.error().detail;
    }
    close();
    if (m_alive.isHeld())
        QFile::remove(lockPath(m_program));
    m_alive.release();
}

Result<void, JournalError> JournalFile::open()
{
    close();
    m_setAside.clear();
    if (!QDir().mkpath(m_folder))
        return unexpected(JournalError{JournalError::Kind::ReadOnly, m_folder});
    // Two programs that start at once must not both set a damaged file aside: the second would take the new one.
    JournalLock opening;
    if (!opening.acquire(m_folder + u"/journal.lock"_s, std::chrono::seconds(10)))
        return unexpected(JournalError{JournalError::Kind::ReadOnly, m_folder + u"/journal.lock"_s});
    auto opened = openUnchecked();
    if (!opened && opened.error().kind == JournalError::Kind::Damaged) {
        qCWarning(lcJournal) << "damaged:" << m_path << opened.error().detail;
        close();
        opened = setAside();
        if (opened)
            opened = openUnchecked();
    }
    if (!opened)
        close();
    return opened;
}

Result<void, JournalError> JournalFile::openUnchecked()
{
    if (auto prepared = prepareFile(); !prepared)
        return prepared;
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    if (!m_database.isValid())
        return unexpected(JournalError{JournalError::Kind::NoDriver, m_database.lastError().text()});
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!m_database.open())
        return unexpected(errorOf(m_database.lastError()));
    m_identity = identity();
    for (const QString& pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s})
        if (auto done = execute(pragma); !done)
            return done;
    if (auto inspected = inspect(); !inspected)
        return inspected;
    if (auto migrated = migrate(); !migrated)
        return migrated;
    return enter();
}

//! Makes the file before SQLite does, so that nobody else can ever read it; SQLite gives its side files the same mode.
Result<void, JournalError> JournalFile::prepareFile()
{
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadWrite, ownerOnly))
        return unexpected(JournalError{JournalError::Kind::ReadOnly, file.errorString()});
    if (file.permissions() &
        (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther))
        file.setPermissions(ownerOnly);
    return {};
}

Result<void, JournalError> JournalFile::inspect()
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (auto done = run(query, u"PRAGMA quick_check(1)"_s); !done)
        return done;
    const QString verdict = query.next() ? query.value(0).toString() : query.lastError().text();
    if (verdict != u"ok"_s)
        return unexpected(JournalError{JournalError::Kind::Damaged, verdict});
    return {};
}

Result<void, JournalError> JournalFile::migrate()
{
    return inTransaction([this]() -> Result<void, JournalError> {
        int version = 0;
        {
            QSqlQuery query(m_database);
            if (auto done = run(query, u"PRAGMA user_version"_s); !done)
                return done;
            if (query.next())
                version = query.value(0).toInt();
        }
        if (version > newestVersion)
            return unexpected(JournalError{JournalError::Kind::TooNew, QString::number(version)});
        for (int next = version + 1; next <= newestVersion; ++next) {
            const QString whole = script(qPrintable(u"version-%1"_s.arg(next)));
            for (const QString& statement : whole.split(u";\n"_s, Qt::SkipEmptyParts))
                if (auto done = execute(statement); !done)
                    return done;
            if (auto done = execute(u"PRAGMA user_version = %1"_s.arg(next)); !done)
                return done;
        }
        return {};
    });
}

Result<void, JournalError> JournalFile::enter()
{
    if (!m_alive.isHeld() && !m_alive.acquire(lockPath(m_program)))
        return unexpected(JournalError{JournalError::Kind::ReadOnly, lockPath(m_program)});
    return inTransaction([this]() -> Result<void, JournalError> {
        auto done = execute(u"INSERT OR IGNORE INTO program (id, started_at) VALUES (:id, :started_at)"_s,
                            {{u":id"_s, m_program}, {u":started_at"_s, QDateTime::currentMSecsSinceEpoch()}});
        return done ? freeTheDead() : done;
    });
}

Result<void, JournalError> JournalFile::setAside()
{
    const QString stamp = QDateTime::currentDateTime().toString(u"yyyy-MM-dd-HHmmss-zzz"_s);
    const QString target = m_folder + u"/journal-damaged-"_s + stamp + u".sqlite"_s;
    if (!QFile::rename(m_path, target))
        return unexpected(JournalError{JournalError::Kind::ReadOnly, target});
    // The side files go with it: whoever tries to rescue the old file needs them, and they must not meet the new one.
    for (const QString& side : {u"-wal"_s, u"-shm"_s})
        if (QFile::exists(m_path + side) && !QFile::rename(m_path + side, target + side))
            return unexpected(JournalError{JournalError::Kind::ReadOnly, target + side});
    m_setAside = target;
    return {};
}

//! Takes the claims of programs that are no more: their tabs wait for a sign-in, their open runs were interrupted.
Result<void, JournalError> JournalFile::freeTheDead()
{
    QStringList dead;
    {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (auto done = run(query, u"SELECT id FROM program WHERE id <> :self"_s, {{u":self"_s, m_program}}); !done)
            return done;
        while (query.next())
            if (const QString id = query.value(0).toString(); !JournalLock::isHeldByAnyone(lockPath(id)))
                dead.append(id);
    }
    for (const QString& id : std::as_const(dead)) {
        const QVariantMap program{{u":program"_s, id}};
        for (const QString& sql :
             {u"UPDATE tab SET program = '' WHERE program = :program"_s,
              u"UPDATE run SET outcome = 'interrupted' WHERE program = :program AND outcome = 'running'"_s,
              u"DELETE FROM program WHERE id = :program"_s})
            if (auto done = execute(sql, program); !done)
                return done;
        QFile::remove(lockPath(id));
    }
    return {};
}

Result<void, JournalError> JournalFile::execute(const QString& sql, const QVariantMap& values)
{
    QSqlQuery query(m_database);
    return run(query, sql, values);
}

Result<void, JournalError> JournalFile::run(QSqlQuery& query, const QString& sql, const QVariantMap& values) const
{
    if (!query.prepare(sql))
        return unexpected(errorOf(query.lastError()));
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        query.bindValue(it.key(), it.value());
    if (!query.exec())
        return unexpected(errorOf(query.lastError()));
    return {};
}

template <typename Work>
auto JournalFile::inTransaction(Work work) -> decltype(work())
{
    // IMMEDIATE: a transaction that reads first and writes later could be refused as busy at once, without the timeout.
    if (auto begun = execute(u"BEGIN IMMEDIATE"_s); !begun)
        return unexpected(begun.error());
    auto result = work();
    if (result)
        if (auto committed = execute(u"COMMIT"_s); !committed)
            result = unexpected(committed.error());
    if (!result)
        (void)execute(u"ROLLBACK"_s); // SQLite may have rolled back by itself; the first error is the one to tell
    return result;
}

Result<void, JournalError> JournalFile::write(const JournalBatch& batch)
{
    return inTransaction([&] { return writeAll(batch); });
}

Result<void, JournalError> JournalFile::writeAll(const JournalBatch& batch)
{
    const QString saveTab = script("save-tab");
    for (const JournalTabChange& change : batch.tabs)
        if (auto done = execute(saveTab, journalrows::valuesOf(change, m_program)); !done)
            return done;
    for (const QUuid& id : batch.removedTabs)
        if (auto done = execute(u"DELETE FROM tab WHERE id = :id"_s, {{u":id"_s, journalrows::text(id)}}); !done)
            return done;
    for (const QUuid& window : batch.releasedWindows)
        if (auto done = execute(u"UPDATE tab SET program = '' WHERE window = :window AND program = :program"_s,
                                {{u":window"_s, journalrows::text(window)}, {u":program"_s, m_program}});
            !done)
            return done;
    const QString saveRun = script("save-run");
    for (const JournalRun& each : batch.runs)
        if (auto done = execute(saveRun, journalrows::valuesOf(each, m_program)); !done)
            return done;
    return writeRequests(batch);
}

Result<QList<JournalTab>, JournalError> JournalFile::claimTabs(const QString& team, const QString& server)
{
    return inTransaction([&]() -> Result<QList<JournalTab>, JournalError> {
        if (auto done = freeTheDead(); !done)
            return unexpected(done.error());
        QList<JournalTab> tabs;
        {
            QSqlQuery query(m_database);
            query.setForwardOnly(true);
            if (auto done = run(query, script("free-tabs"), {{u":team"_s, team}, {u":server"_s, server}}); !done)
                return unexpected(done.error());
            while (query.next())
                tabs.append(journalrows::tabOf(query));
            if (query.lastError().isValid())
                return unexpected(errorOf(query.lastError()));
        }
        for (const JournalTab& tab : std::as_const(tabs))
            if (auto done = execute(u"UPDATE tab SET program = :program WHERE id = :id"_s,
                                    {{u":program"_s, m_program}, {u":id"_s, journalrows::text(tab.id)}});
                !done)
                return unexpected(done.error());
        return tabs;
    });
}

Result<QList<JournalRun>, JournalError> JournalFile::history(const QString& team, const QString& server, int limit)
{
    // A file that cannot be written can still be read: then a run of a program that died just stays out of the list.
    if (const auto freed = inTransaction([this] { return freeTheDead(); }); !freed)
        qCWarning(lcJournal) << "claims not freed:" << freed.error().detail;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (auto done = run(
            query, script("history"),
            {{u":team"_s, journalrows::text(team)}, {u":server"_s, journalrows::text(server)}, {u":limit"_s, limit}});
        !done)
        return unexpected(done.error());
    QList<JournalRun> runs;
    while (query.next())
        runs.append(journalrows::runOf(query));
    if (query.lastError().isValid())
        return unexpected(errorOf(query.lastError()));
    return runs;
}

} // namespace parlance
