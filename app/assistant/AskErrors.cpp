// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/AskErrors.h"

#include <QCoreApplication>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

using Step = AskError::NextStep;

struct Words {
    QString title;
    QString text;
    Step step = Step::TryAgain;

    Q_DECLARE_TR_FUNCTIONS(parlance::AskErrors)
};

Words keyWords(ClaudeError::Kind kind)
{
    switch (kind) {
    case ClaudeError::Kind::KeyRefused:
        return {Words::tr("Claude does not accept the key."),
                Words::tr("Enter another key, or ask whoever gave you this one whether it is still valid."),
                Step::EnterKey};
    case ClaudeError::Kind::PermissionDenied:
        return {
            Words::tr("The key is valid, but may not be used for this."),
            Words::tr("Ask whoever manages your Claude account to allow this model for the key, or enter another key."),
            Step::EnterKey};
    case ClaudeError::Kind::OutOfCredit:
        return {Words::tr("The Claude account is out of credit."),
                Words::tr("Ask whoever manages the account to add credit, then try again."), Step::TryAgain};
    case ClaudeError::Kind::SpendLimit:
        return {
            Words::tr("The Claude account has reached its spending limit."),
            Words::tr("Ask whoever manages the account to raise the limit; waiting does not help before it is reset."),
            Step::None};
    default:
        return {Words::tr("Claude is not set up on this computer."),
                Words::tr("Enter a key, use a ready question, or write the SQL yourself."), Step::EnterKey};
    }
}

Words serviceWords(const ClaudeError& error)
{
    switch (error.kind) {
    case ClaudeError::Kind::RateLimited:
        return {Words::tr("Too many questions went to Claude in a short time."),
                error.retryAfterSeconds > 0 ? Words::tr("Try again in %1 s.").arg(error.retryAfterSeconds)
                                            : Words::tr("Wait a minute, then try again."),
                Step::TryAgain};
    case ClaudeError::Kind::Overloaded:
        return {Words::tr("Claude is overloaded at the moment."), Words::tr("Try again in a minute."), Step::TryAgain};
    case ClaudeError::Kind::ServerError:
        return {Words::tr("Something went wrong on Claude's side."), Words::tr("Try again in a minute."),
                Step::TryAgain};
    case ClaudeError::Kind::ModelGone:
        return {Words::tr("The chosen model is no longer served."), Words::tr("Choose another model."),
                Step::ChooseModel};
    case ClaudeError::Kind::InvalidRequest:
        if (error.httpStatus == 404)
            return {Words::tr("There is no Claude at the address that is set."),
                    Words::tr("Check the base URL in the settings."), Step::OpenSettings};
        return {Words::tr("Claude did not accept the request."),
                Words::tr("Check the model and the base URL in the settings; the details say what was not accepted."),
                Step::OpenSettings};
    default: // StructuredOutputUnknown, which is asked again in another form and fails only when that fails too
        return {Words::tr("The server at the base URL does not speak all of Claude's language."),
                Words::tr("Check the base URL in the settings, or ask whoever runs that server."), Step::OpenSettings};
    }
}

Words answerWords(ClaudeError::Kind kind)
{
    switch (kind) {
    case ClaudeError::Kind::RequestTooLarge:
        return {Words::tr("The question and the schema together are too large for Claude."),
                Words::tr("Shorten the question; if it is short, this database has too many tables to send at once."),
                Step::Shorten};
    case ClaudeError::Kind::ContextExceeded:
        return {Words::tr("The question and the schema fill all of what Claude can take in at once."),
                Words::tr("Shorten the question, or choose a model that takes in more."), Step::Shorten};
    case ClaudeError::Kind::Refusal:
        return {Words::tr("Claude declined to answer this question."),
                Words::tr("Ask it in other words, or write the SQL yourself."), Step::Rephrase};
    case ClaudeError::Kind::CutOffAtTokenLimit:
        return {Words::tr("The answer became too long and was cut off."),
                Words::tr("Ask for less at once: a smaller question gets a whole answer."), Step::Rephrase};
    default:
        return {Words::tr("Claude's answer was empty."), Words::tr("Try again, or ask it in other words."),
                Step::TryAgain};
    }
}

Words networkWords(const ClaudeError& error)
{
    switch (error.kind) {
    case ClaudeError::Kind::TlsFailed:
        return {
            Words::tr("No secure connection to Claude could be made."),
            Words::tr("The certificate shown is not one that this computer trusts. Ask your IT department whether the "
                      "network inspects connections."),
            Step::CheckNetwork};
    case ClaudeError::Kind::ProxyPage:
        if (error.httpStatus == 407)
            return {Words::tr("The network's proxy asks for a user name and a password."),
                    Words::tr("Put them into HTTPS_PROXY or the system's proxy settings, or ask your IT department."),
                    Step::CheckNetwork};
        return {Words::tr("Something between this computer and Claude answered instead of Claude."),
                Words::tr("Check the network, the sign-in page of a proxy or VPN, and the base URL."),
                Step::CheckNetwork};
    case ClaudeError::Kind::StreamCut:
        return {Words::tr("The connection was lost in the middle of the answer."),
                Words::tr("What came so far is not the whole answer. Try again."), Step::TryAgain};
    case ClaudeError::Kind::IdleTimeout:
        return {Words::tr("Claude has sent nothing for some minutes."),
                Words::tr("The connection was closed. Try again."), Step::TryAgain};
    default:
        return {Words::tr("Claude cannot be reached."), Words::tr("Check the network connection, then try again."),
                Step::CheckNetwork};
    }
}

