// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ReadingPeriod.h"

#include "assistant/ReadingWords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Period {
    Q_DECLARE_TR_FUNCTIONS(Period)
};

//! A bound worked out.
struct Instant {
    QDate day;
    QTime time = QTime(0, 0);
    bool timeOfRun = false; //!< at the time of day of the run
    bool relative = false;  //!< reckoned from the day of the run
};

bool truncate(Instant& at, const QString& unit)
{
    const QDate day = at.day;
    if (unit == u"day")
        at.day = day;
    else if (unit == u"week")
        at.day = day.addDays(1 - day.dayOfWeek());
    else if (unit == u"month")
        at.day = QDate(day.year(), day.month(), 1);
    else if (unit == u"quarter")
        at.day = QDate(day.year(), (day.month() - 1) / 3 * 3 + 1, 1);
    else if (unit == u"year")
        at.day = QDate(day.year(), 1, 1);
    else
        return false;
    at.time = QTime(0, 0);
    at.timeOfRun = false;
    return true;
}

bool shift(Instant& at, const ReadMoment::Step& step)
{
    at.day = at.day.addMonths(step.months).addDays(step.days);
    if (step.seconds == 0)
        return at.day.isValid();
    if (at.timeOfRun)
        return false; // it may cross midnight
    const QDateTime moved = QDateTime(at.day, at.time, Qt::UTC).addSecs(step.seconds);
    at.day = moved.date();
    at.time = moved.time();
    return at.day.isValid();
}

std::optional<Instant> begin(const ReadMoment& moment, const QDate& today)
{
    Instant at;
    at.relative = moment.base != ReadMoment::Base::Literal;
    at.timeOfRun = moment.base == ReadMoment::Base::Now;
    if (at.relative) {
        at.day = today;
    } else {
        static const QRegularExpression form(u"^(\\d{4}-\\d\\d-\\d\\d)(?:[ T](\\d\\d:\\d\\d(?::\\d\\d)?))?$"_s);
        const QRegularExpressionMatch match = form.match(moment.literal.trimmed());
        at.day = QDate::fromString(match.captured(1), Qt::ISODate);
        if (const QString time = match.captured(2); !time.isEmpty())
            at.time = QTime::fromString(time, time.size() == 5 ? u"HH:mm"_s : u"HH:mm:ss"_s);
    }
    return at.day.isValid() && at.time.isValid() ? std::optional(at) : std::nullopt;
}

std::optional<Instant> workedOut(const ReadMoment& moment, const QDate& today)
{
    std::optional<Instant> at = begin(moment, today);
    if (!at)
        return {};
    for (const ReadMoment::Step& step : moment.steps) {
        if (step.kind == ReadMoment::Step::Kind::ToDate) {
            at->time = QTime(0, 0);
            at->timeOfRun = false;
        } else if (step.kind == ReadMoment::Step::Kind::Trunc ? !truncate(*at, step.unit) : !shift(*at, step)) {
            return {};
        }
    }
    return at;
}

QString dayText(const QDate& day)
{
    return QLocale(QLocale::English).toString(day, u"d MMM yyyy"_s);
}

//! Brings a bound on a column of days to the first or last day that is in.
void toDays(Instant& at, const PeriodBound& bound)
{
    const bool midnight = at.time == QTime(0, 0) && !at.timeOfRun;
    if (bound.from && (!bound.inclusive || !midnight))
        at.day = at.day.addDays(1);
    else if (!bound.from && !bound.inclusive && midnight)
        at.day = at.day.addDays(-1);
    at.time = QTime(0, 0);
    at.timeOfRun = false;
}

QString momentText(const Instant& at)
{
    if (at.timeOfRun)
        return Period::tr("%1 at the time of day of the run").arg(dayText(at.day));
    return Period::tr("%1 %2").arg(dayText(at.day),
                                   at.time.toString(at.time.second() == 0 ? u"HH:mm"_s : u"HH:mm:ss"_s));
}

//! Whether the bound on a column of moments falls between two days; then its day is the first or last that is in.
bool isBetweenDays(Instant& at, const PeriodBound& bound)
{
    if (at.timeOfRun || at.time != QTime(0, 0) || bound.from != bound.inclusive)
        return false;
    if (!bound.from)
        at.day = at.day.addDays(-1);
    return true;
}

QString oneBoundText(const Instant& at, const PeriodBound& bound, bool asDay)
{
    if (asDay)
        return bound.from ? Period::tr("since %1").arg(dayText(at.day))
                          : Period::tr("up to and with %1").arg(dayText(at.day));
    if (bound.from)
        return bound.inclusive ? Period::tr("since %1").arg(momentText(at))
                               : Period::tr("after %1").arg(momentText(at));
    return bound.inclusive ? Period::tr("up to and with %1").arg(momentText(at))
                           : Period::tr("before %1").arg(momentText(at));
}

} // namespace

std::optional<QString> periodText(const QList<PeriodBound>& bounds, bool wholeDays, const QDate& today)
{
    QStringList said;
    QList<QDate> days;
    bool relative = false;
    for (const PeriodBound& bound : bounds) {
        std::optional<Instant> at = workedOut(bound.moment, today);
        if (!at)
            return {};
        if (wholeDays && !at->relative && at->time != QTime(0, 0))
            return {}; // whether its time counts is for the server to say
        relative = relative || at->relative;
        bool asDay = wholeDays;
        if (wholeDays)
            toDays(*at, bound);
        else
            asDay = isBetweenDays(*at, bound);
        if (asDay)
            days.append(at->day);
        said.append(oneBoundText(*at, bound, asDay));
    }
    const bool range = bounds.size() == 2 && bounds.first().from && !bounds.last().from && days.size() == 2;
    if (range && days.first() > days.last())
        return Period::tr("no day at all: it begins on %1 and ends on %2")
            .arg(dayText(days.first()), dayText(days.last()));
    QString text = range ? dayRangeText(days.first(), days.last()) : said.join(u", "_s);
    if (relative)
        text += Period::tr(" (reckoned from today)");
    return text;
}

std::optional<QDate> boundDay(const PeriodBound& bound, bool wholeDays, const QDate& today)
{
    std::optional<Instant> at = workedOut(bound.moment, today);
    if (!at)
        return {};
    if (wholeDays)
        toDays(*at, bound);
    else
        isBetweenDays(*at, bound);
    return at->day;
}

QString dayRangeText(const QDate& from, const QDate& to)
{
    if (from == to)
        return dayText(from);
    const QString first =
        from.year() == to.year() ? QLocale(QLocale::English).toString(from, u"d MMM"_s) : dayText(from);
    return first + u" – "_s + dayText(to);
}

} // namespace parlance
