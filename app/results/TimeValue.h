// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>

#include <compare>
#include <optional>

namespace parlance {

//! A date, a time, a timestamp or an interval as PostgreSQL compares it: whole days (since 2000-01-01, of a month 30)
//! and microseconds of a day. Reads the server's text (DateStyle ISO, IntervalStyle postgres) and what people type in
//! its manner; no QDateTime: BC, infinity, years of six digits and microseconds are exact.
struct TimeValue {
    static constexpr qint64 microsecondsOfDay = 86'400'000'000;

    qint64 days = 0;
    qint64 microseconds = 0; //!< 0 … microsecondsOfDay - 1 but for time, where 24:00:00 exists
    auto operator<=>(const TimeValue&) const = default;

    static constexpr TimeValue infinity(bool negative)
    {
        return {negative ? -1'000'000'000'000'000 : 1'000'000'000'000'000, 0};
    }
    bool isInfinite() const { return days == infinity(false).days || days == infinity(true).days; }
    //! Moved by seconds, infinite ones stay.
    TimeValue plusSeconds(qint64 seconds) const;
    //! In one number where it fits: microseconds since 2000-01-01.
    std::optional<qint64> inMicroseconds() const;

    //! 2024-02-29, 0044-03-15 BC, infinity.
    static std::optional<TimeValue> readDate(QByteArrayView text);
    //! 23:59:59.999999; seconds may be missing.
    static std::optional<TimeValue> readTime(QByteArrayView text);
    //! Like 4 days 2 hours, 1 year 2 mons -04:05:06.
    static std::optional<TimeValue> readInterval(QByteArrayView text);
};

//! A timestamp with the offset that stands in its text.
struct ZonedTime {
    TimeValue local;
    std::optional<int> offset; //!< seconds east of UTC; nothing: none is written (or it is infinite)
    //! The instant; a missing offset counts as UTC.
    TimeValue instant() const { return local.plusSeconds(-offset.value_or(0)); }

    //! 2024-03-31 02:30:00.5+02, also with T, Z, UTC, BC, without seconds, without the time of day.
    static std::optional<ZonedTime> readTimestamp(QByteArrayView text);
    //! 12:00:00.5+05:30
    static std::optional<ZonedTime> readTime(QByteArrayView text);
};

} // namespace parlance
