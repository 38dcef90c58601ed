// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidLabels.h"

#include "assistant/checks/CommentCodes.h"
#include "assistant/checks/LabelWords.h"
#include "assistant/checks/NearName.h"
#include "assistant/checks/SaidLanguage.h"
#include "assistant/checks/SqlEvidence.h"
#include "assistant/checks/ValueLists.h"
#include "base/WordForms.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qsizetype fewestLettersAlone = 5;
constexpr qsizetype mostValues = 400; //!< of a column; a longer list is one of names

//! A word of a sentence.
struct Word {
    QString text;       //!< as written
    QString root;       //!< its stem
    bool aside = false; //!< in a clause that tells what is left out, or what is not so
    bool too = false;   //!< in a clause that tells what is counted too
};

QList<Word> wordsIn(const QString& text)
{
    QList<Word> words;
    static const QRegularExpression ends(uR"([.;\n])"_s);
    static const QRegularExpression word(uR"([\p{L}\p{N}+&]+)"_s, QRegularExpression::UseUnicodePropertiesOption);
    for (const QString& clause : text.split(ends)) {
        const bool aside = isExclusive(clause);
        const bool too = isInclusive(clause);
        for (auto it = word.globalMatch(clause); it.hasNext();) {
            const QString found = it.next().captured();
            words.append({found, stem(found.toLower()), aside, too});
        }
    }
    return words;
}

const QStringList verbEndings{u"ed"_s, u"ing"_s};

class LabelFinder final {
public:
    LabelFinder(const CheckInput& input, const QString& text)
        : m_input(input)
        , m_lists(input.catalog, input.values)
        , m_evidence(input)
        , m_words(wordsIn(text))
        , m_isQuestion(text == input.question)
        , m_english(isEnglish(text))
    {
        readNouns();
    }

