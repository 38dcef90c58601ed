// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultOrdering.h"

#include "base/WhenFinished.h"
#include "results/ResultComparison.h"
#include "ui/results/ResultModel.h"

#include <QLocale>
#include <QtConcurrent>

namespace parlance {

namespace {

constexpr int slowMilliseconds = 150;    // from here on it says what it does
constexpr qint64 restMilliseconds = 800; // between two looks at rows that arrive

} // namespace

struct ResultOrdering::Outcome {
    Result<RowOrderPtr, RowsError> rows;
    RowOrderPtr choice;
    QList<FilterTerm> terms;
    qint64 ofRows = 0;
};

ResultOrdering::ResultOrdering(ResultModel* model, QObject* parent)
    : QObject(parent)
    , m_model(model)
{
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMilliseconds);
    connect(&m_slow, &QTimer::timeout, this, &ResultOrdering::stateChanged);
    connect(model, &ResultModel::began, this, &ResultOrdering::reset);
    connect(model, &ResultModel::grown, this, &ResultOrdering::onGrown);
    connect(model, &ResultModel::finished, this, [this] {
        if (!m_keys.isEmpty() || isFiltering())
            start();
        emit stateChanged();
    });
}

ResultOrdering::~ResultOrdering()
{
    cancel();
}

void ResultOrdering::cancel()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled.reset();
    ++m_serial;
    m_slow.stop();
}

void ResultOrdering::reset()
{
    cancel();
    m_keys.clear();
    m_terms.clear();
    m_quickText.clear();
    m_failure.clear();
    m_choice.reset();
    m_choiceOfRows = -1;
    m_sortKept = false;
    m_filterKept = false;
    if (m_model->columnCount() > 0)
        takeNext();
    emit sortKeysChanged();
    emit filterChanged();
    if (m_sortKept || m_filterKept)
        start();
    else
        emit stateChanged();
}

void ResultOrdering::takeNext()
{
    const RowChoice next = std::exchange(m_next, {});
    if (next.isEmpty() || !haveSameColumns(next.columns, m_model->table().columns()))
        return;
    m_keys = next.keys;
    m_terms = next.terms;
    m_quickText = next.quickText;
    m_sortKept = !m_keys.isEmpty();
    m_filterKept = isFiltering();
}

RowChoice ResultOrdering::choice() const
{
    return {m_keys, m_terms, m_quickText, m_model->table().columns()};
}

void ResultOrdering::changeFilter()
{
    m_filterKept = false;
    emit filterChanged();
    start();
}

void ResultOrdering::setSortKeys(const QList<SortKey>& keys)
{
    if (keys == m_keys)
        return;
    m_keys = keys;
    m_sortKept = false;
    emit sortKeysChanged();
    start();
}

void ResultOrdering::toggle(int column, bool add)
{
    QList<SortKey> keys = m_keys;
    const auto found =
        std::find_if(keys.begin(), keys.end(), [column](const SortKey& key) { return key.column == column; });
    if (found == keys.end()) {
        if (!add)
            keys.clear();
        keys.append({column, false});
    } else {
        SortKey key = *found;
        const bool last = key.descending;
        key.descending = true;
        if (!add)
            keys = last ? QList<SortKey>() : QList<SortKey>{key};
        else if (last)
            keys.erase(found);
        else
            *found = key;
    }
    setSortKeys(keys);
}

void ResultOrdering::setQuickText(const QString& text)
{
    if (text == m_quickText)
        return;
    m_quickText = text;
    changeFilter();
}

void ResultOrdering::addTerm(const FilterTerm& term)
{
    if (m_terms.contains(term))
        return;
    m_terms.append(term);
    changeFilter();
}

void ResultOrdering::removeTerm(qsizetype index)
{
    if (index < 0 || index >= m_terms.size())
        return;
    m_terms.removeAt(index);
    changeFilter();
}

void ResultOrdering::showAllRows()
{
    if (!isFiltering())
        return;
    m_terms.clear();
    m_quickText.clear();
    changeFilter();
}

QList<FilterTerm> ResultOrdering::allTerms() const
{
    QList<FilterTerm> terms = m_terms;
    if (!m_quickText.isEmpty())
        terms.append({FilterTerm::Kind::Contains, -1, m_quickText});
    return terms;
}

void ResultOrdering::start()
{
    cancel();
    m_failure.clear();
    const QList<FilterTerm> terms = allTerms();
    if (m_keys.isEmpty() && terms.isEmpty()) {
        if (m_model->shownRows().rows)
            m_model->setRows({});
        emit stateChanged();
        return;
    }
    const ResultTable table = m_model->table();
    RowOrderPtr choice = m_choiceOfRows == table.rowCount() && m_choiceTerms == terms ? m_choice : nullptr;
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_begun.start();
    m_slow.start();
    const auto work = [table, terms, choice, keys = m_keys, options = m_options, cancelled = m_cancelled] {
        Outcome outcome{RowOrderPtr(), choice, terms, table.rowCount()};
        if (!terms.isEmpty() && !choice) {
            outcome.rows = filterRows(table, terms, nullptr, *cancelled, options);
            if (!outcome.rows)
                return outcome;
            outcome.choice = *outcome.rows;
        }
        outcome.rows = sortRows(table, keys, outcome.choice, *cancelled);
        return outcome;
    };
    whenFinished(QtConcurrent::run(work), this, [this, serial = m_serial](const Outcome& outcome) {
        if (serial == m_serial)
            onOutcome(outcome);
    });
    emit stateChanged();
}

void ResultOrdering::onOutcome(const Outcome& outcome)
{
    m_cancelled.reset();
    m_slow.stop();
    m_lasted = m_begun.elapsed();
    if (outcome.rows) {
        m_choice = outcome.choice;
        m_choiceTerms = outcome.terms;
        m_choiceOfRows = outcome.ofRows;
        m_model->setRows({*outcome.rows, outcome.ofRows, !outcome.terms.isEmpty()});
    } else {
        m_failure = outcome.rows.error().message;
    }
    emit stateChanged();
}

void ResultOrdering::onGrown()
{
    if (!isFiltering() || !m_keys.isEmpty() || isBusy() || m_model->isComplete())
        return; // rows that are sorted change places once more at the end, not every second
    // Rows that arrive are not shown until they were looked at; looking is kept to a fraction of the time.
    if (!m_begun.isValid() || m_begun.elapsed() > std::max(restMilliseconds, 5 * m_lasted))
        start();
}

QString ResultOrdering::countText() const
{
    if (!m_model->shownRows().filtered)
        return {};
    const QLocale english(QLocale::English);
    return tr("%1 of %2 rows")
        .arg(english.toString(m_model->shownCount()), english.toString(m_model->shownRows().ofRows));
}

QString ResultOrdering::stateText() const
{
    if (!m_failure.isEmpty())
        return m_failure;
    if (isBusy() && !m_slow.isActive())
        return m_keys.isEmpty() ? tr("Filtering…") : tr("Sorting…");
    if (!m_keys.isEmpty() && !m_model->isComplete())
        return tr("Sorts again when all rows are here");
    if (m_sortKept && m_filterKept)
        return tr("Sort and filter kept");
    if (m_sortKept)
        return tr("Sort kept");
    return m_filterKept ? tr("Filter kept") : QString();
}

} // namespace parlance
