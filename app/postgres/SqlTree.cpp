// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlTree.h"

#include <pg_query.h>

namespace parlance {

namespace {

const rapidjson::Value* member(const rapidjson::Value* object, const char* key)
{
    if (object == nullptr || !object->IsObject())
        return nullptr;
    const auto at = object->FindMember(key);
    return at == object->MemberEnd() ? nullptr : &at->value;
}

//! The SelectStmt of a statement, or of the one it explains.
const rapidjson::Value* selectOf(const rapidjson::Value& document)
{
    const rapidjson::Value* statements = member(&document, "stmts");
    if (statements == nullptr || !statements->IsArray() || statements->Size() != 1)
        return nullptr;
    const rapidjson::Value* statement = member(&(*statements)[0], "stmt");
    if (const rapidjson::Value* explain = member(statement, "ExplainStmt"))
        statement = member(explain, "query");
    return member(statement, "SelectStmt");
}

} // namespace

std::unique_ptr<SqlTree> readSqlTree(const SqlScript& script, qsizetype index)
{
    if (index < 0 || index >= script.statements.size() || !script.statements.at(index).isParsed())
        return nullptr;
    const QByteArray text = script.statementText(index);
    PgQueryParseResult result = pg_query_parse(text.constData());
    auto tree = std::make_unique<SqlTree>();
    if (result.error == nullptr) {
        tree->document.Parse<rapidjson::kParseIterativeFlag>(result.parse_tree); // never recursive, however deep
        if (!tree->document.HasParseError())
            tree->select = selectOf(tree->document);
    }
    pg_query_free_parse_result(result);
    tree->text = text;
    tree->base = script.statements.at(index).start;
    return tree->select == nullptr ? nullptr : std::move(tree);
}

} // namespace parlance
