-- Notes an answer that somebody did not mean.
INSERT INTO parlance.doubtful_answers (id, question, sql, reason, words, author)
VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text)
ON CONFLICT (id) DO NOTHING
