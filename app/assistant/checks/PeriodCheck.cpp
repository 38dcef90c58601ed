// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/PeriodCheck.h"

#include "assistant/checks/SqlPeriods.h"
#include "assistant/ReadingWords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

class PeriodChecker final {
    Q_DECLARE_TR_FUNCTIONS(PeriodCheck)
public:
    explicit PeriodChecker(const CheckInput& input)
        : m_input(input)
        , m_today(input.today.isValid() ? input.today : QDate::currentDate())
    {}

    QList<Finding> check() const
    {
        const std::optional<SaidPeriod> said = saidPeriod(m_input.question, m_today);
        if (!said || m_input.ownPeriods ||
            std::any_of(m_input.words.cbegin(), m_input.words.cend(), speaksOfFiscalYears))
            return {};
        const std::optional<QList<SqlPeriod>> filtered = sqlPeriods(m_input, m_today);
        if (!filtered || filtered->isEmpty())
            return {};
        for (const SqlPeriod& period : *filtered)
            if (said->means(period.days, m_today) || isOwnYear(period.days) || mayHold(period.days, *said, *filtered))
                return {};
        const auto within = [&said](const SqlPeriod& period) {
            return period.days.from >= said->days.from && period.days.to.isValid() && period.days.to <= said->days.to;
        };
        if (std::count_if(filtered->cbegin(), filtered->cend(), within) > 1)
            return {}; // its parts
        const SqlPeriod& first = filtered->first();
        return {{u"question"_s, Finding::Severity::Warning,
                 tr("The question asks for \"%1\", which is %2, and the SQL takes %3. Check the dates, or ask in other "
                    "words.")
                     .arg(said->words, daysText(said->days), daysText(first.days)),
                 first.place.start, first.place.length}};
    }

private:
    //! A year that begins with another month than January, or a quarter that is none of the calendar's.
    static bool isOwnYear(const DayRange& days)
    {
        if (!days.from.isValid() || !days.to.isValid() || days.from.day() != 1)
            return false;
        const bool year = days.to == days.from.addMonths(12).addDays(-1) && days.from.month() != 1;
        return year || (days.to == days.from.addMonths(3).addDays(-1) && days.from.month() % 3 != 1);
    }

    //! The period lies within what is filtered, and what else the query does may single it out.
    bool mayHold(const DayRange& days, const SaidPeriod& said, const QList<SqlPeriod>& all) const
    {
        if ((days.from.isValid() && days.from > said.days.from) || (days.to.isValid() && days.to < said.days.to))
            return false;
        return !days.from.isValid() || all.size() > 1 || showsDays();
    }

    //! The rows are shown, grouped, ordered or numbered by days.
    bool showsDays() const
    {
        const auto isDay = [this](int column) { return column >= 0 && isDayColumn(m_input, column); };
        for (const ReadQuery& query : m_input.reading.queries) {
            if (query.hasWindow)
                return true;
            for (const ReadOutput& output : query.outputs)
                if (isDay(output.column) || (output.column < 0 && output.form.contains("date_trunc")) ||
                    (output.column < 0 && output.form.contains("extract")))
                    return true;
            for (const ReadItem& item : query.grouping + query.ordering)
                if (isDay(item.column) || std::any_of(item.columns.cbegin(), item.columns.cend(), isDay))
                    return true;
        }
        return false;
    }

    static QString daysText(const DayRange& days)
    {
        const auto one = [](const QDate& day) { return QLocale(QLocale::English).toString(day, u"d MMM yyyy"_s); };
        if (days.from.isValid() && days.to.isValid())
            return days.from > days.to ? tr("no day at all") : dayRangeText(days.from, days.to);
        return days.from.isValid() ? tr("all since %1").arg(one(days.from))
                                   : tr("all up to and with %1").arg(one(days.to));
    }

    const CheckInput& m_input;
    QDate m_today;
};

} // namespace

QList<Finding> checkPeriod(const CheckInput& input)
{
    return input.question.isEmpty() ? QList<Finding>() : PeriodChecker(input).check();
}

} // namespace parlance
