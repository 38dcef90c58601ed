// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ValueDictionary.h"

#include <cstring>
#include <functional>
#include <string_view>

namespace parlance {

ValueDictionary::ValueDictionary(qint64 mostBytes)
    : m_mostBytes(mostBytes)
    , m_slots(1024, empty)
{}

std::uint32_t ValueDictionary::hashOf(QByteArrayView text)
{
    const std::size_t hash =
        std::hash<std::string_view>()(std::string_view(text.data(), static_cast<std::size_t>(text.size())));
    return static_cast<std::uint32_t>(hash ^ (static_cast<quint64>(hash) >> 32));
}

std::size_t ValueDictionary::slotOf(QByteArrayView text, std::uint32_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    const auto size = static_cast<std::size_t>(text.size());
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        const std::uint32_t number = m_slots[slot];
        if (number == empty)
            return slot;
        const Entry& entry = m_entries[number];
        if (entry.hash == hash && entry.size == size && (size == 0 || std::memcmp(entry.text, text.data(), size) == 0))
            return slot;
    }
}

std::optional<quint32> ValueDictionary::find(QByteArrayView text) const
{
    const std::uint32_t number = m_slots[slotOf(text, hashOf(text))];
    return number == empty ? std::nullopt : std::optional<quint32>(number);
}

std::optional<quint32> ValueDictionary::intern(QByteArrayView text)
{
    const std::uint32_t hash = hashOf(text);
    std::size_t slot = slotOf(text, hash);
    if (m_slots[slot] != empty)
        return m_slots[slot];
    if (memoryBytes() + text.size() > m_mostBytes || m_entries.size() >= empty - 1)
        return std::nullopt;
    if ((m_entries.size() + 1) * 10 > m_slots.size() * 7) {
        grow();
        slot = slotOf(text, hash);
    }
    const auto number = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back({keep(text), static_cast<std::uint32_t>(text.size()), hash});
    m_slots[slot] = number;
    return number;
}

const char* ValueDictionary::keep(QByteArrayView text)
{
    const auto size = static_cast<std::size_t>(text.size());
    if (size == 0)
        return nullptr;
    m_textBytes += text.size();
    if (size > blockBytes / 4) {
        // A block of its own, put before the one that is being filled.
        auto own = std::unique_ptr<char[]>(new char[size]);
        std::memcpy(own.get(), text.data(), size);
        const char* const kept = own.get();
        m_blocks.insert(m_blocks.begin(), std::move(own));
        return kept;
    }
    if (size > m_room) {
        m_blocks.push_back(std::unique_ptr<char[]>(new char[blockBytes]));
        m_next = m_blocks.back().get();
        m_room = blockBytes;
    }
    char* const kept = m_next;
    std::memcpy(kept, text.data(), size);
    m_next += size;
    m_room -= size;
    return kept;
}

void ValueDictionary::grow()
{
    std::vector<std::uint32_t> table(m_slots.size() * 2, empty);
    const std::size_t mask = table.size() - 1;
    for (std::uint32_t number = 0; number < m_entries.size(); ++number) {
        std::size_t slot = m_entries[number].hash & mask;
        while (table[slot] != empty)
            slot = (slot + 1) & mask;
        table[slot] = number;
    }
    m_slots = std::move(table);
}

qint64 ValueDictionary::memoryBytes() const
{
    return m_textBytes + static_cast<qint64>(m_entries.size() * sizeof(Entry) + m_slots.size() * sizeof(std::uint32_t));
}

} // namespace parlance
