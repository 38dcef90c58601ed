-- Removes a word of the team. Only members of parlance_verifier may.
DELETE FROM parlance.glossary WHERE term = $1::text
