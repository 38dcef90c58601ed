// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/TimeValue.h"

#include <cstdlib>
#include <limits>

namespace parlance {

namespace {

//! Takes a text apart from the front.
class Reader final {
public:
    explicit Reader(QByteArrayView text)
        : m_at(text.begin())
        , m_end(text.end())
    {}
    bool atEnd() const { return m_at == m_end; }
    bool take(char character)
    {
        if (atEnd() || *m_at != character)
            return false;
        ++m_at;
        return true;
    }
    bool takeWord(QByteArrayView word)
    {
        if (QByteArrayView(m_at, m_end)
                .first(std::min<qsizetype>(m_end - m_at, word.size()))
                .compare(word, Qt::CaseInsensitive) != 0)
            return false;
        m_at += word.size();
        return true;
    }
    bool nextIsDigit() const { return !atEnd() && *m_at >= '0' && *m_at <= '9'; }
    //! A whole number of \a least to \a most digits.
    std::optional<qint64> number(int least, int most)
    {
        qint64 value = 0;
        int digits = 0;
        for (; nextIsDigit(); ++m_at, ++digits) {
            if (digits == most)
                return std::nullopt;
            value = value * 10 + (*m_at - '0');
        }
        return digits >= least ? std::optional(value) : std::nullopt;
    }
    //! The digits after a point as microseconds; further digits must not be there.
    std::optional<qint64> microseconds()
    {
        qint64 value = 0;
        int digits = 0;
        for (; nextIsDigit(); ++m_at, ++digits) {
            if (digits == 6)
                return std::nullopt;
            value = value * 10 + (*m_at - '0');
        }
        if (digits == 0)
            return std::nullopt;
        for (; digits < 6; ++digits)
            value *= 10;
        return value;
    }
    QByteArrayView letters()
    {
        const char* const begin = m_at;
        while (!atEnd() && ((*m_at >= 'a' && *m_at <= 'z') || (*m_at >= 'A' && *m_at <= 'Z')))
            ++m_at;
        return QByteArrayView(begin, m_at);
    }
    void skipBlanks()
    {
        while (take(' ')) {
        }
    }

private:
    const char* m_at;
    const char* m_end;
};

bool isLeapYear(qint64 year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

//! Days since 2000-01-01 in the proleptic Gregorian calendar; year 0 is 1 BC.
qint64 daysOf(qint64 year, qint64 month, qint64 day)
{
    // Years that begin in March: the leap day is the last one (see Howard Hinnant, chrono-compatible date algorithms).
    const qint64 shifted = month <= 2 ? year - 1 : year;
    const qint64 era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    const qint64 yearOfEra = shifted - era * 400;
    const qint64 dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const qint64 dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146'097 + dayOfEra - 730'425;
}

struct CalendarDay {
    qint64 year = 0;
    qint64 month = 0;
    qint64 day = 0;
    //! Nothing when there is no such day.
    std::optional<qint64> days(bool beforeChrist) const
    {
        static constexpr int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        if (year == 0 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1])
            return std::nullopt;
        const qint64 astronomical = beforeChrist ? 1 - year : year;
        if (month == 2 && day == 29 && !isLeapYear(astronomical))
            return std::nullopt;
        return daysOf(astronomical, month, day);
    }
};

std::optional<CalendarDay> takeDay(Reader& reader)
{
    const auto year = reader.number(4, 7);
    if (!year || !reader.take('-'))
        return std::nullopt;
    const auto month = reader.number(1, 2);
    if (!month || !reader.take('-'))
        return std::nullopt;
    const auto day = reader.number(1, 2);
    return day ? std::optional(CalendarDay{*year, *month, *day}) : std::nullopt;
}

//! HH:MM[:SS[.ffffff]] with hours up to \a mostHours.
std::optional<TimeValue> takeTime(Reader& reader, qint64 mostHours, int hourDigits = 2)
{
    const auto hours = reader.number(1, hourDigits);
    if (!hours || *hours > mostHours || !reader.take(':'))
        return std::nullopt;
    const auto minutes = reader.number(2, 2);
    if (!minutes || *minutes > 59)
        return std::nullopt;
    qint64 seconds = 0;
    qint64 fraction = 0;
    if (reader.take(':')) {
        const auto whole = reader.number(2, 2);
        if (!whole || *whole > 59)
            return std::nullopt;
        seconds = *whole;
        if (reader.take('.')) {
            const auto read = reader.microseconds();
            if (!read)
                return std::nullopt;
            fraction = *read;
        }
    }
    const qint64 rest = ((*hours % 24 * 60 + *minutes) * 60 + seconds) * 1'000'000 + fraction;
    return TimeValue{*hours / 24, rest};
}

//! An offset from UTC that may be missing.
struct Offset {
    bool readable = true;
    std::optional<int> seconds; //!< east of UTC
};

//! +02, -03:30, +00:53:28, +0530, Z, UTC.
Offset takeOffset(Reader& reader)
{
    const Offset wrong{false, std::nullopt};
    if (reader.takeWord("utc") || reader.takeWord("z"))
        return {true, 0};
    const bool negative = reader.take('-');
    if (!negative && !reader.take('+'))
        return {};
    const auto hours = reader.number(1, 4);
    if (!hours)
        return wrong;
    qint64 seconds = *hours < 100 ? *hours * 3600 : (*hours / 100) * 3600 + (*hours % 100) * 60;
    for (const int unit : {60, 1}) {
        if (!reader.take(':'))
            break;
        const auto part = reader.number(2, 2);
        if (!part || *part > 59)
            return wrong;
        seconds += *part * unit;
    }
    if (seconds > 16 * 3600)
        return wrong;
    return {true, static_cast<int>(negative ? -seconds : seconds)};
}

std::optional<TimeValue> readInfinity(QByteArrayView text)
{
    const bool negative = text.startsWith('-');
    if (negative)
        text = text.sliced(1);
    if (text.compare("infinity", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return TimeValue::infinity(negative);
}

bool isInfinityText(QByteArrayView text)
{
    return !text.isEmpty() && (text.back() == 'y' || text.back() == 'Y');
}

//! What an interval is made of; summed as PostgreSQL's interval_cmp_value does.
struct IntervalSum {
    qint64 days = 0;
    qint64 microseconds = 0;
    void addTime(const TimeValue& time, bool negative)
    {
        days += negative ? -time.days : time.days;
        microseconds += negative ? -time.microseconds : time.microseconds;
    }
    //! False for a unit that is none.
    bool addUnits(qint64 count, QByteArrayView unit)
    {
        const auto is = [unit](std::initializer_list<const char*> names) {
            for (const char* const name : names) {
                if (unit.compare(name, Qt::CaseInsensitive) == 0)
                    return true;
            }
            return false;
        };
        if (is({"year", "years", "y"}))
            days += count * 360;
        else if (is({"mon", "mons", "month", "months"}))
            days += count * 30;
        else if (is({"week", "weeks", "w"}))
            days += count * 7;
        else if (is({"day", "days", "d"}))
            days += count;
        else if (is({"hour", "hours", "h"}))
            addSeconds(count, 3600);
        else if (is({"minute", "minutes", "min", "mins", "m"}))
            addSeconds(count, 60);
        else if (is({"second", "seconds", "sec", "secs", "s"}))
            addSeconds(count, 1);
        else
            return false;
        return true;
    }
    void addSeconds(qint64 count, qint64 unit)
    {
        const qint64 unitsOfDay = 86'400 / unit;
        days += count / unitsOfDay;
        microseconds += count % unitsOfDay * unit * 1'000'000;
    }
    TimeValue value() const
    {
        qint64 whole = microseconds / TimeValue::microsecondsOfDay;
        qint64 rest = microseconds % TimeValue::microsecondsOfDay;
        if (rest < 0) {
            rest += TimeValue::microsecondsOfDay;
            --whole;
        }
        return {days + whole, rest};
    }
};

} // namespace

TimeValue TimeValue::plusSeconds(qint64 seconds) const
{
    if (isInfinite())
        return *this;
    IntervalSum sum{days, microseconds};
    sum.addSeconds(seconds, 1);
    return sum.value();
}

std::optional<qint64> TimeValue::inMicroseconds() const
{
    constexpr qint64 mostDays = std::numeric_limits<qint64>::max() / microsecondsOfDay - 1;
    if (days > mostDays || days < -mostDays)
        return std::nullopt;
    return days * microsecondsOfDay + microseconds;
}

std::optional<TimeValue> TimeValue::readDate(QByteArrayView text)
{
    if (isInfinityText(text))
        return readInfinity(text);
    Reader reader(text);
    const auto day = takeDay(reader);
    if (!day)
        return std::nullopt;
    const bool beforeChrist = reader.takeWord(" bc");
    const auto days = day->days(beforeChrist);
    if (!days || !reader.atEnd())
        return std::nullopt;
    return TimeValue{*days, 0};
}

std::optional<TimeValue> TimeValue::readTime(QByteArrayView text)
{
    const auto zoned = ZonedTime::readTime(text);
    return zoned && !zoned->offset ? std::optional(zoned->local) : std::nullopt;
}

std::optional<TimeValue> TimeValue::readInterval(QByteArrayView text)
{
    if (const auto infinite = readInfinity(text))
        return infinite;
    Reader reader(text);
    IntervalSum sum;
    bool something = false;
    for (; !reader.atEnd(); something = true) {
        Reader ahead = reader;
        const bool negative = ahead.take('-');
        if (!negative)
            ahead.take('+');
        Reader clock = ahead;
        if (const auto time = takeTime(clock, std::numeric_limits<qint64>::max(), 10)) {
            sum.addTime(*time, negative);
            reader = clock;
        } else {
            const auto count = ahead.number(1, 10);
            if (!count)
                return std::nullopt;
            ahead.skipBlanks();
            if (!sum.addUnits(negative ? -*count : *count, ahead.letters()))
                return std::nullopt;
            reader = ahead;
        }
        reader.skipBlanks();
    }
    return something ? std::optional(sum.value()) : std::nullopt;
}

std::optional<ZonedTime> ZonedTime::readTimestamp(QByteArrayView text)
{
    if (isInfinityText(text)) {
        const auto infinite = readInfinity(text);
        return infinite ? std::optional(ZonedTime{*infinite, std::nullopt}) : std::nullopt;
    }
    Reader reader(text);
    const auto day = takeDay(reader);
    if (!day)
        return std::nullopt;
    TimeValue time;
    std::optional<int> offset;
    if (reader.take('T') || reader.take('t') || (reader.take(' ') && reader.nextIsDigit())) {
        const auto read = takeTime(reader, 24);
        if (!read)
            return std::nullopt;
        time = *read;
        reader.skipBlanks();
        const Offset zone = takeOffset(reader);
        if (!zone.readable)
            return std::nullopt;
        offset = zone.seconds;
    }
    reader.skipBlanks();
    const bool beforeChrist = reader.takeWord("bc");
    const auto days = day->days(beforeChrist);
    if (!days || !reader.atEnd() || (time.days == 1 && time.microseconds > 0))
        return std::nullopt;
    return ZonedTime{{*days + time.days, time.microseconds}, offset};
}

std::optional<ZonedTime> ZonedTime::readTime(QByteArrayView text)
{
    Reader reader(text);
    const auto time = takeTime(reader, 24);
    if (!time)
        return std::nullopt;
    reader.skipBlanks();
    const Offset offset = takeOffset(reader);
    // 24:00:00 is the end of a day, and greater than 23:59:59.
    const qint64 microseconds = time->days * TimeValue::microsecondsOfDay + time->microseconds;
    if (!offset.readable || !reader.atEnd() || microseconds > TimeValue::microsecondsOfDay)
        return std::nullopt;
    return ZonedTime{{0, microseconds}, offset.seconds};
}

} // namespace parlance
