// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/Knowledge.h"
#include "knowledge/KnowledgeReader.h"
#include "knowledge/KnowledgeSearch.h"
#include "knowledge/KnowledgeWriter.h"
#include "knowledge/StaleCheck.h"

#include <QThreadPool>

#include <optional>

namespace parlance {

//! What Knowledge keeps to itself; its files share it.
struct Knowledge::Private {
    struct OfThisComputer {
        KnowledgeContent content;
        QString account;
    };

    Private(Knowledge* owner, Connection* shared, const RunLimits& limits)
        : q(owner)
        , reader(shared, limits)
        , writer(shared, limits)
        , stale(shared, limits)
    {
        files.setMaxThreadCount(1); // one after the other, in the order they were asked for
    }

    void arrived();
    void apply();
    void rebuild();
    void judge(const QUuid& id, const QString& reason);
    void put(const VerifiedQuestion& question);
    void writeVerified(const VerifiedQuestion& question, const QUuid& corrects, bool isNew);
    void drop(const QUuid& id);
    void dropDoubtful(const QUuid& id);
    void keepHere(VerifiedQuestion question, const QString& why, const QUuid& corrects);
    void keepDoubtfulHere(DoubtfulAnswer doubtful, const QString& why);
    void done(const QUuid& id, KnowledgeSaved::Where where, const QString& problem = {});
    void putWord(const GlossaryTerm& word, const QString& replaces);
    void keepWordHere(GlossaryTerm word, const QString& replaces, const QUuid& id, const QString& why);
    bool isLocalDoubtful(const QUuid& id) const;
    static QString refusal(const PostgresError& error)
    {
        return Knowledge::tr("The team's database did not take it: %1").arg(error.message);
    }

    Knowledge* q;
    KnowledgeReader reader;
    KnowledgeWriter writer;
    StaleCheck stale;
    QThreadPool files; //!< its end waits for what is being written
    Options options;

    KnowledgeContent content; //!< the team's and this computer's
    QHash<QUuid, qsizetype> places;
    std::shared_ptr<const KnowledgeSearch> search = KnowledgeSearch::build({});
    QHash<QUuid, std::pair<QString, QString>> judged; //!< by id: the SQL that was planned, and what was said
    QString account = QStringLiteral("?");
    bool read = false;
    bool reading = false;
    bool readAgain = false;
    std::optional<OfThisComputer> here;                               //!< of the read under way
    std::optional<Result<KnowledgeContent, PostgresError>> ofTheTeam; //!< of the read under way
    quint64 build = 0;
};

} // namespace parlance
