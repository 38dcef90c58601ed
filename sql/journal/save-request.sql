INSERT INTO sent (id, team, server, sent_at, host, model, purpose, tables, bytes, outcome, body)
VALUES (:id, :team, :server, :sent_at, :host, :model, :purpose, :tables, :bytes, :outcome, :body)
