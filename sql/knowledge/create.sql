-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a team knows of its data: verified questions, its words, doubtful answers. Run once in the team's database, by
-- whoever may create schemas there and roles:
--     psql -d sales_db --single-transaction -f create.sql
-- and again after an update of Parlance; what is there is kept. Then make people's roles members of parlance_verifier:
--     GRANT parlance_verifier TO an_analyst;
-- Everybody who may connect reads all of it and may suggest questions and note doubtful answers. Only members of
-- parlance_verifier verify, change, withdraw and write the glossary: the grants say so, and where somebody was granted
-- more than this file grants, a trigger does.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'parlance_verifier') THEN
        CREATE ROLE parlance_verifier NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of this server was faster
END
$$;

CREATE SCHEMA IF NOT EXISTS parlance;
COMMENT ON SCHEMA parlance IS 'Verified questions and the glossary of the team, kept by Parlance';

CREATE TABLE IF NOT EXISTS parlance.verified_questions (
    id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    question text NOT NULL CHECK (btrim(question) <> '' AND length(question) <= 20000),
    sql text NOT NULL CHECK (btrim(sql) <> '' AND length(sql) <= 200000),
    explanation text NOT NULL DEFAULT '' CHECK (length(explanation) <= 20000),
    tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 50),
    status text NOT NULL DEFAULT 'suggested' CHECK (status IN ('suggested', 'verified', 'doubtful')),
    author text NOT NULL DEFAULT '' CHECK (length(author) <= 200),
    author_role name NOT NULL DEFAULT session_user,
    created timestamptz NOT NULL DEFAULT pg_catalog.now(),
    verified_by text CHECK (length(verified_by) <= 200),
    verified_role name,
    verified_at timestamptz,
    fingerprint text CHECK (length(fingerprint) <= 200),
    result_rows bigint,
    CHECK (status <> 'verified' OR verified_at IS NOT NULL)
);
COMMENT ON TABLE parlance.verified_questions IS 'Questions with SQL that answers them: suggested by anybody, verified by members of parlance_verifier';
COMMENT ON COLUMN parlance.verified_questions.author IS 'The operating system''s account of who suggested it';
COMMENT ON COLUMN parlance.verified_questions.status IS 'suggested, verified, or doubtful: withdrawn';
COMMENT ON COLUMN parlance.verified_questions.fingerprint IS 'Of the result''s rows when it was verified, whatever their order';

CREATE TABLE IF NOT EXISTS parlance.glossary (
    term text PRIMARY KEY CHECK (btrim(term) <> '' AND length(term) <= 200),
    meaning text NOT NULL CHECK (length(meaning) <= 5000),
    sql text NOT NULL DEFAULT '' CHECK (length(sql) <= 20000),
    synonyms text[] NOT NULL DEFAULT '{}' CHECK (cardinality(synonyms) <= 50)
);
ALTER TABLE parlance.glossary ADD COLUMN IF NOT EXISTS changed_by text CHECK (length(changed_by) <= 200);
ALTER TABLE parlance.glossary ADD COLUMN IF NOT EXISTS changed_at timestamptz;
COMMENT ON TABLE parlance.glossary IS 'The team''s words and what they mean in this database';

CREATE TABLE IF NOT EXISTS parlance.doubtful_answers (
    id uuid PRIMARY KEY DEFAULT pg_catalog.gen_random_uuid(),
    question text NOT NULL CHECK (length(question) <= 20000),
    sql text NOT NULL CHECK (length(sql) <= 200000),
    reason text NOT NULL CHECK (length(reason) <= 100),
    words text NOT NULL DEFAULT '' CHECK (length(words) <= 20000),
    author text NOT NULL DEFAULT '' CHECK (length(author) <= 200),
    author_role name NOT NULL DEFAULT session_user,
    created timestamptz NOT NULL DEFAULT pg_catalog.now(),
    corrected_by uuid REFERENCES parlance.verified_questions ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS doubtful_answers_corrected_by ON parlance.doubtful_answers (corrected_by);
COMMENT ON TABLE parlance.doubtful_answers IS 'Answers of Claude''s that somebody did not mean, until a verified question corrects them';

-- The second wall behind the grants, with the rights of whoever writes.
CREATE OR REPLACE FUNCTION parlance.only_verifiers_verify() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT pg_catalog.pg_has_role(current_user, 'parlance_verifier', 'USAGE') THEN
        IF TG_OP = 'INSERT' AND NEW.status = 'suggested' THEN
            NEW.verified_by := NULL;
            NEW.verified_role := NULL;
            NEW.verified_at := NULL;
            NEW.author_role := session_user;
            NEW.created := pg_catalog.now();
            RETURN NEW;
        END IF;
        RAISE insufficient_privilege
            USING MESSAGE = 'only members of parlance_verifier verify, change or remove the team''s questions';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.status = 'verified' AND (TG_OP = 'INSERT' OR OLD.status <> 'verified' OR NEW.sql <> OLD.sql
                                    OR NEW.question <> OLD.question) THEN
        NEW.verified_role := session_user;
        NEW.verified_at := coalesce(NEW.verified_at, pg_catalog.now());
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS only_verifiers_verify ON parlance.verified_questions;
CREATE TRIGGER only_verifiers_verify BEFORE INSERT OR UPDATE OR DELETE ON parlance.verified_questions
    FOR EACH ROW EXECUTE FUNCTION parlance.only_verifiers_verify();

REVOKE ALL ON SCHEMA parlance FROM PUBLIC;
GRANT USAGE ON SCHEMA parlance TO PUBLIC;
REVOKE ALL ON parlance.verified_questions, parlance.glossary, parlance.doubtful_answers FROM PUBLIC;
GRANT SELECT ON parlance.verified_questions, parlance.glossary, parlance.doubtful_answers TO PUBLIC;
GRANT INSERT (id, question, sql, explanation, tags, author, fingerprint, result_rows)
    ON parlance.verified_questions TO PUBLIC;
GRANT INSERT (id, question, sql, reason, words, author) ON parlance.doubtful_answers TO PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON parlance.verified_questions, parlance.glossary, parlance.doubtful_answers
    TO parlance_verifier;
