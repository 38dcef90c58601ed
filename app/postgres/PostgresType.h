// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance {

//! What the interface must know of a type by its OID (catalog/pg_type.dat of PostgreSQL: built-in OIDs never change).
enum class TypeFamily {
    Text,
    Integer,
    Numeric,
    Float,
    Boolean,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Interval,
    Json,
    Xml,
    Bytea,
    Array,
    Other
};

TypeFamily typeFamily(quint32 oid);
//! Right-aligned in a table: integers, numeric, floats, money.
bool isNumber(quint32 oid);
//! The name of a built-in type as format_type writes it ("timestamp with time zone"), empty for others.
QString builtinTypeName(quint32 oid, int typeModifier = -1);

} // namespace parlance
