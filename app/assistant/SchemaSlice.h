// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"

namespace parlance {

//! A table by its name.
struct TableName {
    QString schema;
    QString name;
    bool operator==(const TableName&) const = default;
    auto operator<=>(const TableName& other) const
    {
        const int order = schema.compare(other.schema);
        return order != 0 ? order <=> 0 : name.compare(other.name) <=> 0;
    }
};

//! One table of a slice and why it is there.
struct SliceTable {
    enum class Reason {
        Whole,     //!< everything fits
        Pinned,    //!< by hand
        Used,      //!< the conversation reads it already
        Matched,   //!< its names, comments or labels hold words of the question
        Connected, //!< keys lead from it to one that matched, or between two of them
        Neighbour, //!< of the same schema as what matched; there was room
    };
    TableName table;
    Reason reason = Reason::Whole;
    QStringList words;    //!< Matched: the question's words that were found, in their order
    int columns = 0;      //!< that are sent
    int columnsInAll = 0; //!< that it has
    bool operator==(const SliceTable&) const = default;
};

//! The part of a catalog that goes to Claude with a question: exactly what is shown is what is sent.
struct SchemaSlice {
    SchemaCatalog catalog;     //!< reduced: only the tables and columns that are sent, in the catalog's order
    QList<SliceTable> tables;  //!< one for each table of catalog, in the same order
    qsizetype tablesInAll = 0; //!< that the role may read
    int tokens = 0;            //!< of its text, estimated
    bool whole = true;         //!< nothing was left out
    bool operator==(const SchemaSlice&) const = default;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::SchemaSlice)
