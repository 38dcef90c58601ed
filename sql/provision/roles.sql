-- SPDX-License-Identifier: GPL-3.0-or-later
-- The team's role, which signs in and reads, and the owner of its tables, who cannot sign in. What is there is kept.
-- Variables: user, owner, connections.
SELECT pg_catalog.set_config('parlance.user', :'user', true),
       pg_catalog.set_config('parlance.owner', :'owner', true),
       pg_catalog.set_config('parlance.connections', :'connections', true);

DO $$
DECLARE
    team text := current_setting('parlance.user');
    owner text := current_setting('parlance.owner');
    known pg_roles;
    others text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = owner) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', owner);
        RAISE NOTICE USING ERRCODE = 'PRLN0',
            MESSAGE = format('Role %I made: it owns the tables and cannot sign in.', owner);
    END IF;
    SELECT * INTO known FROM pg_roles WHERE rolname = team;
    IF known.rolname IS NULL THEN
        EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT %s', team, current_setting('parlance.connections')::integer);
        RAISE NOTICE USING ERRCODE = 'PRLN0', MESSAGE = format('Role %I made: it signs in and reads.', team);
    ELSIF known.rolsuper OR known.rolcreaterole OR known.rolcreatedb OR known.rolreplication OR known.rolbypassrls THEN
        RAISE insufficient_privilege USING
            MESSAGE = format('role %I is there and may more than a team''s role may', team),
            HINT = 'Take SUPERUSER, CREATEROLE, CREATEDB, REPLICATION and BYPASSRLS from it, or name another user.';
    ELSIF NOT known.rolcanlogin THEN
        RAISE insufficient_privilege USING
            MESSAGE = format('role %I is there and may not sign in', team),
            HINT = format('ALTER ROLE %I LOGIN, or name another user.', team);
    ELSE
        RAISE NOTICE USING ERRCODE = 'PRLN0', MESSAGE = format('Role %I was there.', team);
    END IF;
    SELECT string_agg(quote_ident(g.rolname), ', ' ORDER BY g.rolname) INTO others
      FROM pg_auth_members AS m
      JOIN pg_roles AS g ON g.oid = m.roleid
      JOIN pg_roles AS u ON u.oid = m.member
     WHERE u.rolname = team;
    IF others IS NOT NULL THEN
        RAISE NOTICE USING ERRCODE = 'PRLN0',
            MESSAGE = format('Role %I is a member of %s and may what these may.', team, others);
    END IF;
    -- An administrator who is no superuser makes databases only for roles it is a member of.
    IF NOT pg_has_role(current_user, owner, 'USAGE') THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', owner);
    END IF;
END
$$;
