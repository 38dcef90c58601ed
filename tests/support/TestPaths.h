// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance::test {

//! The absolute path of a file of tests/data.
inline QString dataFile(const QString& name)
{
    return QStringLiteral(PARLANCE_TEST_DATA "/") + name;
}

} // namespace parlance::test
