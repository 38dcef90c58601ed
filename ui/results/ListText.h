// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/PrettyJson.h"

#include <optional>

namespace parlance {

//! PostgreSQL's text of an array ({1,"a b",NULL}, dimensions and all) as a line an element, with its subscript. Nothing
//! when it is none. Stops after about \a limit bytes. Pure; any thread.
std::optional<PrettyText> arrayLines(QByteArrayView array, qsizetype limit);
//! PostgreSQL's text of a composite value ((1,"a b",)) as a line a field, numbered from 1.
std::optional<PrettyText> compositeLines(QByteArrayView composite, qsizetype limit);

} // namespace parlance
