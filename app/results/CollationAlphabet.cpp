// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/CollationAlphabet.h"

#include <algorithm>

namespace parlance {

namespace {

constexpr std::size_t mostPlaces = 250;
constexpr char16_t none = 0;

//! Characters that most collations take for two letters.
struct DoubleLetter {
    char16_t character;
    const char* letters;
};
constexpr DoubleLetter doubleLetters[] = {{0xdf, "ss"},  {0xe6, "ae"}, {0xc6, "ae"}, {0x153, "oe"},
                                          {0x152, "oe"}, {0xfe, "th"}, {0xde, "th"}};

const char* lettersOf(char16_t c)
{
    for (const auto& [character, letters] : doubleLetters) {
        if (character == c)
            return letters;
    }
    return nullptr;
}

bool isAscii(char16_t c)
{
    return c < 0x80;
}

//! Characters that may have a place of their own.
bool isCandidate(char16_t c)
{
    if (c == 0x132 || c == 0x133 || c == 0x13f || c == 0x140 || c == 0x149 || c == 0x17f) // ĳ ŀ ŉ ſ
        return false;
    const bool letter = (c >= 0xc0 && c < 0x180) || (c >= 0x386 && c < 0x482) || (c >= 0x48a && c < 0x530);
    return (c >= 0x20 && c < 0x7f) || (letter && QChar(c).isLetter());
}

//! The next character of a text at \a at, which moves behind it; none for what is never inside an alphabet.
char16_t nextCharacter(QByteArrayView utf8, qsizetype& at)
{
    const auto first = static_cast<unsigned char>(utf8[at++]);
    if (first < 0x80)
        return first;
    if (first < 0xc2 || first > 0xd4 || at >= utf8.size())
        return none;
    const auto second = static_cast<unsigned char>(utf8[at++]);
    const auto c = static_cast<char16_t>(((first & 0x1f) << 6) | (second & 0x3f));
    return (second & 0xc0) == 0x80 && c < CollationAlphabet::end ? c : none;
}

QString text(char16_t first, char16_t second)
{
    const char16_t both[] = {first, second};
    return QString::fromUtf16(both, 2);
}

} // namespace

void CollationAlphabet::Used::addPair(char16_t first, char16_t second)
{
    m_characters[first] = true;
    m_characters[second] = true;
    if (!hasPair(first, second))
        m_pairs[pairIndex(first, second)] = true;
}

void CollationAlphabet::Used::add(QByteArrayView utf8)
{
    char16_t before = none;
    for (qsizetype at = 0; at < utf8.size();) {
        const char16_t c = nextCharacter(utf8, at);
        if (c == none)
            return; // the text will stay outside
        m_characters[c] = true;
        if (before != none)
            addPair(before, c);
        const char* const letters = isAscii(c) ? nullptr : lettersOf(c);
        if (letters != nullptr) {
            const auto first = static_cast<char16_t>(letters[0]);
            const auto second = static_cast<char16_t>(letters[1]);
            addPair(first, second);
            if (before != none)
                addPair(before, first);
            for (qsizetype next = at; next < utf8.size(); next = utf8.size()) {
                if (const char16_t after = nextCharacter(utf8, next); after != none)
                    addPair(second, after);
            }
        }
        before = c;
    }
}

void CollationAlphabet::Used::add(const Used& other)
{
    m_characters |= other.m_characters;
    for (std::size_t i = 0; i < m_pairs.size(); ++i) {
        if (other.m_pairs[i])
            m_pairs[i] = true;
    }
}

CollationAlphabet::CollationAlphabet(const QCollator& collator, const Used& used)
    : m_collator(collator)
{
    placeLetters(used);
    placeDoubleLetters(used);
    checkPairs(used);
}

//! As letters, whatever follows: what differs by accent or case only is told apart by a digit behind it; 0: the same.
int CollationAlphabet::compareLetters(const QString& left, const QString& right) const
{
    if (m_collator.compare(QString(left + u'9'), QString(right + u'0')) < 0)
        return -1;
    return m_collator.compare(QString(right + u'9'), QString(left + u'0')) < 0 ? 1 : 0;
}

void CollationAlphabet::placeLetters(const Used& used)
{
    std::vector<char16_t> candidates;
    for (char16_t c = 0x20; c < end; ++c) {
        const char* const letters = lettersOf(c);
        const bool isTwo = letters != nullptr && compareLetters(QString(QChar(c)), QString::fromLatin1(letters)) == 0;
        if (isCandidate(c) && used.has(c) && !isTwo)
            candidates.push_back(c);
    }
    std::sort(candidates.begin(), candidates.end(), [this](char16_t left, char16_t right) {
        const int order = m_collator.compare(QString(QChar(left)), QString(QChar(right)));
        return order != 0 ? order < 0 : left < right;
    });
    while (!placeAll(candidates)) {
    }
}

//! False: a character was no letter of its own and is no candidate any more.
bool CollationAlphabet::placeAll(std::vector<char16_t>& candidates)
{
    m_letters.clear();
    m_places.fill(0);
    for (const char16_t c : candidates) {
        const int order =
            m_letters.empty() ? -1 : compareLetters(QString(QChar(m_letters.back().front())), QString(QChar(c)));
        if (order < 0 && m_letters.size() < mostPlaces)
            m_letters.emplace_back();
        else if (order != 0)
            continue;
        m_letters.back().push_back(c);
        m_places[c] = static_cast<unsigned char>(m_letters.size());
    }
    // What stands for two letters has a place between those that only one of a place shows: tz, þ (which is th), u.
    for (std::size_t place = 1; place < m_letters.size(); ++place) {
        for (const char16_t left : m_letters[place - 1]) {
            for (const char16_t right : m_letters[place]) {
                const QString last = text(left, m_letters.back().front());
                if (m_collator.compare(last, text(right, m_letters.front().front())) < 0)
                    continue;
                candidates.erase(std::find(candidates.begin(), candidates.end(), std::max(left, right)));
                return false;
            }
        }
    }
    return true;
}

void CollationAlphabet::placeDoubleLetters(const Used& used)
{
    for (const auto& [character, letters] : doubleLetters) {
        const bool placed = m_places[static_cast<unsigned char>(letters[0])] != 0 &&
                            m_places[static_cast<unsigned char>(letters[1])] != 0;
        if (used.has(character) && placed && m_places[character] == 0 &&
            compareLetters(QString(QChar(character)), QString::fromLatin1(letters)) == 0)
            m_doubles[character] = letters;
    }
}

//! Whether two characters stand beside each other as two letters would: where their neighbours in the alphabet put
//! them, and not where a letter of its own would stand.
bool CollationAlphabet::isPair(char16_t first, char16_t second) const
{
    const auto before = [this](const QString& left, const QString& right) {
        return m_collator.compare(left, right) < 0;
    };
    const QString both = text(first, second);
    const std::size_t place = m_places[second] - 1u;
    const std::size_t firstPlace = m_places[first] - 1u;
    const char16_t lowest = m_letters.front().front();
    const char16_t highest = m_letters.back().back();
    if (place > 0 && !before(text(first, m_letters[place - 1].back()), both))
        return false;
    if (place + 1 < m_letters.size() && !before(both, text(first, m_letters[place + 1].front())))
        return false;
    if (firstPlace > 0 && !before(text(m_letters[firstPlace - 1].back(), highest), both))
        return false;
    return firstPlace + 1 == m_letters.size() || before(both, text(m_letters[firstPlace + 1].front(), lowest));
}

void CollationAlphabet::checkPairs(const Used& used)
{
    for (char16_t first = 0x20; first < end; ++first) {
        if (m_places[first] == 0)
            continue;
        for (char16_t second = 0x20; second < end; ++second) {
            if (m_places[second] != 0 && used.hasPair(first, second) && !isPair(first, second))
                refuse(first, second);
        }
    }
    checkApostrophes(used);
}

//! Breton's c'h is the one letter of three characters that does not begin with a letter of two.
void CollationAlphabet::checkApostrophes(const Used& used)
{
    constexpr char16_t apostrophe = u'\'';
    if (m_places[apostrophe] == 0)
        return;
    const auto isOutOfOrder = [this](char16_t first, char16_t third) {
        const QString begin = text(first, apostrophe);
        const std::size_t place = m_places[third] - 1u;
        return (place > 0 && m_collator.compare(QString(begin + QChar(m_letters[place - 1].back())),
                                                QString(begin + QChar(third))) >= 0) ||
               (place + 1 < m_letters.size() &&
                m_collator.compare(QString(begin + QChar(third)),
                                   QString(begin + QChar(m_letters[place + 1].front()))) >= 0);
    };
    for (char16_t first = u'A'; first <= u'z'; ++first) {
        for (char16_t third = u'A'; third <= u'z'; ++third) {
            if (m_places[first] != 0 && m_places[third] != 0 && used.hasPair(first, apostrophe) &&
                used.hasPair(apostrophe, third) && isOutOfOrder(first, third))
                refuse(apostrophe, third);
        }
    }
}

void CollationAlphabet::refuse(char16_t first, char16_t second)
{
    if (m_refused.empty())
        m_refused.resize(std::size_t(end) * end);
    m_refused[pairIndex(first, second)] = true;
}

bool CollationAlphabet::appendLetter(char16_t letter, char16_t& before, std::vector<char>& bytes) const
{
    if (m_places[letter] == 0 || (!m_refused.empty() && before != none && m_refused[pairIndex(before, letter)]))
        return false;
    bytes.push_back(static_cast<char>(m_places[letter]));
    before = letter;
    return true;
}

bool CollationAlphabet::append(QByteArrayView utf8, std::vector<char>& bytes) const
{
    char16_t before = none;
    for (qsizetype at = 0; at < utf8.size();) {
        const char16_t c = nextCharacter(utf8, at);
        if (c == none)
            return false;
        const char* const letters = m_doubles[c];
        if (letters == nullptr) {
            if (!appendLetter(c, before, bytes))
                return false;
            continue;
        }
        for (const char letter : {letters[0], letters[1]}) {
            if (!appendLetter(static_cast<char16_t>(letter), before, bytes))
                return false;
        }
    }
    return true;
}

} // namespace parlance
