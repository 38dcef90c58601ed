// SPDX-License-Identifier: GPL-3.0-or-later
// Our own part of one question (the design's section 7): from Ask to the request's last byte at the server, and from
// the answer's last byte at the server to askFinished; and the choice of tables alone. With a catalog of 17 tables, of
// which all go along, and one of 1,774 tables and 13,532 columns, out of which is chosen anew for each question. A real
// HTTP server on loopback, no PostgreSQL.
#include "assistant/Assistant.h"
#include "assistant/SchemaSelector.h"
#include "support/ExampleCatalog.h"
#include "support/LoopbackMessages.h"
#include "support/SelectorSet.h"

#include <QCoreApplication>
#include <QTextStream>

#include <algorithm>
#include <ctime>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Clock = LoopbackMessages::Clock;

constexpr int rounds = 51;
constexpr int tokenBudget = 24'000;

double milliseconds(Clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

//! Of all threads since \a from: what a busy machine does not change.
double processorMilliseconds(std::clock_t from)
{
    return double(std::clock() - from) * 1000 / CLOCKS_PER_SEC;
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

//! 1,774 tables and 13,532 columns.
SchemaCatalog largeCatalog()
{
    SchemaCatalog catalog = selectorCatalog(1774);
    constexpr int columns = 13'532;
    int have = 0;
    for (const Schema& schema : catalog.schemas)
        for (const Table& table : schema.tables)
            have += int(table.columns.size());
    for (int i = 0; have < columns; ++i)
        for (Schema& schema : catalog.schemas)
            for (Table& table : schema.tables) {
                if (have == columns)
                    return catalog;
                Column column;
                column.name = u"attribute_%1"_s.arg(i);
                column.type = u"text"_s;
                table.columns.append(column);
                ++have;
            }
    return catalog;
}

struct Measured {
    const char* name;
    SchemaCatalog catalog;
    double limitMilliseconds;       //!< of the whole
    double choiceLimitMilliseconds; //!< of the choice of tables
};

//! The choice of tables alone; whether it kept its limit.
bool choose(const Measured& what, const QStringList& questions)
{
    const auto index = SchemaIndex::build(what.catalog);
    QList<double> times;
    QList<double> processor;
    for (int i = 0; i < rounds; ++i) {
        SelectionRequest request;
        request.question = questions.at(i % questions.size());
        request.tokenBudget = tokenBudget;
        const std::clock_t clock = std::clock();
        const Clock::time_point from = Clock::now();
        const SchemaSlice slice = SchemaSelector::select(*index, request);
        times << milliseconds(Clock::now() - from);
        processor << processorMilliseconds(clock);
        if (slice.tables.isEmpty())
            qFatal("nothing was chosen");
    }
    const double longest = *std::max_element(times.cbegin(), times.cend());
    QTextStream(stdout) << what.name << ", index of " << index->tokens() << " tokens\n"
                        << "choice of tables alone:                  median " << median(times) << " ms, longest "
                        << longest << " ms, processor time " << median(processor) << " ms, at most "
                        << what.choiceLimitMilliseconds << " ms at the median\n";
    return median(times) <= what.choiceLimitMilliseconds;
}

//! Asks one question after another and notes both parts of each.
class Bench final : public QObject {
public:
    Bench(const Measured& what, const QStringList& questions)
        : m_questions(questions)
        , m_limit(what.limitMilliseconds)
    {
        const Table& table = what.catalog.schemas.constFirst().tables.constFirst();
        m_sql = u"SELECT count(*) AS n FROM %1.%2 t WHERE t.%3 IS NOT NULL"_s.arg(table.schema, table.name,
                                                                                  table.columns.constFirst().name);
        AskLimits limits;
        limits.schemaTokenBudget = tokenBudget;
        m_assistant.setLimits(limits);
        m_assistant.setEndpoint(m_server.endpoint());
        m_assistant.setCatalog(what.catalog);
        connect(&m_assistant, &Assistant::askFinished, this, [this] {
            m_finished = Clock::now();
            m_processor << processorMilliseconds(m_clock);
            // The server may write its note of the last byte a moment after we have read that byte.
            QTimer::singleShot(5, this, [this] { note(); });
        });
        QTimer::singleShot(0, this, [this] { ask(); });
    }

private:
    void ask()
    {
        m_server.enqueue(LoopbackMessages::answer({{u"sql"_s, m_sql}, {u"explanation"_s, u"Counts the rows."_s}}));
        Question question;
        question.text = m_questions.at(m_before.size() % m_questions.size());
        question.today = QDate(2026, 11, 22);
        m_clock = std::clock();
        m_asked = Clock::now();
        m_assistant.ask(question);
    }

    void note()
    {
        const LoopbackMessages::Request request = m_server.requests().last();
        if (!request.answered)
            return QTimer::singleShot(1, this, [this] { note(); });
        if (m_server.requests().size() != m_before.size() + 1)
            qFatal("a question was not answered by one request");
        m_before << milliseconds(request.arrived - m_asked);
        m_after << std::max(0.0, milliseconds(m_finished - *request.answered));
        if (m_before.size() < rounds)
            return ask();
        report();
    }

    void report()
    {
        const double first = m_before.first() + m_after.first();
        const double whole = median(m_before) + median(m_after);
        QTextStream(stdout) << "request of " << m_assistant.lastSent().size() << " bytes, " << rounds << " questions\n"
                            << "Ask to the request's last byte:          median " << median(m_before) << " ms\n"
                            << "the answer's last byte to askFinished:   median " << median(m_after) << " ms\n"
                            << "processor time, the server's included:   median " << median(m_processor) << " ms\n"
                            << "both together: median " << whole << " ms, the first (with its connection) " << first
                            << " ms, at most " << m_limit << " ms\n\n";
        QCoreApplication::exit(whole <= m_limit ? 0 : 1);
    }

    QStringList m_questions;
    QString m_sql;
    double m_limit;
    LoopbackMessages m_server;
    ClaudeClient m_client;
    Assistant m_assistant{&m_client};
    Clock::time_point m_asked;
    Clock::time_point m_finished;
    QList<double> m_before;
    QList<double> m_after;
    std::clock_t m_clock = 0;
    QList<double> m_processor;
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QStringList questions;
    for (const SelectorQuestion& question : selectorQuestions())
        questions << question.text;
    int status = 0;
    for (const Measured& what : {Measured{"17 tables", wideCatalog(17), 20, 20},
                                 Measured{"1,774 tables, 13,532 columns", largeCatalog(), 150, 50}}) {
        if (!choose(what, questions))
            status = 1;
        Bench bench(what, questions);
        status = std::max(status, QCoreApplication::exec());
    }
    return status;
}
