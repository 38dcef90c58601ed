-- SPDX-License-Identifier: GPL-3.0-or-later
-- Takes from PUBLIC, in the database it runs in, what PostgreSQL grants to everyone. Run in each database that is made
-- for a team; in the sample's server also in postgres and in template1 (new databases inherit what is done to functions
-- and schemas there).
DO $$
DECLARE
    routine regprocedure;
    kept integer := 0;
BEGIN
    EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    -- These write, hold or end something from inside a read-only transaction. pg_terminate_backend and
    -- pg_cancel_backend reach every session of the same role, and a whole team shares one; a session's advisory lock
    -- outlives ROLLBACK; large objects can be made without any right to a table.
    FOR routine IN
        SELECT p.oid
          FROM pg_proc p
         WHERE p.pronamespace = 'pg_catalog'::regnamespace
           AND (p.proname IN ('pg_terminate_backend', 'pg_cancel_backend', 'pg_logical_emit_message',
                              'pg_export_snapshot', 'pg_notify',
                              'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_import', 'lo_export', 'lo_open',
                              'lo_put', 'lo_truncate', 'lo_truncate64', 'lo_unlink', 'lowrite')
                OR p.proname LIKE '%\_advisory\_%')
           AND has_function_privilege('public', p.oid, 'EXECUTE')
    LOOP
        BEGIN
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
            IF has_function_privilege('public', routine, 'EXECUTE') THEN
                kept := kept + 1; -- a warning, no error, where somebody else granted it
            END IF;
        EXCEPTION WHEN insufficient_privilege THEN
            kept := kept + 1;
        END;
    END LOOP;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    IF kept > 0 THEN -- on a managed server its administrator is no superuser
        RAISE NOTICE USING ERRCODE = 'PRLN0', MESSAGE = format(
            '%s functions of the server (advisory locks, large objects, pg_terminate_backend and the like) stay open to '
            'everyone in %I: only a superuser can close them. Parlance refuses their names.', kept, current_database());
    END IF;
END
$$;
