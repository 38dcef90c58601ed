-- SPDX-License-Identifier: GPL-3.0-or-later
-- Three years of a wholesaler of office and home goods, up to the day in parlance.today. Planted findings: see README.md.
CREATE TEMP TABLE day ON COMMIT DROP AS
SELECT d.day, d.number,
       -- 0.55 of today's business three years ago, growing evenly
       greatest(1, round(72 * (0.55 + 0.45 * d.number / d.days) * pg_temp.busy(d.day, 11)
                         * CASE WHEN d.day = pg_temp.today() THEN 0.2 ELSE 1 END))::integer AS orders,
       -- how many of the 4,000 customers have signed up by that day: 45 % before the period began
       least(4000, 1800 + floor(2200 * d.number / d.days))::integer AS customers
  FROM (SELECT s.first + n AS day, n AS number, (pg_temp.today() - s.first)::double precision AS days
          FROM (SELECT (date_trunc('month', pg_temp.today()) - INTERVAL '36 months')::date AS first) AS s,
               generate_series(0, pg_temp.today() - s.first) AS n) AS d;
ANALYZE day;

INSERT INTO sales_reps (sales_rep_id, first_name, last_name, email, region, manager_id, hired_on, left_on, annual_quota)
SELECT id, first, last, lower(first || '.' || last || id) || '@sales.example',
       (enum_range(NULL::sales_region))[1 + (id - 1) % 5],
       CASE WHEN id = 1 THEN NULL WHEN id <= 5 THEN 1 ELSE 1 + (id - 1) % 5 END,
       pg_temp.today() - (1100 + floor(2600 * pg_temp.u(id, 101)))::integer,
       CASE WHEN id >= 38 THEN pg_temp.today() - 150 - 90 * (id - 38) END,
       CASE WHEN id <= 5 THEN 2400000 ELSE 400000 + 50000 * floor(10 * pg_temp.u(id, 102)) END
  FROM (SELECT id, pg_temp.first_name(id, 103) AS first, pg_temp.last_name(id, 104) AS last
          FROM generate_series(1, 40) AS id) AS rep;

CREATE TEMP TABLE product ON COMMIT DROP AS
SELECT id,
       'P-' || lpad(id::text, 4, '0') AS sku,
       (ARRAY['Aspen', 'Boreal', 'Cobalt', 'Dune', 'Echo', 'Fjord'])[series] || ' ' || noun AS name,
       category,
       round((price * (0.7 + 0.12 * series))::numeric, 2) AS unit_price,
       round((price * (0.7 + 0.12 * series) * (0.52 + 0.16 * pg_temp.u(id, 201)))::numeric, 2) AS unit_cost,
       CASE WHEN id % 20 = 7 THEN pg_temp.today() - 1000 + 4 * id ELSE pg_temp.today() - 1300 - 11 * id END AS launched_on,
       CASE WHEN id % 20 = 13 THEN pg_temp.today() - 3 * id END AS discontinued_on
  FROM (SELECT row_number() OVER (ORDER BY series, n.ordinality, c.ordinality)::integer AS id, series,
               c.category, n.noun, c.price * (0.4 + 0.3 * n.ordinality) AS price
          FROM (VALUES ('Furniture', 180, 1, ARRAY['Side Table', 'Desk', 'Bookcase', 'Task Chair', 'Meeting Table']),
                       ('Lighting', 45, 2, ARRAY['Clip Lamp', 'Desk Lamp', 'Wall Light', 'Floor Lamp', 'Pendant']),
                       ('Storage', 60, 3, ARRAY['Basket', 'Drawer Unit', 'Filing Box', 'Shelf', 'Locker']),
                       ('Kitchen', 28, 4, ARRAY['Mug Set', 'Cutting Board', 'Kettle', 'Coffee Maker', 'Cookware Set']),
                       ('Cleaning', 14, 5, ARRAY['Brush Set', 'Soap Refill', 'Mop', 'Bin', 'Vacuum Bag Pack']),
                       ('Stationery', 9, 6, ARRAY['Notebook', 'Pen Box', 'Folder Pack', 'Planner', 'Whiteboard']),
                       ('Electronics', 95, 7, ARRAY['Cable Kit', 'Keyboard', 'Headset', 'Docking Station', 'Monitor']),
                       ('Outdoor', 70, 8, ARRAY['Planter', 'Bench', 'Lantern', 'Parasol', 'Patio Set']))
                   AS c (category, price, ordinality, nouns),
               unnest(c.nouns) WITH ORDINALITY AS n (noun, ordinality),
               generate_series(1, 6) AS series) AS article;
