-- The team's questions, oldest first. Times are in seconds since 1970, whatever the session's DateStyle.
SELECT id, question, sql, explanation, pg_catalog.to_json(tags)::text AS tags, status, author,
       extract(epoch FROM created)::bigint AS created, verified_by, extract(epoch FROM verified_at)::bigint AS verified_at,
       fingerprint, result_rows
FROM parlance.verified_questions
ORDER BY created, id
LIMIT 20000
