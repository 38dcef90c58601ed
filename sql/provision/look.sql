-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is there already, for one team: may the administrator make roles and databases; the team's role and database, and
-- whether that database was made for the team (it belongs to the owner of its tables).
-- Variables: user, owner, database.
SELECT current_user AS administrator,
       r.rolsuper OR (r.rolcreatedb AND r.rolcreaterole) AS may_provision,
       EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = :'user') AS role_exists,
       EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = :'database') AS database_exists,
       EXISTS (SELECT FROM pg_catalog.pg_database
                WHERE datname = :'database' AND pg_catalog.pg_get_userbyid(datdba) = :'owner') AS database_ours,
       EXISTS (SELECT FROM pg_catalog.pg_roles
                WHERE rolname = :'user'
                  AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) AS role_privileged
  FROM pg_catalog.pg_roles AS r
 WHERE r.rolname = current_user
