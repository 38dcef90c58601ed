// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeReply.h"

namespace parlance::test {

//! Everything a reply said.
struct Heard {
    QString model;
    QString text;
    QList<Result<ClaudeMessage, ClaudeError>> outcomes;
};

//! Notes in \a heard what \a reply says; gives \a reply back.
inline ClaudeReply* listen(ClaudeReply* reply, Heard& heard, QObject* context)
{
    QObject::connect(reply, &ClaudeReply::started, context, [&](const QString& model) { heard.model = model; });
    QObject::connect(reply, &ClaudeReply::textGrew, context, [&](const QString& piece) { heard.text += piece; });
    QObject::connect(reply, &ClaudeReply::finished, context,
                     [&](const Result<ClaudeMessage, ClaudeError>& outcome) { heard.outcomes.append(outcome); });
    return reply;
}

} // namespace parlance::test