    QList<SaidLabel> find()
    {
        for (const Table* table : std::as_const(m_tables))
            for (const Column& column : table->columns) {
                findValues(*table, column);
                findCodes(*table, column);
            }
        return m_missing;
    }

private:
    void readNouns()
    {
        static const QRegularExpression brief(uR"([,.:;(])"_s);
        for (const Schema& schema : m_input.catalog.schemas)
            for (const Table& table : schema.tables)
                m_tableNames.insert(stem(table.name.toLower()));
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadRelation& relation : query.relations)
                if (const Table* table =
                        relation.isTable() ? m_input.catalog.find(relation.tableSchema, relation.tableName) : nullptr;
                    table != nullptr && !m_tables.contains(table)) {
                    m_tables.append(table);
                    for (const QString& word : identifierWords(table->name))
                        m_nouns.insert(stem(word));
                    if (const QStringList called = identifierWords(table->comment.section(brief, 0, 0));
                        !called.isEmpty() && called.size() < 3) // "Claims", "Policies, one row per version"
                        m_nouns.insert(stem(called.last()));
                    for (const Column& column : table->columns) {
                        const QStringList parts = identifierWords(column.name);
                        for (const QString& part : parts)
                            m_columnWords.insert(stem(part));
                        if (parts.size() == 1)
                            m_columnNames.insert(stem(parts.first()));
                    }
                }
    }

    //! Where \a label stands in the text: the index of its last word; -1: nowhere.
    qsizetype indexOf(const QString& label, const QSet<QString>& nouns, const QSet<QString>& own) const
    {
        const QList<Word> parts = wordsIn(label);
        if (parts.isEmpty() || parts.size() > 6)
            return -1;
        for (qsizetype at = 0; at + parts.size() <= m_words.size(); ++at) {
            bool same = true;
            for (qsizetype i = 0; i < parts.size() && same; ++i)
                same = m_english ? m_words.at(at + i).root == parts.at(i).root &&
                                       sameEnding(m_words.at(at + i).text, parts.at(i).text)
                                 : m_words.at(at + i).text.compare(parts.at(i).text, Qt::CaseInsensitive) == 0;
            if (same && counts(parts, at, nouns, own))
                return at + parts.size() - 1;
        }
        return -1;
    }

    //! "finish" and "signing up" do not say the states "finished" and "sign up".
    static bool sameEnding(const QString& said, const QString& label)
    {
        return std::all_of(verbEndings.cbegin(), verbEndings.cend(), [&](const QString& ending) {
            return said.endsWith(ending, Qt::CaseInsensitive) == label.endsWith(ending, Qt::CaseInsensitive);
        });
    }

    //! Another value of the column is said and shown, and this one is neither written as it is nor joined to it.
    bool isBesideAnother(const ValueLists::List& list, const QString& label, qsizetype last) const
    {
        const qsizetype first = last - wordsIn(label).size() + 1;
        static const QStringList joining{u"and"_s, u"or"_s, u"both"_s, u"plus"_s, u"nor"_s, u"not"_s};
        qsizetype before = first - 1;
        while (before > 0 && QStringList{u"a"_s, u"an"_s, u"the"_s, u"in"_s, u"of"_s}.contains(m_words.at(before).root))
            --before; // "a cat but not a dog"
        // What stands across the "and" is another value: "active and paused", not "the owner and planned end".
        const auto isValue = [&](qsizetype from, qsizetype to) {
            for (qsizetype at = std::max<qsizetype>(from, 0); at < std::min(to, m_words.size()); ++at)
                for (const QString& value : list.values)
                    if (stem(value.trimmed().toLower()).endsWith(m_words.at(at).root))
                        return true;
            return false;
        };
        const bool joined =
            (before >= 0 && joining.contains(m_words.at(before).text.toLower()) && isValue(before - 3, before)) ||
            (last + 1 < m_words.size() && joining.contains(m_words.at(last + 1).text.toLower()) &&
             isValue(last + 2, last + 5));
        const bool exact = label.at(0).isUpper() && m_words.at(first).text.at(0).isUpper();
        return !joined && !exact && std::any_of(list.values.cbegin(), list.values.cend(), [&](const QString& value) {
            return value.trimmed() != label && indexOf(value.trimmed(), {}, {}) >= 0 &&
                   (m_isQuestion ? m_demanded.contains(value.trimmed()) : m_evidence.showsLabel(value));
        });
    }

    //! The word tells of rows: "paid orders", "are paid", "by card". "A transfer to the ward" and "that ended before
    //! June" may tell of anything.
    bool tellsOfRows(qsizetype at, const QSet<QString>& nouns) const
    {
        static const QSet<QString> before{u"are"_s,    u"is"_s,    u"was"_s,  u"were"_s, u"been"_s, u"being"_s,
                                          u"as"_s,     u"by"_s,    u"via"_s,  u"only"_s, u"all"_s,  u"not"_s,
                                          u"status"_s, u"state"_s, u"type"_s, u"and"_s,  u"or"_s,   u"genre"_s,
                                          u"kind"_s,   u"for"_s,   u"in"_s};
        static const QSet<QString> after{u"one"_s, u"status"_s, u"state"_s, u"type"_s, u"and"_s, u"or"_s, u"only"_s};
        const QString next = at + 1 < m_words.size() ? m_words.at(at + 1).root : QString();
        const QString second = at + 2 < m_words.size() ? m_words.at(at + 2).root : QString();
        return nouns.contains(next) || m_tableNames.contains(next) || nouns.contains(second) || after.contains(next) ||
               (at > 0 &&
                (before.contains(m_words.at(at - 1).text.toLower()) || nouns.contains(m_words.at(at - 1).root)));
    }

    //! "planned end" tells of a column, and "the most urgent" of an order, not of a state.
    bool tellsOfColumn(qsizetype last, const QSet<QString>& own) const
    {
        static const QStringList degrees{u"most"_s, u"least"_s, u"more"_s, u"less"_s, u"very"_s, u"too"_s};
        if (last > 0 && degrees.contains(m_words.at(last - 1).text.toLower()))
            return true; // "the most urgent"
        const QString next = last + 1 < m_words.size() ? m_words.at(last + 1).root : QString();
        return m_columnWords.contains(next) && !m_nouns.contains(next) && !own.contains(next);
    }

    //! \a own: the words of the column, \a nouns: those and what else it may tell of.
    bool counts(const QList<Word>& parts, qsizetype at, const QSet<QString>& nouns, const QSet<QString>& own) const
    {
        if (parts.size() > 1)
            return parts.first().text.at(0).isLetter() || parts.first().text.at(0).isDigit();
        const QString& label = parts.first().text;
        const QString& said = m_words.at(at).text;
        static const QRegularExpression coded(uR"(^(?=.*\d)(?=.*[A-Za-z])[A-Za-z\d]{2,6}$)"_s);
        if (label.contains(coded)) // 5G, co2
            return said.compare(label, Qt::CaseInsensitive) == 0;
        if (!label.at(0).isLetter())
            return false;
        if (!m_english)
            return label.size() >= fewestLettersAlone && !isCommon(label.toLower());
        const bool capitals = label == label.toUpper();
        const bool spelled = said != label && m_spelled && at + 1 < m_words.size() &&
                             m_nouns.contains(m_words.at(at + 1).root); // OPEN beside CLOSED: "open claims"
        if (capitals && label.size() <= 4 && !spelled)                  // a code: as written, and no single letter
            return label.size() >= 2 && said == label;
        const QString next = at + 1 < m_words.size() ? m_words.at(at + 1).root : QString();
        if (label.size() < 3)
            return false;
        if (own.contains(next) || (at > 0 && own.contains(m_words.at(at - 1).root)))
            return true; // "low priority", "priority low"
        if (isCommon(label.toLower()))
            return false;
        const bool proper = label.at(0).isUpper() && said.at(0).isUpper() && at > 0;
        if (m_contradicted && label.size() >= 4)
            return true;
        if (!m_isQuestion && !proper && !tellsOfRows(at, nouns))
            return false;
        return label.size() >= fewestLettersAlone || proper || nouns.contains(next) ||
               (label.size() >= 3 && said.toLower() != label.toLower() && said.endsWith(u's')) || // cats
               (at > 0 && QStringList{u"a"_s, u"an"_s, u"by"_s, u"via"_s}.contains(m_words.at(at - 1).text));
    }

    static bool isNoWord(const QString& value) { return value.size() < 4 || value == value.toUpper(); }

    //! A word of \a value stands in the text.
    bool isSaidInPart(const QString& value) const
    {
        const QList<Word> parts = wordsIn(value);
        return std::any_of(parts.cbegin(), parts.cend(), [this](const Word& part) {
            return std::any_of(m_words.cbegin(), m_words.cend(),
                               [&part](const Word& word) { return areAkin(word.root, part.root); });
        });
    }

    //! Another value of the same column stands right before it, and the SQL shows that one: "dormant customers".
    bool isNounOf(const ValueLists::List& list, qsizetype last) const
    {
        if (last < 1)
            return false;
        const QString& before = m_words.at(last - 1).root;
        return std::any_of(list.values.cbegin(), list.values.cend(), [&](const QString& value) {
            return stem(value.toLower()) == before && m_evidence.showsLabel(value);
        });
    }

    //! A day of the same name is read: "ended" beside end_on.
    bool isToldByDay(const QString& label) const
    {
        const QString root = stem(label);
        return std::any_of(
            m_input.reading.columns.cbegin(), m_input.reading.columns.cend(), [&](const ReadColumn& read) {
                const Column* column = columnOf(m_input.catalog, read.origin);
                const QStringList words = identifierWords(read.name);
                return column != nullptr && (column->type == u"date" || column->type.startsWith(u"timestamp")) &&
                       std::any_of(words.cbegin(), words.cend(),
                                   [&root](const QString& word) { return stem(word) == root; });
            });
    }

    //! The view itself keeps rows by the column.
    static bool isKeptByView(const Table& table, const Column& column)
    {
        const qsizetype where = table.definition.indexOf(u"WHERE"_s);
        return where >= 0 && QStringView(table.definition).mid(where).contains(column.name);
    }

    void findValues(const Table& table, const Column& column)
    {
        const ValueLists::List list = m_lists.anyOf({table.schema, table.name, column.name});
        if (list.values.size() > mostValues || isKeptByView(table, column))
            return;
        QSet<QString> own;
        for (const QString& word : identifierWords(column.name))
            own.insert(stem(word));
        const QSet<QString> nouns = m_nouns | own;
        m_demanded = demandedOf(table, column);
        const bool conditioned = !m_demanded.isEmpty();
        m_contradicted = !m_isQuestion && m_english && conditioned &&
                         std::none_of(m_demanded.cbegin(), m_demanded.cend(),
                                      [this](const QString& value) { return isNoWord(value) || isSaidInPart(value); });
        m_spelled = std::any_of(list.values.cbegin(), list.values.cend(), [](const QString& value) {
            return value.size() > 5 && value == value.toUpper() && value.at(0).isLetter();
        });
        qsizetype said = 0;
        QStringList found;
        for (const QString& value : list.values) {
            const QString label = value.trimmed();
            const QString low = label.toLower();
            if (m_seen.contains(low) || m_tableNames.contains(stem(low)) || m_nouns.contains(stem(low)) ||
                m_columnNames.contains(stem(low)))
                continue;
            const qsizetype last = indexOf(label, nouns, own);
            said += last < 0 ? 0 : 1;
            if (last < 0 || (m_isQuestion && isGroupedBy(table, column)) ||
                (!m_isQuestion && (tellsOfColumn(last, own) || isToldByDay(low))) || m_evidence.showsLabel(label) ||
                isNounOf(list, last) || (isReckoned(low) && (m_evidence.reckonsFromToday() || m_evidence.negates())) ||
                (isNegated(low) && m_evidence.negates()) || isBesideAnother(list, label, last) ||
                (!m_isQuestion && (isByTheWay(table, column, last, conditioned) ||
                                   (!conditioned && !isConfirmed(table, label, last, own)))))
                continue;
            found.append(label);
        }
        // Two and more values of a column of which the SQL demands nothing are told by the way.
        const bool byTheWay =
            !m_isQuestion && !conditioned && (found.size() > 1 || (said > 1 && !isRead(table, column)));
        for (const QString& label : std::as_const(found))
            if (!byTheWay)
                add(label, table, column);
    }

    //! Something besides the word itself says that it is a value of \a table, of which the SQL demands nothing: the
    //! question or the assumptions say it too, it is written as it is, or it stands right before what it tells of.
    bool isConfirmed(const Table& table, const QString& label, qsizetype last, const QSet<QString>& own) const
    {
        if (m_input.question.contains(label, Qt::CaseInsensitive) || label.contains(u' ') || label.contains(u'_') ||
            m_input.words.mid(1).join(u'\n').contains(label, Qt::CaseInsensitive))
            return true;
        if (m_words.at(last).text == label && label.at(0).isUpper() && last > 0)
            return m_english;
        QSet<QString> nouns = own;
        for (const QString& word : identifierWords(table.name))
            nouns.insert(stem(word));
        const QString before = last > 0 ? m_words.at(last - 1).root : QString();
        const QString next = last + 1 < m_words.size() ? m_words.at(last + 1).root : QString();
        return nouns.contains(next) || own.contains(before) || before == u"by" || before == u"via";
    }

    //! What is left out, or counted too, and the SQL does not say the contrary.
    bool isByTheWay(const Table& table, const Column& column, qsizetype last, bool conditioned) const
    {
        const Word& word = m_words.at(last);
        if (word.too && !conditioned)
            return true;
        if (!word.aside || leavesOutOthers(table, column))
            return false;
        // "cancelled orders are excluded", and nothing leaves anything out
        const QString next = last + 1 < m_words.size() ? m_words.at(last + 1).root : QString();
        const bool ofRows = m_nouns.contains(next) || next == stem(u"ones"_s);
        return !ofRows || conditioned || !m_english || m_evidence.negates() || m_evidence.leavesOutEmpty();
    }

    //! The values that conditions compare the column with.
    QStringList demandedOf(const Table& table, const Column& column) const
    {
        QStringList demanded;
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadCondition& condition : query.conditions)
                if (condition.column >= 0) {
                    const ColumnOrigin& origin = m_input.reading.columns.at(condition.column).origin;
                    if (origin.table == table.name && origin.column == column.name)
                        for (const ReadLiteral& literal : condition.literals)
                            demanded.append(literal.text);
                }
        return demanded;
    }

    bool isRead(const Table& table, const Column& column) const
    {
        return std::any_of(m_input.reading.columns.cbegin(), m_input.reading.columns.cend(),
                           [&](const ReadColumn& read) {
                               return read.origin.table == table.name && read.origin.column == column.name;
                           });
    }

    //! Its values stand beside each other: "more on sunny days?"
    bool isGroupedBy(const Table& table, const Column& column) const
    {
        const auto isIt = [&](const ReadItem& item) {
            const ColumnOrigin origin =
                item.column < 0 ? ColumnOrigin() : m_input.reading.columns.at(item.column).origin;
            return origin.table == table.name && origin.column == column.name;
        };
        return std::any_of(
            m_input.reading.queries.cbegin(), m_input.reading.queries.cend(),
            [&](const ReadQuery& query) { return std::any_of(query.grouping.cbegin(), query.grouping.cend(), isIt); });
    }

    //! A condition leaves out values of the column, by name.
    bool leavesOutOthers(const Table& table, const Column& column) const
    {
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadCondition& condition : query.conditions)
                if (condition.column >= 0 && !condition.literals.isEmpty() &&
                    (condition.op == ReadCondition::Operator::NotEqual ||
                     condition.op == ReadCondition::Operator::NotIn)) {
                    const ColumnOrigin& origin = m_input.reading.columns.at(condition.column).origin;
                    if (origin.table == table.name && origin.column == column.name)
                        return true;
                }
        return false;
    }

    //! What the comment says the codes of a column mean.
    void findCodes(const Table& table, const Column& column)
    {
        if (column.comment.isEmpty() || !column.enumLabels.isEmpty())
            return;
        const bool conditioned = !demandedOf(table, column).isEmpty();
        for (const CommentCode& code : commentCodes(column.comment)) {
            const QStringList words = identifierWords(code.meaning);
            bool opposite = false;
            const bool said = m_english && !words.isEmpty() &&
                              std::all_of(words.cbegin(), words.cend(),
                                          [&](const QString& word) { return saysWord(word, opposite, conditioned); });
            const bool ownNoun = std::all_of(words.cbegin(), words.cend(), [this](const QString& word) {
                return m_nouns.contains(stem(word)) || m_tableNames.contains(stem(word)) || isCommon(word);
            });
            if (said && !ownNoun && (m_isQuestion || conditioned || isAsked(words)) && !m_seen.contains(code.meaning) &&
                !shows(table, column, code, opposite))
                add(code.meaning, table, column);
        }
    }

    //! The question says all of \a words too.
    bool isAsked(const QStringList& words) const
    {
        const QStringList asked = identifierWords(m_input.question);
        return std::all_of(words.cbegin(), words.cend(), [&asked](const QString& word) {
            return std::any_of(asked.cbegin(), asked.cend(), [&word](const auto& each) { return areAkin(each, word); });
        });
    }

    //! \a opposite becomes true for "not paid" and "unpaid".
    bool saysWord(const QString& word, bool& opposite, bool conditioned) const
    {
        for (qsizetype i = 0; i < m_words.size(); ++i) {
            if (!m_isQuestion && ((m_words.at(i).aside && conditioned) || (m_words.at(i).too && !conditioned)))
                continue;
            const QString low = m_words.at(i).text.toLower();
            if (low.startsWith(u"un") && areAkin(low.mid(2), word)) {
                opposite = true;
                return true;
            }
            if (areAkin(low, word)) {
                opposite = opposite || (i > 0 && m_words.at(i - 1).text.toLower() == u"not");
                return true;
            }
        }
        return false;
    }

    //! The column is used, and not for another code alone; or something else in the SQL says the same.
    bool shows(const Table& table, const Column& column, const CommentCode& code, bool opposite) const
    {
        bool other = false;
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadCondition& condition : query.conditions) {
                if (condition.column < 0 || condition.literals.isEmpty() || code.code.isEmpty())
                    continue;
                const ColumnOrigin& origin = m_input.reading.columns.at(condition.column).origin;
                if (origin.table != table.name || origin.column != column.name)
                    continue;
                for (const ReadLiteral& literal : condition.literals)
                    if (literal.text.trimmed() == code.code)
                        return true;
                other = other || (condition.top && (condition.op == ReadCondition::Operator::Equal ||
                                                    condition.op == ReadCondition::Operator::In));
            }
        const bool used = std::any_of(m_input.reading.columns.cbegin(), m_input.reading.columns.cend(),
                                      [&column](const ReadColumn& read) { return read.name == column.name; });
        if (used)
            return !other || opposite;
        const QStringList words = identifierWords(code.meaning);
        return std::all_of(words.cbegin(), words.cend(),
                           [this](const QString& word) { return m_evidence.isRead(word); });
    }

    void add(const QString& label, const Table& table, const Column& column)
    {
        m_seen.insert(label.toLower());
        m_missing.append({label, quotedIdentifier(table.name) + u'.' + quotedIdentifier(column.name)});
    }

    const CheckInput& m_input;
    ValueLists m_lists;
    SqlEvidence m_evidence;
    QList<Word> m_words;
    bool m_isQuestion = false;
    bool m_english = true;
    QStringList m_demanded;      //!< values that the column at hand is compared with
    bool m_contradicted = false; //!< the text says none of them: another value that it says is a contradiction
    bool m_spelled = false;      //!< the values of the column at hand are words in capitals
    QList<const Table*> m_tables;
    QSet<QString> m_tableNames;  //!< stems: what tells of a table rather than a value
    QSet<QString> m_nouns;       //!< stems of the words of the query's tables
    QSet<QString> m_columnNames; //!< stems of their columns of one word
    QSet<QString> m_columnWords; //!< of all their columns
    QSet<QString> m_seen;        //!< lower case
    QList<SaidLabel> m_missing;
};

} // namespace

QList<SaidLabel> labelsMissing(const CheckInput& input, const QString& text)
{
    return LabelFinder(input, text).find();
}

} // namespace parlance
