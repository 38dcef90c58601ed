// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include <string_view>

namespace parlance {

//! Why a statement of this command tag is not a query, and what to do instead, in whole sentences. Pure.
QString statementRefusal(const QString& commandTag);
//! Why the function may not be called from a read-only query, and what to do instead; empty when it may. \a schema is
//! empty for a bare name. Such functions act although the transaction is read-only, or run a text as SQL. Pure.
QString functionRefusal(std::string_view schema, std::string_view name, int argumentCount);

} // namespace parlance
