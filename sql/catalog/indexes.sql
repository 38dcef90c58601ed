-- Every index of the relations of tables.sql, with the words that would make it.
SELECT i.indrelid,
       x.relname,
       pg_catalog.pg_get_indexdef(i.indexrelid) AS definition,
       i.indisunique
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_class r ON r.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
WHERE i.indislive
  AND r.relkind IN ('r', 'p', 'm') AND NOT r.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'parlance')
ORDER BY i.indrelid, x.relname COLLATE "C"
