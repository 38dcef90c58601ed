// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/SqlEvidence.h"

namespace parlance {

//! Proper names in \a text ("Jane Peacock", "Aberdeen") that neither the statement shows nor the catalog explains.
//! English; nothing where nouns are written with capitals (German, titles).
QStringList namesMissing(const CheckInput& input, const SqlEvidence& evidence, const QString& text);

//! What \a text says the rows are parted by or counted ("by category", "for each artist", "counts the rentals"), when
//! that is a table or a column and the statement shows no such thing.
QStringList nounsMissing(const CheckInput& input, const SqlEvidence& evidence, const QString& text);

} // namespace parlance
