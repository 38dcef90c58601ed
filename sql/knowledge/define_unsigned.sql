-- As define.sql, where schema parlance is of an earlier version that does not know who changed a word.
INSERT INTO parlance.glossary (term, meaning, sql, synonyms)
VALUES ($1::text, $2::text, $3::text, ARRAY(SELECT pg_catalog.json_array_elements_text($4::json)))
ON CONFLICT (term) DO UPDATE SET meaning = excluded.meaning, sql = excluded.sql, synonyms = excluded.synonyms
