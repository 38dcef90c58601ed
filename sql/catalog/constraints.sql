-- Primary, unique and foreign keys, a row for each column (pair) in key order, and a row for each CHECK. Where a foreign
-- key points to a partitioned table PostgreSQL keeps one more constraint for each partition (conparentid): not ours.
SELECT c.conrelid,
       c.conname,
       c.contype,
       CASE WHEN c.contype = 'c' THEN pg_catalog.pg_get_constraintdef(c.oid) END AS definition,
       a.attname,
       fn.nspname AS to_schema,
       f.relname AS to_table,
       fa.attname AS to_column
FROM pg_catalog.pg_constraint c
JOIN pg_catalog.pg_class r ON r.oid = c.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
LEFT JOIN LATERAL unnest(CASE WHEN c.contype <> 'c' THEN c.conkey END, c.confkey)
          WITH ORDINALITY AS pair (attnum, to_attnum, place) ON true
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.attnum
LEFT JOIN pg_catalog.pg_class f ON c.contype = 'f' AND f.oid = c.confrelid
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
LEFT JOIN pg_catalog.pg_attribute fa ON fa.attrelid = c.confrelid AND fa.attnum = pair.to_attnum
WHERE c.contype IN ('p', 'u', 'f', 'c') AND c.conparentid = 0
  AND r.relkind IN ('r', 'p', 'f') AND NOT r.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'parlance')
ORDER BY c.conrelid, c.conname COLLATE "C", c.oid, pair.place
