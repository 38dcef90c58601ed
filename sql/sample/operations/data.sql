-- SPDX-License-Identifier: GPL-3.0-or-later
-- Three years of stock, purchases and parcels, up to the day in parlance.today. Planted findings: see README.md.
CREATE TEMP TABLE day ON COMMIT DROP AS
SELECT d.day, d.number,
       greatest(1, round(44 * (0.55 + 0.45 * d.number / d.days) * pg_temp.busy(d.day, 13)
                         * CASE WHEN d.day = pg_temp.today() THEN 0.2 ELSE 1 END))::integer AS shipments,
       greatest(1, round(10 * (0.55 + 0.45 * d.number / d.days) * pg_temp.busy(d.day, 14)))::integer AS purchases
  FROM (SELECT s.first + n AS day, n AS number, (pg_temp.today() - s.first)::double precision AS days
          FROM (SELECT (date_trunc('month', pg_temp.today()) - INTERVAL '36 months')::date AS first) AS s,
               generate_series(0, pg_temp.today() - s.first) AS n) AS d;

INSERT INTO warehouses (warehouse_id, code, name, region, city, capacity_m3, opened_on, manager_name)
SELECT n, upper(left(city, 3)) || lpad(n::text, 2, '0'), city || ' ' || kind, region, city, capacity,
       pg_temp.today() - 1200 - floor(3000 * pg_temp.u(n, 3101))::integer,
       pg_temp.first_name(n, 3102) || ' ' || pg_temp.last_name(n, 3103)
  FROM (VALUES (1, 'Norhaven', 'Hub', 'North', 42000), (2, 'Frostwick', 'Depot', 'North', 11000),
               (3, 'Port Marin', 'Hub', 'South', 38000), (4, 'Dunvale', 'Depot', 'South', 9000),
               (5, 'Eastmere', 'Hub', 'East', 30000), (6, 'Orchard Hill', 'Depot', 'East', 7500),
               (7, 'Westbrook', 'Hub', 'West', 45000), (8, 'Bellmar', 'Depot', 'West', 12500),
               (9, 'Grayford', 'Depot', 'West', 8000), (10, 'Midvale', 'Hub', 'Central', 52000),
               (11, 'Crossfield', 'Depot', 'Central', 10000), (12, 'Hartwell', 'Depot', 'Central', 6500))
       AS w (n, city, kind, region, capacity);

INSERT INTO suppliers (supplier_id, name, category, city, email, lead_time_days, rating, contract_until, is_active)
SELECT id, name, (ARRAY['Furniture', 'Lighting', 'Storage', 'Kitchen', 'Cleaning', 'Stationery', 'Electronics', 'Outdoor'])[1 + (id - 1) % 8],
       pg_temp.pick(id, 3201, ARRAY['Lindau Bay', 'Harlow Point', 'Kelby', 'Solana', 'Aldmoor', 'Castellane', 'Midvale']),
       pg_temp.mail('sales', name), 5 + floor(35 * pow(pg_temp.u(id, 3202), 2))::integer,
       CASE WHEN id % 11 <> 4 THEN round((2.6 + 2.3 * pg_temp.u(id, 3203))::numeric, 1) END,
       CASE WHEN id % 7 <> 2 THEN pg_temp.today() + floor(900 * pg_temp.u(id, 3204))::integer - CASE WHEN id > 88 THEN 1000 ELSE 0 END END,
       id <= 88
  FROM (SELECT id, pg_temp.company(id, 3205) AS name FROM generate_series(1, 96) AS id) AS s;

