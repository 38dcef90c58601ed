// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/SortableBytes.h"

#include "results/Decimal.h"
#include "results/TypedKey.h"

#include <QHostAddress>
#include <QtEndian>

#include <bit>

namespace parlance {

namespace {

void appendNumber(QByteArray& bytes, qint64 number)
{
    char buffer[8];
    qToBigEndian(std::bit_cast<quint64>(number) ^ (quint64(1) << 63), buffer);
    bytes.append(buffer, sizeof(buffer));
}

//! The digits of a number as bytes that grow with it: sign, power of ten, digits to a 0; turned over below 0.
void appendDecimal(QByteArray& bytes, const Decimal& decimal)
{
    const qsizetype begin = bytes.size();
    switch (decimal.kind()) {
    case Decimal::Kind::NegativeInfinity:
        bytes.append('\x00');
        return;
    case Decimal::Kind::Infinity:
        bytes.append('\x04');
        return;
    case Decimal::Kind::NaN:
        bytes.append('\x05');
        return;
    case Decimal::Kind::Finite:
        break;
    }
    bytes.append(static_cast<char>(decimal.sign() + 2));
    if (decimal.sign() == 0)
        return;
    appendNumber(bytes, decimal.exponent());
    for (const char digit : decimal.digits()) {
        if (digit != '.')
            bytes.append(digit);
    }
    bytes.append('\x00');
    if (decimal.sign() < 0) {
        for (qsizetype i = begin + 1; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(~bytes[i]);
    }
}

//! An element of a range or an array.
bool appendElement(QByteArray& bytes, ValueKind kind, QByteArrayView text)
{
    if (kind == ValueKind::Integer || kind == ValueKind::Decimal) {
        const auto decimal = Decimal::read(text);
        if (decimal)
            appendDecimal(bytes, *decimal);
        return decimal.has_value();
    }
    const auto key = TypedKey::of(kind, text);
    if (!key || !key->exact)
        return false;
    appendNumber(bytes, key->order);
    return true;
}

//! See network_cmp_internal in utils/adt/network.c: family, the bits of the network, their number, the whole address.
bool writeNetwork(QByteArrayView text, QByteArray& bytes)
{
    const qsizetype slash = text.indexOf('/');
    const QHostAddress address(QString::fromLatin1(slash < 0 ? text : text.first(slash)));
    const bool four = address.protocol() == QAbstractSocket::IPv4Protocol;
    if (!four && address.protocol() != QAbstractSocket::IPv6Protocol)
        return false;
    QByteArray whole;
    if (four) {
        whole.resize(4);
        qToBigEndian(address.toIPv4Address(), whole.data());
    } else {
        const Q_IPV6ADDR six = address.toIPv6Address();
        for (const quint8 byte : six.c)
            whole.append(static_cast<char>(byte));
    }
    bool ok = true;
    const int most = static_cast<int>(whole.size()) * 8;
    const int bits = slash < 0 ? most : text.sliced(slash + 1).toInt(&ok);
    if (!ok || bits < 0 || bits > most)
        return false;
    QByteArray network = whole;
    for (int bit = bits; bit < most; ++bit) {
        char& byte = network[bit / 8];
        byte = static_cast<char>(byte & ~(0x80 >> (bit % 8)));
    }
    bytes.append(four ? '\x04' : '\x06').append(network).append(static_cast<char>(bits)).append(whole);
    return true;
}

//! (block,offset)
bool writeTupleId(QByteArrayView text, QByteArray& bytes)
{
    const qsizetype comma = text.indexOf(',');
    if (comma < 0 || !text.startsWith('(') || !text.endsWith(')'))
        return false;
    bool blockOk = false;
    bool offsetOk = false;
    appendNumber(bytes, text.sliced(1, comma - 1).toLongLong(&blockOk));
    appendNumber(bytes, text.sliced(comma + 1).chopped(1).toLongLong(&offsetOk));
    return blockOk && offsetOk;
}

QByteArrayView unquoted(QByteArrayView text)
{
    return text.size() >= 2 && text.startsWith('"') && text.endsWith('"') ? text.sliced(1).chopped(1) : text;
}

//! One place of a range's text: [ or ( for a bound, the value beside it.
struct Bound {
    QByteArrayView value; //!< empty: without end
    bool inclusive = false;
};

//! What the elements of a range or an array of this type are; Bytes when they have no order of ours.
ValueKind elementKind(quint32 typeOid)
{
    switch (typeOid) {
    case 3904: // int4range
    case 3926: // int8range
    case 1005: // smallint[]
    case 1007: // integer[]
    case 1016: // bigint[]
    case 1028: // oid[]
        return ValueKind::Integer;
    case 3906: // numrange
    case 1231: // numeric[]
        return ValueKind::Decimal;
    case 1021: // real[]
    case 1022: // double precision[]
        return ValueKind::Float;
    case 1000: // boolean[]
        return ValueKind::Boolean;
    case 3912: // daterange
    case 1182: // date[]
        return ValueKind::Date;
    case 1183: // time[]
        return ValueKind::Time;
    case 3908: // tsrange
    case 1115: // timestamp[]
        return ValueKind::Timestamp;
    case 3910: // tstzrange
    case 1185: // timestamptz[]
        return ValueKind::TimestampTz;
    default:
        return ValueKind::Bytes;
    }
}

//! The lengths of an array's dimensions, then where they begin.
void appendShape(QByteArray& bytes, std::vector<qint64> opened, qint64 values, QByteArrayView bounds)
{
    opened.push_back(values);
    appendNumber(bytes, static_cast<qint64>(opened.size()));
    for (std::size_t depth = 1; depth < opened.size(); ++depth)
        appendNumber(bytes, opened[depth] / opened[depth - 1]);
    for (std::size_t depth = 1; depth < opened.size(); ++depth) {
        const qsizetype colon = bounds.indexOf(':');
        appendNumber(bytes, colon < 1 ? 1 : bounds.sliced(1, colon - 1).toLongLong());
        bounds = colon < 1 ? bounds : bounds.sliced(bounds.indexOf(']') + 1);
    }
}

} // namespace

SortableBytes::SortableBytes(const ResultColumn& column)
    : m_kind(valueKind(column))
    , m_element(elementKind(column.typeOid))
{
    for (const QString& label : column.enumLabels)
        m_labels << label.toUtf8();
    for (int place = 0; place < m_labels.size(); ++place)
        m_places.insert(m_labels.at(place), place);
}

bool SortableBytes::orders(ValueKind kind)
{
    return kind == ValueKind::Enum || kind == ValueKind::Network || kind == ValueKind::TupleId ||
           kind == ValueKind::Range || kind == ValueKind::List;
}

bool SortableBytes::write(QByteArrayView text, QByteArray& bytes) const
{
    bytes.clear();
    switch (m_kind) {
    case ValueKind::Enum: {
        const auto place = m_places.constFind(text);
        if (place == m_places.constEnd())
            return false;
        appendNumber(bytes, *place);
        return true;
    }
    case ValueKind::Network:
        return writeNetwork(text, bytes);
    case ValueKind::TupleId:
        return writeTupleId(text, bytes);
    case ValueKind::Range:
        return writeRange(text, bytes);
    case ValueKind::List:
        return writeList(text, bytes);
    default:
        return false;
    }
}

//! See range_cmp in utils/adt/rangetypes.c: the empty one first, then by the lower bound, then by the upper one.
bool SortableBytes::writeRange(QByteArrayView text, QByteArray& bytes) const
{
    if (text == "empty") {
        bytes.append('\x00');
        return true;
    }
    const qsizetype comma = text.indexOf(','); // dates and numbers have none
    if (comma < 1 || comma + 1 >= text.size())
        return false;
    const Bound lower{unquoted(text.sliced(1, comma - 1)), text.startsWith('[')};
    const Bound upper{unquoted(text.sliced(comma + 1).chopped(1)), text.endsWith(']')};
    bytes.append('\x01').append(lower.value.isEmpty() ? '\x00' : '\x01');
    if (!lower.value.isEmpty()) {
        if (!appendElement(bytes, m_element, lower.value))
            return false;
        bytes.append(lower.inclusive ? '\x00' : '\x01');
    }
    bytes.append(upper.value.isEmpty() ? '\x01' : '\x00');
    if (!upper.value.isEmpty()) {
        if (!appendElement(bytes, m_element, upper.value))
            return false;
        bytes.append(upper.inclusive ? '\x01' : '\x00');
    }
    return true;
}

//! See array_cmp in utils/adt/arrayfuncs.c: element by element, NULL greatest, the shorter one first, then by the
//! dimensions.
bool SortableBytes::writeList(QByteArrayView text, QByteArray& bytes) const
{
    QByteArrayView bounds; // like [0:1]= before the braces
    if (text.startsWith('[')) {
        const qsizetype equals = text.indexOf('=');
        if (equals < 0)
            return false;
        bounds = text.first(equals);
        text = text.sliced(equals + 1);
    }
    if (!text.startsWith('{') || !text.endsWith('}'))
        return false;
    std::vector<qint64> opened; // braces by their depth, values at the end
    std::size_t depth = 0;
    qint64 values = 0;
    for (qsizetype at = 0; at < text.size();) {
        if (const char c = text[at]; c == '{' || c == '}' || c == ',') {
            if (c == '{') {
                opened.resize(std::max(opened.size(), ++depth), 0);
                ++opened[depth - 1];
            } else if (c == '}' && depth-- == 0) {
                return false;
            }
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && text[end] != ',' && text[end] != '}')
            ++end;
        const QByteArrayView element = unquoted(text.sliced(at, end - at));
        bytes.append(element == "NULL" ? '\x02' : '\x01');
        if (element != "NULL" && !appendElement(bytes, m_element, element))
            return false;
        ++values;
        at = end;
    }
    bytes.append('\x00');
    if (values > 0)
        appendShape(bytes, opened, values, bounds);
    return true;
}

} // namespace parlance
