-- SPDX-License-Identifier: GPL-3.0-or-later
-- Stands alone: PostgreSQL makes no database in a transaction. Variables: database, owner.
CREATE DATABASE :"database" OWNER :"owner" TEMPLATE template0 ENCODING 'UTF8'
