// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ComparisonJob.h"

#include "base/WhenFinished.h"

#include <QtConcurrent>

namespace parlance {

namespace {

constexpr int longestFoundKey = 3; // columns

ComparisonOutcome compare(const ResultTable& left, const ResultTable& right, const QList<int>& key,
                          const std::atomic_bool& cancelled)
{
    ComparisonOutcome outcome;
    outcome.key = key;
    Result<ResultComparison, RowsError> found = compareResults(left, right, key, cancelled);
    if (found)
        outcome.differences = layOut(std::move(*found));
    else
        outcome.error = found.error();
    return outcome;
}

ComparisonOutcome compareFindingKey(const ResultTable& left, const ResultTable& right, const QList<int>& key,
                                    const std::atomic_bool& cancelled)
{
    const ComparisonOutcome first = compare(left, right, key, cancelled);
    ComparisonOutcome outcome = first;
    const int most = qMin(longestFoundKey, left.columnCount());
    for (int i = 0; i < most; ++i) {
        if (!outcome.differences || outcome.differences->found.repeated.empty())
            return outcome;
        if (outcome.key.contains(i))
            continue;
        outcome = compare(left, right, outcome.key + QList<int>{i}, cancelled);
    }
    const bool unique = outcome.differences && outcome.differences->found.repeated.empty();
    return unique || !outcome.differences ? outcome : first;
}

} // namespace

ComparisonJob::ComparisonJob(QObject* parent)
    : QObject(parent)
{}

ComparisonJob::~ComparisonJob()
{
    stop();
}

void ComparisonJob::stop()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled.reset();
    ++m_serial;
}

void ComparisonJob::start(const ResultTable& left, const ResultTable& right, const QList<int>& key, bool findKey)
{
    stop();
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const auto work = [left, right, key, findKey, cancelled = m_cancelled] {
        return findKey ? compareFindingKey(left, right, key, *cancelled) : compare(left, right, key, *cancelled);
    };
    whenFinished(QtConcurrent::run(work), this, [this, serial = m_serial](const ComparisonOutcome& outcome) {
        if (serial != m_serial)
            return;
        m_cancelled.reset();
        emit finished(outcome);
    });
}

} // namespace parlance
