// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlRefusals.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <unordered_map>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Refusals {
    Q_DECLARE_TR_FUNCTIONS(SqlRefusals)
};

enum class Group {
    Sessions,
    Locks,
    Sequences,
    LargeObjects,
    Files,
    Server,
    Replication,
    Statistics,
    Settings,
    Notifications,
    Indexes,
    RunsText,
    OtherServers
};

struct Entry {
    std::string_view name;
    Group group;
};

// What a read-only transaction does not stop: seen on PostgreSQL 15 as a plain role, or, where only superusers and
// members of pg_read_server_files and the like may call them, kept out for the day somebody signs in as one.
constexpr auto functions = std::to_array<Entry>({
    {"pg_cancel_backend", Group::Sessions},
    {"pg_terminate_backend", Group::Sessions},
    {"pg_log_backend_memory_contexts", Group::Sessions},

    {"pg_advisory_lock", Group::Locks},
    {"pg_advisory_lock_shared", Group::Locks},
    {"pg_advisory_xact_lock", Group::Locks},
    {"pg_advisory_xact_lock_shared", Group::Locks},
    {"pg_try_advisory_lock", Group::Locks},
    {"pg_try_advisory_lock_shared", Group::Locks},
    {"pg_try_advisory_xact_lock", Group::Locks},
    {"pg_try_advisory_xact_lock_shared", Group::Locks},
    {"pg_advisory_unlock", Group::Locks},
    {"pg_advisory_unlock_shared", Group::Locks},
    {"pg_advisory_unlock_all", Group::Locks},

    {"nextval", Group::Sequences},
    {"setval", Group::Sequences},

    {"lo_creat", Group::LargeObjects},
    {"lo_create", Group::LargeObjects},
    {"lo_from_bytea", Group::LargeObjects},
    {"lo_put", Group::LargeObjects},
    {"lo_get", Group::LargeObjects},
    {"lo_open", Group::LargeObjects},
    {"lo_close", Group::LargeObjects},
    {"loread", Group::LargeObjects},
    {"lowrite", Group::LargeObjects},
    {"lo_lseek", Group::LargeObjects},
    {"lo_lseek64", Group::LargeObjects},
    {"lo_tell", Group::LargeObjects},
    {"lo_tell64", Group::LargeObjects},
    {"lo_truncate", Group::LargeObjects},
    {"lo_truncate64", Group::LargeObjects},
    {"lo_unlink", Group::LargeObjects},
    {"lo_import", Group::LargeObjects},
    {"lo_export", Group::LargeObjects},
    {"lo_manage", Group::LargeObjects},

    {"pg_read_file", Group::Files},
    {"pg_read_file_old", Group::Files},
    {"pg_read_file_all", Group::Files},
    {"pg_read_file_off_len", Group::Files},
    {"pg_read_file_off_len_missing", Group::Files},
    {"pg_read_binary_file", Group::Files},
    {"pg_read_binary_file_all", Group::Files},
    {"pg_read_binary_file_off_len", Group::Files},
    {"pg_read_binary_file_off_len_missing", Group::Files},
    {"pg_stat_file", Group::Files},
    {"pg_ls_dir", Group::Files},
    {"pg_ls_logdir", Group::Files},
    {"pg_ls_waldir", Group::Files},
    {"pg_ls_tmpdir", Group::Files},
    {"pg_ls_archive_statusdir", Group::Files},
    {"pg_ls_logicalmapdir", Group::Files},
    {"pg_ls_logicalsnapdir", Group::Files},
    {"pg_ls_replslotdir", Group::Files},
    {"pg_ls_summariesdir", Group::Files},
    {"pg_logdir_ls", Group::Files},
    {"pg_file_write", Group::Files},
    {"pg_file_rename", Group::Files},
    {"pg_file_unlink", Group::Files},
    {"pg_file_sync", Group::Files},
    {"pg_file_read", Group::Files},
    {"pg_file_length", Group::Files},
    {"pg_export_snapshot", Group::Files},
    {"query_export_to_s3", Group::Files},
    {"table_import_from_s3", Group::Files},

    {"pg_reload_conf", Group::Server},
    {"pg_rotate_logfile", Group::Server},
    {"pg_rotate_logfile_old", Group::Server},
    {"pg_logfile_rotate", Group::Server},
    {"pg_switch_wal", Group::Server},
    {"pg_create_restore_point", Group::Server},
    {"pg_start_backup", Group::Server},
    {"pg_stop_backup", Group::Server},
    {"pg_backup_start", Group::Server},
    {"pg_backup_stop", Group::Server},
    {"pg_promote", Group::Server},
    {"pg_wal_replay_pause", Group::Server},
    {"pg_wal_replay_resume", Group::Server},
    {"pg_log_standby_snapshot", Group::Server},
    {"pg_logical_emit_message", Group::Server},
    {"pg_import_system_collations", Group::Server},
    {"pg_nextoid", Group::Server},
    {"pg_extension_config_dump", Group::Server},
    {"pg_prewarm", Group::Server},
    {"autoprewarm_start_worker", Group::Server},
    {"autoprewarm_dump_now", Group::Server},
    {"pg_buffercache_evict", Group::Server},
    {"pg_truncate_visibility_map", Group::Server},
    {"heap_force_kill", Group::Server},
    {"heap_force_freeze", Group::Server},

    {"pg_create_physical_replication_slot", Group::Replication},
    {"pg_create_logical_replication_slot", Group::Replication},
    {"pg_copy_physical_replication_slot", Group::Replication},
    {"pg_copy_logical_replication_slot", Group::Replication},
    {"pg_drop_replication_slot", Group::Replication},
    {"pg_sync_replication_slots", Group::Replication},
    {"pg_replication_slot_advance", Group::Replication},
    {"pg_logical_slot_get_changes", Group::Replication},
    {"pg_logical_slot_get_binary_changes", Group::Replication},
    {"pg_logical_slot_peek_changes", Group::Replication},
    {"pg_logical_slot_peek_binary_changes", Group::Replication},
    {"pg_replication_origin_create", Group::Replication},
    {"pg_replication_origin_drop", Group::Replication},
    {"pg_replication_origin_advance", Group::Replication},
    {"pg_replication_origin_session_setup", Group::Replication},
    {"pg_replication_origin_session_reset", Group::Replication},
    {"pg_replication_origin_xact_setup", Group::Replication},
    {"pg_replication_origin_xact_reset", Group::Replication},

    {"pg_stat_reset", Group::Statistics},
    {"pg_stat_reset_shared", Group::Statistics},
    {"pg_stat_reset_slru", Group::Statistics},
    {"pg_stat_reset_single_table_counters", Group::Statistics},
    {"pg_stat_reset_single_function_counters", Group::Statistics},
    {"pg_stat_reset_replication_slot", Group::Statistics},
    {"pg_stat_reset_subscription_stats", Group::Statistics},
    {"pg_stat_reset_backend_stats", Group::Statistics},
    {"pg_stat_statements_reset", Group::Statistics},
    {"pg_restore_relation_stats", Group::Statistics},
    {"pg_restore_attribute_stats", Group::Statistics},
    {"pg_clear_relation_stats", Group::Statistics},
    {"pg_clear_attribute_stats", Group::Statistics},

    {"set_config", Group::Settings},

    {"pg_notify", Group::Notifications},

    {"brin_summarize_new_values", Group::Indexes},
    {"brin_summarize_range", Group::Indexes},
    {"brin_desummarize_range", Group::Indexes},
    {"gin_clean_pending_list", Group::Indexes},

    {"query_to_xml", Group::RunsText},
    {"query_to_xmlschema", Group::RunsText},
    {"query_to_xml_and_xmlschema", Group::RunsText},
    {"cursor_to_xml", Group::RunsText},
    {"cursor_to_xmlschema", Group::RunsText},
    {"table_to_xml", Group::RunsText},
    {"table_to_xmlschema", Group::RunsText},
    {"table_to_xml_and_xmlschema", Group::RunsText},
    {"schema_to_xml", Group::RunsText},
    {"schema_to_xmlschema", Group::RunsText},
    {"schema_to_xml_and_xmlschema", Group::RunsText},
    {"database_to_xml", Group::RunsText},
    {"database_to_xmlschema", Group::RunsText},
    {"database_to_xml_and_xmlschema", Group::RunsText},
    {"ts_stat", Group::RunsText},
    {"ts_rewrite", Group::RunsText},
    {"crosstab", Group::RunsText},
    {"crosstab2", Group::RunsText},
    {"crosstab3", Group::RunsText},
    {"crosstab4", Group::RunsText},
    {"connectby", Group::RunsText},
    {"xpath_table", Group::RunsText},

    {"postgres_fdw_disconnect", Group::OtherServers},
    {"postgres_fdw_disconnect_all", Group::OtherServers},
});

