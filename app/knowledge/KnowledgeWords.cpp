// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Knowledge that keeps the team's words.
#include "base/WhenFinished.h"
#include "knowledge/KnowledgePrivate.h"
#include "knowledge/KnowledgeRows.h"
#include "knowledge/LocalKnowledge.h"

#include <QtConcurrent>

#include <algorithm>

namespace parlance {

namespace {

using Where = KnowledgeSaved::Where;

bool isTerm(const GlossaryTerm& word, const QString& term)
{
    return word.term.compare(term, Qt::CaseInsensitive) == 0;
}

} // namespace

void Knowledge::Private::putWord(const GlossaryTerm& word, const QString& replaces)
{
    readAgain = readAgain || reading;
    content.glossary.removeIf([&](const GlossaryTerm& there) {
        return isTerm(there, word.term) || (!replaces.isEmpty() && isTerm(there, replaces));
    });
    content.glossary += word;
    sortWords(content.glossary);
    emit q->changed();
}

void Knowledge::Private::keepWordHere(GlossaryTerm word, const QString& replaces, const QUuid& id, const QString& why)
{
    word.local = true;
    const bool renamed = !replaces.isEmpty() && !isTerm(word, replaces);
    const auto save = [folder = options.localFolder, word, replaces, renamed] {
        const LocalKnowledge local(folder);
        const Result<void, QString> saved = local.save(word);
        if (saved && renamed)
            local.removeWord(replaces);
        return saved;
    };
    whenFinished(QtConcurrent::run(&files, save), q,
                 [this, word, replaces, id, why, renamed](const Result<void, QString>& result) {
                     if (!result)
                         return done(id, Where::Nowhere,
                                     (why.isEmpty() ? why : why + QLatin1Char(' ')) + result.error());
                     putWord(word, replaces);
                     done(id, Where::Here, why);
                     if (renamed)
                         q->read(); // the team's own of the earlier name, if there is one, is in sight again
                 });
}

void Knowledge::sortWords(QList<GlossaryTerm>& words)
{
    std::stable_sort(words.begin(), words.end(), [](const GlossaryTerm& a, const GlossaryTerm& b) {
        return a.term.compare(b.term, Qt::CaseInsensitive) < 0;
    });
}

QUuid Knowledge::define(GlossaryTerm word, const QString& replaces)
{
    const QUuid id = QUuid::createUuid();
    word.changedBy = d->account;
    word.changed = QDateTime::currentDateTimeUtc();
    word.local = false;
    const auto there = std::find_if(d->content.glossary.cbegin(), d->content.glossary.cend(),
                                    [&](const GlossaryTerm& old) { return isTerm(old, replaces); });
    const bool wasLocal = there != d->content.glossary.cend() && there->local;
    if (!mayVerify()) {
        d->keepWordHere(word, wasLocal ? replaces : QString(), id, QString());
        return id;
    }
    QList<OwnStatement> statements;
    if (!replaces.isEmpty() && replaces != word.term)
        statements += undefineStatement(replaces);
    statements += defineStatement(word, d->content.access.signsWords);
    d->writer.write(statements, [this, word, replaces, wasLocal, id](const std::optional<PostgresError>& problem) {
        if (problem)
            return d->keepWordHere(word, wasLocal ? replaces : QString(), id, Private::refusal(*problem));
        const auto forget = [folder = d->options.localFolder, term = wasLocal ? replaces : word.term] {
            LocalKnowledge(folder).removeWord(term); // the team has it now
        };
        d->files.start(forget);
        d->putWord(word, replaces);
        d->done(id, Where::Team);
    });
    return id;
}

QUuid Knowledge::removeWord(const QString& term)
{
    const QUuid id = QUuid::createUuid();
    const auto there = std::find_if(d->content.glossary.cbegin(), d->content.glossary.cend(),
                                    [&term](const GlossaryTerm& word) { return isTerm(word, term); });
    if (there == d->content.glossary.cend())
        return id;
    const QString exact = there->term;
    if (there->local) {
        const auto remove = [folder = d->options.localFolder, exact] {
            LocalKnowledge(folder).removeWord(exact);
            return true;
        };
        whenFinished(QtConcurrent::run(&d->files, remove), this, [this, exact, id](bool) {
            d->content.glossary.removeIf([&exact](const GlossaryTerm& word) { return isTerm(word, exact); });
            emit changed();
            d->done(id, Where::Here);
            read(); // the team's own, if there is one, is in sight again
        });
        return id;
    }
    d->writer.write({undefineStatement(exact)}, [this, exact, id](const std::optional<PostgresError>& problem) {
        if (problem)
            return d->done(id, Where::Nowhere, Private::refusal(*problem));
        d->readAgain = d->readAgain || d->reading;
        d->content.glossary.removeIf([&exact](const GlossaryTerm& word) { return isTerm(word, exact); });
        emit changed();
        d->done(id, Where::Team);
    });
    return id;
}

} // namespace parlance
