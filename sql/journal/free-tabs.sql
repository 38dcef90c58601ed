SELECT id, window, team, server, place, current, title, question, sql, sql_origin, cursor, first_visible_line, last_run_at,
       conversation
FROM tab
WHERE team = :team AND server = :server AND program = ''
ORDER BY window, place, rowid
