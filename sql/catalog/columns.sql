-- The columns of the relations of tables.sql, in their order. A column is nullable unless it or its domain says NOT NULL.
-- The type's oid leads to its labels in enum_labels.sql.
SELECT a.attrelid,
       a.attname,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
       a.atttypid,
       NOT (a.attnotnull OR (t.typtype = 'd' AND t.typnotnull)) AS nullable,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
       a.attidentity,
       a.attgenerated,
       s.description AS comment
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_catalog.pg_description s
       ON s.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND s.objoid = a.attrelid AND s.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'parlance')
ORDER BY a.attrelid, a.attnum
