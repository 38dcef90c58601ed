// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionParameters.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlDriver>

#ifdef Q_OS_LINUX
#include <link.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

#ifdef Q_OS_LINUX

//! The files of libpq that are loaded into this process, links resolved.
QSet<QString> loadedLibpqs()
{
    QSet<QString> files;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* data) {
            const QFileInfo file(QString::fromLocal8Bit(info->dlpi_name));
            if (file.fileName().startsWith("libpq.so"_L1) || file.fileName().startsWith("libpq-"_L1))
                static_cast<QSet<QString>*>(data)->insert(file.canonicalFilePath());
            return 0;
        },
        &files);
    return files;
}

#else

// Windows and macOS packages carry their own libpq beside the program, so there is one by construction.
QSet<QString> loadedLibpqs()
{
    return {};
}

#endif

} // namespace

QString driverProblem()
{
    const auto tr = [](const char* text) -> QString {
        return QCoreApplication::translate("parlance::Connection", text);
    };
    const QString name = u"parlance-driver-check"_s;
    bool valid = false;
    {
        // Making a driver loads the plugin and with it the libpq it was built with.
        const QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, name);
        valid = database.isValid();
    }
    QSqlDatabase::removeDatabase(name);
    if (!valid)
        return tr("Qt's driver for PostgreSQL (QPSQL) is missing. Install the package libqt6sql6-psql.");
    QStringList libraries = QStringList(loadedLibpqs().values());
    if (libraries.size() > 1) {
        libraries.sort();
        return tr("Two versions of PostgreSQL's library libpq are loaded at once, which cannot work: %1. "
                  "Keep the one that Qt's driver for PostgreSQL uses.")
            .arg(libraries.join(u", "_s));
    }
    return QString();
}

} // namespace parlance
