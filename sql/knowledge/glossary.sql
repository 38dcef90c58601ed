-- The team's words.
SELECT term, meaning, sql, pg_catalog.to_json(synonyms)::text AS synonyms
FROM parlance.glossary
ORDER BY lower(term), term
LIMIT 2000
