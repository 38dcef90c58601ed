-- SPDX-License-Identifier: GPL-3.0-or-later
-- The roles of the sample server. A team's role signs in and reads; the owner of its tables cannot sign in at all.
-- Run again at each start of the server: a role may change its own password, the sample's stand as documented.
SET password_encryption = 'scram-sha-256';

DO $$
DECLARE
    team text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'parlance_verifier') THEN
        CREATE ROLE parlance_verifier NOLOGIN; -- the three databases are loaded side by side
    END IF;
    FOREACH team IN ARRAY ARRAY['sales', 'marketing', 'operations'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = team || '_owner') THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', team || '_owner');
        END IF;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = team) THEN
            EXECUTE format('CREATE ROLE %I', team);
        END IF;
        EXECUTE format('ALTER ROLE %I WITH NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOLOGIN PASSWORD NULL',
                       team || '_owner');
        EXECUTE format('ALTER ROLE %I WITH NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS LOGIN '
                       'CONNECTION LIMIT 50 PASSWORD %L', team, team || '123');
        -- Back to what is sane, whatever the role set for itself.
        EXECUTE format('ALTER ROLE %I RESET ALL', team);
        EXECUTE format('ALTER ROLE %I SET statement_timeout = ''30min''', team);
        EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = ''1h''', team);
        EXECUTE format('ALTER ROLE %I SET temp_file_limit = ''4GB''', team);
    END LOOP;
END
$$;
