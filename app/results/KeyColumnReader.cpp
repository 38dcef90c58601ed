// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/KeyColumnReader.h"

#include "results/Decimal.h"
#include "results/TextRanks.h"

#include <QCoreApplication>

#include <array>
#include <bit>
#include <numeric>

namespace parlance {

namespace {

constexpr std::array<qint64, 19> powersOfTen = [] {
    std::array<qint64, 19> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i)
        powers[i] = powers[i - 1] * 10;
    return powers;
}();

//! Unsigned numbers in the order of the signed ones.
quint64 toKey(qint64 order)
{
    return std::bit_cast<quint64>(order) ^ (quint64(1) << 63);
}

qint64 fromKey(quint64 key)
{
    return std::bit_cast<qint64>(key ^ (quint64(1) << 63));
}

bool isFinite(quint64 key)
{
    const qint64 order = fromKey(key);
    return key != KeyColumn::null && order <= ScaledInteger::largest && order >= -ScaledInteger::largest;
}

//! What PostgreSQL's division leaves behind the point (1.5000000000000000) needs no more than 64 bits.
QByteArrayView withoutZeros(QByteArrayView number)
{
    if (!number.endsWith('0') || !number.contains('.'))
        return number;
    while (number.endsWith('0'))
        number.chop(1);
    return number.endsWith('.') ? number.chopped(1) : number;
}

//! \a mantissa × 10^\a digits where that fits.
std::optional<qint64> raised(qint64 mantissa, int digits)
{
    if (mantissa == 0)
        return 0;
    if (digits >= static_cast<int>(powersOfTen.size()))
        return std::nullopt;
    const qint64 factor = powersOfTen[static_cast<std::size_t>(digits)];
    if (mantissa > ScaledInteger::largest / factor || mantissa < -(ScaledInteger::largest / factor))
        return std::nullopt;
    return mantissa * factor;
}

} // namespace

//! Calls \a visit(part, visit, text) for each value and puts the key it returns in place; stops where it returns
//! nothing. The pass failed when rows cannot be read or it was cancelled.
template <typename Visit>
KeyColumnReader::Pass KeyColumnReader::eachCell(const Visit& visit)
{
    std::atomic_bool unfit = false;
    inParts(m_visits.size(), partCount(m_visits.size()), [&](std::size_t part, std::size_t begin, std::size_t end) {
        ResultScan scan(m_table);
        for (std::size_t i = begin; i < end; ++i) {
            if ((i & 0xfff) == 0 && (m_cancelled || unfit))
                return;
            if (!scan.moveTo(m_visits.row(i))) {
                m_unreadable = true;
                return;
            }
            quint64& key = m_result.m_keys[m_visits.position(i)];
            if (scan.isNull(m_column)) {
                key = KeyColumn::null;
                continue;
            }
            const std::optional<quint64> value = visit(part, i, scan.cell(m_column));
            if (!value) {
                unfit = true;
                return;
            }
            key = *value;
        }
    });
    return m_cancelled || m_unreadable ? Pass::Failed : unfit ? Pass::Unfit : Pass::Exact;
}

KeyColumnReader::KeyColumnReader(const ResultTable& table, int column, const RowVisits& visits,
                                 const std::atomic_bool& cancelled)
    : m_table(table)
    , m_column(column)
    , m_kind(valueKind(table.columns().at(column)))
    , m_sortable(table.columns().at(column))
    , m_visits(visits)
    , m_cancelled(cancelled)
    , m_tieScan(table)
{
    m_result.m_keys.resize(visits.size());
}

