-- The doubtful answers that nobody corrected yet, newest first.
SELECT id, question, sql, reason, words, author, extract(epoch FROM created)::bigint AS created
FROM parlance.doubtful_answers
WHERE corrected_by IS NULL
ORDER BY doubtful_answers.created DESC, id
LIMIT 5000
