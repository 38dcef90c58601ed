// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Headers nearly every test of a widget includes; only the build uses this file.
#include "support/PrecompiledTests.h"

#include <QtWidgets>
