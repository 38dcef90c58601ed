// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace parlance {

//! Days from one to another, both in. A day that is not valid: no end on that side.
struct DayRange {
    QDate from;
    QDate to;
    bool operator==(const DayRange&) const = default;
};

//! The one period that a question asks for, worked out.
struct SaidPeriod {
    QString words;         //!< "last month"
    DayRange days;         //!< what it means
    bool relative = false; //!< reckoned from today; else "2025", "March 2025", "Q3 2025"
    bool current = false;  //!< today lies in it
    QList<DayRange> also;  //!< what it may mean too: the week from Sunday, the last 30 days

    //! Whether \a filtered is what is asked for.
    bool means(const DayRange& filtered, const QDate& today) const;
};

//! The period of \a question; nothing when there is none, when there are several, or when its days cannot be told for
//! sure: "so far", "since", comparisons, halves, seasons, fiscal years. Pure. English, and common German and French.
std::optional<SaidPeriod> saidPeriod(const QString& question, const QDate& today);

//! Whether \a text speaks of years or quarters of a team's own.
bool speaksOfFiscalYears(const QString& text);

} // namespace parlance
