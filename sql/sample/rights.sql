-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tables belong to a role that cannot sign in; the team may connect, look and read, and nothing more. Which team
-- this database is made for stands in the setting parlance.team.
DO $$
DECLARE
    team text := current_setting('parlance.team');
    owner text := team || '_owner';
    item record;
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO %I', current_database(), owner);
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), team);
    EXECUTE format('ALTER SCHEMA public OWNER TO %I', owner);
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', team);
    FOR item IN SELECT c.oid::regclass AS name FROM pg_class c
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO %I', item.name, owner);
        EXECUTE format('REVOKE ALL ON TABLE %s FROM PUBLIC', item.name);
        EXECUTE format('GRANT SELECT ON TABLE %s TO %I', item.name, team);
    END LOOP;
    FOR item IN SELECT t.oid::regtype AS name FROM pg_type t
                 WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e' LOOP
        EXECUTE format('ALTER TYPE %s OWNER TO %I', item.name, owner);
    END LOOP;
END
$$;
