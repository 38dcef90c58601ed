-- What the journal keeps: open tabs, runs and what was sent. Never rows of results, never secrets.
-- Statements end with a semicolon at the end of a line; a later version is a file version-<n>.sql beside this one.
CREATE TABLE program (
    id text PRIMARY KEY,              -- a running Parlance; it holds a lock on journal-<id>.lock while it lives
    started_at integer NOT NULL       -- milliseconds since 1970, UTC, like every time here
);
CREATE TABLE tab (
    id text PRIMARY KEY,
    window text NOT NULL,
    team text NOT NULL,
    server text NOT NULL,
    program text NOT NULL,            -- who has the tab in use; empty: nobody
    place integer NOT NULL,
    current integer NOT NULL,
    title text NOT NULL,
    question text NOT NULL,
    sql text NOT NULL,
    sql_origin text NOT NULL,
    cursor integer NOT NULL,
    first_visible_line integer NOT NULL,
    last_run_at integer               -- NULL: never run
);
CREATE INDEX tab_work ON tab (team, server);
CREATE TABLE run (
    id integer PRIMARY KEY,
    program text NOT NULL,
    tab text NOT NULL,
    team text NOT NULL,
    server text NOT NULL,
    started_at integer NOT NULL,
    question text NOT NULL,
    sql text NOT NULL,
    rows integer NOT NULL,
    milliseconds integer NOT NULL,
    outcome text NOT NULL,            -- running, done, stopped, failed, refused, interrupted
    error text NOT NULL
);
CREATE INDEX run_work ON run (team, server, started_at);
CREATE INDEX run_under_way ON run (program) WHERE outcome = 'running';
CREATE TABLE sent (
    id integer PRIMARY KEY,
    team text NOT NULL,
    sent_at integer NOT NULL,
    host text NOT NULL,
    model text NOT NULL,
    body blob NOT NULL
);
