-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may do what in the team's database; run in it, again and again. A database that was made for the team is closed
-- to everybody else; one that was there before stays as open as it was, which is said.
-- Variables: user, owner, schemas (an array).
SELECT pg_catalog.set_config('parlance.user', :'user', true),
       pg_catalog.set_config('parlance.owner', :'owner', true),
       pg_catalog.set_config('parlance.schemas', :'schemas', true);

DO $$
DECLARE
    team text := current_setting('parlance.user');
    owner text := current_setting('parlance.owner');
    owned boolean := (SELECT pg_get_userbyid(datdba) = owner FROM pg_database WHERE datname = current_database());
    wanted text;
    item record;
    refused text[] := '{}';
BEGIN
    IF owned AND (SELECT pg_get_userbyid(nspowner) NOT IN (owner, 'pg_database_owner')
                    FROM pg_namespace WHERE nspname = 'public') THEN
        EXECUTE format('ALTER SCHEMA public OWNER TO %I', owner); -- before PostgreSQL 15
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), team);
    FOREACH wanted IN ARRAY current_setting('parlance.schemas')::text[] LOOP
        IF to_regnamespace(quote_ident(wanted)) IS NULL THEN
            EXECUTE format('CREATE SCHEMA %I AUTHORIZATION %I', wanted, owner);
            RAISE NOTICE USING ERRCODE = 'PRLN0', MESSAGE = format('Schema %I made.', wanted);
        END IF;
        BEGIN
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', wanted, team);
        EXCEPTION WHEN insufficient_privilege THEN
            NULL; -- has_schema_privilege below tells
        END;
        IF NOT has_schema_privilege(team, wanted, 'USAGE') THEN
            refused := refused || format('schema %I', wanted);
        END IF;
        FOR item IN
            SELECT c.oid, c.oid::regclass AS name
              FROM pg_class AS c
             WHERE c.relnamespace = to_regnamespace(quote_ident(wanted)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        LOOP
            IF NOT has_table_privilege(team, item.oid, 'SELECT') THEN
                BEGIN
                    EXECUTE format('GRANT SELECT ON TABLE %s TO %I', item.name, team);
                EXCEPTION WHEN insufficient_privilege THEN
                    NULL;
                END;
                IF NOT has_table_privilege(team, item.oid, 'SELECT') THEN
                    refused := refused || item.name::text;
                END IF;
            END IF;
        END LOOP;
        -- What is made later, by the owner of the tables and by the administrator.
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO %I',
                       owner, wanted, team);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT ON TABLES TO %I', wanted, team);
    END LOOP;
    IF cardinality(refused) > 0 THEN
        RAISE NOTICE USING ERRCODE = 'PRLN0', MESSAGE = format(
            '%I may not read %s%s: they belong to others, who must grant it.', team,
            array_to_string(refused[1:10], ', '),
            CASE WHEN cardinality(refused) > 10 THEN format(' and %s more', cardinality(refused) - 10) ELSE '' END);
    END IF;
    -- Limits of the role in this database; Parlance's own are narrower.
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET statement_timeout = ''30min''', team, current_database());
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET idle_in_transaction_session_timeout = ''1h''', team, current_database());
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %s', team, current_database(),
                   (SELECT string_agg(quote_ident(s), ', ') FROM unnest(current_setting('parlance.schemas')::text[]) AS s));
    BEGIN
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET temp_file_limit = ''4GB''', team, current_database());
    EXCEPTION WHEN insufficient_privilege THEN
        NULL; -- a superuser's alone
    END;
    IF NOT owned AND has_database_privilege('public', current_database(), 'CONNECT') THEN
        RAISE NOTICE USING ERRCODE = 'PRLN0', MESSAGE = format(
            'Database %1$I was there before and everybody may connect to it. When nobody else needs it: '
            'REVOKE CONNECT, TEMPORARY ON DATABASE %1$I FROM PUBLIC', current_database());
    END IF;
END
$$;
