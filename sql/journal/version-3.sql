-- What the next question of a tab continues and which tables its person chose, as the window writes it.
ALTER TABLE tab ADD COLUMN conversation text NOT NULL DEFAULT '';
