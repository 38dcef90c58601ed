-- Writes a question as verified, or verifies one that is there with what it says now. Only members of
-- parlance_verifier may.
INSERT INTO parlance.verified_questions
    (id, question, sql, explanation, tags, author, fingerprint, result_rows, status, verified_by, verified_at)
VALUES ($1::uuid, $2::text, $3::text, $4::text, ARRAY(SELECT pg_catalog.json_array_elements_text($5::json)), $6::text,
        $7::text, $8::bigint, 'verified', $9::text, pg_catalog.now())
ON CONFLICT (id) DO UPDATE
SET question = excluded.question, sql = excluded.sql, explanation = excluded.explanation, tags = excluded.tags,
    fingerprint = excluded.fingerprint, result_rows = excluded.result_rows, status = 'verified',
    verified_by = excluded.verified_by, verified_at = pg_catalog.now()
