// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/TextRanks.h"

#include "results/ByteOrder.h"
#include "results/CollationAlphabet.h"
#include "results/Sorting.h"

#include <QCollator>

#include <numeric>

namespace parlance {

namespace {

//! From here on an alphabet pays.
constexpr std::size_t manyTexts = 5'000;

using SortKeys = std::vector<std::optional<QCollatorSortKey>>;

//! Orders the texts of a dictionary by a collation, those that collate equal by their bytes.
class CollatedOrder final {
public:
    CollatedOrder(const ValueDictionary& texts, const QLocale& collation, const std::atomic_bool& cancelled)
        : m_texts(texts)
        , m_collation(collation)
        , m_cancelled(cancelled)
    {}

    std::vector<quint32> sorted()
    {
        if (m_texts.size() < manyTexts) {
            std::vector<quint32> all(m_texts.size());
            std::iota(all.begin(), all.end(), 0u);
            sortByKeys(all);
            return all;
        }
        readAlphabet();
        const std::vector<quint32> inside = sortedInside();
        sortByKeys(m_outside);
        return m_cancelled ? std::vector<quint32>(m_texts.size()) : merged(inside);
    }

private:
    //! A part of the texts as bytes of the alphabet, one behind the other.
    struct Part {
        std::vector<char> bytes;
        std::vector<std::size_t> ends;
        std::vector<quint32> inside;
        std::vector<quint32> outside;
    };

    void readAlphabet()
    {
        const std::size_t count = m_texts.size();
        const std::size_t parts = partCount(count);
        std::vector<CollationAlphabet::Used> used(parts);
        inParts(count, parts, [&](std::size_t part, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end && !m_cancelled; ++i)
                used[part].add(m_texts.text(static_cast<quint32>(i)));
        });
        for (std::size_t part = 1; part < parts; ++part)
            used.front().add(used[part]);
        const QCollator collator(m_collation);
        const CollationAlphabet alphabet(collator, used.front());
        m_parts.resize(parts);
        inParts(count, parts, [&](std::size_t part, std::size_t begin, std::size_t end) {
            spell(alphabet, m_parts[part], begin, end);
        });
        for (Part& part : m_parts) {
            m_outside.insert(m_outside.end(), part.outside.cbegin(), part.outside.cend());
            part.outside = {};
        }
    }

    void spell(const CollationAlphabet& alphabet, Part& part, std::size_t begin, std::size_t end) const
    {
        for (std::size_t i = begin; i < end && !m_cancelled; ++i) {
            const auto number = static_cast<quint32>(i);
            const std::size_t before = part.bytes.size();
            if (alphabet.append(m_texts.text(number), part.bytes)) {
                part.inside.push_back(number);
                part.ends.push_back(part.bytes.size());
            } else {
                part.bytes.resize(before);
                part.outside.push_back(number);
            }
        }
    }

    //! The texts inside the alphabet in order.
    std::vector<quint32> sortedInside()
    {
        std::vector<QByteArrayView> keys;
        std::vector<quint32> numbers;
        for (const Part& part : m_parts) {
            std::size_t begin = 0;
            for (const std::size_t end : part.ends) {
                keys.emplace_back(part.bytes.data() + begin, static_cast<qsizetype>(end - begin));
                begin = end;
            }
            numbers.insert(numbers.end(), part.inside.cbegin(), part.inside.cend());
        }
        std::vector<quint32> order = orderByBytes(keys, m_cancelled);
        std::vector<quint32> equal; // places where the letters are those of the text before
        for (std::size_t i = 1; i < order.size() && !m_cancelled; ++i) {
            if (keys[order[i]] == keys[order[i - 1]])
                equal.push_back(static_cast<quint32>(i));
        }
        for (quint32& number : order)
            number = numbers[number];
        sortEqual(order, equal);
        m_parts.clear();
        return order;
    }

    //! Runs of texts that differ by accents and case only: one collation of all of them, then each run by itself.
    void sortEqual(std::vector<quint32>& order, const std::vector<quint32>& places)
    {
        if (places.empty() || m_cancelled)
            return;
        const QCollator collator(m_collation);
        for (std::size_t i = 0; i < places.size() && !m_cancelled;) {
            const std::size_t begin = places[i] - 1;
            std::size_t end = begin + 1;
            for (; i < places.size() && places[i] == end; ++i)
                ++end;
            std::vector<quint32> run(order.begin() + static_cast<std::ptrdiff_t>(begin),
                                     order.begin() + static_cast<std::ptrdiff_t>(end));
            if (run.size() == 2) {
                if (compare(collator, run[1], run[0]) < 0)
                    std::swap(order[begin], order[begin + 1]);
                continue;
            }
            sortByKeys(run);
            std::copy(run.cbegin(), run.cend(), order.begin() + static_cast<std::ptrdiff_t>(begin));
        }
    }