-- A hub keeps nearly every article, a depot about half; an article has one supplier.
CREATE TEMP TABLE article ON COMMIT DROP AS
SELECT n AS id, 'P-' || lpad(n::text, 4, '0') AS sku,
       (ARRAY['Aspen', 'Boreal', 'Cobalt', 'Dune', 'Echo', 'Fjord'])[1 + (n - 1) / 40] || ' '
       || (ARRAY['Side Table', 'Clip Lamp', 'Basket', 'Mug Set', 'Brush Set', 'Notebook', 'Cable Kit', 'Planter',
                 'Desk', 'Desk Lamp', 'Drawer Unit', 'Cutting Board', 'Soap Refill', 'Pen Box', 'Keyboard', 'Bench',
                 'Bookcase', 'Wall Light', 'Filing Box', 'Kettle', 'Mop', 'Folder Pack', 'Headset', 'Lantern',
                 'Task Chair', 'Floor Lamp', 'Shelf', 'Coffee Maker', 'Bin', 'Planner', 'Docking Station', 'Parasol',
                 'Meeting Table', 'Pendant', 'Locker', 'Cookware Set', 'Vacuum Bag Pack', 'Whiteboard', 'Monitor',
                 'Patio Set'])[1 + (n - 1) % 40] AS name,
       -- 88 suppliers deliver; supplier and article are of one category because 8 divides both cycles
       1 + (n - 1) % 88 AS supplier_id,
       round((4 + 130 * pow(pg_temp.u(n, 3301), 2))::numeric, 2) AS cost
  FROM generate_series(1, 240) AS n;
ANALYZE article;

INSERT INTO inventory (warehouse_id, sku, product_name, supplier_id, quantity_on_hand, quantity_reserved, reorder_point,
                       unit_cost, last_counted_on)
SELECT w.warehouse_id, a.sku, a.name, a.supplier_id, s.on_hand,
       floor(s.on_hand * 0.3 * pg_temp.u(s.key, 3401))::integer, s.reorder_point, a.cost,
       CASE WHEN pg_temp.u(s.key, 3402) < 0.9 THEN pg_temp.today() - floor(330 * pg_temp.u(s.key, 3403))::integer END
  FROM warehouses AS w
 CROSS JOIN article AS a,
       LATERAL (SELECT w.warehouse_id * 1000 + a.id AS key,
                       10 + floor(60 * pg_temp.u(a.id, 3404) * w.capacity_m3 / 20000)::integer AS reorder_point,
                       CASE WHEN pg_temp.u(w.warehouse_id * 1000 + a.id, 3405) < 0.04 THEN 0
                            ELSE floor(w.capacity_m3 / 90.0 * pow(pg_temp.u(w.warehouse_id * 1000 + a.id, 3406), 1.5))::integer END AS on_hand) AS s
 WHERE pg_temp.u(s.key, 3407) < CASE WHEN w.name LIKE '% Hub' THEN 0.97 ELSE 0.55 END
 ORDER BY 1, 2;
ANALYZE inventory;

INSERT INTO shipments (shipment_id, order_reference, warehouse_id, carrier, service, status, destination_region, created_at,
                       shipped_at, promised_on, delivered_at, packages, weight_kg)
