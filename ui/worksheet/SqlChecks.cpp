// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/SqlChecks.h"

#include "assistant/checks/QueryChecks.h"
#include "assistant/checks/ServerFindings.h"
#include "base/Settings.h"
#include "base/WhenFinished.h"
#include "team/TeamSession.h"
#include "ui/editor/SqlEditor.h"

#include <algorithm>
#include <utility>

namespace parlance {

namespace {

constexpr int quietMilliseconds = 400;

} // namespace

SqlChecks::SqlChecks(TeamSession* session, SqlEditor* editor, Settings* settings, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_editor(editor)
    , m_settings(settings)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMilliseconds);
    connect(&m_quiet, &QTimer::timeout, this, &SqlChecks::begin);
    connect(editor, &QsciScintilla::textChanged, this, &SqlChecks::review);
    // Scintilla moves its scroll bar without that one's signals.
    connect(editor, &QsciScintillaBase::SCN_UPDATEUI, this, [this](int what) {
        if ((what & QsciScintillaBase::SC_UPDATE_V_SCROLL) != 0)
            onScrolled();
    });
    connect(editor, &SqlEditor::scriptRead, this, [this] {
        if (m_done != m_editor->revision())
            m_quiet.start();
    });
    connect(editor, &SqlEditor::silenceRequested, this, &SqlChecks::silence);
    connect(session, &TeamSession::knownValuesRead, this, &SqlChecks::review);
    connect(session->serverCheck(), &ServerCheck::checked, this, &SqlChecks::takeServers);
    connect(settings, &Settings::changed, this, [this](Settings::Key key) {
        if (key != Settings::Key::EditorChecks)
            return;
        if (!isWanted())
            m_editor->showFindings({});
        review();
    });
}

SqlChecks::~SqlChecks()
{
    stop();
}

bool SqlChecks::isWanted() const
{
    return m_settings->value(Settings::Key::EditorChecks).toBool();
}

//! The text, or what it is checked against, is another. What is underlined stays, where it is now, until its statement
//! was checked again.
void SqlChecks::review()
{
    stop();
    m_done = 0;
    m_quiet.start();
}

void SqlChecks::onScrolled()
{
    if (m_done == m_editor->revision() && !m_passedOver)
        m_quiet.start();
}

void SqlChecks::passOver()
{
    stop();
    m_done = m_editor->revision();
    m_passedOver = true;
}

void SqlChecks::stop()
{
    m_quiet.stop();
    ++m_round;
    if (std::exchange(m_busy, false))
        m_checked.remove(m_at); // not to its end
    m_left.clear();
    if (m_check != 0)
        m_session->serverCheck()->stop(std::exchange(m_check, 0));
}

void SqlChecks::begin()
{
    if (!isWanted() || !m_session->isCatalogRead() || m_editor->isWriting() || m_editor->isPartial() ||
        !m_editor->script())
        return; // what is missing comes with a signal
    if (m_busy)
        return m_quiet.start(); // scrolled meanwhile
    const bool fresh = m_done != m_editor->revision();
    if (fresh) {
        m_done = m_editor->revision();
        m_passedOver = false;
        m_script = *m_editor->script();
        m_checked.clear();
        m_found.clear();
        m_earlier = m_editor->findings();
    }
    if (m_passedOver)
        return;
    m_left = statementsInSight();
    if (!fresh && m_left.isEmpty())
        return;
    m_busy = true;
    next();
}

//! The statement under the cursor first.
QList<qsizetype> SqlChecks::statementsInSight() const
{
    QList<qsizetype> chosen;
    const qsizetype current =
        m_script.statementAt(static_cast<qsizetype>(m_editor->SendScintilla(QsciScintilla::SCI_GETCURRENTPOS)));
    if (current >= 0 && !m_checked.contains(current))
        chosen.append(current);
    const auto [from, to] = m_editor->visibleRange();
    for (qsizetype i = 0; i < m_script.statements.size() && chosen.size() < mostStatements; ++i) {
        const SqlStatement& statement = m_script.statements.at(i);
        if (i != current && !m_checked.contains(i) && statement.start < to && statement.start + statement.length > from)
            chosen.append(i);
    }
    return chosen;
}

void SqlChecks::next()
{
    if (!m_left.isEmpty())
        return checkOne(m_left.takeFirst());
    m_busy = false;
    show();
    emit checked();
}

void SqlChecks::checkOne(qsizetype index)
{
    const SqlStatement& statement = m_script.statements.at(index);
    m_at = index;
    m_checked.insert(index);
    m_earlier.removeIf([&statement](const Finding& finding) {
        return finding.start >= statement.start && finding.start < statement.start + statement.length;
    });
    // What may not run is refused in words of its own at Run.
    if (statement.refusal())
        return next();
    if (!statement.isParsed()) {
        add(statement.findings);
        return next();
    }
    QueryCheckRequest request;
    request.script = m_script;
    request.statement = index;
    request.catalog = m_session->catalog();
    request.values = m_session->knownValues();
    whenFinished(checkQueryLater(request), this,
                 [this, index, round = m_round](const QList<Finding>& found) { takeOwn(round, index, found); });
}

void SqlChecks::takeOwn(quint64 round, qsizetype index, const QList<Finding>& found)
{
    if (round != m_round)
        return;
    m_own = found;
    ServerCheck* server = m_session->serverCheck();
    if (server->isAllowed()) {
        m_check = server->check(m_script, index, m_session->catalog());
        return;
    }
    add(found);
    next();
}

void SqlChecks::takeServers(quint64 check, const PlanOutcome& outcome)
{
    if (m_check == 0 || check != m_check)
        return;
    m_check = 0;
    add(withServersWord(m_own, outcome));
    next();
}

void SqlChecks::add(const QList<Finding>& found)
{
    m_found += found;
    show();
}

void SqlChecks::show()
{
    if (m_passedOver)
        return; // what is underlined is somebody else's
    QList<Finding> shown;
    for (const Finding& finding : m_found + m_earlier)
        if (!m_silenced.contains(finding.check))
            shown.append(finding);
    m_editor->showFindings(shown);
}

void SqlChecks::silence(const QString& check)
{
    m_silenced.insert(check);
    m_editor->removeFindings(check);
}

} // namespace parlance
