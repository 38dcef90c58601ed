-- The labels of every enum, in their order, also under the domains over it and the domains over those.
WITH RECURSIVE named AS (
    SELECT t.oid, t.oid AS enum
    FROM pg_catalog.pg_type t
    WHERE t.typtype = 'e'
    UNION ALL
    SELECT d.oid, n.enum
    FROM pg_catalog.pg_type d
    JOIN named n ON n.oid = d.typbasetype
    WHERE d.typtype = 'd'
)
SELECT n.oid, e.enumlabel
FROM named n
JOIN pg_catalog.pg_enum e ON e.enumtypid = n.enum
ORDER BY n.oid, e.enumsortorder