SELECT shipment_id, 'SO-' || (100000 + shipment_id * 2 + shipment_id % 3), warehouse_id, carrier, service,
       (CASE WHEN shipped_at > cutoff THEN 'preparing' WHEN gone THEN CASE WHEN created_at < cutoff - INTERVAL '20 days' THEN 'lost' ELSE 'in transit' END
             WHEN delivered_at > cutoff THEN 'in transit' ELSE 'delivered' END)::shipment_status,
       region, created_at, CASE WHEN shipped_at <= cutoff THEN shipped_at END, promised_on,
       CASE WHEN delivered_at <= cutoff AND NOT gone THEN delivered_at END,
       1 + floor(7 * pow(pg_temp.u(shipment_id, 3501), 3))::integer,
       round((0.4 + 60 * pow(pg_temp.u(shipment_id, 3502), 3))::numeric, 2)
  FROM (SELECT *, created_at + shipping AS shipped_at,
               created_at::date + days AS promised_on,
               created_at + shipping
                   + date_trunc('second', CASE WHEN pg_temp.u(shipment_id, 3503) < late
                                THEN INTERVAL '1 day' * (days + 0.5 + 4 * pg_temp.u(shipment_id, 3504))
                                ELSE INTERVAL '1 day' * (days - 1 - 0.35 * days * pg_temp.u(shipment_id, 3504)) END) AS delivered_at
          FROM (SELECT s.*, date_trunc('second', INTERVAL '1 hour' * (2 + 8 * pg_temp.u(shipment_id, 3505))) AS shipping,
                       CASE s.service WHEN 'express' THEN 2 WHEN 'standard' THEN 4 ELSE 7 END AS days,
                       -- Finding 5: in the two months before this one Kestrel Freight is late with nearly every second parcel from the East.
                       CASE WHEN carrier = 'Kestrel Freight' AND warehouse_id IN (5, 6)
                             AND created_at >= date_trunc('month', pg_temp.today()) - INTERVAL '2 months'
                             AND created_at < date_trunc('month', pg_temp.today())
                            THEN 0.46 WHEN service = 'economy' THEN 0.11 ELSE 0.07 END AS late,
                       pg_temp.u(shipment_id, 3506) < 0.003 AS gone,
                       pg_temp.today() + INTERVAL '1 hour' AS cutoff
                  FROM (SELECT row_number() OVER (ORDER BY k.created_at, k.key)::integer AS shipment_id, k.created_at,
                               w.warehouse_id, w.region AS home,
                               CASE WHEN pg_temp.u(k.key, 3511) < 0.8 THEN w.region
                                    ELSE pg_temp.pick(k.key, 3512, ARRAY['North', 'South', 'East', 'West', 'Central']) END AS region,
                               pg_temp.pick(k.key, 3513, ARRAY['Kestrel Freight', 'Kestrel Freight', 'Kestrel Freight', 'Redwing Parcel',
                                   'Redwing Parcel', 'Longroad Haulage', 'Longroad Haulage', 'Blue Pier Lines', 'Summit Air Cargo']) AS carrier,
                               (CASE WHEN pg_temp.u(k.key, 3514) < 0.2 THEN 'express' WHEN pg_temp.u(k.key, 3514) < 0.75 THEN 'standard'
                                     ELSE 'economy' END)::service_level AS service
                          FROM (SELECT (d.number * 1000 + n)::bigint AS key,
                                       d.day::timestamp AT TIME ZONE 'UTC' + date_trunc('second',
                                           CASE WHEN d.day = pg_temp.today() THEN INTERVAL '1 hour' * pg_temp.u(d.number * 1000 + n, 3515)
                                                ELSE INTERVAL '6 hours' + INTERVAL '6 hours' * (pg_temp.u(d.number * 1000 + n, 3515)
                                                                                              + pg_temp.u(d.number * 1000 + n, 3516)) END) AS created_at
                                  FROM day AS d, generate_series(1, d.shipments) AS n) AS k
                          JOIN warehouses AS w ON w.warehouse_id =
                               (ARRAY[1, 1, 1, 2, 3, 3, 3, 4, 5, 5, 6, 7, 7, 7, 8, 9, 10, 10, 10, 10, 11, 12])
                               [1 + floor(22 * pg_temp.u(k.key, 3517))::integer]) AS s) AS t) AS u
 ORDER BY shipment_id;
ANALYZE shipments;

