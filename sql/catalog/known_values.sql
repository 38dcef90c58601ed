-- What the server's statistics know of columns of text with few values: the values, the most frequent first, and whether
-- there are no others, as far as the last ANALYZE saw: as many values are listed as it counted, and together with the
-- NULLs they make up all rows. In a small table the bounds of the histogram are the values that one row each has; they
-- are taken where they leave no value out, and said to be rare. Statistics over a table's children come last and count. The view shows only what the role
-- may read. A value is turned to text and back as the server itself does it.
WITH few AS (
    SELECT s.schemaname, s.tablename, s.attname, s.inherited, s.null_frac, s.most_common_freqs,
           coalesce(s.most_common_vals::pg_catalog.text::pg_catalog.text[], '{}') AS common,
           coalesce(s.histogram_bounds::pg_catalog.text::pg_catalog.text[], '{}') AS bounds,
           CASE WHEN s.n_distinct >= 0 THEN s.n_distinct ELSE -s.n_distinct * c.reltuples END AS distinct_values,
           t.oid = 'pg_catalog.bpchar'::pg_catalog.regtype AS padded
    FROM pg_catalog.pg_stats s
    JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE c.relkind IN ('r', 'p', 'm', 'f') AND NOT c.relispartition
      AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'parlance')
      AND t.typcategory = 'S' AND t.typelem = 0
      AND (s.most_common_vals IS NOT NULL OR s.histogram_bounds IS NOT NULL)
      AND coalesce(pg_catalog.cardinality(s.most_common_freqs), 0) <= 100
), listed AS (
    SELECT f.*, pg_catalog.cardinality(f.bounds) > 0
               AND f.distinct_values < pg_catalog.cardinality(f.common) + pg_catalog.cardinality(f.bounds) + 0.5 AS rare
    FROM few f
    WHERE f.distinct_values <= 100
)
SELECT f.schemaname,
       f.tablename,
       f.attname,
       pg_catalog.array_to_json(CASE WHEN f.rare THEN f.common || f.bounds ELSE f.common END) AS vals,
       f.rare OR (f.distinct_values < pg_catalog.cardinality(f.common) + 0.5
           AND f.null_frac + (SELECT sum(q) FROM pg_catalog.unnest(f.most_common_freqs) q) > 0.99999) AS complete,
       f.padded,
       f.rare
FROM listed f
WHERE f.rare OR pg_catalog.cardinality(f.common) > 0
ORDER BY f.schemaname COLLATE "C", f.tablename COLLATE "C", f.attname COLLATE "C", f.inherited
