// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/ReadingNames.h"
#include "assistant/ReadingPeriod.h"
#include "assistant/ReadingWords.h"

namespace parlance {

//! What must hold of the rows of a level, in words: WHERE, HAVING and what ON says beside the keys. What words do not
//! fit is said as its SQL. Pure; belongs to one reading.
class ReadingFilters final {
public:
    struct Said {
        ReadingRow::Kind kind = ReadingRow::Kind::Filters;
        QString text;
        SqlPlace place;
    };

    ReadingFilters(const SqlReading& reading, const ReadingNames& names, const QDate& today);
    QList<Said> of(int query) const;

private:
    struct Bounds {
        int column = -1;
        bool wholeDays = false;
        QList<PeriodBound> bounds;
        QList<int> conjuncts;
    };

    ReadingRow::Kind kindOf(const ReadQuery& level, const ReadConjunct& conjunct) const;
    bool isJoin(const ReadQuery& level, const ReadConjunct& conjunct) const;
    bool isAboutDays(const ReadConjunct& conjunct) const;
    bool isSymmetric(const ReadConjunct& conjunct) const;
    bool takeBound(int query, int conjunct, QList<Bounds>& found) const;
    QString words(int query, const ReadConjunct& conjunct) const;
    QString truthWords(const ReadConjunct& conjunct) const;
    QString conditionWords(const ReadCondition& condition) const;

    const SqlReading& m_reading;
    const ReadingNames& m_names;
    QDate m_today;
};

} // namespace parlance
