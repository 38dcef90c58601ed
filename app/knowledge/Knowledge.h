// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/KnowledgeContent.h"
#include "postgres/Connection.h"

#include <QObject>

#include <memory>

namespace parlance {

//! Where something saved is kept.
struct KnowledgeSaved {
    enum class Where { Team, Here, Nowhere };
    QUuid id;
    Where where = Where::Nowhere;
    QString problem; //!< why not with the team, or nowhere: a sentence; empty: as it was wanted
    bool operator==(const KnowledgeSaved&) const = default;
};

//! What a signed-in team knows: verified questions, its words, doubtful answers. Read from schema `parlance` of its
//! database where there is one; written there where the role and the policy let, else to this computer. GUI thread;
//! never blocks it.
class Knowledge final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString localFolder; //!< LocalKnowledge::folderFor(); empty: nothing is kept here
        bool shares = true;  //!< policy.shareKnowledge: may write to the database
        bool plans = true;   //!< policy.planQueries: the server may plan what is verified
    };

    //! \a shared is the session's connection of catalog and checks.
    Knowledge(Connection* shared, const RunLimits& limits, QObject* parent = nullptr);
    ~Knowledge() override;
    void setOptions(const Options& options); //!< before the first read()

    //! Reads all of it (again), answered by readFinished; then has the server describe what is verified.
    void read();
    bool isRead() const; //!< once; whatever came of it
    const QList<VerifiedQuestion>& questions() const;
    const QList<GlossaryTerm>& glossary() const;
    const QList<DoubtfulAnswer>& doubtful() const;
    const VerifiedQuestion* find(const QUuid& id) const; //!< null when there is none
    //! The role verifies, and the policy lets it.
    bool mayVerify() const;
    //! Suggestions go to the team; else they are kept here.
    bool sharesSuggestions() const;

    //! Verified questions like what was \a typed so far, best first; a millisecond.
    QList<VerifiedQuestion> matching(const QString& typed, qsizetype most) const;
    //! Verified questions nearest to \a question, best first. \a leaveOut: not the one that asks this very text.
    QList<VerifiedQuestion> nearest(const QString& question, qsizetype most, const QString& leaveOut = {}) const;

    //! Keeps \a question as a suggestion: id (where null), author and time are filled in. It may correct a doubtful
    //! answer. Returns its id; answered by saved().
    QUuid suggest(VerifiedQuestion question, const QUuid& corrects = {});
    //! Keeps it as verified, or verifies one that is there; refused when it is not one statement that only reads. Let
    //! it have run before, with its fingerprint. Answered by saved().
    QUuid verify(VerifiedQuestion question, const QUuid& corrects = {});
    //! A verified question is not right any more. Answered by saved().
    void withdraw(const QUuid& id);
    //! Notes an answer that somebody did not mean. Answered by saved().
    QUuid addDoubtful(const QString& question, const QString& sql, DoubtfulAnswer::Reason reason,
                      const QString& words = {});
    //! Keeps what a word of the team means, in the place of \a replaces (empty: of none), with the team where the role
    //! may verify, else here. Who and when is filled in. Returns an id; answered by saved().
    QUuid define(GlossaryTerm word, const QString& replaces = QString());
    //! Removes a word of the team; one that is kept here alone is removed here. Answered by saved().
    QUuid removeWord(const QString& term);
    //! Removes what is kept on this computer only.
    void removeLocal(const QUuid& id);

signals:
    void readFinished();
    void changed(); //!< questions, words, doubtful answers or what may be done
    void saved(const parlance::KnowledgeSaved& outcome);

private:
    static void sortWords(QList<GlossaryTerm>& words);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::KnowledgeSaved)
