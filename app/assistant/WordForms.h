// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/WordForms.h" // moved there; this name stays for those who know it
