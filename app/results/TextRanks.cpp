// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/TextRanks.h"

#include "results/Sorting.h"

#include <QCollator>

#include <numeric>

namespace parlance {

namespace {

using SortKeys = std::vector<std::optional<QCollatorSortKey>>;

SortKeys sortKeysOf(const ValueDictionary& texts, const QLocale& collation, const std::atomic_bool& cancelled)
{
    SortKeys keys(texts.size());
    inParts(texts.size(), partCount(texts.size()), [&](std::size_t, std::size_t begin, std::size_t end) {
        const QCollator collator(collation); // not to be shared by threads
        for (std::size_t i = begin; i < end; ++i) {
            if ((i & 0xff) == 0 && cancelled)
                return;
            keys[i] = collator.sortKey(QString::fromUtf8(texts.text(static_cast<quint32>(i))));
        }
    });
    return keys;
}

} // namespace

std::vector<quint32> textRanks(const ValueDictionary& texts, const std::optional<QLocale>& collation,
                               const std::atomic_bool& cancelled)
{
    std::vector<quint32> numbers(texts.size());
    std::iota(numbers.begin(), numbers.end(), 0u);
    const auto byBytes = [&texts](quint32 left, quint32 right) { return texts.text(left) < texts.text(right); };
    if (collation) {
        const SortKeys keys = sortKeysOf(texts, *collation, cancelled);
        if (cancelled)
            return numbers;
        sortCancellable(
            numbers,
            [&](quint32 left, quint32 right) {
                const int order = keys[left]->compare(*keys[right]);
                return order != 0 ? order < 0 : byBytes(left, right);
            },
            cancelled);
    } else {
        sortCancellable(numbers, byBytes, cancelled);
    }
    std::vector<quint32> ranks(numbers.size());
    for (quint32 rank = 0; rank < numbers.size(); ++rank)
        ranks[numbers[rank]] = rank;
    return ranks;
}

} // namespace parlance