INSERT INTO products SELECT * FROM product ORDER BY id;

-- rank: how much a customer buys, 0 the most; spread over the customer numbers by a stride without common divisor.
CREATE TEMP TABLE buyer ON COMMIT DROP AS
SELECT b.*,
       (enum_range(NULL::sales_region))[CASE WHEN r < 0.26 THEN 1 WHEN r < 0.46 THEN 2 WHEN r < 0.62 THEN 3
                                             WHEN r < 0.84 THEN 4 ELSE 5 END] AS region,
       (CASE WHEN s < CASE WHEN rank < 400 THEN 0.35 ELSE 0.03 END THEN 'enterprise'
             WHEN s < CASE WHEN rank < 400 THEN 0.75 ELSE 0.25 END THEN 'mid-market'
             ELSE 'small business' END)::customer_segment AS segment
  FROM (SELECT (rank * 1637 + 811) % 4000 + 1 AS id, rank, pg_temp.u(rank, 301) AS r, pg_temp.u(rank, 302) AS s
          FROM generate_series(0, 3999) AS rank) AS b;
ALTER TABLE buyer ADD COLUMN sales_rep_id integer;
UPDATE buyer SET sales_rep_id = array_position(enum_range(NULL::sales_region), region)
                                + 5 * (1 + floor(6 * pg_temp.u(id, 303)))::integer
 WHERE segment <> 'small business' OR pg_temp.u(id, 304) < 0.15;
CREATE UNIQUE INDEX ON buyer (id);
ANALYZE buyer;

-- Orders: first who and when, then how each went, seen from today.
CREATE TEMP TABLE purchase ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY placed.ordered_at, placed.key)::integer + 100000 AS order_id, placed.*,
       buyer.region, buyer.segment, buyer.sales_rep_id AS account_rep_id
  FROM (SELECT choice.key, choice.ordered_at,
               CASE WHEN choice.favourite <= choice.customers THEN choice.favourite
                    ELSE 1 + floor(choice.customers * pg_temp.u(choice.key, 404))::integer END AS customer_id
          FROM (SELECT k.key, day.customers,
                       (floor(4000 * pow(pg_temp.u(k.key, 401), 2.6))::integer * 1637 + 811) % 4000 + 1 AS favourite,
                       day.day::timestamp AT TIME ZONE 'UTC'
                           + date_trunc('second', CASE WHEN day.day = pg_temp.today() THEN INTERVAL '1 hour' * pg_temp.u(k.key, 402)
                                  ELSE INTERVAL '6 hours' + INTERVAL '7 hours' * (pg_temp.u(k.key, 402) + pg_temp.u(k.key, 403))
                             END) AS ordered_at
                  FROM day, generate_series(1, day.orders) AS n,
                       LATERAL (SELECT ((day.day - DATE '2000-01-01') * 1000 + n)::bigint AS key) AS k) AS choice) AS placed
  JOIN buyer ON buyer.id = placed.customer_id;

INSERT INTO orders (order_id, customer_id, sales_rep_id, ordered_at, status, channel, region, shipped_at, delivered_at,
                    returned_at, shipping_fee)
