SELECT id, tab, team, server, started_at, question, sql, rows, milliseconds, outcome, error
FROM run
WHERE team = :team AND server = :server AND outcome <> 'running'
ORDER BY started_at DESC, id DESC
LIMIT :limit
