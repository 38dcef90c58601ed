-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the team knows, from verified.json and glossary.json, which stand in the settings parlance.verified and
-- parlance.glossary. Brought up to date with the sample; what people saved in between stays. Schema and tables
-- belong to the role that owns the team's tables and cannot sign in; nobody is a member of parlance_verifier.
-- Whoever fills it verifies, and is a member no longer than that (a superuser always is).
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'parlance_verifier', 'USAGE') THEN
        GRANT parlance_verifier TO CURRENT_USER;
        PERFORM set_config('parlance.joined', current_user, true);
    END IF;
END
$$;

INSERT INTO parlance.glossary (term, meaning, sql, synonyms)
SELECT term, meaning, coalesce(sql, ''), ARRAY(SELECT json_array_elements_text(synonyms))
  FROM json_to_recordset(current_setting('parlance.glossary')::json)
       AS given(term text, meaning text, sql text, synonyms json)
ON CONFLICT (term) DO UPDATE
SET meaning = excluded.meaning, sql = excluded.sql, synonyms = excluded.synonyms;

INSERT INTO parlance.verified_questions
    (id, question, sql, explanation, tags, author, status, verified_by, verified_at)
SELECT md5(current_setting('parlance.team') || ': ' || question)::uuid, question, sql, explanation,
       ARRAY(SELECT json_array_elements_text(tags)), 'Parlance', 'verified', 'Parlance',
       current_setting('parlance.today')::timestamptz
  FROM json_to_recordset(current_setting('parlance.verified')::json)
       AS given(question text, sql text, explanation text, tags json)
ON CONFLICT (id) DO UPDATE
SET sql = excluded.sql, explanation = excluded.explanation, tags = excluded.tags, status = excluded.status,
    verified_by = excluded.verified_by, verified_at = excluded.verified_at;

DO $$
DECLARE
    owner text := current_setting('parlance.team') || '_owner';
    item record;
BEGIN
    IF current_setting('parlance.joined', true) = current_user THEN
        REVOKE parlance_verifier FROM CURRENT_USER;
    END IF;
    EXECUTE format('ALTER SCHEMA parlance OWNER TO %I', owner);
    FOR item IN SELECT c.oid::regclass AS name FROM pg_class c
                 WHERE c.relnamespace = 'parlance'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO %I', item.name, owner);
    END LOOP;
    EXECUTE format('ALTER FUNCTION parlance.only_verifiers_verify() OWNER TO %I', owner);
END
$$;