SELECT order_id, customer_id,
       CASE WHEN channel IN ('phone', 'field') THEN
            -- the three who left were followed by those who have the accounts now
            CASE WHEN region IN ('East', 'West', 'Central') AND pg_temp.u(key, 411) < 0.25
                      AND ordered_at < pg_temp.today() - 150 - 90 * (array_position(enum_range(NULL::sales_region), region) - 3)
                 THEN 35 + array_position(enum_range(NULL::sales_region), region)
                 ELSE account_rep_id END END,
       ordered_at,
       (CASE WHEN cancelled THEN 'cancelled'
             WHEN shipped_at > cutoff THEN CASE WHEN pg_temp.u(key, 412) < 0.3 THEN 'pending' ELSE 'paid' END
             WHEN delivered_at > cutoff THEN 'shipped'
             WHEN comes_back AND returned_at <= cutoff THEN 'returned'
             ELSE 'delivered' END)::order_status,
       channel, region,
       CASE WHEN NOT cancelled AND shipped_at <= cutoff THEN shipped_at END,
       CASE WHEN NOT cancelled AND delivered_at <= cutoff THEN delivered_at END,
       CASE WHEN NOT cancelled AND comes_back AND returned_at <= cutoff THEN returned_at END,
       CASE WHEN segment = 'enterprise' OR channel = 'field' THEN 0 ELSE 4.90 + 2.5 * floor(4 * pg_temp.u(key, 413)) END
  FROM (SELECT p.*,
               (CASE WHEN p.account_rep_id IS NULL THEN CASE WHEN pg_temp.u(p.key, 421) < 0.85 THEN 'web' ELSE 'partner' END
                     WHEN pg_temp.u(p.key, 421) < 0.35 THEN 'web' WHEN pg_temp.u(p.key, 421) < 0.7 THEN 'phone'
                     WHEN pg_temp.u(p.key, 421) < 0.9 THEN 'field' ELSE 'partner' END)::order_channel AS channel,
               pg_temp.today() + INTERVAL '1 hour' AS cutoff,
               pg_temp.u(p.key, 422) < 0.03 AS cancelled,
               -- Finding 1: in the South the returns triple in the fifth month before this one.
               pg_temp.u(p.key, 423) < CASE WHEN p.region = 'South'
                      AND date_trunc('month', p.ordered_at) = date_trunc('month', pg_temp.today()) - INTERVAL '5 months'
                      THEN 0.135 ELSE 0.04 END AS comes_back,
               p.ordered_at + t.shipping AS shipped_at,
               p.ordered_at + t.shipping + t.transit AS delivered_at,
               p.ordered_at + t.shipping + t.transit + t.trial AS returned_at
          FROM purchase AS p,
               LATERAL (SELECT date_trunc('second', INTERVAL '1 hour' * (4 + 50 * pg_temp.u(p.key, 424))) AS shipping,
                               date_trunc('second', INTERVAL '1 hour' * (20 + 90 * pg_temp.u(p.key, 425))) AS transit,
                               date_trunc('second', INTERVAL '1 hour' * (48 + 260 * pg_temp.u(p.key, 426))) AS trial) AS t) AS o
 ORDER BY order_id;

-- One to five different products an order: the first by its popularity, the others a stride away from it. A product not
-- sold on that day gives way to its neighbour (first line) or is left out (the others).
INSERT INTO order_items (order_item_id, order_id, product_id, quantity, unit_price, discount_rate)
SELECT row_number() OVER (ORDER BY line.order_id, line.n)::integer, line.order_id, product.id,
       1 + floor(pow(pg_temp.u(line.key * 8 + line.n, 501), 2)
                 * CASE line.segment WHEN 'enterprise' THEN 36 WHEN 'mid-market' THEN 14 ELSE 6 END)::integer,
       round(product.unit_price * (1 - 0.035 * line.years_ago), 2),
       -- Finding 2: one representative has given away a fifth to a third of the price for half a year.
       CASE WHEN line.sales_rep_id = 24 AND line.years_ago < 0.5
            THEN 0.20 + 0.05 * floor(3 * pg_temp.u(line.key, 502))
            ELSE CASE WHEN d < 0.6 THEN 0 WHEN d < 0.8 THEN 0.05 WHEN d < 0.95 THEN 0.10 ELSE 0.15 END
                 + CASE WHEN line.segment = 'enterprise' THEN 0.03 ELSE 0 END END
  FROM (SELECT p.order_id, p.key, p.segment, o.sales_rep_id, n.n, p.ordered_at::date AS day,
               (pg_temp.today() - p.ordered_at::date)::numeric / 365 AS years_ago,
               pg_temp.u(p.key, 503) AS d,
               (first.id + CASE WHEN sold.first THEN 0 ELSE 1 END
                + n.n * (1 + floor(40 * pg_temp.u(p.key, 505))::integer)) % 240 + 1 AS product_id
          FROM purchase AS p
          JOIN orders AS o USING (order_id),
               LATERAL (SELECT floor(240 * pow(pg_temp.u(p.key, 504), 1.7))::integer AS id) AS first,
               LATERAL (SELECT (first.id + 1) % 20 NOT IN (7, 13) AS first) AS sold,
               generate_series(0, floor(5.4 * pg_temp.u(p.key, 506))::integer) AS n) AS line
  JOIN product ON product.id = line.product_id
 WHERE line.day >= product.launched_on AND (product.discontinued_on IS NULL OR line.day < product.discontinued_on);