-- One to three legs from the warehouse to the door; a leg that has not begun is not listed.
INSERT INTO logistics (logistics_id, shipment_id, leg_number, mode, from_place, to_place, departed_at, arrived_at, distance_km, freight_cost)
SELECT row_number() OVER (ORDER BY shipment_id, n)::integer, shipment_id, n, mode,
       CASE WHEN n = 1 THEN origin ELSE destination_region || ' sorting centre ' || n - 1 END,
       CASE WHEN n = legs THEN destination_region || ' delivery area' ELSE destination_region || ' sorting centre ' || n END,
       departed_at, arrived_at, distance,
       round((2.2 + distance * weight_kg * 0.0009 + distance * 0.014 * CASE mode WHEN 'air' THEN 3.2 WHEN 'rail' THEN 0.6 WHEN 'sea' THEN 0.4 ELSE 1 END)::numeric, 2)
  FROM (SELECT s.shipment_id, s.weight_kg, s.destination_region, w.name AS origin, n, l.legs,
               CASE WHEN s.carrier = 'Summit Air Cargo' AND n = 1 AND l.legs > 1 THEN 'air' WHEN s.carrier = 'Blue Pier Lines' AND n = 1 AND l.legs > 1 THEN 'sea'
                    WHEN n = 2 AND pg_temp.u(s.shipment_id, 3601) < 0.3 THEN 'rail' ELSE 'road' END::transport_mode AS mode,
               date_trunc('second', s.shipped_at + (n - 1) * l.step) AS departed_at,
               CASE WHEN s.delivered_at IS NOT NULL OR (s.status = 'in transit' AND s.shipped_at + n * l.step <= l.cutoff)
                    THEN CASE WHEN n = l.legs THEN s.delivered_at ELSE date_trunc('second', s.shipped_at + n * l.step) END END AS arrived_at,
               (15 + 500 * pow(pg_temp.u(s.shipment_id * 4::bigint + n, 3602), 2) * CASE WHEN s.destination_region = w.region THEN 0.5 ELSE 1.4 END)::integer AS distance,
               l.cutoff
          FROM shipments AS s
          JOIN warehouses AS w USING (warehouse_id),
               LATERAL (SELECT c.legs, pg_temp.today() + INTERVAL '1 hour' AS cutoff,
                               coalesce(s.delivered_at - s.shipped_at, INTERVAL '3 days') / c.legs AS step
                          FROM (SELECT CASE WHEN s.destination_region <> w.region THEN 2 + floor(2 * pg_temp.u(s.shipment_id, 3603))::integer
                                            ELSE 1 + floor(1.8 * pg_temp.u(s.shipment_id, 3603))::integer END AS legs) AS c) AS l,
               generate_series(1, l.legs) AS n
         WHERE s.shipped_at IS NOT NULL AND s.status <> 'lost' OR (s.status = 'lost' AND n = 1)) AS leg
 WHERE departed_at <= cutoff
 ORDER BY 1;

INSERT INTO purchase_orders (purchase_order_id, supplier_id, warehouse_id, sku, status, ordered_on, expected_on, received_on,
                             quantity_ordered, quantity_received, unit_cost)
SELECT id + 70000, supplier_id, warehouse_id, sku,
       (CASE WHEN cancelled THEN 'cancelled' WHEN received_on > pg_temp.today() THEN 'open'
             WHEN short THEN 'partly received' ELSE 'received' END)::purchase_order_status,
       day, expected_on, CASE WHEN NOT cancelled AND received_on <= pg_temp.today() THEN received_on END, quantity,
       CASE WHEN NOT cancelled AND received_on <= pg_temp.today()
            THEN CASE WHEN short THEN floor(quantity * (0.6 + 0.3 * pg_temp.u(id, 3701)))::integer ELSE quantity END END,
       -- Finding 6: supplier 16 has charged a quarter more since the sixth month before this one.
       round(cost * (1 - 0.03 * years_ago)
             * CASE WHEN supplier_id = 16 AND day >= date_trunc('month', pg_temp.today()) - INTERVAL '6 months' THEN 1.26 ELSE 1 END
             * (0.98 + 0.04 * pg_temp.u(id, 3702))::numeric, 2)
  FROM (SELECT k.id, k.day, i.supplier_id, i.warehouse_id, i.sku, i.unit_cost AS cost,
               (pg_temp.today() - k.day)::numeric / 365 AS years_ago,
               20 + 10 * floor(30 * pow(pg_temp.u(k.id, 3703), 2))::integer AS quantity,
               k.day + s.lead_time_days AS expected_on,
               k.day + greatest(2, s.lead_time_days + floor(14 * pow(pg_temp.u(k.id, 3704), 3) - 3)::integer) AS received_on,
               pg_temp.u(k.id, 3705) < 0.02 AS cancelled, pg_temp.u(k.id, 3706) < 0.06 AS short
          FROM (SELECT row_number() OVER (ORDER BY d.day, n)::integer AS id, d.day FROM day AS d, generate_series(1, d.purchases) AS n) AS k
          JOIN (SELECT *, row_number() OVER (ORDER BY warehouse_id, sku) - 1 AS place FROM inventory) AS i
            ON i.place = floor((SELECT count(*) FROM inventory) * pg_temp.u(k.id, 3707))::bigint
          JOIN suppliers AS s USING (supplier_id)) AS p
 ORDER BY id;
