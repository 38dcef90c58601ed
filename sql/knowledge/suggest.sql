-- Suggests a question. Written twice (the connection broke before the answer came) it stands once.
INSERT INTO parlance.verified_questions (id, question, sql, explanation, tags, author, fingerprint, result_rows)
VALUES ($1::uuid, $2::text, $3::text, $4::text, ARRAY(SELECT pg_catalog.json_array_elements_text($5::json)), $6::text,
        $7::text, $8::bigint)
ON CONFLICT (id) DO NOTHING
