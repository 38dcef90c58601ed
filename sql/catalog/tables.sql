-- Every relation people query, with its schema. Partitions are counted under the table they belong to: the leaves, which
-- hold the rows. System schemas and Parlance's own are left out.
WITH RECURSIVE
listed AS (
    SELECT c.oid, c.relname, c.relkind, c.reltuples, c.relpages, c.relrowsecurity, n.oid AS nspoid, n.nspname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'parlance')
),
partition AS (
    SELECT i.inhrelid, i.inhparent AS root
    FROM pg_catalog.pg_inherits i
    JOIN listed l ON l.oid = i.inhparent AND l.relkind = 'p'
    UNION ALL
    SELECT i.inhrelid, p.root
    FROM pg_catalog.pg_inherits i
    JOIN partition p ON p.inhrelid = i.inhparent
),
-- An estimate of nothing on no pages is "never analysed" before PostgreSQL 14, which says -1 for it.
estimate AS (
    SELECT c.oid, c.relkind,
           CASE WHEN c.reltuples < 0 THEN NULL
                WHEN c.reltuples = 0 AND c.relpages = 0
                     AND pg_catalog.current_setting('server_version_num')::int < 140000 THEN NULL
                ELSE c.reltuples END AS tuples
    FROM pg_catalog.pg_class c
    WHERE c.relkind IN ('r', 'm', 'f')
),
leaves AS (
    SELECT p.root, count(*) AS partitions, sum(e.tuples::float8) AS tuples
    FROM partition p
    JOIN estimate e ON e.oid = p.inhrelid
    GROUP BY p.root
)
SELECT l.oid,
       l.nspname,
       nd.description AS schema_comment,
       l.relname,
       l.relkind,
       d.description AS comment,
       CASE WHEN l.relkind = 'p' AND s.root IS NULL THEN 0
            WHEN l.relkind = 'p' THEN round(s.tuples)::int8
            ELSE round(e.tuples::float8)::int8 END AS estimated_rows,
       pg_catalog.has_schema_privilege(l.nspoid, 'USAGE')
           AND pg_catalog.has_any_column_privilege(l.oid, 'SELECT') AS readable,
       coalesce(s.partitions, 0) AS partitions,
       CASE WHEN l.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(l.oid) END AS definition,
       l.relrowsecurity,
       pg_catalog.current_database() AS database,
       l.relrowsecurity AND pg_catalog.row_security_active(l.oid) AS row_security_active
FROM listed l
LEFT JOIN estimate e ON e.oid = l.oid
LEFT JOIN leaves s ON s.root = l.oid
LEFT JOIN pg_catalog.pg_description d
       ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objoid = l.oid AND d.objsubid = 0
LEFT JOIN pg_catalog.pg_description nd
       ON nd.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND nd.objoid = l.nspoid AND nd.objsubid = 0
ORDER BY l.nspname COLLATE "C", l.relname COLLATE "C"