INSERT INTO customers (customer_id, name, segment, industry, region, city, email, sales_rep_id, signed_up_on, credit_limit,
                       is_active)
SELECT c.id, c.name, c.segment, c.industry, c.region, c.city,
       pg_temp.mail((ARRAY['orders', 'purchasing', 'office', 'hello'])[1 + c.id % 4], c.name || c.id), c.sales_rep_id, c.signed_up_on,
       CASE c.segment WHEN 'enterprise' THEN 50000 + 10000 * floor(20 * pg_temp.u(c.id, 601))
                      WHEN 'mid-market' THEN 5000 + 1000 * floor(30 * pg_temp.u(c.id, 601)) END,
       c.signed_up_on > pg_temp.today() - 365
           OR EXISTS (SELECT FROM purchase AS p WHERE p.customer_id = c.id AND p.ordered_at >= pg_temp.today() - 365)
  FROM (SELECT b.id, b.segment, b.region, b.sales_rep_id,
               pg_temp.company(b.id, 602) AS name,
               pg_temp.pick(b.id, 603, ARRAY['Retail', 'Hospitality', 'Education', 'Healthcare', 'Construction',
                                             'Professional services', 'Manufacturing', 'Public sector']) AS industry,
               pg_temp.pick(b.id, 604, CASE b.region
                   WHEN 'North' THEN ARRAY['Norhaven', 'Frostwick', 'Kelby', 'Aldmoor']
                   WHEN 'South' THEN ARRAY['Solana', 'Port Marin', 'Dunvale', 'Castellane']
                   WHEN 'East' THEN ARRAY['Eastmere', 'Lindau Bay', 'Orchard Hill']
                   WHEN 'West' THEN ARRAY['Westbrook', 'Harlow Point', 'Bellmar', 'Grayford']
                   ELSE ARRAY['Midvale', 'Crossfield', 'Hartwell'] END) AS city,
               CASE WHEN b.id <= 1800 THEN (SELECT min(day) FROM day) - (1801 - b.id)
                    ELSE (SELECT min(day) FROM day) + floor((b.id - 1801) * (SELECT max(number) FROM day) / 2200.0)::integer
               END AS signed_up_on
          FROM buyer AS b) AS c
 ORDER BY c.id;

INSERT INTO revenue (revenue_date, region, category, order_count, units_sold, gross_revenue, refunds)
SELECT (o.ordered_at AT TIME ZONE 'UTC')::date, o.region, p.category, count(DISTINCT o.order_id), sum(i.quantity),
       sum(i.line_total), coalesce(sum(i.line_total) FILTER (WHERE o.status = 'returned'), 0)
  FROM orders AS o
  JOIN order_items AS i USING (order_id)
  JOIN products AS p USING (product_id)
 WHERE o.status <> 'cancelled'
 GROUP BY 1, 2, 3
 ORDER BY 1, 2, 3;
