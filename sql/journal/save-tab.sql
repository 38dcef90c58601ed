INSERT INTO tab (id, window, team, server, program, place, current, title, question, sql, sql_origin, cursor,
                 first_visible_line, last_run_at, conversation)
VALUES (:id, :window, :team, :server, :program, :place, :current, :title, :question, :sql, :sql_origin, :cursor,
        :first_visible_line, :last_run_at, :conversation)
ON CONFLICT (id) DO UPDATE SET
    window = excluded.window, team = excluded.team, server = excluded.server, program = excluded.program,
    place = excluded.place, current = excluded.current, title = excluded.title, question = excluded.question,
    sql = excluded.sql, sql_origin = excluded.sql_origin, cursor = excluded.cursor,
    first_visible_line = excluded.first_visible_line, last_run_at = excluded.last_run_at,
    conversation = excluded.conversation
