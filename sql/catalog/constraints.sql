-- Primary, unique and foreign keys with the numbers of their columns in key order, and every CHECK. The names of the
-- columns a foreign key points to are told only where columns.sql does not list them (a partition, a schema left out).
-- Where a foreign key points to a partitioned table PostgreSQL keeps one more constraint for each partition
-- (conparentid): not ours.
SELECT c.conrelid,
       c.conname,
       c.contype,
       CASE WHEN c.contype = 'c' THEN pg_catalog.pg_get_constraintdef(c.oid) END AS definition,
       CASE WHEN c.contype <> 'c' THEN pg_catalog.array_to_json(c.conkey) END AS columns,
       c.confrelid,
       fn.nspname AS to_schema,
       f.relname AS to_table,
       pg_catalog.array_to_json(c.confkey) AS to_columns,
       CASE WHEN f.relispartition OR fn.nspname ~ '^pg_' OR fn.nspname IN ('information_schema', 'parlance') THEN (
           SELECT pg_catalog.json_agg(a.attname ORDER BY k.place)
           FROM unnest(c.confkey) WITH ORDINALITY AS k (attnum, place)
           JOIN pg_catalog.pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum
       ) END AS to_column_names
FROM pg_catalog.pg_constraint c
JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_class f ON c.contype = 'f' AND f.oid = c.confrelid
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
WHERE c.contype IN ('p', 'u', 'f', 'c') AND c.conparentid = 0
  AND r.relkind IN ('r', 'p', 'f') AND NOT r.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'parlance')
ORDER BY c.conrelid, c.conname COLLATE "C", c.oid
