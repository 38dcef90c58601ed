// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/ConfigurationFile.h"
#include "team/ConfigurationObject.h"

namespace parlance {

//! Reads the object "claude" of a teams.json into \a result; what is wrong with it is reported to \a text. Pure.
void readClaudeSection(ConfigurationText& text, const LocatedJson& node, ConfigurationFile& result);

} // namespace parlance
