// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"

#include <functional>

namespace parlance {

//! A connection for scripts of our own, to set up databases: opened, used and closed by one thread, which may wait. Not
//! for what a person or Claude wrote: that goes through Connection.
class ScriptSession final {
public:
    //! Opens through QSqlDatabase("QPSQL"), as Connection does. Blocks up to the connect time-out.
    static Result<std::unique_ptr<ScriptSession>, PostgresError> open(const ConnectionParameters& parameters);
    ~ScriptSession();
    Q_DISABLE_COPY_MOVE(ScriptSession)

    //! Runs \a script, which may hold several statements; the rows of its last result. The first error ends it.
    Result<RowSet, PostgresError> execute(const QByteArray& script);
    //! Called for each notice of the server, in this thread.
    void setOnNotice(std::function<void(const PostgresNotice&)> onNotice);
    //! As SQL text, quoted by libpq for this server.
    QByteArray identifier(const QString& name) const;
    QByteArray literal(const QString& text) const;
    //! What the server may keep of \a role's password (SCRAM-SHA-256): the password itself never leaves this process.
    Result<QByteArray, PostgresError> verifier(const QString& password, const QString& role) const;
    //! Ends the statement under way with SQLSTATE 57014; may be called from any thread, also when the session is gone.
    std::function<void()> canceller() const;

private:
    struct Private;
    explicit ScriptSession(std::unique_ptr<Private> session);
    std::unique_ptr<Private> d;
};

} // namespace parlance