    int compare(const QCollator& collator, quint32 left, quint32 right) const
    {
        const int order =
            collator.compare(QString::fromUtf8(m_texts.text(left)), QString::fromUtf8(m_texts.text(right)));
        return order != 0 ? order : m_texts.text(left) < m_texts.text(right) ? -1 : 1;
    }

    //! By the collator's sort keys: right for every text, and slow.
    void sortByKeys(std::vector<quint32>& numbers)
    {
        SortKeys keys(numbers.size());
        inParts(numbers.size(), partCount(numbers.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
            const QCollator collator(m_collation); // not to be shared by threads
            for (std::size_t i = begin; i < end; ++i) {
                if ((i & 0xff) == 0 && m_cancelled)
                    return;
                keys[i] = collator.sortKey(QString::fromUtf8(m_texts.text(numbers[i])));
            }
        });
        if (m_cancelled)
            return;
        std::vector<quint32> places(numbers.size());
        std::iota(places.begin(), places.end(), 0u);
        sortCancellable(
            places,
            [&](quint32 left, quint32 right) {
                const int order = keys[left]->compare(*keys[right]);
                return order != 0 ? order < 0 : m_texts.text(numbers[left]) < m_texts.text(numbers[right]);
            },
            m_cancelled);
        for (quint32& place : places)
            place = numbers[place];
        numbers.swap(places);
    }

    //! Each text outside looks for its place among those inside, not far behind the place of the one before it.
    std::vector<quint32> merged(const std::vector<quint32>& inside) const
    {
        std::vector<std::size_t> places(m_outside.size());
        inParts(places.size(), partCount(places.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
            const QCollator collator(m_collation);
            std::size_t from = 0;
            for (std::size_t i = begin; i < end && !m_cancelled; ++i) {
                const auto isBefore = [&](quint32 number, quint32 outside) {
                    return compare(collator, number, outside) < 0;
                };
                std::size_t step = i == begin ? inside.size() : 1;
                std::size_t to = from;
                while (to < inside.size() && isBefore(inside[to], m_outside[i])) {
                    from = to + 1;
                    to = std::min(inside.size(), to + step);
                    step *= 2;
                }
                from = static_cast<std::size_t>(std::lower_bound(inside.cbegin() + static_cast<std::ptrdiff_t>(from),
                                                                 inside.cbegin() + static_cast<std::ptrdiff_t>(to),
                                                                 m_outside[i], isBefore) -
                                                inside.cbegin());
                places[i] = from;
            }
        });
        std::vector<quint32> all;
        all.reserve(m_texts.size());
        std::size_t next = 0;
        for (std::size_t i = 0; i < places.size() && !m_cancelled; ++i) {
            for (; next < places[i]; ++next)
                all.push_back(inside[next]);
            all.push_back(m_outside[i]);
        }
        all.insert(all.end(), inside.cbegin() + static_cast<std::ptrdiff_t>(next), inside.cend());
        return all;
    }

    const ValueDictionary& m_texts;
    QLocale m_collation;
    const std::atomic_bool& m_cancelled;
    std::vector<Part> m_parts;
    std::vector<quint32> m_outside;
};

std::vector<quint32> sortedByBytes(const ValueDictionary& texts, const std::atomic_bool& cancelled)
{
    std::vector<QByteArrayView> keys;
    keys.reserve(texts.size());
    for (quint32 number = 0; number < texts.size(); ++number)
        keys.push_back(texts.text(number));
    return orderByBytes(keys, cancelled);
}

} // namespace

std::vector<quint32> textRanks(const ValueDictionary& texts, const std::optional<QLocale>& collation,
                               const std::atomic_bool& cancelled)
{
    const std::vector<quint32> numbers =
        collation ? CollatedOrder(texts, *collation, cancelled).sorted() : sortedByBytes(texts, cancelled);
    std::vector<quint32> ranks(texts.size());
    for (quint32 rank = 0; rank < numbers.size(); ++rank)
        ranks[numbers[rank]] = rank;
    return ranks;
}

} // namespace parlance
