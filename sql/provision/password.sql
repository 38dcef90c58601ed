-- SPDX-License-Identifier: GPL-3.0-or-later
-- Variables: user, verifier (SCRAM-SHA-256: the password itself is not sent).
ALTER ROLE :"user" PASSWORD :'verifier'
