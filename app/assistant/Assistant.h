// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"
#include "assistant/Question.h"
#include "assistant/SchemaIndex.h"
#include "assistant/SchemaSlice.h"
#include "claude/ClaudeClient.h"
#include "schema/SchemaCatalog.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace parlance {

class ServerCheck;
struct KnownValues;

//! Why there is no answer: for people a sentence and one next step, told apart by kind.
struct AskError {
    enum class Kind {
        Claude,
        NoKey,
        NotAllowed,
        AnswerDoesNotParse,
        NoModelLeft,
        SchemaMissing,
        OverBudget,
        Cancelled
    };
    enum class NextStep { None, EnterKey, TryAgain, ChooseModel, Shorten, Rephrase, OpenSettings, CheckNetwork };
    Kind kind = Kind::Claude;
    ClaudeError claude; //!< when kind is Claude
    QString title;      //!< one bold sentence: what happened
    QString text;       //!< one sentence: what to do; the question is kept
    QString details;    //!< for the disclosure and "Copy for IT"; raw answer text where it did not parse
    NextStep nextStep = NextStep::TryAgain;
    QStringList servedModels; //!< NoModelLeft
    bool operator==(const AskError&) const = default;
};

class RequestLedger;

//! The words and next step of each failure; one table, pure.
AskError askErrorFromClaude(const ClaudeError& error);

//! Question → request → streamed answer → checked Answer: the state machine of one tab's conversation. One question at
//! a time; exactly one askFinished for each ask. GUI thread.
class Assistant final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Asking, Writing, Waiting };
    Q_ENUM(State)

    explicit Assistant(ClaudeClient* client, QObject* parent = nullptr);

    void setEndpoint(const Endpoint& endpoint);
    const Endpoint& endpoint() const;
    //! Makes the index here and now: for small catalogs and where nobody waits for a window.
    void setCatalog(const SchemaCatalog& catalog);
    void setIndex(const std::shared_ptr<const SchemaIndex>& index);
    void setLimits(const AskLimits& limits);
    //! Who asks the server about Claude's SQL; none: nobody does. Must live as long as this, or be taken away.
    void setServerCheck(ServerCheck* check);
    //! What the checks know of the values in columns; never sent.
    void setKnownValues(const KnownValues& values);

    //! How often Claude may write SQL again that cannot run.
    static constexpr int mostRepairs = Repair::most;
    //! Asked before each request and told of it; null (the default): everything may be sent, nothing is noted. \a kind
    //! is what the journal calls these requests.
    void setLedger(RequestLedger* ledger, const QString& kind = QStringLiteral("question"));
    //! How another key is got where the endpoint's came from a key command and was refused: once for each question.
    using KeyRenewal = std::function<void(QObject* context, std::function<void(const Endpoint&)> done)>;
    void setKeyRenewal(const KeyRenewal& renewal);

    //! Byte for byte what ask(question) will send next (the model chosen by the succession rule).
    QByteArray preview(const Question& question) const;
    //! The tables and columns that preview() holds. Ranks them when not all fit: some tens of milliseconds for two
    //! thousand tables.
    SchemaSlice slice(const Question& question) const;
    //! Whether slice() has its answer at hand.
    bool isPrepared(const Question& question) const;
    //! Chooses on a pool thread; prepared() says when isPrepared() holds. A later call takes the place of an earlier.
    void prepare(const Question& question);
    //! How many tables may be sent at all.
    int tableCount() const;
    //! The bytes of the last request sent, empty before.
    QByteArray lastSent() const;

    State state() const;
    //! The number of this ask, which every signal about it carries. A question still under way is stopped first.
    quint64 ask(const Question& question);
    //! Closes the socket at once; askFinished comes with Kind::Cancelled before it returns.
    void stop();

signals:
    void prepared();
    void stateChanged(parlance::Assistant::State state);
    void askSent(quint64 ask, const QString& model, const QByteArray& body); //!< just before the bytes leave
    void sqlGrew(quint64 ask,
                 const QString& sql); //!< everything written so far; empty: it was refused, show none of it
    //! Rate limited or overloaded: trying again in so many seconds (counted down each second), for this reason; that
    //! will be try \a nextTry of at most \a tries.
    void waiting(quint64 ask, int seconds, const QString& reason, int nextTry, int tries);
    //! Claude's SQL cannot run for this reason, a sentence, and goes back to be written again, for the \a round-th time
    //! of at most mostRepairs. What grew before is replaced.
    void repairing(quint64 ask, int round, const QString& problem);
    void askFinished(quint64 ask, const parlance::Result<parlance::Answer, parlance::AskError>& result);

private:
    struct Private;
    std::unique_ptr<Private> d;

public:
    ~Assistant() override;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::AskError)
