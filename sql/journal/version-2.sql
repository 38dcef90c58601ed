-- A log of every request to Claude, and what asking cost. A log that is cleared leaves the sums, by which a budget is kept.
ALTER TABLE sent ADD COLUMN server text NOT NULL DEFAULT '';
ALTER TABLE sent ADD COLUMN purpose text NOT NULL DEFAULT 'question';
ALTER TABLE sent ADD COLUMN tables integer NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN bytes integer NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN outcome text NOT NULL DEFAULT '';
ALTER TABLE sent ADD COLUMN error text NOT NULL DEFAULT '';
ALTER TABLE sent ADD COLUMN input_tokens integer NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN cache_write_tokens integer NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN cache_read_tokens integer NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN output_tokens integer NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN cost integer;
ALTER TABLE sent ADD COLUMN currency text NOT NULL DEFAULT '';
UPDATE sent SET bytes = length(body);
CREATE INDEX sent_work ON sent (team, server, sent_at);
CREATE TABLE spent (
    server text NOT NULL,             -- host, port and database
    day text NOT NULL,                -- of this computer's calendar, yyyy-MM-dd
    currency text NOT NULL,
    cost integer NOT NULL,            -- trillionths
    tokens integer NOT NULL,
    unpriced_tokens integer NOT NULL, -- those among them without a known price
    requests integer NOT NULL,
    PRIMARY KEY (server, day, currency)
);
