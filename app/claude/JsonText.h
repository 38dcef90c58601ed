// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QStringList>

namespace parlance {

//! \a text as a JSON string with its quotes, UTF-8; only quote, backslash and control characters are escaped. The same
//! bytes for the same text, always: requests are compared byte for byte and cached by their bytes.
QByteArray jsonString(const QString& text);
//! \a texts as a JSON array of strings.
QByteArray jsonStrings(const QStringList& texts);

} // namespace parlance
