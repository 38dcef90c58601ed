INSERT INTO run (id, program, tab, team, server, started_at, question, sql, rows, milliseconds, outcome, error)
VALUES (:id, :program, :tab, :team, :server, :started_at, :question, :sql, :rows, :milliseconds, :outcome, :error)
ON CONFLICT (id) DO UPDATE SET
    rows = excluded.rows, milliseconds = excluded.milliseconds, outcome = excluded.outcome, error = excluded.error
