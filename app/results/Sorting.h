// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Sorting of millions of elements that can be cancelled within milliseconds: std::sort cannot.
#include "results/Parts.h"

#include <QtGlobal>

#include <array>
#include <atomic>
#include <vector>

namespace parlance {

//! A key with the position it came from: 12 bytes. Ordered by key, then by position, so that sorting is stable.
struct KeyedPosition {
    static constexpr int byteCount = 12;
    quint32 high = 0;
    quint32 low = 0;
    quint32 position = 0;

    KeyedPosition() = default;
    KeyedPosition(quint64 key, quint32 at)
        : high(static_cast<quint32>(key >> 32))
        , low(static_cast<quint32>(key))
        , position(at)
    {}
    quint64 key() const { return (static_cast<quint64>(high) << 32) | low; }
    bool operator<(const KeyedPosition& other) const
    {
        return key() != other.key() ? key() < other.key() : position < other.position;
    }
};

namespace sorting {

inline unsigned byteOf(quint64 element, int level)
{
    return static_cast<unsigned>((element >> (56 - 8 * level)) & 0xff);
}
inline unsigned byteOf(const KeyedPosition& element, int level)
{
    const quint32 word = level < 4 ? element.high : level < 8 ? element.low : element.position;
    return (word >> (24 - 8 * (level & 3))) & 0xff;
}
inline constexpr int byteCountOf(quint64)
{
    return 8;
}
inline constexpr int byteCountOf(const KeyedPosition&)
{
    return KeyedPosition::byteCount;
}

using Bounds = std::array<std::size_t, 257>;

//! Parts [begin, end) by one byte in place ("American flag"); the bounds of the 256 buckets.
template <typename Element>
Bounds partitionByByte(Element* begin, std::size_t count, int level, const std::atomic_bool& cancelled)
{
    Bounds bounds{};
    for (std::size_t i = 0; i < count; ++i)
        ++bounds[byteOf(begin[i], level) + 1];
    for (std::size_t i = 1; i < bounds.size(); ++i)
        bounds[i] += bounds[i - 1];
    std::array<std::size_t, 256> next;
    std::copy_n(bounds.begin(), next.size(), next.begin());
    for (std::size_t bucket = 0; bucket < next.size(); ++bucket) {
        if (cancelled)
            return bounds;
        std::size_t steps = 0;
        while (next[bucket] < bounds[bucket + 1]) {
            Element element = begin[next[bucket]];
            for (unsigned home = byteOf(element, level); home != bucket; home = byteOf(element, level))
                std::swap(element, begin[next[home]++]);
            begin[next[bucket]++] = element;
            if ((++steps & 0xffff) == 0 && cancelled)
                return bounds;
        }
    }
    return bounds;
}

template <typename Element>
void sortBucket(Element* begin, std::size_t count, int level, const std::atomic_bool& cancelled)
{
    constexpr std::size_t small = 4096;
    if (cancelled || count < 2)
        return;
    if (count <= small || level == byteCountOf(*begin)) {
        std::sort(begin, begin + count);
        return;
    }
    const Bounds bounds = partitionByByte(begin, count, level, cancelled);
    for (std::size_t bucket = 0; bucket < 256 && !cancelled; ++bucket)
        sortBucket(begin + bounds[bucket], bounds[bucket + 1] - bounds[bucket], level + 1, cancelled);
}

} // namespace sorting

//! Sorts in place, upwards, in several threads. Cancelled: the order is any.
template <typename Element>
void sortNumbers(Element* data, std::size_t count, const std::atomic_bool& cancelled)
{
    using namespace sorting;
    if (count == 0)
        return;
    Bounds bounds{};
    int level = 0;
    // Bytes that are the same for all tell nothing.
    for (; level < byteCountOf(*data); ++level) {
        bounds = partitionByByte(data, count, level, cancelled);
        if (cancelled || bounds[byteOf(*data, level) + 1] - bounds[byteOf(*data, level)] != count)
            break;
    }
    if (level == byteCountOf(*data))
        return;
    std::atomic<std::size_t> nextBucket = 0;
    const std::size_t parts = partCount(count);
    inParts(parts, parts, [&](std::size_t, std::size_t, std::size_t) {
        for (std::size_t bucket = nextBucket++; bucket < 256 && !cancelled; bucket = nextBucket++)
            sortBucket(data + bounds[bucket], bounds[bucket + 1] - bounds[bucket], level + 1, cancelled);
    });
}

template <typename Element>
void sortNumbers(std::vector<Element>& elements, const std::atomic_bool& cancelled)
{
    sortNumbers(elements.data(), elements.size(), cancelled);
}

namespace sorting {

//! Two sorted neighbours [begin, middle) and [middle, end) that become one.
template <typename Element>
struct Pair {
    const Element* from = nullptr;
    Element* to = nullptr;
    std::size_t begin = 0;
    std::size_t middle = 0;
    std::size_t end = 0;
};

//! Writes the first \a count elements of the merged pair.
template <typename Element, typename Less>
void mergeFromFront(const Pair<Element>& pair, std::size_t count, const Less& less, const std::atomic_bool& cancelled)
{
    std::size_t left = pair.begin;
    std::size_t right = pair.middle;
    for (std::size_t at = pair.begin; at < pair.begin + count; ++at) {
        if ((at & 0xfff) == 0 && cancelled)
            return;
        const bool takeRight = left == pair.middle || (right < pair.end && less(pair.from[right], pair.from[left]));
        pair.to[at] = pair.from[takeRight ? right++ : left++];
    }
}

//! Writes the last \a count elements of the merged pair.
template <typename Element, typename Less>
void mergeFromBack(const Pair<Element>& pair, std::size_t count, const Less& less, const std::atomic_bool& cancelled)
{
    std::size_t left = pair.middle;
    std::size_t right = pair.end;
    for (std::size_t at = pair.end; at-- > pair.end - count;) {
        if ((at & 0xfff) == 0 && cancelled)
            return;
        const bool takeLeft =
            right == pair.middle || (left > pair.begin && less(pair.from[right - 1], pair.from[left - 1]));
        pair.to[at] = pair.from[takeLeft ? --left : --right];
    }
}

//! Merges runs of \a width elements to runs of twice that.
template <typename Element, typename Less>
void mergeRuns(const std::vector<Element>& from, std::vector<Element>& to, std::size_t width, const Less& less,
               const std::atomic_bool& cancelled)
{
    const std::size_t count = from.size();
    const auto pairAt = [&](std::size_t begin) {
        return Pair<Element>{from.data(), to.data(), begin, std::min(count, begin + width),
                             std::min(count, begin + 2 * width)};
    };
    const std::size_t pairs = (count + 2 * width - 1) / (2 * width);
    const std::size_t parts = partCount(count);
    if (pairs == 1 && parts > 1) {
        // One thread merges the lower half from the front, another the upper half from the back.
        inParts(2, 2, [&](std::size_t part, std::size_t, std::size_t) {
            if (part == 0)
                mergeFromFront(pairAt(0), count / 2, less, cancelled);
            else
                mergeFromBack(pairAt(0), count - count / 2, less, cancelled);
        });
        return;
    }
    inParts(pairs, std::min(parts, pairs), [&](std::size_t, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last && !cancelled; ++i) {
            const Pair<Element> pair = pairAt(i * 2 * width);
            mergeFromFront(pair, pair.end - pair.begin, less, cancelled);
        }
    });
}

} // namespace sorting

//! Sorts by \a less (which must tell every two apart), in several threads, with a second buffer. Cancelled: what is
//! there is no order.
template <typename Element, typename Less>
void sortCancellable(std::vector<Element>& elements, const Less& less, const std::atomic_bool& cancelled)
{
    constexpr std::size_t block = 4096;
    const std::size_t count = elements.size();
    const std::size_t blocks = (count + block - 1) / block;
    inParts(blocks, partCount(count), [&](std::size_t, std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last && !cancelled; ++i)
            std::sort(elements.data() + i * block, elements.data() + std::min(count, (i + 1) * block), less);
    });
    std::vector<Element> other(count > block ? count : 0);
    for (std::size_t width = block; width < count && !cancelled; width *= 2) {
        sorting::mergeRuns(elements, other, width, less, cancelled);
        elements.swap(other);
    }
}

} // namespace parlance
