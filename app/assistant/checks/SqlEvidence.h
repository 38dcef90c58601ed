// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"
#include "assistant/checks/SaidThings.h"

#include <QDate>
#include <QSet>

#include <utility>

namespace parlance {

//! What a statement shows of what a sentence says. Lenient: what may be meant counts as shown.
class SqlEvidence final {
public:
    explicit SqlEvidence(const CheckInput& input);

    bool shows(const SaidThings::Number& number) const;
    //! A number stands in the statement that none of \a said can mean; days, and what only reckons, do not count.
    bool showsOther(const QList<SaidThings::Number>& said) const;
    bool showsYear(const SaidThings::Year& year) const;
    bool showsMonth(const SaidThings::Month& month) const;
    bool showsQuarter(int quarter) const;
    //! Lies in the days that the statement reaches, or nothing tells.
    bool showsDay(const SaidThings::Day& day) const;
    bool showsUnit(const QString& unit) const;
    //! Rows parted by days, weeks, … of \a unit.
    bool showsStep(const QString& unit) const;
    //! The words of \a text stand in the statement, in any form.
    bool showsText(const QString& text) const;
    //! A literal is \a label, or names it among others, or a name in the statement says it.
    bool showsLabel(const QString& label) const;
    //! A name or a literal in the statement holds a word akin to \a word (lower case).
    bool showsWord(const QString& word) const;
    //! A table, a column or a literal in the statement holds a word akin to \a word; what a result is called does not
    //! count.
    bool isRead(const QString& word) const;
    //! A name (alias, table, column) in the statement holds a word akin to \a word.
    bool showsName(const QString& word) const;
    //! A proper name, or what may stand for it: a code, a number of a row, a list of others.
    bool showsProperName(const QString& word) const;
    //! A condition compares with a text that \a text does not say.
    bool showsTextBeside(const QString& text) const;
    //! Something is left out: NOT, EXCEPT, IS NULL, <>, = 0.
    bool negates() const { return m_negates; }
    //! IS NOT NULL stands in it.
    bool leavesOutEmpty() const { return m_text.contains(u"is not null"); }
    //! Something is greater or less than something.
    bool compares() const { return m_compares; }
    //! A function or operator of this name (a whole token, lower case).
    bool hasToken(const QString& token) const { return m_tokens.contains(token); }
    bool hasDateCondition() const { return m_dateCondition; }
    //! No condition on a day, and none reckoned otherwise.
    bool showsNoDates() const { return !m_dateCondition && !m_window && !m_now && !m_dateLiteral; }
    bool hasDateColumn() const { return m_dateColumn; }
    bool reckonsFromToday() const { return m_now; }

private:
    bool showsMonth(int month) const;
    bool has(double number) const;
    bool showsSpan(const SaidThings::Number& number) const;
    bool isLong(const SaidThings::Number& number) const;
    void readText(const CheckInput& input);
    void readNames(const CheckInput& input);
    void readDays();
    void readNow();
    void readSpans();
    void readDates(const CheckInput& input);

    QString m_text; //!< lower case, without comments, a space after each token
    QString m_flat; //!< its letters and digits
    QSet<QString> m_tokens;
    QSet<QString> m_names;  //!< words of all names, those of results too
    QSet<QString> m_read;   //!< words of tables and columns
    QSet<QString> m_tables; //!< words of tables
    QStringList m_literals; //!< texts, lower case, without % at the ends
    QSet<QString> m_said;   //!< words of literals
    QSet<double> m_numbers;
    QSet<int> m_years;      //!< that the conditions reach into
    QSet<int> m_edgeYears;  //!< that stand in the text
    QSet<int> m_months;     //!< that the conditions reach into
    QSet<int> m_edgeMonths; //!< that stand in the text
    QDate m_first;          //!< the first and the last day in the text
    QDate m_last;
    bool m_open = false;   //!< all days in the text are beginnings: the period reaches to today
    QDate m_nowFrom;       //!< the period is one that today lies in, and nothing else: its first day
    QList<double> m_spans; //!< lengths of intervals in days
    bool m_now = false;
    bool m_negates = false;
    bool m_compares = false;
    bool m_list = false; //!< IN with three texts and more
    bool m_code = false; //!< a text of up to three letters, or a number of a row, is compared
    bool m_dateLiteral = false;
    bool m_dateCondition = false;
    bool m_dateColumn = false; //!< a table of the query has one
    bool m_window = false;
};

//! Whether two words (lower case) mean the same but for their endings.
bool areAkin(const QString& a, const QString& b);

} // namespace parlance
