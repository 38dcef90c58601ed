// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlStatementReader.h"

#include "postgres/SqlCommandTag.h"
#include "postgres/SqlRefusals.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Json = rapidjson::Value;

std::string_view stringOf(const Json& value)
{
    return value.IsString() ? std::string_view(value.GetString(), value.GetStringLength()) : std::string_view();
}

const Json* member(const Json& object, const char* key)
{
    if (!object.IsObject())
        return nullptr;
    const auto at = object.FindMember(key);
    return at == object.MemberEnd() ? nullptr : &at->value;
}

//! The tree's location, which leaves a 0 out; -1 where there is none.
qsizetype locationOf(const Json* object)
{
    if (object == nullptr)
        return -1;
    const Json* location = member(*object, "location");
    return location != nullptr && location->IsInt64() ? static_cast<qsizetype>(location->GetInt64()) : -1;
}

class TreeReader final {
    Q_DECLARE_TR_FUNCTIONS(SqlStatementReader)
public:
    TreeReader(const QByteArray& text, const SqlStatementPlace& place)
        : m_text(text)
        , m_place(place)
    {
        m_statement.start = place.first->start;
        m_statement.length = place.last->start + place.last->length - place.first->start;
    }

    SqlStatement read(const Json& tree)
    {
        const auto root = tree.MemberBegin();
        const char* node = root->name.GetString();
        m_statement.kind = sqlCommandTag(node, root->value);
        if (m_statement.kind.isEmpty())
            m_statement.kind = u"???"_s; // CMDTAG_UNKNOWN
        if (std::string_view(node) == "SelectStmt")
            readQuery(root->value);
        else if (std::string_view(node) == "ExplainStmt")
            readExplain(root->value);
        else if (std::string_view(node) != "VariableShowStmt")
            refuseKind(m_statement.kind);
        std::stable_sort(m_statement.findings.begin(), m_statement.findings.end(),
                         [](const Finding& a, const Finding& b) { return a.start < b.start; });
        m_statement.readsOnly = m_statement.findings.isEmpty();
        if (m_parameter >= 0 && m_statement.findings.isEmpty())
            refuseParameter();
        return std::move(m_statement);
    }

private:
    void readExplain(const Json& fields)
    {
        const Json* query = member(fields, "query");
        const Json* select = query == nullptr ? nullptr : member(*query, "SelectStmt");
        if (select == nullptr)
            refuseKind(u"EXPLAIN"_s);
        else
            walk(*select);
    }

    void readQuery(const Json& select)
    {
        walk(select);
        m_parameter = parameterLocation(); // EXPLAIN (GENERIC_PLAN) needs no values
        if (m_into)
            m_statement.kind = u"SELECT INTO"_s; // what parse analysis makes of it
    }

    void walk(const Json& start)
    {
        std::vector<const Json*> open{&start};
        while (!open.empty()) {
            const Json* value = open.back();
            open.pop_back();
            if (value->IsArray())
                for (const Json& element : value->GetArray())
                    open.push_back(&element);
            else if (value->IsObject())
                for (const auto& field : value->GetObject()) {
                    look(stringOf(field.name), field.value);
                    open.push_back(&field.value);
                }
        }
    }

    void look(std::string_view key, const Json& value)
    {
        if (key == "FuncCall")
            return lookAtCall(value);
        if (key == "intoClause")
            return lookAtInto(value);
        if (key == "lockingClause")
            return lookAtLocking();
        for (const char* node : {"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"})
            if (key == node)
                lookAtChange(sqlCommandTag(node, value), value);
    }

