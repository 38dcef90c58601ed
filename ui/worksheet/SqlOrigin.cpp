// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/SqlOrigin.h"

namespace parlance {

namespace {

constexpr struct {
    SqlOrigin origin;
    const char* name;
} names[] = {{SqlOrigin::Claude, "claude"}, {SqlOrigin::Claude, "claude part"}, {SqlOrigin::Person, "person"},
             {SqlOrigin::Ready, "ready"},   {SqlOrigin::Table, "table"},        {SqlOrigin::History, "history"},
             {SqlOrigin::Result, "result"}, {SqlOrigin::Verified, "verified"},  {SqlOrigin::Doubtful, "doubtful"}};

} // namespace

QString sqlOriginName(SqlOrigin origin)
{
    for (const auto& entry : names) {
        if (entry.origin == origin)
            return QString::fromLatin1(entry.name);
    }
    return QString();
}

SqlOrigin sqlOriginNamed(const QString& name)
{
    for (const auto& entry : names) {
        if (name == QLatin1String(entry.name))
            return entry.origin;
    }
    return SqlOrigin::None;
}

} // namespace parlance
