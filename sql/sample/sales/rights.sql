-- SPDX-License-Identifier: GPL-3.0-or-later
-- The tables belong to a role that cannot sign in; the team may connect, look and read, and nothing more.
ALTER DATABASE sales_db OWNER TO sales_owner;
REVOKE ALL ON DATABASE sales_db FROM PUBLIC;
GRANT CONNECT ON DATABASE sales_db TO sales;
ALTER SCHEMA public OWNER TO sales_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sales;

DO $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT c.oid::regclass AS name FROM pg_class c
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO sales_owner', item.name);
        EXECUTE format('REVOKE ALL ON TABLE %s FROM PUBLIC', item.name);
        EXECUTE format('GRANT SELECT ON TABLE %s TO sales', item.name);
    END LOOP;
    FOR item IN SELECT t.oid::regtype AS name FROM pg_type t
                 WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e' LOOP
        EXECUTE format('ALTER TYPE %s OWNER TO sales_owner', item.name);
    END LOOP;
END
$$;
