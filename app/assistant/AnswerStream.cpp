// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/AnswerStream.h"

namespace parlance {

namespace {

constexpr QStringView openTag = u"<sql>";
constexpr QStringView closeTag = u"</sql>";

} // namespace

bool AnswerStream::feed(const QString& piece)
{
    m_text += piece;
    const qsizetype before = m_sql.size();
    for (;;) {
        const qsizetype at = m_at;
        const State state = m_state;
        if (m_at < m_text.size() && m_state != State::Done)
            step();
        if (m_at == at && m_state == state)
            break; // everything is understood, or the rest of something is still to come
    }
    return m_sql.size() > before;
}

void AnswerStream::step()
{
    switch (m_state) {
    case State::Prose:
        return stepProse();
    case State::AfterBrace:
        // A document begins with its first key; a brace in prose does not.
        if (m_text[m_at].isSpace()) {
            ++m_at;
        } else {
            m_state = m_text[m_at] == u'"' ? State::Document : State::Prose;
            m_depth = 1;
        }
        return;
    case State::Document:
        return stepDocument();
    case State::Key:
    case State::Value:
    case State::Sql:
        return stepString();
    case State::Tagged:
        return stepTagged();
    case State::Done:
        return;
    }
}

void AnswerStream::stepProse()
{
    const QStringView rest = QStringView(m_text).sliced(m_at);
    if (rest.startsWith(openTag, Qt::CaseInsensitive)) {
        m_at += openTag.size();
        m_state = State::Tagged;
    } else if (rest.front() == u'{') {
        ++m_at;
        m_state = State::AfterBrace;
    } else if (!isPrefixOf(openTag)) {
        ++m_at;
    }
}

void AnswerStream::stepDocument()
{
    const QChar c = m_text[m_at++];
    if (c == u'"') {
        const bool isKey = m_depth == 1 && !m_afterColon;
        const bool isSql = m_depth == 1 && m_afterColon && m_key == u"sql";
        m_state = isKey ? State::Key : isSql ? State::Sql : State::Value;
        if (isKey)
            m_key.clear();
    } else if (c == u'{' || c == u'[') {
        ++m_depth;
    } else if (c == u'}' || c == u']') {
        if (--m_depth == 0)
            m_state = State::Done;
    } else if (m_depth == 1 && c == u':') {
        m_afterColon = true;
    } else if (m_depth == 1 && c == u',') {
        m_afterColon = false;
    }
}

void AnswerStream::stepString()
{
    const QChar c = m_text[m_at];
    if (c == u'"') {
        ++m_at;
        if (m_state == State::Sql) {
            m_sql += std::exchange(m_pending, {});
            m_state = State::Done;
        } else {
            m_state = State::Document;
        }
        return;
    }
    QString taken;
    if (c != u'\\') {
        taken = c;
        ++m_at;
    } else if (!takeEscape(taken)) {
        return;
    }
    if (m_state == State::Key)
        m_key += taken;
    if (m_state != State::Sql || taken.isEmpty())
        return;
    // Half a pair waits for its other half: no state may show a broken character.
    const bool isLow = taken.front().isLowSurrogate();
    if (!m_pending.isEmpty() && !isLow)
        m_sql += std::exchange(m_pending, {});
    if (taken.front().isHighSurrogate())
        m_pending = taken;
    else
        m_sql += std::exchange(m_pending, {}) + taken;
}

bool AnswerStream::takeEscape(QString& into)
{
    if (m_at + 1 >= m_text.size())
        return false;
    const QChar kind = m_text[m_at + 1];
    if (kind == u'u') {
        if (m_at + 6 > m_text.size())
            return false;
        bool isHex = false;
        const ushort unit = QStringView(m_text).sliced(m_at + 2, 4).toUShort(&isHex, 16);
        if (isHex)
            into = QChar(unit);
        else
            m_state = State::Done; // no JSON: what follows cannot be trusted
        m_at += 6;
        return true;
    }
    constexpr QStringView names = u"\"\\/bfnrt";
    constexpr QStringView characters = u"\"\\/\b\f\n\r\t";
    const qsizetype which = names.indexOf(kind);
    if (which >= 0)
        into = characters[which];
    else
        m_state = State::Done;
    m_at += 2;
    return true;
}

void AnswerStream::stepTagged()
{
    const QStringView rest = QStringView(m_text).sliced(m_at);
    if (rest.startsWith(closeTag, Qt::CaseInsensitive)) {
        m_state = State::Done;
        return;
    }
    if (isPrefixOf(closeTag))
        return;
    const QChar c = rest.front();
    ++m_at;
    // White space may be the end of the SQL, and half a pair is no character yet: both wait.
    if (c.isSpace() || c.isHighSurrogate()) {
        if (!m_sql.isEmpty() || !m_pending.isEmpty() || c.isHighSurrogate())
            m_pending += c;
        return;
    }
    m_sql += std::exchange(m_pending, {}) + c;
}

bool AnswerStream::isPrefixOf(QStringView tag) const
{
    const QStringView rest = QStringView(m_text).sliced(m_at);
    return rest.size() < tag.size() && tag.startsWith(rest, Qt::CaseInsensitive);
}

} // namespace parlance
