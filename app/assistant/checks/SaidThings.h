// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

#include <QSet>

namespace parlance {

//! What a sentence says that a query must show: numbers, years, months, quarters, periods, quoted texts. Pure; English,
//! and the commonest German and French words.
struct SaidThings {
    struct Number {
        QString words; //!< as written: "10", "ten", "20%"
        double value = 0;
        QString unit; //!< "day" … "year", when one follows; else empty
        bool percent = false;
    };
    struct Period {
        QString words; //!< "last month"
        QString unit;  //!< "day" … "year"
    };
    QList<Number> numbers;
    QStringList years;
    QList<int> months;
    QStringList monthWords;
    QList<int> quarters;
    QStringList quoted;
    QList<Period> periods;

    static SaidThings in(const QString& text);
};

//! What a statement's text shows of such things.
class SqlEvidence final {
public:
    explicit SqlEvidence(const CheckInput& input);

    bool shows(const SaidThings::Number& number) const;
    bool showsYear(const QString& year) const;
    bool showsMonth(int month) const;
    bool showsQuarter(int quarter) const;
    bool showsUnit(const QString& unit) const;
    //! The words of \a text stand in the statement, in any form.
    bool showsText(const QString& text) const;
    bool hasDateCondition() const { return m_dateCondition; }
    //! No condition on a day, and none reckoned otherwise.
    bool showsNoDates() const { return !m_dateCondition && !m_window && !m_now && !m_dateLiteral; }
    bool hasDateColumn() const { return m_dateColumn; }

private:
    bool has(double number) const;
    void readDates(const CheckInput& input);

    QString m_text; //!< lower case, without comments
    QString m_flat; //!< its letters and digits
    QSet<double> m_numbers;
    bool m_now = false;
    bool m_dateLiteral = false;
    bool m_dateCondition = false;
    bool m_dateColumn = false; //!< a table of the query has one
    bool m_window = false;
};

} // namespace parlance
