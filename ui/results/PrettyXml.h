// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/PrettyJson.h"

namespace parlance {

//! XML with a line for each element, two blanks a level; an element with text in it stays on its line. A walk over the
//! tags: no byte but white space between tags is changed. Stops after about \a limit bytes. Pure; any thread.
PrettyText prettyXml(QByteArrayView xml, qsizetype limit);

} // namespace parlance
