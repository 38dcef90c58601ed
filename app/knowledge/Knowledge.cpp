// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/Knowledge.h"

#include "base/WhenFinished.h"
#include "knowledge/AccountName.h"
#include "knowledge/KnowledgePrivate.h"
#include "knowledge/KnowledgeRows.h"
#include "knowledge/LocalKnowledge.h"

#include <QtConcurrent>

#include <algorithm>

namespace parlance {

namespace {

using Where = KnowledgeSaved::Where;

template <typename Entry>
qsizetype placeOf(const QList<Entry>& entries, const QUuid& id)
{
    const auto found = std::find_if(entries.cbegin(), entries.cend(), [&id](const Entry& e) { return e.id == id; });
    return found == entries.cend() ? -1 : found - entries.cbegin();
}

} // namespace

void Knowledge::Private::arrived()
{
    if (!here || !ofTheTeam)
        return;
    apply();
    here.reset();
    ofTheTeam.reset();
    rebuild();
}

//! Puts together what came from both places; what could not be read stays as it was.
void Knowledge::Private::apply()
{
    account = here->account;
    KnowledgeContent next = content;
    if (*ofTheTeam) {
        next = **ofTheTeam;
    } else {
        next.questions.removeIf([](const VerifiedQuestion& question) { return question.local; });
        next.doubtful.removeIf([](const DoubtfulAnswer& doubtful) { return doubtful.local; });
        next.glossary.removeIf([](const GlossaryTerm& word) { return word.local; });
    }
    for (const VerifiedQuestion& question : std::as_const(here->content.questions)) {
        if (placeOf(next.questions, question.id) < 0) // few are kept here
            next.questions += question;
    }
    QList<DoubtfulAnswer> doubtful;
    for (const DoubtfulAnswer& answer : std::as_const(here->content.doubtful)) {
        if (placeOf(next.doubtful, answer.id) < 0)
            doubtful += answer;
    }
    next.doubtful = doubtful + next.doubtful;
    for (const GlossaryTerm& word : std::as_const(here->content.glossary)) {
        // What somebody means here goes before what the team means.
        next.glossary.removeIf(
            [&word](const GlossaryTerm& there) { return there.term.compare(word.term, Qt::CaseInsensitive) == 0; });
        next.glossary += word;
    }
    sortWords(next.glossary);
    content = next;
    for (VerifiedQuestion& question : content.questions) {
        const auto said = judged.constFind(question.id);
        if (said == judged.cend() || said->first != question.sql)
            continue;
        question.stale = !said->second.isEmpty();
        question.staleReason = said->second;
    }
}

//! The search over what is verified, made on another thread; what was read is told when it stands.
void Knowledge::Private::rebuild()
{
    places.clear();
    QList<VerifiedQuestion> verified;
    for (qsizetype i = 0; i < content.questions.size(); ++i) {
        places.insert(content.questions.at(i).id, i);
        if (content.questions.at(i).status == VerifiedQuestion::Status::Verified)
            verified += content.questions.at(i);
    }
    const auto make = [verified] { return KnowledgeSearch::build(verified); };
    whenFinished(QtConcurrent::run(make), q, [this, number = ++build, verified](const auto& made) {
        if (number != build)
            return; // a newer one is on its way
        search = made;
        if (std::exchange(reading, false)) {
            read = true;
            emit q->readFinished();
            stale.check(verified);
            if (std::exchange(readAgain, false))
                q->read();
        }
        emit q->changed();
    });
}

void Knowledge::Private::judge(const QUuid& id, const QString& reason)
{
    const qsizetype place = places.value(id, -1);
    if (place < 0)
        return;
    VerifiedQuestion& question = content.questions[place];
    judged.insert(id, {question.sql, reason});
    if (question.stale == !reason.isEmpty() && question.staleReason == reason)
        return;
    question.stale = !reason.isEmpty();
    question.staleReason = reason;
    emit q->changed();
}

void Knowledge::Private::put(const VerifiedQuestion& question)
{
    readAgain = readAgain || reading;
    if (const qsizetype place = places.value(question.id, -1); place >= 0)
        content.questions[place] = question;
    else
        content.questions += question;
    rebuild();
}

void Knowledge::Private::drop(const QUuid& id)
{
    content.questions.removeIf([&id](const VerifiedQuestion& question) { return question.id == id; });
    rebuild();
}

void Knowledge::Private::dropDoubtful(const QUuid& id)
{
    if (isLocalDoubtful(id)) {
        const auto remove = [folder = options.localFolder, id] { LocalKnowledge(folder).removeDoubtful(id); };
        files.start(remove);
    }
    content.doubtful.removeIf([&id](const DoubtfulAnswer& doubtful) { return doubtful.id == id; });
}

bool Knowledge::Private::isLocalDoubtful(const QUuid& id) const
{
    const qsizetype place = placeOf(content.doubtful, id);
    return place >= 0 && content.doubtful.at(place).local;
}

void Knowledge::Private::keepHere(VerifiedQuestion question, const QString& why, const QUuid& corrects)
{
    question.local = true;
    question.status = VerifiedQuestion::Status::Suggested;
    question.verifiedBy.clear();
    question.verifiedAt = QDateTime();
    const auto save = [folder = options.localFolder, question] { return LocalKnowledge(folder).save(question); };
    whenFinished(QtConcurrent::run(&files, save), q,
                 [this, question, why, corrects](const Result<void, QString>& result) {
                     if (!result)
                         return done(question.id, Where::Nowhere,
                                     (why.isEmpty() ? why : why + QLatin1Char(' ')) + result.error());
                     if (isLocalDoubtful(corrects))
                         dropDoubtful(corrects);
                     put(question);
                     done(question.id, Where::Here, why);
                 });
}

void Knowledge::Private::keepDoubtfulHere(DoubtfulAnswer doubtful, const QString& why)
{
    doubtful.local = true;
    const auto save = [folder = options.localFolder, doubtful] { return LocalKnowledge(folder).save(doubtful); };
    whenFinished(QtConcurrent::run(&files, save), q, [this, doubtful, why](const Result<void, QString>& result) {
        if (result) {
            content.doubtful.prepend(doubtful);
            emit q->changed();
        }
        done(doubtful.id, result ? Where::Here : Where::Nowhere, result ? why : result.error());
    });
}

void Knowledge::Private::done(const QUuid& id, Where where, const QString& problem)
{
    emit q->saved({id, where, problem});
}

Knowledge::Knowledge(Connection* shared, const RunLimits& limits, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, shared, limits))
{
    connect(&d->reader, &KnowledgeReader::readFinished, this,
            [this](const Result<KnowledgeContent, PostgresError>& result) {
                d->ofTheTeam = result;
                d->arrived();
            });
    connect(&d->stale, &StaleCheck::judged, this,
            [this](const QUuid& id, const QString& reason) { d->judge(id, reason); });
}

