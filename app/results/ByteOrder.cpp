// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ByteOrder.h"

#include "results/Sorting.h"

#include <QtEndian>

#include <cstring>

namespace parlance {

namespace {

constexpr qsizetype stride = 7;               // bytes that one pass looks at
constexpr std::size_t fewElements = 24;       // compared byte by byte at once
constexpr std::size_t manyElements = 200'000; // worth more than one thread

//! Seven bytes from \a depth on, and how many there are (8: more follow). Keys of the same number below 8 are equal.
quint64 prefixAt(QByteArrayView key, qsizetype depth)
{
    const qsizetype rest = key.size() - depth;
    if (rest >= 8)
        return (qFromBigEndian<quint64>(key.data() + depth) & ~quint64(0xff)) | 8;
    quint64 prefix = static_cast<quint64>(std::max<qsizetype>(rest, 0));
    for (qsizetype i = 0; i < std::min(rest, stride); ++i)
        prefix |= static_cast<quint64>(static_cast<unsigned char>(key[depth + i])) << (56 - 8 * i);
    return prefix;
}

bool hasMore(quint64 prefix)
{
    return (prefix & 0xff) == 8;
}

//! Elements that are equal up to a depth.
struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    qsizetype depth = 0;
    std::size_t size() const { return end - begin; }
};

//! Sorts by numbers that stand for the next bytes, and again among those that are equal so far.
class ByteSorter final {
public:
    ByteSorter(const std::vector<QByteArrayView>& keys, const std::atomic_bool& cancelled)
        : m_keys(keys)
        , m_cancelled(cancelled)
        , m_elements(keys.size())
    {
        for (std::size_t i = 0; i < keys.size(); ++i)
            m_elements[i].position = static_cast<quint32>(i);
    }

    std::vector<quint32> sorted()
    {
        // Large groups one after the other with all threads, then the small ones shared out.
        std::vector<Group> large{{0, m_elements.size(), 0}};
        std::vector<Group> small;
        while (!large.empty() && !m_cancelled) {
            const Group group = large.back();
            large.pop_back();
            if (group.size() < manyElements) {
                small.push_back(group);
                continue;
            }
            for (const Group& next : split(group, true))
                (next.size() < manyElements ? small : large).push_back(next);
        }
        std::atomic<std::size_t> next = 0;
        const std::size_t parts = partCount(m_elements.size());
        inParts(parts, parts, [&](std::size_t, std::size_t, std::size_t) {
            for (std::size_t i = next++; i < small.size() && !m_cancelled; i = next++)
                sortSmall(small[i]);
        });
        std::vector<quint32> order;
        order.reserve(m_elements.size());
        for (const KeyedPosition& element : m_elements)
            order.push_back(element.position);
        return order;
    }

private:
    void sortSmall(const Group& first)
    {
        std::vector<Group> rest{first}; // not by recursion: keys may be megabytes long
        while (!rest.empty() && !m_cancelled) {
            const Group group = rest.back();
            rest.pop_back();
            if (group.size() <= fewElements) {
                compareAll(group);
                continue;
            }
            const std::vector<Group> next = split(group, false);
            rest.insert(rest.end(), next.begin(), next.end());
        }
    }

    void compareAll(const Group& group)
    {
        const auto rest = [this, &group](const KeyedPosition& element) {
            const QByteArrayView key = m_keys[element.position];
            return key.sliced(std::min(group.depth, key.size()));
        };
        std::sort(at(group.begin), at(group.begin) + group.size(), [&](const auto& left, const auto& right) {
            const QByteArrayView a = rest(left);
            const QByteArrayView b = rest(right);
            const auto common = static_cast<std::size_t>(std::min(a.size(), b.size()));
            const int order = common == 0 ? 0 : std::memcmp(a.data(), b.data(), common);
            if (order != 0)
                return order < 0;
            return a.size() != b.size() ? a.size() < b.size() : left.position < right.position;
        });
    }

    //! Sorts a group by its next bytes; the groups that are still equal and have more.
    std::vector<Group> split(const Group& group, bool inThreads)
    {
        const qsizetype depth = group.depth + commonPrefix(group);
        const std::size_t parts = inThreads ? partCount(group.size()) : 1;
        inParts(group.size(), parts, [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t i = group.begin + begin; i < group.begin + end; ++i) {
                if ((i & 0xffff) == 0 && m_cancelled)
                    return;
                const quint32 number = m_elements[i].position;
                m_elements[i] = KeyedPosition(prefixAt(m_keys[number], depth), number);
            }
        });
        if (inThreads)
            sortNumbers(at(group.begin), group.size(), m_cancelled);
        else
            sorting::sortBucket(at(group.begin), group.size(), 0, m_cancelled);
        std::vector<Group> equal;
        for (std::size_t begin = group.begin; begin < group.end && !m_cancelled;) {
            const quint64 prefix = m_elements[begin].key();
            std::size_t end = begin + 1;
            while (end < group.end && m_elements[end].key() == prefix)
                ++end;
            if (end - begin > 1 && hasMore(prefix))
                equal.push_back({begin, end, depth + stride});
            begin = end;
        }
        return equal;
    }

    //! How many bytes from the depth on are the same for all of a group.
    qsizetype commonPrefix(const Group& group) const
    {
        const QByteArrayView first = m_keys[m_elements[group.begin].position];
        qsizetype common = first.size() - group.depth;
        for (std::size_t i = group.begin + 1; i < group.end && common > 0; ++i) {
            if ((i & 0xffff) == 0 && m_cancelled)
                return 0;
            const QByteArrayView key = m_keys[m_elements[i].position];
            common = std::min(common, key.size() - group.depth);
            const char* const a = first.data() + group.depth;
            const char* const b = key.data() + group.depth;
            if (common > 0 && std::memcmp(a, b, static_cast<std::size_t>(common)) != 0)
                common = std::mismatch(a, a + common, b).first - a;
        }
        return std::max<qsizetype>(common, 0);
    }

    KeyedPosition* at(std::size_t place) { return m_elements.data() + place; }

    const std::vector<QByteArrayView>& m_keys;
    const std::atomic_bool& m_cancelled;
    std::vector<KeyedPosition> m_elements;
};

} // namespace

std::vector<quint32> orderByBytes(const std::vector<QByteArrayView>& keys, const std::atomic_bool& cancelled)
{
    return ByteSorter(keys, cancelled).sorted();
}

} // namespace parlance