// Extensions may live in any schema; what stands in pg_catalog is meant only by its bare name or that schema's.
constexpr auto extensionFunctions = std::to_array<std::string_view>({"crosstab",
                                                                     "crosstab2",
                                                                     "crosstab3",
                                                                     "crosstab4",
                                                                     "connectby",
                                                                     "xpath_table",
                                                                     "query_export_to_s3",
                                                                     "table_import_from_s3",
                                                                     "postgres_fdw_disconnect",
                                                                     "postgres_fdw_disconnect_all",
                                                                     "pg_stat_statements_reset",
                                                                     "pg_prewarm",
                                                                     "autoprewarm_start_worker",
                                                                     "autoprewarm_dump_now",
                                                                     "pg_buffercache_evict",
                                                                     "pg_truncate_visibility_map",
                                                                     "heap_force_kill",
                                                                     "heap_force_freeze",
                                                                     "pg_file_write",
                                                                     "pg_file_rename",
                                                                     "pg_file_unlink",
                                                                     "pg_file_sync",
                                                                     "pg_file_read",
                                                                     "pg_file_length",
                                                                     "pg_logdir_ls",
                                                                     "pg_logfile_rotate",
                                                                     "lo_manage"});

bool isOfExtension(std::string_view name)
{
    return std::find(extensionFunctions.begin(), extensionFunctions.end(), name) != extensionFunctions.end();
}

