// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresError.h"
#include "team/Team.h"

namespace parlance {

//! A failed sign-in in plain words: one sentence, one next step. From one table of conditions.
struct SignInFailure {
    enum class NextStep { TypePassword, TryAgain, WaitAndRetry, OpenContact, CopyForIt, None };
    PostgresError::Kind kind = PostgresError::Kind::ConnectFailed;
    QString sentence; //!< bold: what happened
    QString advice;   //!< what to do
    NextStep nextStep = NextStep::TryAgain;
    QString nextStepText; //!< the button's words
    QString details;      //!< PostgreSQL's and libpq's own words, server, database, user, time; never the password
    bool operator==(const SignInFailure&) const = default;
};
SignInFailure describeSignInFailure(const PostgresError& error, const Team& team);

} // namespace parlance
