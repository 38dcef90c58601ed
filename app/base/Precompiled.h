// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Headers nearly every file of app/ includes; only the build uses this file.
#include <QtConcurrent>
#include <QtCore>
#include <QtNetwork>
#include <QtSql>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <variant>
#include <vector>