const Entry* findFunction(std::string_view name)
{
    static const auto byName = [] {
        std::unordered_map<std::string_view, const Entry*> map;
        for (const Entry& entry : functions)
            map.emplace(entry.name, &entry);
        return map;
    }();
    const auto at = byName.find(name);
    return at == byName.end() ? nullptr : at->second;
}

QString groupSentence(Group group)
{
    switch (group) {
    case Group::Sessions:
        return Refusals::tr(
            "The function %1 reaches into other people's sessions, even from a read-only query. To stop "
            "a query of your own, use Stop; for others, ask the database's administrator.");
    case Group::Locks:
        return Refusals::tr("The function %1 takes or frees a lock that outlives the query and can hold up other "
                            "programs. A query that only reads needs no such lock: leave the call out.");
    case Group::Sequences:
        return Refusals::tr("The function %1 moves a sequence on, and that cannot be undone. To see where a sequence "
                            "stands, select last_value from it, or look into pg_sequences.");
    case Group::LargeObjects:
        return Refusals::tr("The function %1 works on large objects, which can be written even from a read-only query. "
                            "Use a program made for large objects, such as psql with its \\lo_ commands.");
    case Group::Files:
        return Refusals::tr("The function %1 reaches files outside the database. Select from tables instead; to save "
                            "a result, export it.");
    case Group::Server:
        return Refusals::tr("The function %1 acts on the whole server. That is the administrator's work: ask the "
                            "database's administrator to do it.");
    case Group::Replication:
        return Refusals::tr("The function %1 acts on replication. To see its state, select from "
                            "pg_replication_slots or pg_stat_replication; changes are the administrator's.");
    case Group::Statistics:
        return Refusals::tr(
            "The function %1 changes or resets statistics that others rely on. Select from the pg_stat_ "
            "views to read them.");
    case Group::Settings:
        return Refusals::tr("The function %1 would change settings of the session, which Parlance sets for each run. "
                            "Leave the call out; current_setting() and SHOW read a setting.");
    case Group::Notifications:
        return Refusals::tr(
            "The function %1 sends a message to other programs. Leave the call out and select the value.");
    case Group::Indexes:
        return Refusals::tr("The function %1 changes an index. Maintenance is the administrator's work: ask the "
                            "database's administrator to do it.");
    case Group::RunsText:
        return Refusals::tr(
            "The function %1 runs a text or a whole table or cursor by name, and what runs there cannot "
            "be checked. Write that query directly, as a subquery or in WITH, and export the result.");
    case Group::OtherServers:
        return Refusals::tr("The function %1 talks to another database server, where this session's read-only rule "
                            "does not hold. Sign in to that database and ask there.");
    }
    return {};
}

bool startsWithAny(const QString& text, std::initializer_list<QStringView> starts)
{
    return std::any_of(starts.begin(), starts.end(), [&](QStringView start) { return text.startsWith(start); });
}

bool isAnyOf(const QString& text, std::initializer_list<QStringView> words)
{
    return std::any_of(words.begin(), words.end(), [&](QStringView word) { return text == word; });
}

QString structureSentence(const QString& tag)
{
    if (isAnyOf(tag, {u"CREATE TABLE AS", u"SELECT INTO", u"CREATE MATERIALIZED VIEW", u"CREATE VIEW"}))
        return Refusals::tr(
            "%1 would store something new in the database; only queries that read are run here. Put the "
            "intermediate result into WITH name AS (SELECT …) and select from it, or export the rows.");
    if (isAnyOf(tag, {u"CREATE ROLE", u"ALTER ROLE", u"DROP ROLE", u"CREATE USER MAPPING", u"ALTER USER MAPPING",
                      u"DROP USER MAPPING"}))
        return Refusals::tr("%1 changes who may do what; only queries that read are run here. Ask the database's "
                            "administrator.");
    if (startsWithAny(tag, {u"CREATE ", u"ALTER ", u"DROP ", u"IMPORT "}) ||
        isAnyOf(tag, {u"COMMENT", u"SECURITY LABEL"}))
        return Refusals::tr(
            "%1 changes the structure of the database; only queries that read are run here. Have it run "
            "by someone who maintains this database, with a program made for it.");
    return {};
}

