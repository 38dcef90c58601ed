// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "sample/LocalServer.h"

#include <QDate>

#include <atomic>
#include <functional>

namespace parlance {

//! Where the loader signs in, as the cluster's superuser. Holds a password: never logged.
struct LoaderAccess {
    QString host;
    int port = 0;
    QString user;
    QString password;
};

//! Fills a running, empty server from the files of sql/sample: roles, rights and, side by side, the three databases.
//! Blocking: for a worker thread. Connections are opened through QPSQL in the thread that uses them.
class SampleLoader final {
public:
    using Step = std::function<void(QString)>;

    //! \a sqlFolder is ":/sql/sample" or a folder of that shape.
    SampleLoader(const LoaderAccess& access, const QString& sqlFolder, QDate today);

    //! Makes the roles (or puts them right) and closes what PostgreSQL leaves open to everyone.
    Result<void, LocalServerError> prepare() const;
    enum class What { Create, Replace }; //!< make the databases; or fill those that are there anew
    //! Each database is filled in one transaction. When \a cancelled becomes true, \a abort must end the server at
    //! once.
    Result<void, LocalServerError> load(What what, const Step& step, const std::atomic_bool* cancelled,
                                        const std::function<void()>& abort) const;

    //! The statements that fill the empty schema public of a database for \a team of the sample (tables, rows, rights,
    //! knowledge), read by \a role; the tables belong to the role of that name with "_owner" behind it. To be run in
    //! one transaction.
    Result<QStringList, LocalServerError> content(const QString& team, const QString& role) const;

    //! Identifies the text of all files in \a sqlFolder.
    static QString hash(const QString& sqlFolder);

private:
    Result<void, LocalServerError> fill(const QString& team, What what) const;
    Result<QStringList, LocalServerError> knowledgeOf(const QString& team) const;
    Result<void, LocalServerError> runFiles(const QString& database, const QStringList& statements) const;
    Result<QString, LocalServerError> text(const QString& file) const;

    LoaderAccess m_access;
    QString m_sqlFolder;
    QDate m_today;
};

} // namespace parlance
