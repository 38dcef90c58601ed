SELECT id, team, server, sent_at, host, model, purpose, tables, bytes, outcome, error, input_tokens, cache_write_tokens,
       cache_read_tokens, output_tokens, cost, currency, length(body) > 0
FROM sent
WHERE team = :team AND server IN (:server, '')
   OR team = '' AND server = ''
ORDER BY sent_at DESC, id DESC
LIMIT :limit