Knowledge::~Knowledge()
{
    d->stale.stop();
}

void Knowledge::setOptions(const Options& options)
{
    d->options = options;
    d->stale.setPlans(options.plans);
}

void Knowledge::read()
{
    if (d->reading) {
        d->readAgain = true;
        return;
    }
    d->reading = true;
    d->stale.stop();
    const auto load = [folder = d->options.localFolder] {
        return Private::OfThisComputer{LocalKnowledge(folder).load(), accountName()};
    };
    whenFinished(QtConcurrent::run(&d->files, load), this, [this](const Private::OfThisComputer& here) {
        d->here = here;
        d->arrived();
    });
    d->reader.read();
}

bool Knowledge::isRead() const
{
    return d->read;
}

const QList<VerifiedQuestion>& Knowledge::questions() const
{
    return d->content.questions;
}

const QList<GlossaryTerm>& Knowledge::glossary() const
{
    return d->content.glossary;
}

const QList<DoubtfulAnswer>& Knowledge::doubtful() const
{
    return d->content.doubtful;
}

const VerifiedQuestion* Knowledge::find(const QUuid& id) const
{
    const qsizetype place = d->places.value(id, -1);
    return place < 0 ? nullptr : &d->content.questions.at(place);
}

bool Knowledge::mayVerify() const
{
    return d->options.shares && d->content.access.verifies;
}

bool Knowledge::sharesSuggestions() const
{
    return d->options.shares && d->content.access.suggests;
}

QList<VerifiedQuestion> Knowledge::matching(const QString& typed, qsizetype most) const
{
    QList<VerifiedQuestion> found;
    for (const KnowledgeSearch::Hit& hit : d->search->matching(typed, most + 8)) {
        const VerifiedQuestion* question = find(d->search->questions().at(hit.index).id);
        if (question != nullptr && question->isTrusted() && found.size() < most)
            found += *question;
    }
    return found;
}

QList<VerifiedQuestion> Knowledge::nearest(const QString& question, qsizetype most, const QString& leaveOut) const
{
    QList<VerifiedQuestion> found;
    for (const KnowledgeSearch::Hit& hit : d->search->nearest(question, most + 8)) {
        const VerifiedQuestion* near = find(d->search->questions().at(hit.index).id);
        const bool itself = near != nullptr && !leaveOut.isEmpty() &&
                            near->question.simplified().compare(leaveOut.simplified(), Qt::CaseInsensitive) == 0;
        if (near != nullptr && near->isTrusted() && !itself && found.size() < most)
            found += *near;
    }
    return found;
}

