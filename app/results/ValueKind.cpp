// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ValueKind.h"

#include "postgres/PostgresType.h"
#include "postgres/ResultChunk.h"

namespace parlance {

namespace {

//! The first OID that is not built in (FirstNormalObjectId in access/transam.h).
constexpr quint32 firstUserOid = 16384;

ValueKind otherKind(quint32 typeOid)
{
    switch (typeOid) {
    case 28:   // xid
    case 29:   // cid
    case 5069: // xid8
        return ValueKind::Integer;
    case 27:
        return ValueKind::TupleId;
    case 650: // cidr
    case 869: // inet
        return ValueKind::Network;
    case 3904: // int4range
    case 3906: // numrange
    case 3908: // tsrange
    case 3910: // tstzrange
    case 3912: // daterange
    case 3926: // int8range
        return ValueKind::Range;
    case 2950:
        return ValueKind::Uuid;
    case 3220:
        return ValueKind::LogPosition;
    default:
        return typeOid >= firstUserOid ? ValueKind::Text : ValueKind::Bytes;
    }
}

ValueKind arrayKind(quint32 typeOid)
{
    switch (typeOid) {
    case 1000: // boolean
    case 1005: // smallint
    case 1007: // integer
    case 1016: // bigint
    case 1021: // real
    case 1022: // double precision
    case 1028: // oid
    case 1115: // timestamp
    case 1182: // date
    case 1183: // time
    case 1185: // timestamptz
    case 1231: // numeric
        return ValueKind::List;
    default:
        return ValueKind::Bytes;
    }
}

} // namespace

ValueKind valueKind(const ResultColumn& column)
{
    if (!column.enumLabels.isEmpty())
        return ValueKind::Enum;
    const quint32 typeOid = column.typeOid;
    switch (typeFamily(typeOid)) {
    case TypeFamily::Text:
        return typeOid == 1042 ? ValueKind::PaddedText : ValueKind::Text;
    case TypeFamily::Integer:
        return ValueKind::Integer;
    case TypeFamily::Numeric:
        return typeOid == 790 ? ValueKind::Money : ValueKind::Decimal;
    case TypeFamily::Float:
        return ValueKind::Float;
    case TypeFamily::Boolean:
        return ValueKind::Boolean;
    case TypeFamily::Date:
        return ValueKind::Date;
    case TypeFamily::Time:
        return typeOid == 1266 ? ValueKind::TimeTz : ValueKind::Time;
    case TypeFamily::Timestamp:
        return ValueKind::Timestamp;
    case TypeFamily::TimestampTz:
        return ValueKind::TimestampTz;
    case TypeFamily::Interval:
        return ValueKind::Interval;
    case TypeFamily::Json:
    case TypeFamily::Xml:
    case TypeFamily::Bytea:
        return ValueKind::Bytes;
    case TypeFamily::Array:
        return arrayKind(typeOid);
    case TypeFamily::Other:
        break;
    }
    return otherKind(typeOid);
}

bool isNumeric(ValueKind kind)
{
    return kind == ValueKind::Integer || kind == ValueKind::Decimal || kind == ValueKind::Float ||
           kind == ValueKind::Money;
}

bool hasExtremes(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Boolean:
    case ValueKind::Uuid:
    case ValueKind::TupleId:
    case ValueKind::Range:
    case ValueKind::List:
    case ValueKind::Bytes:
        return false;
    default:
        return true;
    }
}

} // namespace parlance