QString sessionSentence(const QString& tag)
{
    if (isAnyOf(tag, {u"BEGIN", u"START TRANSACTION", u"COMMIT", u"ROLLBACK", u"SAVEPOINT", u"RELEASE",
                      u"PREPARE TRANSACTION", u"COMMIT PREPARED", u"ROLLBACK PREPARED", u"SET CONSTRAINTS"}))
        return Refusals::tr("%1 is not needed: each query runs in a read-only transaction of its own, which Parlance "
                            "begins and ends. Leave it out and run the query alone.");
    if (isAnyOf(tag, {u"SET", u"RESET"}) || tag.startsWith(u"DISCARD"))
        return Refusals::tr("%1 would change settings of the session, which Parlance sets for each run. Leave it out; "
                            "SHOW reads a setting.");
    if (isAnyOf(tag, {u"PREPARE", u"EXECUTE"}) || tag.startsWith(u"DEALLOCATE"))
        return Refusals::tr(
            "%1 hides the query that runs, so that it cannot be checked. Write the query itself, with its "
            "values in place.");
    if (isAnyOf(tag, {u"DECLARE CURSOR", u"FETCH", u"MOVE"}) || tag.startsWith(u"CLOSE CURSOR"))
        return Refusals::tr("%1 is not needed: rows arrive as they are read, without a cursor. Run the query itself.");
    if (isAnyOf(tag, {u"LISTEN", u"UNLISTEN", u"NOTIFY"}))
        return Refusals::tr(
            "%1 is about messages between programs, which are not passed on here. Only queries that read "
            "are run: select what you need.");
    if (tag == u"LOCK TABLE")
        return Refusals::tr("%1 would hold up other programs. A query that only reads needs no lock: leave it out.");
    return {};
}

} // namespace

QString statementRefusal(const QString& tag)
{
    QString sentence = structureSentence(tag);
    if (sentence.isEmpty())
        sentence = sessionSentence(tag);
    if (isAnyOf(tag, {u"INSERT", u"UPDATE", u"DELETE", u"MERGE", u"TRUNCATE TABLE"}))
        sentence = Refusals::tr("%1 changes data; only queries that read are run here. Select the rows that it would "
                                "touch, and have the change made by someone who may.");
    else if (tag == u"COPY")
        sentence =
            Refusals::tr("%1 moves rows between the database and files, which is not done here. To save rows, run "
                         "the query itself and export its result.");
    else if (isAnyOf(tag, {u"DO", u"CALL"}))
        sentence =
            Refusals::tr("%1 runs a program inside the database that may change anything. Write what you want to "
                         "see as a query.");
    else if (startsWithAny(tag, {u"GRANT", u"REVOKE", u"REASSIGN OWNED"}))
        sentence = Refusals::tr("%1 changes who may do what; only queries that read are run here. Ask the database's "
                                "administrator.");
    else if (tag == u"EXPLAIN")
        sentence =
            Refusals::tr("%1 is run here only for a query that reads: SELECT, WITH, VALUES or TABLE. Explain the "
                         "query that finds the rows instead.");
    else if (sentence.isEmpty())
        sentence = Refusals::tr("%1 is not a query; only queries that read are run here: SELECT, WITH, VALUES, TABLE, "
                                "SHOW and EXPLAIN of one of them. Ask the database's administrator to run it.");
    return sentence.arg(tag);
}

QString functionRefusal(std::string_view schema, std::string_view name, int argumentCount)
{
    const QString shown = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    if (name.substr(0, 6) == "dblink")
        return groupSentence(Group::OtherServers).arg(shown);
    if (schema == "aws_lambda")
        return groupSentence(Group::OtherServers).arg(shown);
    const Entry* entry = findFunction(name);
    if (entry == nullptr)
        return {};
    const bool means = schema.empty() || schema == "pg_catalog" || isOfExtension(name);
    const bool threeQueries = name == "ts_rewrite" && argumentCount == 3; // (tsquery, tsquery, tsquery) runs no text
    return means && !threeQueries ? groupSentence(entry->group).arg(shown) : QString();
}

} // namespace parlance
