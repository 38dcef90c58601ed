-- SPDX-License-Identifier: GPL-3.0-or-later
-- Empties a sample database before it is filled for another day, in the same transaction as the filling.
-- Whoever is still connected holds locks on the old tables (the server is ours, and no other program uses it now).
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
