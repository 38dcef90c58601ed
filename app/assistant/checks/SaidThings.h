// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <QStringList>

namespace parlance {

//! What a sentence says that a query must show: numbers, years, months, quarters, days, periods, quoted texts, codes.
//! Pure; English, and the commonest German, French, Spanish and Portuguese words.
struct SaidThings {
    struct Number {
        QString words; //!< as written: "10", "ten", "20%"
        double value = 0;
        QString unit; //!< "day" … "year", when one follows; else empty
        bool percent = false;
        bool bound = false; //!< "more than 5", "at least 5": 4 or 6 may be written for it
    };
    struct Year {
        QString words;
        bool bound = false;   //!< "until 2023", "from 2021": it may only stand at an end of a range
        bool outside = false; //!< "before 2023", "after 2021": itself it lies outside
        bool start = false;   //!< "since 2023": the period begins with it
    };
    struct Month {
        QString words;
        int month = 0;
        bool bound = false; //!< as with years
        bool start = false;
    };
    struct Day {
        QString words; //!< "30 June 2026"
        int day = 0;
        int month = 0;
        int year = 0; //!< 0: not said
    };
    struct Period {
        QString words; //!< "last month"
        QString unit;  //!< "day" … "year"
    };
    QList<Number> numbers;
    QList<Year> years;
    QList<Month> months;
    QList<Day> days;
    QList<int> quarters;
    QStringList quoted;
    QStringList codes; //!< P-0042, 2022/23
    QList<Period> periods;
    QList<Period> steps; //!< "by month", "weekly": what the rows are parted by; day is none

    static SaidThings in(const QString& text);
};

} // namespace parlance
