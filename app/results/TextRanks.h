// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/RowOrder.h"
#include "results/ValueDictionary.h"

#include <QLocale>

#include <atomic>

namespace parlance {

//! The rank of each text of a dictionary: in the order of \a collation (QCollator; texts that collate equal by their
//! bytes, so the order is total), or by bytes alone without one; in several threads. Many texts are ordered by the
//! bytes of a CollationAlphabet, and by sort keys of the collator what that leaves open. Cancelled: ranks of no
//! meaning.
std::vector<quint32> textRanks(const ValueDictionary& texts, const std::optional<QLocale>& collation,
                               const std::atomic_bool& cancelled);

} // namespace parlance
