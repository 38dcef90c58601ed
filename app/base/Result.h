// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <tl/expected.hpp>

namespace parlance {

//! A value or a typed error. Errors are values here: see law 4 of the design (no exceptions, no lastError()).
template <typename T, typename E>
using Result = tl::expected<T, E>;
using tl::unexpected;

} // namespace parlance
