// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/PostgresType.h"

#include <algorithm>
#include <iterator>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct BuiltinType {
    quint32 oid;
    TypeFamily family;
    const char* name; //!< as format_type(oid, -1) writes it
};

// catalog/pg_type.dat of PostgreSQL; sorted by OID.
constexpr BuiltinType builtinTypes[] = {
    {16, TypeFamily::Boolean, "boolean"},
    {17, TypeFamily::Bytea, "bytea"},
    {18, TypeFamily::Text, "\"char\""},
    {19, TypeFamily::Text, "name"},
    {20, TypeFamily::Integer, "bigint"},
    {21, TypeFamily::Integer, "smallint"},
    {22, TypeFamily::Other, "int2vector"},
    {23, TypeFamily::Integer, "integer"},
    {24, TypeFamily::Other, "regproc"},
    {25, TypeFamily::Text, "text"},
    {26, TypeFamily::Integer, "oid"},
    {27, TypeFamily::Other, "tid"},
    {28, TypeFamily::Other, "xid"},
    {29, TypeFamily::Other, "cid"},
    {30, TypeFamily::Other, "oidvector"},
    {32, TypeFamily::Other, "pg_ddl_command"},
    {114, TypeFamily::Json, "json"},
    {142, TypeFamily::Xml, "xml"},
    {143, TypeFamily::Array, "xml[]"},
    {194, TypeFamily::Text, "pg_node_tree"},
    {199, TypeFamily::Array, "json[]"},
    {269, TypeFamily::Other, "table_am_handler"},
    {271, TypeFamily::Array, "xid8[]"},
    {600, TypeFamily::Other, "point"},
    {601, TypeFamily::Other, "lseg"},
    {602, TypeFamily::Other, "path"},
    {603, TypeFamily::Other, "box"},
    {604, TypeFamily::Other, "polygon"},
    {628, TypeFamily::Other, "line"},
    {629, TypeFamily::Array, "line[]"},
    {650, TypeFamily::Other, "cidr"},
    {651, TypeFamily::Array, "cidr[]"},
    {700, TypeFamily::Float, "real"},
    {701, TypeFamily::Float, "double precision"},
    {705, TypeFamily::Text, "unknown"},
    {718, TypeFamily::Other, "circle"},
    {719, TypeFamily::Array, "circle[]"},
    {774, TypeFamily::Other, "macaddr8"},
    {775, TypeFamily::Array, "macaddr8[]"},
    {790, TypeFamily::Numeric, "money"},
    {791, TypeFamily::Array, "money[]"},
    {829, TypeFamily::Other, "macaddr"},
    {869, TypeFamily::Other, "inet"},
    {1000, TypeFamily::Array, "boolean[]"},
    {1001, TypeFamily::Array, "bytea[]"},
    {1002, TypeFamily::Array, "\"char\"[]"},
    {1003, TypeFamily::Array, "name[]"},
    {1005, TypeFamily::Array, "smallint[]"},
    {1006, TypeFamily::Array, "int2vector[]"},
    {1007, TypeFamily::Array, "integer[]"},
    {1008, TypeFamily::Array, "regproc[]"},
    {1009, TypeFamily::Array, "text[]"},
    {1010, TypeFamily::Array, "tid[]"},
    {1011, TypeFamily::Array, "xid[]"},
    {1012, TypeFamily::Array, "cid[]"},
    {1013, TypeFamily::Array, "oidvector[]"},
    {1014, TypeFamily::Array, "character[]"},
    {1015, TypeFamily::Array, "character varying[]"},
    {1016, TypeFamily::Array, "bigint[]"},
    {1017, TypeFamily::Array, "point[]"},
    {1018, TypeFamily::Array, "lseg[]"},
    {1019, TypeFamily::Array, "path[]"},
    {1020, TypeFamily::Array, "box[]"},
    {1021, TypeFamily::Array, "real[]"},
    {1022, TypeFamily::Array, "double precision[]"},
    {1027, TypeFamily::Array, "polygon[]"},
    {1028, TypeFamily::Array, "oid[]"},
    {1033, TypeFamily::Other, "aclitem"},
    {1034, TypeFamily::Array, "aclitem[]"},
    {1040, TypeFamily::Array, "macaddr[]"},
    {1041, TypeFamily::Array, "inet[]"},
    {1042, TypeFamily::Text, "character"},
    {1043, TypeFamily::Text, "character varying"},
    {1082, TypeFamily::Date, "date"},
    {1083, TypeFamily::Time, "time without time zone"},
    {1114, TypeFamily::Timestamp, "timestamp without time zone"},
    {1115, TypeFamily::Array, "timestamp without time zone[]"},
    {1182, TypeFamily::Array, "date[]"},
    {1183, TypeFamily::Array, "time without time zone[]"},
    {1184, TypeFamily::TimestampTz, "timestamp with time zone"},
    {1185, TypeFamily::Array, "timestamp with time zone[]"},
    {1186, TypeFamily::Interval, "interval"},
    {1187, TypeFamily::Array, "interval[]"},
    {1231, TypeFamily::Array, "numeric[]"},
    {1263, TypeFamily::Array, "cstring[]"},
    {1266, TypeFamily::Time, "time with time zone"},
    {1270, TypeFamily::Array, "time with time zone[]"},
    {1560, TypeFamily::Other, "bit"},
    {1561, TypeFamily::Array, "bit[]"},
    {1562, TypeFamily::Other, "bit varying"},
    {1563, TypeFamily::Array, "bit varying[]"},
    {1700, TypeFamily::Numeric, "numeric"},
    {1790, TypeFamily::Other, "refcursor"},
    {2201, TypeFamily::Array, "refcursor[]"},
    {2202, TypeFamily::Other, "regprocedure"},
    {2203, TypeFamily::Other, "regoper"},
    {2204, TypeFamily::Other, "regoperator"},
    {2205, TypeFamily::Other, "regclass"},
    {2206, TypeFamily::Other, "regtype"},
    {2207, TypeFamily::Array, "regprocedure[]"},
    {2208, TypeFamily::Array, "regoper[]"},
    {2209, TypeFamily::Array, "regoperator[]"},
    {2210, TypeFamily::Array, "regclass[]"},
    {2211, TypeFamily::Array, "regtype[]"},
    {2249, TypeFamily::Other, "record"},
    {2275, TypeFamily::Text, "cstring"},
    {2276, TypeFamily::Other, "\"any\""},
    {2277, TypeFamily::Other, "anyarray"},
    {2278, TypeFamily::Other, "void"},
    {2279, TypeFamily::Other, "trigger"},
    {2281, TypeFamily::Other, "internal"},
    {2283, TypeFamily::Other, "anyelement"},
    {2287, TypeFamily::Array, "record[]"},
    {2949, TypeFamily::Array, "txid_snapshot[]"},
    {2950, TypeFamily::Other, "uuid"},
    {2951, TypeFamily::Array, "uuid[]"},
    {2970, TypeFamily::Other, "txid_snapshot"},
    {3220, TypeFamily::Other, "pg_lsn"},
    {3221, TypeFamily::Array, "pg_lsn[]"},
    {3361, TypeFamily::Other, "pg_ndistinct"},
    {3402, TypeFamily::Other, "pg_dependencies"},
    {3614, TypeFamily::Text, "tsvector"},
    {3615, TypeFamily::Text, "tsquery"},
    {3642, TypeFamily::Other, "gtsvector"},
    {3643, TypeFamily::Array, "tsvector[]"},
    {3644, TypeFamily::Array, "gtsvector[]"},
    {3645, TypeFamily::Array, "tsquery[]"},
    {3734, TypeFamily::Other, "regconfig"},
    {3735, TypeFamily::Array, "regconfig[]"},
    {3769, TypeFamily::Other, "regdictionary"},
    {3770, TypeFamily::Array, "regdictionary[]"},
    {3802, TypeFamily::Json, "jsonb"},
    {3807, TypeFamily::Array, "jsonb[]"},
    {3904, TypeFamily::Other, "int4range"},
    {3905, TypeFamily::Array, "int4range[]"},
    {3906, TypeFamily::Other, "numrange"},
    {3907, TypeFamily::Array, "numrange[]"},
    {3908, TypeFamily::Other, "tsrange"},
    {3909, TypeFamily::Array, "tsrange[]"},
    {3910, TypeFamily::Other, "tstzrange"},
    {3911, TypeFamily::Array, "tstzrange[]"},
    {3912, TypeFamily::Other, "daterange"},
    {3913, TypeFamily::Array, "daterange[]"},
    {3926, TypeFamily::Other, "int8range"},
    {3927, TypeFamily::Array, "int8range[]"},
    {4072, TypeFamily::Text, "jsonpath"},
    {4073, TypeFamily::Array, "jsonpath[]"},
    {4089, TypeFamily::Other, "regnamespace"},
    {4090, TypeFamily::Array, "regnamespace[]"},
    {4096, TypeFamily::Other, "regrole"},
    {4097, TypeFamily::Array, "regrole[]"},
    {4191, TypeFamily::Other, "regcollation"},
    {4192, TypeFamily::Array, "regcollation[]"},
    {4451, TypeFamily::Other, "int4multirange"},
    {4532, TypeFamily::Other, "nummultirange"},
    {4533, TypeFamily::Other, "tsmultirange"},
    {4534, TypeFamily::Other, "tstzmultirange"},
    {4535, TypeFamily::Other, "datemultirange"},
    {4536, TypeFamily::Other, "int8multirange"},
    {5017, TypeFamily::Other, "pg_mcv_list"},
    {5038, TypeFamily::Other, "pg_snapshot"},
    {5039, TypeFamily::Array, "pg_snapshot[]"},
    {5069, TypeFamily::Other, "xid8"},
    {6150, TypeFamily::Array, "int4multirange[]"},
    {6151, TypeFamily::Array, "nummultirange[]"},
    {6152, TypeFamily::Array, "tsmultirange[]"},
    {6153, TypeFamily::Array, "tstzmultirange[]"},
    {6155, TypeFamily::Array, "datemultirange[]"},
    {6157, TypeFamily::Array, "int8multirange[]"},
};

