-- SPDX-License-Identifier: GPL-3.0-or-later
-- Takes from PUBLIC, in the database it runs in, what PostgreSQL grants to everyone. Run in postgres, in template1
-- (new databases inherit what is done to functions and schemas there) and in each sample database.
DO $$
DECLARE
    routine regprocedure;
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
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
    END LOOP;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
END
$$;