QUuid Knowledge::suggest(VerifiedQuestion question, const QUuid& corrects)
{
    if (question.id.isNull())
        question.id = QUuid::createUuid();
    question.author = d->account;
    question.created = QDateTime::currentDateTimeUtc();
    question.status = VerifiedQuestion::Status::Suggested;
    if (!sharesSuggestions()) {
        d->keepHere(question, QString(), corrects);
        return question.id;
    }
    d->writer.write({suggestStatement(question)},
                    [this, question, corrects](const std::optional<PostgresError>& problem) {
                        if (problem)
                            return d->keepHere(question, Private::refusal(*problem), corrects);
                        if (d->isLocalDoubtful(corrects))
                            d->dropDoubtful(corrects);
                        d->put(question);
                        d->done(question.id, Where::Team);
                    });
    return question.id;
}

QUuid Knowledge::verify(VerifiedQuestion question, const QUuid& corrects)
{
    if (!mayVerify())
        return suggest(std::move(question), corrects);
    const VerifiedQuestion* there = question.id.isNull() ? nullptr : find(question.id);
    const bool isNew = there == nullptr || there->local;
    if (question.id.isNull())
        question.id = QUuid::createUuid();
    question.author = there == nullptr ? d->account : there->author;
    question.created = there == nullptr ? QDateTime::currentDateTimeUtc() : there->created;
    question.status = VerifiedQuestion::Status::Verified;
    question.verifiedBy = d->account;
    question.verifiedAt = QDateTime::currentDateTimeUtc();
    question.stale = false;
    question.staleReason.clear();
    question.local = false;
    // Whoever suggested it may have written anything, and what is verified goes to people and to Claude as right.
    whenFinished(SqlScript::parseLater(question.sql.toUtf8()), this,
                 [this, question, corrects, isNew](const SqlScript& script) {
                     if (const QString reason = whyNoQuery(script); !reason.isEmpty())
                         return d->done(question.id, Where::Nowhere, tr("It cannot be verified: %1").arg(reason));
                     d->writeVerified(question, corrects, isNew);
                 });
    return question.id;
}

void Knowledge::Private::writeVerified(const VerifiedQuestion& question, const QUuid& corrects, bool isNew)
{
    QList<OwnStatement> statements{verifyStatement(question)};
    if (!corrects.isNull() && !isLocalDoubtful(corrects))
        statements += correctStatement(corrects, question.id);
    writer.write(statements, [this, question, corrects, isNew](const std::optional<PostgresError>& problem) {
        if (problem && isNew)
            return keepHere(question, refusal(*problem), corrects);
        if (problem)
            return done(question.id, Where::Nowhere, refusal(*problem));
        if (isNew)
            files.start(
                [folder = options.localFolder, id = question.id] { LocalKnowledge(folder).removeQuestion(id); });
        dropDoubtful(corrects);
        put(question);
        if (!stale.isChecking())
            stale.check({question}); // whether it still plans is known now and not at the next sign-in
        done(question.id, Where::Team);
    });
}

void Knowledge::withdraw(const QUuid& id)
{
    d->writer.write({withdrawStatement(id)}, [this, id](const std::optional<PostgresError>& problem) {
        if (problem)
            return d->done(id, Where::Nowhere, Private::refusal(*problem));
        if (const VerifiedQuestion* there = find(id)) {
            VerifiedQuestion withdrawn = *there;
            withdrawn.status = VerifiedQuestion::Status::Doubtful;
            d->put(withdrawn);
        }
        d->done(id, Where::Team);
    });
}

QUuid Knowledge::addDoubtful(const QString& question, const QString& sql, DoubtfulAnswer::Reason reason,
                             const QString& words)
{
    DoubtfulAnswer doubtful{
        QUuid::createUuid(), question, sql, reason, words, d->account, QDateTime::currentDateTimeUtc(), false};
    if (!d->options.shares || !d->content.access.doubts) {
        d->keepDoubtfulHere(doubtful, QString());
        return doubtful.id;
    }
    d->writer.write({doubtStatement(doubtful)}, [this, doubtful](const std::optional<PostgresError>& problem) {
        if (problem)
            return d->keepDoubtfulHere(doubtful, Private::refusal(*problem));
        d->content.doubtful.prepend(doubtful);
        emit changed();
        d->done(doubtful.id, Where::Team);
    });
    return doubtful.id;
}

void Knowledge::removeLocal(const QUuid& id)
{
    const VerifiedQuestion* there = find(id);
    if (there != nullptr && there->local) {
        d->files.start([folder = d->options.localFolder, id] { LocalKnowledge(folder).removeQuestion(id); });
        d->drop(id);
    } else if (d->isLocalDoubtful(id)) {
        d->dropDoubtful(id);
        emit changed();
    }
}

} // namespace parlance