Result<KeyColumn, RowsError> KeyColumnReader::read(const QLocale& collation)
{
    Pass pass = Pass::Unfit;
    if (m_kind == ValueKind::Integer || m_kind == ValueKind::Decimal)
        pass = readScaled();
    const bool collated = m_kind == ValueKind::Text || m_kind == ValueKind::PaddedText;
    if (SortableBytes::orders(m_kind))
        pass = readTexts(std::nullopt, true);
    else if (pass == Pass::Unfit && !collated && m_kind != ValueKind::Bytes)
        pass = readTyped();
    if (pass == Pass::Unfit) // an enum with labels of later is one more text
        pass = readTexts(collated || m_kind == ValueKind::Enum ? std::optional(collation) : std::nullopt, false);
    if (pass == Pass::Rough && !rankRough())
        pass = Pass::Failed;
    if (pass == Pass::Failed || m_cancelled)
        return unexpected(error());
    measure();
    return std::move(m_result);
}

RowsError KeyColumnReader::error() const
{
    if (m_cancelled)
        return RowsError::cancelled();
    if (m_tooLarge)
        return {RowsError::Kind::TooLarge,
                QCoreApplication::translate("KeyColumnReader",
                                            "Sorting by “%1” here would need too much memory. Sort in the query "
                                            "instead, with ORDER BY.")
                    .arg(m_table.columns().at(m_column).name)};
    return RowsError::unreadable();
}

//! Decimals as integers of one scale: each part of the rows finds the scale it needs, then the parts are made equal.
KeyColumnReader::Pass KeyColumnReader::readScaled()
{
    const std::size_t parts = partCount(m_visits.size());
    std::vector<int> scales(parts, 0);
    std::vector<quint64>& keys = m_result.m_keys;
    const auto raise = [&](std::size_t begin, std::size_t end, int digits) {
        for (std::size_t i = begin; i < end; ++i) {
            quint64& key = keys[m_visits.position(i)];
            if (!isFinite(key))
                continue;
            const auto value = raised(fromKey(key), digits);
            if (!value)
                return false;
            key = toKey(*value);
        }
        return true;
    };
    const std::size_t share = (m_visits.size() + parts - 1) / parts; // as inParts divides
    const Pass pass = eachCell([&](std::size_t part, std::size_t visit, QByteArrayView text) -> std::optional<quint64> {
        const auto number = readScaledInteger(m_kind == ValueKind::Decimal ? withoutZeros(text) : text);
        if (!number) {
            const auto decimal = Decimal::read(text);
            if (!decimal || decimal->kind() == Decimal::Kind::Finite)
                return std::nullopt;
            return toKey(decimal->roughOrder());
        }
        int& scale = scales[part];
        if (number->scale > scale) {
            if (!raise(part * share, visit, number->scale - scale))
                return std::nullopt;
            scale = number->scale;
        }
        const auto value = raised(number->mantissa, scale - number->scale);
        return value ? std::optional(toKey(*value)) : std::nullopt;
    });
    if (pass != Pass::Exact)
        return pass;
    const int scale = *std::max_element(scales.cbegin(), scales.cend());
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t end = std::min(m_visits.size(), (part + 1) * share);
        if (scales[part] < scale && !raise(std::min(end, part * share), end, scale - scales[part]))
            return Pass::Unfit;
    }
    return Pass::Exact;
}

KeyColumnReader::Pass KeyColumnReader::readTyped()
{
    std::atomic_bool rough = false;
    const Pass pass = eachCell([&](std::size_t, std::size_t, QByteArrayView text) -> std::optional<quint64> {
        const auto key = TypedKey::of(m_kind, text);
        if (!key)
            return std::nullopt;
        if (!key->exact && !rough)
            rough = true;
        return toKey(key->order);
    });
    return pass == Pass::Exact && rough ? Pass::Rough : pass;
}

