// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace parlance {

//! A text laid out for reading, as much of it as was asked for.
struct PrettyText {
    QByteArray text;
    bool more = false; //!< the value goes on
    bool operator==(const PrettyText&) const = default;
};

//! JSON with a line for each member and element, two blanks a level. A walk over the tokens: every token stays byte for
//! byte, so no digit of a number and no repeated key is lost; what is not JSON comes out unharmed but for white space
//! between tokens. Stops after about \a limit bytes. Pure; any thread.
PrettyText prettyJson(QByteArrayView json, qsizetype limit);

} // namespace parlance
