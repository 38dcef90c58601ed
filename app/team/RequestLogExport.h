// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/JournalRequest.h"

#include <QByteArray>

namespace parlance {

//! The log of requests as CSV with a header line (RFC 4180, LF) or as a JSON array of objects; times in UTC, costs
//! exact. Without the bodies. Pure.
QByteArray requestsToCsv(const QList<JournalRequest>& requests);
QByteArray requestsToJson(const QList<JournalRequest>& requests);

} // namespace parlance
