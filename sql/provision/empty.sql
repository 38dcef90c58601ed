-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether sample data may be put here: nothing stands in the schema public yet.
SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = 'public'::pg_catalog.regnamespace) AS empty
