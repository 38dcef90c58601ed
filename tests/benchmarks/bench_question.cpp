// SPDX-License-Identifier: GPL-3.0-or-later
// Our own part of one question (the design's section 7): from Ask to the request's last byte at the server, and from
// the answer's last byte at the server to askFinished. A catalog of 17 tables, a real HTTP server on loopback, no
// PostgreSQL.
#include "assistant/Assistant.h"
#include "support/ExampleCatalog.h"
#include "support/LoopbackMessages.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Clock = LoopbackMessages::Clock;

constexpr int rounds = 51;
constexpr double limitMilliseconds = 20;

double milliseconds(Clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

//! Asks one question after another and notes both parts of each.
class Bench final : public QObject {
public:
    Bench()
    {
        m_assistant.setEndpoint(m_server.endpoint());
        m_assistant.setCatalog(wideCatalog(17));
        connect(&m_assistant, &Assistant::askFinished, this, [this] {
            m_finished = Clock::now();
            // The server may write its note of the last byte a moment after we have read that byte.
            QTimer::singleShot(5, this, [this] { note(); });
        });
        QTimer::singleShot(0, this, [this] { ask(); });
    }

private:
    void ask()
    {
        m_server.enqueueFixture(u"answer_sql.sse"_s);
        Question question;
        question.text = u"Which ten customers bought most last quarter?"_s;
        question.today = QDate(2026, 11, 22);
        m_asked = Clock::now();
        m_assistant.ask(question);
    }

    void note()
    {
        const LoopbackMessages::Request request = m_server.requests().last();
        if (!request.answered || m_server.requests().size() != m_before.size() + 1)
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
                            << "both together: median " << whole << " ms, the first (with its connection) " << first
                            << " ms, at most " << limitMilliseconds << " ms\n";
        QCoreApplication::exit(whole <= limitMilliseconds ? 0 : 1);
    }

    LoopbackMessages m_server;
    ClaudeClient m_client;
    Assistant m_assistant{&m_client};
    Clock::time_point m_asked;
    Clock::time_point m_finished;
    QList<double> m_before;
    QList<double> m_after;
};

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    Bench bench;
    return QCoreApplication::exec();
}