    void lookAtCall(const Json& call)
    {
        const Json* names = member(call, "funcname");
        if (names == nullptr || !names->IsArray() || names->Empty())
            return;
        const auto part = [names](rapidjson::SizeType index) {
            const Json* text = member((*names)[index], "String");
            const Json* value = text == nullptr ? nullptr : member(*text, "sval");
            return value == nullptr ? std::string_view() : stringOf(*value);
        };
        const rapidjson::SizeType last = names->Size() - 1;
        const Json* arguments = member(call, "args");
        const int count = arguments != nullptr && arguments->IsArray() ? static_cast<int>(arguments->Size()) : 0;
        const QString refusal = functionRefusal(last == 0 ? std::string_view() : part(last - 1), part(last), count);
        if (!refusal.isEmpty())
            refuse(refusal, locationOf(&call));
    }

    void lookAtInto(const Json& into)
    {
        m_into = true;
        refuse(statementRefusal(u"SELECT INTO"_s), locationOf(member(into, "rel")));
    }

    void lookAtLocking()
    {
        refuse(
            tr("FOR UPDATE and FOR SHARE lock the rows that are read, so others would have to wait; only queries that "
               "read are run here. Leave the clause out: the rows stay the same."),
            lockingClauseLocation());
    }

    void lookAtChange(const QString& verb, const Json& fields)
    {
        refuse(
            tr("This query holds %1, which changes data while it reads; only queries that read are run here. Replace "
               "that part by the SELECT that finds the same rows.")
                .arg(verb),
            locationOf(member(fields, "relation")));
    }

    //! The tree has no place for FOR UPDATE: the first FOR with its word behind it.
    qsizetype lockingClauseLocation() const
    {
        for (const SqlToken* token = m_place.first; token < m_place.last; ++token)
            if (isWord(*token, "for") && (isWord(token[1], "update") || isWord(token[1], "share") ||
                                          isWord(token[1], "no") || isWord(token[1], "key")))
                return token->start - m_place.base;
        return -1;
    }

    bool isWord(const SqlToken& token, const char* word) const
    {
        return token.kind == SqlToken::Kind::Keyword &&
               QByteArrayView(m_text).sliced(token.start, token.length).compare(word, Qt::CaseInsensitive) == 0;
    }

    qsizetype parameterLocation() const
    {
        const SqlToken* end = m_place.last + 1;
        const SqlToken* token = std::find_if(
            m_place.first, end, [](const SqlToken& candidate) { return candidate.kind == SqlToken::Kind::Parameter; });
        return token == end ? -1 : token->start - m_place.base;
    }

    void refuseParameter()
    {
        refuse(QString(), m_parameter);
        Finding& finding = m_statement.findings.last();
        const QString name = QString::fromUtf8(m_text.mid(finding.start, finding.length));
        finding.check = u"parameters"_s;
        finding.message = tr("%1 has no value here. Write the value itself in its place.").arg(name);
    }

    void refuseKind(const QString& tag) { refuse(statementRefusal(tag), m_place.first->start - m_place.base); }

    //! \a location as the tree has it; -1: the statement's first word.
    void refuse(const QString& message, qsizetype location)
    {
        Finding finding{u"reads only"_s, Finding::Severity::Error, message, 0, 0};
        const qsizetype start = location < 0 ? m_place.first->start : location + m_place.base;
        const SqlToken* token = std::lower_bound(m_place.first, m_place.last, start,
                                                 [](const SqlToken& t, qsizetype at) { return t.start < at; });
        finding.start = token->start;
        while (token + 2 <= m_place.last && isDot(token[1])) // schema.name
            token += 2;
        finding.length = token->start + token->length - finding.start;
        m_statement.findings.append(finding);
    }

    bool isDot(const SqlToken& token) const { return token.length == 1 && m_text.at(token.start) == '.'; }

    const QByteArray& m_text;
    SqlStatementPlace m_place;
    SqlStatement m_statement;
    bool m_into = false;
    qsizetype m_parameter = -1; //!< of the first $1, as the tree counts
};

} // namespace

SqlStatement readStatementTree(const Json& tree, const QByteArray& text, const SqlStatementPlace& place)
{
    return TreeReader(text, place).read(tree);
}

} // namespace parlance