const BuiltinType* builtinType(quint32 oid)
{
    const auto* const found = std::lower_bound(std::begin(builtinTypes), std::end(builtinTypes), oid,
                                               [](const BuiltinType& type, quint32 value) { return type.oid < value; });
    return found != std::end(builtinTypes) && found->oid == oid ? found : nullptr;
}

//! The part of an interval that its type modifier keeps (INTERVAL_MASK in utils/timestamp.h).
QString intervalFields(int typeModifier)
{
    switch ((typeModifier >> 16) & 0x7FFF) {
    case 1 << 2:
        return u" year"_s;
    case 1 << 1:
        return u" month"_s;
    case 1 << 3:
        return u" day"_s;
    case 1 << 10:
        return u" hour"_s;
    case 1 << 11:
        return u" minute"_s;
    case 1 << 12:
        return u" second"_s;
    case (1 << 2) | (1 << 1):
        return u" year to month"_s;
    case (1 << 3) | (1 << 10):
        return u" day to hour"_s;
    case (1 << 3) | (1 << 10) | (1 << 11):
        return u" day to minute"_s;
    case (1 << 3) | (1 << 10) | (1 << 11) | (1 << 12):
        return u" day to second"_s;
    case (1 << 10) | (1 << 11):
        return u" hour to minute"_s;
    case (1 << 10) | (1 << 11) | (1 << 12):
        return u" hour to second"_s;
    case (1 << 11) | (1 << 12):
        return u" minute to second"_s;
    default:
        return QString();
    }
}

