-- What this role may do in schema parlance; all false where the schema or a table is missing.
SELECT coalesce(bool_or(c.relname = 'verified_questions'
                        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')), false) AS reads_questions,
       coalesce(bool_or(c.relname = 'glossary'
                        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')), false) AS reads_glossary,
       coalesce(bool_or(c.relname = 'doubtful_answers'
                        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')), false) AS reads_doubtful,
       coalesce(bool_or(c.relname = 'verified_questions'
                        AND pg_catalog.has_any_column_privilege(c.oid, 'INSERT')), false) AS suggests,
       coalesce(bool_or(c.relname = 'doubtful_answers'
                        AND pg_catalog.has_any_column_privilege(c.oid, 'INSERT')), false) AS doubts,
       coalesce(bool_or(c.relname = 'verified_questions'
                        AND pg_catalog.has_table_privilege(c.oid, 'INSERT')
                        AND pg_catalog.has_table_privilege(c.oid, 'UPDATE')), false)
           AND coalesce((SELECT pg_catalog.pg_has_role(r.oid, 'USAGE') FROM pg_catalog.pg_roles r
                         WHERE r.rolname = 'parlance_verifier'), false) AS verifies,
       coalesce(bool_or(c.relname = 'glossary'
                        AND EXISTS (SELECT FROM pg_catalog.pg_attribute a
                                    WHERE a.attrelid = c.oid AND a.attname = 'changed_at' AND NOT a.attisdropped)),
                false) AS signs_words
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'parlance' AND c.relkind IN ('r', 'p', 'v') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
