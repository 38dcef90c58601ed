// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultCopy.h"

#include <QLocale>

namespace parlance {

//! What selected cells can be copied as.
enum class CopyFormat {
    TabSeparated, //!< pastes into a spreadsheet; a single cell is bare
    TabSeparatedWithHeaders,
    Spreadsheet, //!< the same with the locale's decimal point, and an apostrophe before text that would run as a
                 //!< formula
    Csv,         //!< as COPY writes it, with a header
    Json,        //!< an array of objects
    Markdown,
    Insert, //!< INSERT statements
    InList  //!< ('a', 'b'): each value once, without NULL
};

//! What copying has to know beside the cells.
struct CopySettings {
    QLocale locale;
    QString tableName; //!< for INSERT, as SQL writes it; empty: a placeholder
};

//! Each with its name in a menu, in their order there.
QList<std::pair<CopyFormat, QString>> copyFormats();

//! The cells as text in that format, in the order shown. Of a selection that is no rectangle the cells between that are
//! not selected are empty (NULL). Pure; for a large selection call it on a pool thread.
QString copiedAs(CopyFormat format, const ResultTable& table, const CopiedCells& cells,
                 const CopySettings& settings = {});

} // namespace parlance
