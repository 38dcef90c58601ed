// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Headers nearly every test includes; only the build uses this file.
#include "base/Precompiled.h"
#include <QtTest>
