-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the data files share; it lives in pg_temp and is gone with the loading session. Every "random" choice is a hash
-- of a row's number and of a constant that names the choice, so a day's data is the same at each load.
SET LOCAL timezone = 'UTC';
SET LOCAL jit = off;
SET LOCAL work_mem = '64MB';
SET LOCAL maintenance_work_mem = '128MB';

-- The day the data reaches up to.
CREATE FUNCTION pg_temp.today() RETURNS date LANGUAGE sql STABLE AS
$$ SELECT current_setting('parlance.today')::date $$;

-- Evenly spread over [0, 1).
CREATE FUNCTION pg_temp.u(id bigint, choice bigint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended($1, $2) & 1073741823) / 1073741824.0::double precision $$;

-- One of a list, evenly.
CREATE FUNCTION pg_temp.pick(id bigint, choice bigint, list text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT $3[1 + ((hashint8extended($1, $2) & 1073741823) % cardinality($3))::integer] $$;

CREATE FUNCTION pg_temp.first_name(id bigint, choice bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT pg_temp.pick($1, $2, ARRAY['Anna','Ben','Clara','David','Elena','Felix','Grace','Hugo','Irene','Jonas','Karin',
   'Liam','Maria','Noah','Olivia','Paul','Rosa','Simon','Tara','Victor','Wendy','Yusuf','Zoe','Amir','Beatriz','Chen',
   'Daria','Emil','Fatima','Goran','Hanna','Ivan','Julia','Kofi','Lucia','Mateo','Nadia','Oscar','Priya','Rafael']) $$;

CREATE FUNCTION pg_temp.last_name(id bigint, choice bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT pg_temp.pick($1, $2, ARRAY['Adler','Bauer','Costa','Dubois','Evans','Fischer','Garcia','Hansen','Ito','Jensen',
   'Kowalski','Lopez','Moreau','Novak','Olsen','Petrov','Quinn','Rossi','Santos','Turner','Ueda','Varga','Weber','Xu',
   'Young','Zimmer','Abbott','Berg','Carver','Diaz','Eriksen','Fontaine','Gruber','Holm','Ivers','Keller','Lindgren',
   'Marsh','Nolan','Okafor']) $$;

CREATE FUNCTION pg_temp.company(id bigint, choice bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT pg_temp.pick($1, $2, ARRAY['Alder','Amber','Birch','Blue Harbor','Bright','Cedar','Clear Lake','Copper','Crown',
   'Delta','Eastgate','Elm','Ember','Fairview','Falcon','Fern','Granite','Green Valley','Harbor','Hazel','Highland',
   'Iron','Juniper','Lakeside','Larch','Linden','Maple','Marble','Meadow','Mill','North Star','Oak','Orchard','Pine',
   'Prairie','Quarry','Redwood','River','Rowan','Silver','Slate','Spruce','Stone','Summit','Sunrise','Thistle',
   'Timber','Valley','Walnut','Willow'])
   || ' ' || pg_temp.pick($1, $2 + 7001, ARRAY['Street','Field','Brook','Point','Ridge','Gate','Bridge','Works','Hill',
   'Cove','Park','Lane','Cross','Bay','Forge','Grove','Haven','Crest','Landing','Square'])
   || ' ' || pg_temp.pick($1, $2 + 7002, ARRAY['Trading','Supplies','Group','Partners','Industries','Services','Retail',
   'Foods','Logistics','Systems','Interiors','Clinics','Schools','Outfitters','Studios','Hotels','Builders','Labs',
   'Wholesale','Stores']) $$;

-- An address under a domain nobody can own (RFC 2606).
CREATE FUNCTION pg_temp.mail(name text, company text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT lower(replace($1, ' ', '.')) || '@' || lower(regexp_replace($2, '[^A-Za-z]', '', 'g')) || '.example' $$;

-- How busy a day is: growth over the years, the season (a peak before the year's end, a dip in summer), the weekday,
-- and a little noise. 1 is an ordinary day at the end of the period.
CREATE FUNCTION pg_temp.busy(day date, choice bigint) RETURNS double precision LANGUAGE sql IMMUTABLE AS
$$ SELECT (1 + 0.22 * sin(2 * pi() * (extract(doy FROM $1)::double precision - 245) / 365.25)
             + CASE WHEN extract(month FROM $1) IN (11, 12) THEN 0.18 ELSE 0 END)
        * (ARRAY[0.45, 1.16, 1.18, 1.15, 1.12, 1.08, 0.62])[1 + extract(dow FROM $1)::integer]
        * (0.9 + 0.2 * pg_temp.u(($1 - DATE '2000-01-01')::bigint, $2)) $$;
