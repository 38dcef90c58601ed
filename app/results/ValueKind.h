// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace parlance {

//! How the values of a column are ordered, compared and summed.
enum class ValueKind {
    Integer, //!< smallint, integer, bigint, oid, xid, cid, xid8
    Decimal, //!< numeric
    Float,   //!< real, double precision
    Money,   //!< in the server's lc_monetary; see MoneyFormat
    Boolean, //!< false before true
    Date,    //!< BC and infinity included
    Time,
    TimeTz, //!< by the instant, then by the zone, as PostgreSQL does
    Timestamp,
    TimestampTz, //!< as instants, whatever offsets stand in the text
    Interval,    //!< a month is 30 days, a day 24 hours, as PostgreSQL compares them
    LogPosition, //!< pg_lsn
    Uuid,
    Enum,       //!< as its labels were declared; where they are not known (yet) it is Text
    Network,    //!< inet, cidr
    TupleId,    //!< tid
    Range,      //!< of numbers, dates and timestamps
    List,       //!< arrays of numbers, booleans, dates and times, element by element
    Text,       //!< in a locale's order; equal-collating texts by their bytes. Types we do not know too (citext)
    PaddedText, //!< character(n): as Text, trailing blanks do not count
    Bytes //!< by the bytes of the server's text: bytea, bit strings, MAC addresses, json, xml, other arrays and all
          //!< others
};

struct ResultColumn;

//! Domains come as what they stand on: the server says so.
ValueKind valueKind(const ResultColumn& column);
//! Integers, decimals, floats and money: what can be summed.
bool isNumeric(ValueKind kind);
//! Kinds with a smallest and a greatest value worth telling: numbers, dates, times, intervals, enums, networks, texts.
bool hasExtremes(ValueKind kind);

} // namespace parlance
