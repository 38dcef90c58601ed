-- The columns of the relations of tables.sql, in their order. A column is nullable unless it or its domain, or a domain
-- under that, says NOT NULL. The type's oid leads to its labels in enum_labels.sql,
-- the column's number to its keys in constraints.sql.
WITH RECURSIVE never_null AS (
    SELECT t.oid
    FROM pg_catalog.pg_type t
    WHERE t.typtype = 'd' AND t.typnotnull
    UNION
    SELECT t.oid
    FROM pg_catalog.pg_type t
    JOIN never_null b ON b.oid = t.typbasetype
    WHERE t.typtype = 'd'
)
SELECT a.attrelid,
       a.attnum,
       a.attname,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
       a.atttypid,
       NOT (a.attnotnull OR v.oid IS NOT NULL) AS nullable,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression,
       a.attidentity,
       a.attgenerated,
       s.description AS comment
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN never_null v ON v.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_catalog.pg_description s
       ON s.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND s.objoid = a.attrelid AND s.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'parlance')
ORDER BY a.attrelid, a.attnum
