// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ValueKind.h"

#include "postgres/PostgresType.h"

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
    case 2950:
        return ValueKind::Uuid;
    case 3220:
        return ValueKind::LogPosition;
    default:
        return typeOid >= firstUserOid ? ValueKind::Text : ValueKind::Bytes;
    }
}

} // namespace

ValueKind valueKind(quint32 typeOid)
{
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
    case TypeFamily::Array:
        return ValueKind::Bytes;
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
    return kind != ValueKind::Boolean && kind != ValueKind::Uuid && kind != ValueKind::Bytes;
}

} // namespace parlance
