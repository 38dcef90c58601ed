// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
class QFile;

namespace parlance {

//! Whether \a file is a zip archive in which every sheet is there to its last tag. Reads and unpacks all of it; memory
//! stays small. The file is open for reading; its position changes.
bool isWholeXlsxPackage(QFile* file);

} // namespace parlance
