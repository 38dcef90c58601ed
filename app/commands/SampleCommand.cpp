// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/SampleCommand.h"

#include "base/WhenFinished.h"
#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/Interrupts.h"
#include "exporting/JsonWriter.h"

#include <QtConcurrent>

#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Outcome = Result<LocalServerStatus, LocalServerError>;

} // namespace

QByteArray sampleStatusToJson(const LocalServerStatus& status)
{
    const QByteArray host = status.running ? jsonString(status.host.toUtf8()) : QByteArray("null");
    const QByteArray port = status.running ? QByteArray::number(status.port) : QByteArray("null");
    return QByteArray("{\"running\":") + (status.running ? "true" : "false") + ",\"host\":" + host +
           ",\"port\":" + port + ",\"dataFolder\":" + jsonString(status.dataFolder.toUtf8()) +
           ",\"version\":" + jsonString(status.version.toUtf8()) + "}\n";
}

SampleCommand::SampleCommand(const CommandContext& context)
    : m_context(context)
    , m_json(context.arguments.value(u"format"_s) == u"json")
{}

void SampleCommand::start()
{
    const QString format = m_context.arguments.value(u"format"_s, u"text"_s);
    m_verb = m_context.arguments.positional.value(0);
    const QString verb = m_verb;
    if (format != u"text" && format != u"json") {
        console::say(tr("There is no format \"%1\" here: text or json.").arg(format));
        return emit finished(statusUsage);
    }
    if (!QStringList{u"start"_s, u"stop"_s, u"status"_s, u"reset"_s}.contains(verb)) {
        console::say(tr("There is no \"sample %1\": start, stop, status or reset.").arg(verb));
        return emit finished(statusUsage);
    }
    if (verb == u"status")
        return emit finished(write(LocalServer::status(m_context.paths.dataFolder)));
    work(verb);
}

void SampleCommand::work(const QString& verb)
{
    const auto task = [verb, folder = m_context.paths.dataFolder]() -> Outcome {
        const auto step = [](const QString& text) { console::say(text); };
        if (verb == u"start")
            return LocalServer::startAndKeep(folder, step);
        return verb == u"stop" ? LocalServer::stop(folder) : LocalServer::reset(folder, step);
    };
    whenFinished(QtConcurrent::run(task), this, [this](const Outcome& outcome) {
        if (outcome)
            return emit finished(write(*outcome));
        console::say(outcome.error().message);
        if (!outcome.error().details.isEmpty())
            console::say(outcome.error().details);
        emit finished(statusRefused);
    });
}

void SampleCommand::cancel()
{
    // The work blocks its thread; a set-up that was cut short is recovered by the next start.
    std::_Exit(Interrupts::status());
}

int SampleCommand::write(const LocalServerStatus& status) const
{
    const QString inUse = tr("The sample server is in use by another program and stops when the last one leaves.");
    const bool stopsLater = m_verb == u"stop" && status.running;
    if (m_json) {
        if (stopsLater)
            console::say(inUse);
        return console::put(sampleStatusToJson(status));
    }
    QString text = stopsLater     ? inUse
                 : status.running ? tr("The sample server is running.")
                                  : tr("The sample server is stopped.");
    text += u'\n';
    if (status.running)
        text += tr("host: %1").arg(status.host) + u'\n' + tr("port: %1").arg(status.port) + u'\n';
    text += tr("data folder: %1").arg(status.dataFolder) + u'\n' + tr("PostgreSQL: %1").arg(status.version) + u'\n';
    return console::put(text.toUtf8());
}

} // namespace parlance