//! With the modifier in its place: numeric(12,2), timestamp(3) without time zone.
QString withModifier(quint32 oid, const QString& name, int typeModifier)
{
    const auto bracket = [](int value) -> QString { return u"(%1)"_s.arg(value); };
    switch (oid) {
    case 1042:
    case 1043:
        return typeModifier > 4 ? QString(name + bracket(typeModifier - 4)) : name;
    case 1560:
    case 1562:
        return typeModifier >= 0 ? QString(name + bracket(typeModifier)) : name;
    case 1700: {
        if (typeModifier < 4)
            return name;
        const int packed = typeModifier - 4;
        const int scale = ((packed & 0x7FF) ^ 1024) - 1024; // negative scales since PostgreSQL 15
        return name + u"(%1,%2)"_s.arg((packed >> 16) & 0xFFFF).arg(scale);
    }
    case 1083:
    case 1266:
        return u"time"_s + bracket(typeModifier) + name.mid(4);
    case 1114:
    case 1184:
        return u"timestamp"_s + bracket(typeModifier) + name.mid(9);
    case 1186: {
        const int precision = typeModifier & 0xFFFF;
        return name + intervalFields(typeModifier) + (precision == 0xFFFF ? QString() : bracket(precision));
    }
    default:
        return name;
    }
}

//! The type an array of the modified types holds: numeric(12,2)[] has numeric's modifier.
quint32 elementOfModifiedArray(quint32 oid)
{
    switch (oid) {
    case 1014:
        return 1042;
    case 1015:
        return 1043;
    case 1115:
        return 1114;
    case 1183:
        return 1083;
    case 1185:
        return 1184;
    case 1187:
        return 1186;
    case 1231:
        return 1700;
    case 1270:
        return 1266;
    case 1561:
        return 1560;
    case 1563:
        return 1562;
    default:
        return 0;
    }
}

} // namespace

TypeFamily typeFamily(quint32 oid)
{
    const BuiltinType* type = builtinType(oid);
    return type ? type->family : TypeFamily::Other;
}

bool isNumber(quint32 oid)
{
    const TypeFamily family = typeFamily(oid);
    return family == TypeFamily::Integer || family == TypeFamily::Numeric || family == TypeFamily::Float;
}

QString builtinTypeName(quint32 oid, int typeModifier)
{
    const BuiltinType* type = builtinType(oid);
    if (!type)
        return QString();
    const QString name = QString::fromLatin1(type->name);
    if (typeModifier < 0) {
        // Without a length these two keep their internal names: "character" and "bit" would mean a length of 1.
        if (oid == 1042)
            return u"bpchar"_s;
        return oid == 1560 ? u"\"bit\""_s : name;
    }
    if (const quint32 element = elementOfModifiedArray(oid))
        return builtinTypeName(element, typeModifier) + u"[]"_s;
    return withModifier(oid, name, typeModifier);
}

} // namespace parlance