//! By the texts themselves, or by bytes that stand for them.
KeyColumnReader::Pass KeyColumnReader::readTexts(const std::optional<QLocale>& collation, bool sortable)
{
    QByteArray bytes;
    ValueDictionary texts(KeyColumn::mostTextBytes);
    std::vector<quint64>& keys = m_result.m_keys;
    ResultScan scan(m_table);
    for (std::size_t i = 0; i < m_visits.size(); ++i) {
        if ((i & 0xfff) == 0 && m_cancelled)
            return Pass::Failed;
        if (!scan.moveTo(m_visits.row(i))) {
            m_unreadable = true;
            return Pass::Failed;
        }
        quint64& key = keys[m_visits.position(i)];
        if (scan.isNull(m_column)) {
            key = KeyColumn::null;
            continue;
        }
        QByteArrayView text = scan.cell(m_column);
        if (sortable && !m_sortable.write(text, bytes))
            return Pass::Unfit;
        if (m_kind == ValueKind::PaddedText)
            text = withoutPadding(text);
        const auto number = texts.intern(sortable ? QByteArrayView(bytes) : text);
        if (!number) {
            m_tooLarge = true;
            return Pass::Failed;
        }
        key = *number;
    }
    const auto ranks = textRanks(texts, collation, m_cancelled);
    for (quint64& key : keys) {
        if (key != KeyColumn::null)
            key = ranks[key];
    }
    return m_cancelled ? Pass::Failed : Pass::Exact;
}

//! Sorts by the rough keys, tells those that are equal apart by their texts, and makes the places in that order keys.
bool KeyColumnReader::rankRough()
{
    std::vector<quint64>& keys = m_result.m_keys;
    std::vector<KeyedPosition> elements;
    for (std::size_t position = 0; position < keys.size(); ++position) {
        if (keys[position] != KeyColumn::null)
            elements.emplace_back(keys[position], static_cast<quint32>(position));
    }
    sortNumbers(elements, m_cancelled);
    quint64 rank = 0;
    for (std::size_t begin = 0; begin < elements.size();) {
        if (m_cancelled)
            return false;
        std::size_t end = begin + 1;
        while (end < elements.size() && elements[end].key() == elements[begin].key())
            ++end;
        if (end - begin == 1)
            keys[elements[begin].position] = rank++;
        else if (!rankTies(elements.data() + begin, end - begin, rank))
            return false;
        begin = end;
    }
    return true;
}

bool KeyColumnReader::rankTies(const KeyedPosition* ties, std::size_t count, quint64& rank)
{
    std::vector<QByteArray> texts;
    texts.reserve(count);
    ResultScan& scan = m_tieScan;
    for (std::size_t i = 0; i < count; ++i) {
        if (((i & 0xfff) == 0 && m_cancelled))
            return false;
        if (!scan.moveTo(m_visits.rowAt(ties[i].position))) {
            m_unreadable = true;
            return false;
        }
        texts.push_back(scan.cell(m_column).toByteArray());
    }
    if (std::all_of(texts.cbegin() + 1, texts.cend(), [&](const QByteArray& text) { return text == texts.front(); })) {
        for (std::size_t i = 0; i < count; ++i)
            m_result.m_keys[ties[i].position] = rank;
        ++rank;
        return true;
    }
    std::vector<quint32> order(count);
    std::iota(order.begin(), order.end(), 0u);
    sortCancellable(
        order,
        [&](quint32 left, quint32 right) {
            const auto compared = compareValues(m_kind, texts[left], texts[right]);
            return compared != 0 ? compared < 0 : left < right;
        },
        m_cancelled);
    if (m_cancelled)
        return false;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0 && compareValues(m_kind, texts[order[i - 1]], texts[order[i]]) != 0)
            ++rank;
        m_result.m_keys[ties[order[i]].position] = rank;
    }
    ++rank;
    return true;
}

void KeyColumnReader::measure()
{
    quint64 smallest = KeyColumn::null;
    quint64 largest = 0;
    for (const quint64 key : m_result.m_keys) {
        if (key == KeyColumn::null) {
            m_result.m_hasNull = true;
            continue;
        }
        smallest = std::min(smallest, key);
        largest = std::max(largest, key);
    }
    m_result.m_smallest = std::min(smallest, largest);
    m_result.m_largest = largest;
}

} // namespace parlance
