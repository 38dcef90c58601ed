// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace parlance {

//! Gives each different text a number, counted from 0 in the order of appearance. Keeps its own copy of each, so that
//! chunks of a table need not stay in memory.
class ValueDictionary final {
public:
    //! \a mostBytes: what texts and tables may take together.
    explicit ValueDictionary(qint64 mostBytes);

    //! The number of a text; nothing when it is new and would need more memory than allowed.
    std::optional<quint32> intern(QByteArrayView text);
    std::optional<quint32> find(QByteArrayView text) const;
    std::size_t size() const { return m_entries.size(); }
    QByteArrayView text(quint32 number) const
    {
        const Entry& entry = m_entries[number];
        return QByteArrayView(entry.text, static_cast<qsizetype>(entry.size));
    }
    qint64 memoryBytes() const;

private:
    struct Entry {
        const char* text = nullptr;
        std::uint32_t size = 0;
        std::uint32_t hash = 0;
    };
    static constexpr std::uint32_t empty = 0xffffffffu;
    static constexpr std::size_t blockBytes = std::size_t(1) << 20;

    static std::uint32_t hashOf(QByteArrayView text);
    std::size_t slotOf(QByteArrayView text, std::uint32_t hash) const;
    const char* keep(QByteArrayView text);
    void grow();

    qint64 m_mostBytes;
    std::vector<std::uint32_t> m_slots; //!< a power of two; numbers of entries
    std::vector<Entry> m_entries;
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_room = 0; //!< bytes left in the last block
    char* m_next = nullptr;
    qint64 m_textBytes = 0;
};

} // namespace parlance
