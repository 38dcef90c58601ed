// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlCommandTag.h"

#include <string_view>
#include <unordered_map>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Words = std::unordered_map<std::string_view, std::string_view>;

std::string_view text(const rapidjson::Value& fields, const char* key)
{
    const auto member = fields.FindMember(key);
    if (member == fields.MemberEnd() || !member->value.IsString())
        return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

bool isTrue(const rapidjson::Value& fields, const char* key)
{
    const auto member = fields.FindMember(key);
    return member != fields.MemberEnd() && member->value.IsTrue();
}

QString look(const Words& words, std::string_view key, std::string_view otherwise = {})
{
    const auto at = words.find(key);
    const std::string_view word = at == words.end() ? otherwise : at->second;
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

//! Statements whose tag is one and the same whatever they hold.
const Words& plainTags()
{
    static const Words words{
        {"InsertStmt", "INSERT"},
        {"DeleteStmt", "DELETE"},
        {"UpdateStmt", "UPDATE"},
        {"MergeStmt", "MERGE"},
        {"DeclareCursorStmt", "DECLARE CURSOR"},
        {"CreateDomainStmt", "CREATE DOMAIN"},
        {"CreateSchemaStmt", "CREATE SCHEMA"},
        {"CreateStmt", "CREATE TABLE"},
        {"CreateTableSpaceStmt", "CREATE TABLESPACE"},
        {"DropTableSpaceStmt", "DROP TABLESPACE"},
        {"AlterTableSpaceOptionsStmt", "ALTER TABLESPACE"},
        {"CreateExtensionStmt", "CREATE EXTENSION"},
        {"AlterExtensionStmt", "ALTER EXTENSION"},
        {"AlterExtensionContentsStmt", "ALTER EXTENSION"},
        {"CreateFdwStmt", "CREATE FOREIGN DATA WRAPPER"},
        {"AlterFdwStmt", "ALTER FOREIGN DATA WRAPPER"},
        {"CreateForeignServerStmt", "CREATE SERVER"},
        {"AlterForeignServerStmt", "ALTER SERVER"},
        {"CreateUserMappingStmt", "CREATE USER MAPPING"},
        {"AlterUserMappingStmt", "ALTER USER MAPPING"},
        {"DropUserMappingStmt", "DROP USER MAPPING"},
        {"CreateForeignTableStmt", "CREATE FOREIGN TABLE"},
        {"ImportForeignSchemaStmt", "IMPORT FOREIGN SCHEMA"},
        {"TruncateStmt", "TRUNCATE TABLE"},
        {"CommentStmt", "COMMENT"},
        {"SecLabelStmt", "SECURITY LABEL"},
        {"CopyStmt", "COPY"},
        {"AlterDomainStmt", "ALTER DOMAIN"},
        {"AlterDefaultPrivilegesStmt", "ALTER DEFAULT PRIVILEGES"},
        {"CompositeTypeStmt", "CREATE TYPE"},
        {"CreateEnumStmt", "CREATE TYPE"},
        {"CreateRangeStmt", "CREATE TYPE"},
        {"AlterTypeStmt", "ALTER TYPE"},
        {"AlterEnumStmt", "ALTER TYPE"},
        {"ViewStmt", "CREATE VIEW"},
        {"IndexStmt", "CREATE INDEX"},
        {"RuleStmt", "CREATE RULE"},
        {"CreateSeqStmt", "CREATE SEQUENCE"},
        {"AlterSeqStmt", "ALTER SEQUENCE"},
        {"DoStmt", "DO"},
        {"CreatedbStmt", "CREATE DATABASE"},
        {"AlterDatabaseStmt", "ALTER DATABASE"},
        {"AlterDatabaseRefreshCollStmt", "ALTER DATABASE"},
        {"AlterDatabaseSetStmt", "ALTER DATABASE"},
        {"DropdbStmt", "DROP DATABASE"},
        {"NotifyStmt", "NOTIFY"},
        {"ListenStmt", "LISTEN"},
        {"UnlistenStmt", "UNLISTEN"},
        {"LoadStmt", "LOAD"},
        {"CallStmt", "CALL"},
        {"ClusterStmt", "CLUSTER"},
        {"ExplainStmt", "EXPLAIN"},
        {"RefreshMatViewStmt", "REFRESH MATERIALIZED VIEW"},
        {"AlterSystemStmt", "ALTER SYSTEM"},
        {"VariableShowStmt", "SHOW"},
        {"CreateTransformStmt", "CREATE TRANSFORM"},
        {"CreateTrigStmt", "CREATE TRIGGER"},
        {"CreateEventTrigStmt", "CREATE EVENT TRIGGER"},
        {"AlterEventTrigStmt", "ALTER EVENT TRIGGER"},
        {"CreatePLangStmt", "CREATE LANGUAGE"},
        {"CreateRoleStmt", "CREATE ROLE"},
        {"AlterRoleStmt", "ALTER ROLE"},
        {"AlterRoleSetStmt", "ALTER ROLE"},
        {"DropRoleStmt", "DROP ROLE"},
        {"DropOwnedStmt", "DROP OWNED"},
        {"ReassignOwnedStmt", "REASSIGN OWNED"},
        {"LockStmt", "LOCK TABLE"},
        {"ConstraintsSetStmt", "SET CONSTRAINTS"},
        {"CheckPointStmt", "CHECKPOINT"},
        {"ReindexStmt", "REINDEX"},
        {"CreateConversionStmt", "CREATE CONVERSION"},
        {"CreateCastStmt", "CREATE CAST"},
        {"CreateOpClassStmt", "CREATE OPERATOR CLASS"},
        {"CreateOpFamilyStmt", "CREATE OPERATOR FAMILY"},
        {"AlterOpFamilyStmt", "ALTER OPERATOR FAMILY"},
        {"AlterOperatorStmt", "ALTER OPERATOR"},
        {"AlterTSDictionaryStmt", "ALTER TEXT SEARCH DICTIONARY"},
        {"AlterTSConfigurationStmt", "ALTER TEXT SEARCH CONFIGURATION"},
        {"CreatePolicyStmt", "CREATE POLICY"},
        {"AlterPolicyStmt", "ALTER POLICY"},
        {"CreateAmStmt", "CREATE ACCESS METHOD"},
        {"CreatePublicationStmt", "CREATE PUBLICATION"},
        {"AlterPublicationStmt", "ALTER PUBLICATION"},
        {"CreateSubscriptionStmt", "CREATE SUBSCRIPTION"},
        {"AlterSubscriptionStmt", "ALTER SUBSCRIPTION"},
        {"DropSubscriptionStmt", "DROP SUBSCRIPTION"},
        {"AlterCollationStmt", "ALTER COLLATION"},
        {"PrepareStmt", "PREPARE"},
        {"ExecuteStmt", "EXECUTE"},
        {"CreateStatsStmt", "CREATE STATISTICS"},
        {"AlterStatsStmt", "ALTER STATISTICS"},
        {"PLAssignStmt", "SELECT"},
    };
    return words;
}

//! The object's name in CREATE, ALTER and DROP tags; where DROP and ALTER differ see objectTag.
const Words& objectNames()
{
    static const Words words{
        {"OBJECT_ACCESS_METHOD", "ACCESS METHOD"},
        {"OBJECT_AGGREGATE", "AGGREGATE"},
        {"OBJECT_ATTRIBUTE", "TYPE"},
        {"OBJECT_CAST", "CAST"},
        {"OBJECT_COLLATION", "COLLATION"},
        {"OBJECT_COLUMN", "TABLE"},
        {"OBJECT_CONVERSION", "CONVERSION"},
        {"OBJECT_DATABASE", "DATABASE"},
        {"OBJECT_DOMAIN", "DOMAIN"},
        {"OBJECT_DOMCONSTRAINT", "DOMAIN"},
        {"OBJECT_EVENT_TRIGGER", "EVENT TRIGGER"},
        {"OBJECT_EXTENSION", "EXTENSION"},
        {"OBJECT_FDW", "FOREIGN DATA WRAPPER"},
        {"OBJECT_FOREIGN_SERVER", "SERVER"},
        {"OBJECT_FOREIGN_TABLE", "FOREIGN TABLE"},
        {"OBJECT_FUNCTION", "FUNCTION"},
        {"OBJECT_INDEX", "INDEX"},
        {"OBJECT_LANGUAGE", "LANGUAGE"},
        {"OBJECT_LARGEOBJECT", "LARGE OBJECT"},
        {"OBJECT_MATVIEW", "MATERIALIZED VIEW"},
        {"OBJECT_OPCLASS", "OPERATOR CLASS"},
        {"OBJECT_OPERATOR", "OPERATOR"},
        {"OBJECT_OPFAMILY", "OPERATOR FAMILY"},
        {"OBJECT_POLICY", "POLICY"},
        {"OBJECT_PROCEDURE", "PROCEDURE"},
        {"OBJECT_PUBLICATION", "PUBLICATION"},
        {"OBJECT_ROLE", "ROLE"},
        {"OBJECT_ROUTINE", "ROUTINE"},
        {"OBJECT_RULE", "RULE"},
        {"OBJECT_SCHEMA", "SCHEMA"},
        {"OBJECT_SEQUENCE", "SEQUENCE"},
        {"OBJECT_STATISTIC_EXT", "STATISTICS"},
        {"OBJECT_SUBSCRIPTION", "SUBSCRIPTION"},
        {"OBJECT_TABCONSTRAINT", "TABLE"},
        {"OBJECT_TABLE", "TABLE"},
        {"OBJECT_TABLESPACE", "TABLESPACE"},
        {"OBJECT_TRANSFORM", "TRANSFORM"},
        {"OBJECT_TRIGGER", "TRIGGER"},
        {"OBJECT_TSCONFIGURATION", "TEXT SEARCH CONFIGURATION"},
        {"OBJECT_TSDICTIONARY", "TEXT SEARCH DICTIONARY"},
        {"OBJECT_TSPARSER", "TEXT SEARCH PARSER"},
        {"OBJECT_TSTEMPLATE", "TEXT SEARCH TEMPLATE"},
        {"OBJECT_TYPE", "TYPE"},
        {"OBJECT_USER_MAPPING", "USER MAPPING"},
        {"OBJECT_VIEW", "VIEW"},
    };
    return words;
}

QString objectTag(const QString& verb, std::string_view object)
{
    const QString name = look(objectNames(), object);
    return name.isEmpty() ? QString() : verb + u' ' + name;
}

QString transactionTag(std::string_view kind)
{
    static const Words words{
        {"TRANS_STMT_BEGIN", "BEGIN"},
        {"TRANS_STMT_START", "START TRANSACTION"},
        {"TRANS_STMT_COMMIT", "COMMIT"},
        {"TRANS_STMT_ROLLBACK", "ROLLBACK"},
        {"TRANS_STMT_ROLLBACK_TO", "ROLLBACK"},
        {"TRANS_STMT_SAVEPOINT", "SAVEPOINT"},
        {"TRANS_STMT_RELEASE", "RELEASE"},
        {"TRANS_STMT_PREPARE", "PREPARE TRANSACTION"},
        {"TRANS_STMT_COMMIT_PREPARED", "COMMIT PREPARED"},
        {"TRANS_STMT_ROLLBACK_PREPARED", "ROLLBACK PREPARED"},
    };
    return look(words, kind);
}

QString discardTag(std::string_view target)
{
    static const Words words{
        {"DISCARD_PLANS", "DISCARD PLANS"},
        {"DISCARD_SEQUENCES", "DISCARD SEQUENCES"},
        {"DISCARD_TEMP", "DISCARD TEMP"},
    };
    return look(words, target, "DISCARD ALL");
}

QString tableAsTag(const rapidjson::Value& fields)
{
    if (text(fields, "objtype") == "OBJECT_MATVIEW")
        return u"CREATE MATERIALIZED VIEW"_s;
    return isTrue(fields, "is_select_into") ? u"SELECT INTO"_s : u"CREATE TABLE AS"_s;
}

QString setTag(std::string_view kind)
{
    return kind == "VAR_RESET" || kind == "VAR_RESET_ALL" ? u"RESET"_s : u"SET"_s;
}

//! ALTER … of the statements that one node serves for every kind of object.
QString alterTag(std::string_view node, const rapidjson::Value& fields)
{
    if (node == "RenameStmt") {
        const std::string_view renamed = text(fields, "renameType");
        // "When the column is renamed, the command tag is created from its relation type."
        return objectTag(u"ALTER"_s, text(fields, renamed == "OBJECT_COLUMN" ? "relationType" : "renameType"));
    }
    if (node == "AlterTableStmt" || node == "AlterTableMoveAllStmt" || node == "AlterFunctionStmt")
        return objectTag(u"ALTER"_s, text(fields, "objtype"));
    if (node == "AlterObjectDependsStmt" || node == "AlterObjectSchemaStmt" || node == "AlterOwnerStmt")
        return objectTag(u"ALTER"_s, text(fields, "objectType"));
    return {};
}

} // namespace

QString sqlCommandTag(const char* node, const rapidjson::Value& fields)
{
    const std::string_view name(node);
    if (const QString plain = look(plainTags(), name); !plain.isEmpty())
        return plain;
    if (name == "SelectStmt")
        return u"SELECT"_s;
    if (name == "TransactionStmt")
        return transactionTag(text(fields, "kind"));
    if (name == "ClosePortalStmt")
        return text(fields, "portalname").empty() ? u"CLOSE CURSOR ALL"_s : u"CLOSE CURSOR"_s;
    if (name == "FetchStmt")
        return isTrue(fields, "ismove") ? u"MOVE"_s : u"FETCH"_s;
    if (name == "DropStmt")
        return objectTag(u"DROP"_s, text(fields, "removeType"));
    if (name == "DefineStmt")
        return objectTag(u"CREATE"_s, text(fields, "kind"));
    if (name == "GrantStmt")
        return isTrue(fields, "is_grant") ? u"GRANT"_s : u"REVOKE"_s;
    if (name == "GrantRoleStmt")
        return isTrue(fields, "is_grant") ? u"GRANT ROLE"_s : u"REVOKE ROLE"_s;
    if (name == "CreateFunctionStmt")
        return isTrue(fields, "is_procedure") ? u"CREATE PROCEDURE"_s : u"CREATE FUNCTION"_s;
    if (name == "VacuumStmt")
        return isTrue(fields, "is_vacuumcmd") ? u"VACUUM"_s : u"ANALYZE"_s;
    if (name == "CreateTableAsStmt")
        return tableAsTag(fields);
    if (name == "VariableSetStmt")
        return setTag(text(fields, "kind"));
    if (name == "DiscardStmt")
        return discardTag(text(fields, "target"));
    if (name == "DeallocateStmt")
        return text(fields, "name").empty() ? u"DEALLOCATE ALL"_s : u"DEALLOCATE"_s;
    return alterTag(name, fields);
}

} // namespace parlance