Words wordsFor(const ClaudeError& error)
{
    using Kind = ClaudeError::Kind;
    switch (error.kind) {
    case Kind::NoKey:
    case Kind::KeyRefused:
    case Kind::PermissionDenied:
    case Kind::OutOfCredit:
    case Kind::SpendLimit:
        return keyWords(error.kind);
    case Kind::RateLimited:
    case Kind::Overloaded:
    case Kind::ServerError:
    case Kind::ModelGone:
    case Kind::InvalidRequest:
    case Kind::StructuredOutputUnknown:
        return serviceWords(error);
    case Kind::RequestTooLarge:
    case Kind::ContextExceeded:
    case Kind::Refusal:
    case Kind::CutOffAtTokenLimit:
    case Kind::EmptyAnswer:
        return answerWords(error.kind);
    case Kind::Network:
    case Kind::TlsFailed:
    case Kind::ProxyPage:
    case Kind::StreamCut:
    case Kind::IdleTimeout:
    case Kind::Cancelled:
        break;
    }
    return networkWords(error);
}

QString detailsOf(const ClaudeError& error)
{
    QStringList lines;
    if (error.httpStatus > 0)
        lines << u"HTTP %1"_s.arg(error.httpStatus);
    if (!error.type.isEmpty())
        lines << error.type;
    if (!error.message.isEmpty())
        lines << error.message;
    if (!error.requestId.isEmpty())
        lines << u"request-id: "_s + error.requestId;
    return lines.join(u'\n');
}

AskError fromWords(AskError::Kind kind, const Words& words)
{
    AskError error;
    error.kind = kind;
    error.title = words.title;
    error.text = words.text;
    error.nextStep = words.step;
    return error;
}

} // namespace

AskError askErrorFromClaude(const ClaudeError& error)
{
    if (error.kind == ClaudeError::Kind::Cancelled)
        return askErrorOfKind(AskError::Kind::Cancelled);
    const AskError::Kind kind = error.kind == ClaudeError::Kind::NoKey ? AskError::Kind::NoKey : AskError::Kind::Claude;
    AskError out = fromWords(kind, wordsFor(error));
    out.claude = error;
    out.details = detailsOf(error);
    return out;
}

AskError askErrorOfKind(AskError::Kind kind)
{
    switch (kind) {
    case AskError::Kind::NotAllowed:
        return fromWords(kind, {Words::tr("Questions to Claude are switched off for this team."),
                                Words::tr("Use a ready question, or write the SQL yourself."), Step::None});
    case AskError::Kind::SchemaMissing:
        return fromWords(kind, {Words::tr("There is no table that you may read."),
                                Words::tr("Refresh the tables, or ask for the right to read them."), Step::None});
    case AskError::Kind::Cancelled:
        return fromWords(kind, {Words::tr("Stopped."), Words::tr("Your question is kept."), Step::TryAgain});
    default: {
        ClaudeError noKey;
        noKey.kind = ClaudeError::Kind::NoKey;
        AskError error = fromWords(AskError::Kind::NoKey, wordsFor(noKey));
        error.claude = noKey;
        return error;
    }
    }
}

AskError overBudget(const QString& sentence, const QString& contact)
{
    return fromWords(AskError::Kind::OverBudget,
                     {sentence,
                      contact.isEmpty()
                          ? Words::tr("Ask whoever looks after Parlance in your company to raise it; ready "
                                      "questions and SQL of your own cost nothing.")
                          : Words::tr("Ask %1 to raise it; ready questions and SQL of your own cost "
                                      "nothing.")
                                .arg(contact),
                      Step::None});
}

QString requestErrorName(const ClaudeError& error)
{
    if (error.kind == ClaudeError::Kind::Cancelled)
        return u"stopped"_s;
    if (error.httpStatus >= 300)
        return error.type.isEmpty() ? u"HTTP %1"_s.arg(error.httpStatus)
                                    : u"HTTP %1 %2"_s.arg(error.httpStatus).arg(error.type.left(60));
    switch (error.kind) {
    case ClaudeError::Kind::TlsFailed:
        return u"TLS"_s;
    case ClaudeError::Kind::ProxyPage:
        return u"proxy"_s;
    case ClaudeError::Kind::StreamCut:
        return u"cut off"_s;
    case ClaudeError::Kind::IdleTimeout:
        return u"time-out"_s;
    case ClaudeError::Kind::EmptyAnswer:
        return u"empty answer"_s;
    case ClaudeError::Kind::Refusal:
        return u"refusal"_s;
    case ClaudeError::Kind::CutOffAtTokenLimit:
        return u"token limit"_s;
    case ClaudeError::Kind::NoKey:
        return u"no key"_s;
    case ClaudeError::Kind::KeyRefused:
        return u"key refused"_s;
    default:
        return error.type.isEmpty() ? u"network"_s : error.type.left(60);
    }
}

AskError noModelLeft(const QStringList& preferred, const QStringList& served)
{
    AskError error =
        fromWords(AskError::Kind::NoModelLeft,
                  {Words::tr("None of the models that are set is served any more."),
                   served.isEmpty() ? Words::tr("Enter the name of a model that is served in the settings.")
                                    : Words::tr("Choose one of the models that are served."),
                   Step::ChooseModel});
    error.details = Words::tr("Models that are set: %1").arg(preferred.join(u", "_s));
    error.servedModels = served;
    return error;
}

AskError answerDoesNotParse(const QString& problem, const QString& text)
{
    AskError error = fromWords(AskError::Kind::AnswerDoesNotParse,
                               {Words::tr("Claude's answer could not be read."),
                                problem + u' ' + Words::tr("Try again, or ask it in other words."), Step::TryAgain});
    error.details = text;
    return error;
}

} // namespace parlance
