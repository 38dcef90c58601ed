// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"

#include <QImage>
#include <QString>

#include <atomic>

namespace parlance {

//! A value made ready for reading: laid out by its type, by pieces.
struct ViewedValue {
    enum class Language { Plain, Json, Xml, List, Hex };
    Language language = Language::Plain;
    bool null = false;
    QString text;            //!< from the piece asked for on
    qsizetype shown = 0;     //!< bytes of the laid out text up to the end of this piece
    bool more = false;       //!< it goes on
    qint64 bytes = 0;        //!< of the server's text
    qint64 binaryBytes = -1; //!< of a bytea
    QImage image;            //!< of a bytea that is a picture
    QString note;            //!< the time here of a time with a zone; why there is no picture
};

//! Lays out the value of a cell from \a shown bytes on, about \a piece bytes of it. Reads through a value of hundreds
//! of megabytes if it must: call it on a pool thread.
ViewedValue viewValue(const ResultTable& table, qint64 row, int column, qsizetype shown, qsizetype piece);

} // namespace parlance
