// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>
#include <QCollator>

#include <array>
#include <bitset>
#include <vector>

namespace parlance {

//! Letters, digits and signs of a set of texts with the place each has in a collation, found by asking the collator:
//! texts of these can be ordered by bytes, and the collator (a hundred times slower) is needed only for those whose
//! bytes are equal. It holds ASCII's visible characters and the blank, and the Latin, Greek and Cyrillic letters whose
//! place is one letter's (ä beside a in German, after z in Swedish) or that stand for two (ß). Pairs that the collation
//! takes for one letter (Czech ch, Danish aa) are told apart: texts with them, and with any other character, stay
//! outside.
class CollationAlphabet final {
public:
    static constexpr char16_t end = 0x530; //!< the first character that is never inside

    static std::size_t pairIndex(char16_t first, char16_t second)
    {
        return static_cast<std::size_t>(first) * end + second;
    }
    //! Which characters, and which of them beside each other, occur in texts.
    class Used final {
    public:
        void add(QByteArrayView utf8);
        void add(const Used& other);
        void addPair(char16_t first, char16_t second);
        bool has(char16_t c) const { return m_characters[c]; }
        bool hasPair(char16_t first, char16_t second) const { return m_pairs[pairIndex(first, second)]; }

    private:
        std::bitset<end> m_characters;
        std::vector<bool> m_pairs = std::vector<bool>(std::size_t(end) * end);
    };

    CollationAlphabet(const QCollator& collator, const Used& used);

    //! Appends bytes that are smaller for a text that the collator puts first because of its letters, and equal where
    //! only accents, case or nothing tells the texts apart. False: not all of the text is inside (bytes may be there).
    bool append(QByteArrayView utf8, std::vector<char>& bytes) const;

private:
    int compareLetters(const QString& left, const QString& right) const;
    void placeLetters(const Used& used);
    bool placeAll(std::vector<char16_t>& candidates);
    void placeDoubleLetters(const Used& used);
    void checkPairs(const Used& used);
    void checkApostrophes(const Used& used);
    void refuse(char16_t first, char16_t second);
    bool isPair(char16_t first, char16_t second) const;
    bool appendLetter(char16_t letter, char16_t& before, std::vector<char>& bytes) const;

    const QCollator& m_collator;
    std::vector<std::vector<char16_t>> m_letters; //!< those of each place, in order
    std::array<unsigned char, end> m_places{};    //!< counted from 1; 0: outside
    std::array<const char*, end> m_doubles{};     //!< the two letters of those that stand for two
    std::vector<bool> m_refused;                  //!< pairs, by their index; empty: none
};

} // namespace parlance
