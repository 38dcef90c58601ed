// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "knowledge/KnowledgeContent.h"

namespace parlance {

//! What is kept on this computer because the team's database takes it not: a file an entry, readable by the person
//! alone, each written whole or not at all, so that several programs at once and a power cut do no harm. Blocking: for
//! a worker thread. An empty folder keeps nothing.
class LocalKnowledge final {
public:
    //! \a server names server and database; each has a folder of its own in \a dataFolder.
    static QString folderFor(const QString& dataFolder, const QString& server);

    explicit LocalKnowledge(const QString& folder)
        : m_folder(folder)
    {}

    //! All that is there; files that cannot be read are passed over.
    KnowledgeContent load() const;
    //! The error is a sentence for people.
    Result<void, QString> save(const VerifiedQuestion& question) const;
    Result<void, QString> save(const DoubtfulAnswer& doubtful) const;
    Result<void, QString> save(const GlossaryTerm& word) const;
    //! Removes the entry, where there is one.
    void removeQuestion(const QUuid& id) const;
    void removeDoubtful(const QUuid& id) const;
    void removeWord(const QString& term) const; //!< upper and lower case are the same

private:
    Result<void, QString> write(const QString& name, const QByteArray& json) const;

    QString m_folder;
};

} // namespace parlance
