-- Says what a word of the team means, or says it anew. Only members of parlance_verifier may.
INSERT INTO parlance.glossary (term, meaning, sql, synonyms, changed_by, changed_at)
VALUES ($1::text, $2::text, $3::text, ARRAY(SELECT pg_catalog.json_array_elements_text($4::json)), $5::text,
        pg_catalog.now())
ON CONFLICT (term) DO UPDATE
SET meaning = excluded.meaning, sql = excluded.sql, synonyms = excluded.synonyms, changed_by = excluded.changed_by,
    changed_at = pg_catalog.now()
