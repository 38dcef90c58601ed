-- The team's words; who wrote them last and when, where the schema knows it.
SELECT term, meaning, sql, pg_catalog.to_json(synonyms)::text AS synonyms,
       pg_catalog.to_jsonb(g) ->> 'changed_by' AS changed_by,
       extract(epoch FROM (pg_catalog.to_jsonb(g) ->> 'changed_at')::timestamptz)::bigint AS changed_at
FROM parlance.glossary g
ORDER BY lower(term), term
LIMIT 2000
