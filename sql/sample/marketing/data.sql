-- SPDX-License-Identifier: GPL-3.0-or-later
-- Three years of campaigns and what came of them, up to the day in parlance.today. Planted findings: see README.md.
CREATE TEMP TABLE day ON COMMIT DROP AS
SELECT d.day, d.number,
       greatest(1, round(31 * (0.55 + 0.45 * d.number / d.days) * pg_temp.busy(d.day, 12)
                         * CASE WHEN d.day = pg_temp.today() THEN 0.2 ELSE 1 END))::integer AS leads
  FROM (SELECT s.first + n AS day, n AS number, (pg_temp.today() - s.first)::double precision AS days
          FROM (SELECT (date_trunc('month', pg_temp.today()) - INTERVAL '36 months')::date AS first) AS s,
               generate_series(0, pg_temp.today() - s.first) AS n) AS d;

-- Nine campaigns run all the time; five more start each month and last one to three months; the last are still planned.
INSERT INTO campaigns (campaign_id, name, channel, objective, region, start_on, end_on, budget, status, owner_name)
SELECT id, name, channel, objective, region, start_on, end_on, budget,
       (CASE WHEN start_on > pg_temp.today() THEN 'planned' WHEN end_on < pg_temp.today() THEN 'ended'
             WHEN id % 17 = 5 AND end_on IS NOT NULL THEN 'paused' ELSE 'active' END)::campaign_status,
       pg_temp.first_name(id % 9, 2101) || ' ' || pg_temp.last_name(id % 9, 2102)
  FROM (SELECT n AS id,
               (ARRAY['Always-on search: brand', 'Always-on search: products', 'Always-on social: feed',
                      'Always-on social: video', 'Always-on display: retargeting', 'Always-on display: prospecting',
                      'Weekly newsletter', 'Product tips by email', 'Partner marketplace'])[n] AS name,
               (ARRAY['search', 'search', 'social', 'social', 'display', 'display', 'email', 'email', 'partners'])[n]::marketing_channel AS channel,
               (ARRAY['awareness', 'lead generation', 'awareness', 'lead generation', 'lead generation', 'awareness',
                      'retention', 'retention', 'lead generation'])[n] AS objective,
               NULL AS region, (SELECT min(day) FROM day) AS start_on, NULL::date AS end_on,
               (ARRAY[90000, 160000, 80000, 70000, 60000, 50000, 12000, 9000, 40000])[n]::numeric AS budget
          FROM generate_series(1, 9) AS n
         UNION ALL
        SELECT s.id, s.theme || ' ' || s.channel || ' ' || to_char(s.start_on, 'YYYY-MM') || '-' || s.n, s.channel, s.objective,
               CASE WHEN pg_temp.u(s.id, 2103) < 0.4
                    THEN pg_temp.pick(s.id, 2104, ARRAY['North', 'South', 'East', 'West', 'Central']) END,
               s.start_on, s.start_on + 27 + floor(60 * pg_temp.u(s.id, 2105))::integer,
               3000 + 500 * floor(40 * pg_temp.u(s.id, 2106))
          FROM (SELECT (9 + 5 * m + n)::integer AS id, n,
                       ((SELECT min(day) FROM day) + m * INTERVAL '1 month')::date + floor(25 * pg_temp.u(5 * m + n, 2107))::integer AS start_on,
                       pg_temp.pick(5 * m + n, 2108, ARRAY['Spring refresh', 'Quiet office', 'Home desk', 'Warehouse sale',
                            'New arrivals', 'Back to work', 'Bright ideas', 'Clean start', 'Year-end offer']) AS theme,
                       (ARRAY['search', 'social', 'display', 'email', 'events'])[n]::marketing_channel AS channel,
                       pg_temp.pick(5 * m + n, 2109, ARRAY['awareness', 'lead generation', 'lead generation', 'retention']) AS objective
                  FROM generate_series(0, 37) AS m, generate_series(1, 5) AS n) AS s) AS c
 ORDER BY id;
ANALYZE campaigns;

-- Each day a paid campaign runs, but not while it is paused (a paused one stops ten days before the end of the data).
INSERT INTO ad_spend (ad_spend_id, campaign_id, spend_date, impressions, clicks, amount)
SELECT row_number() OVER (ORDER BY day, campaign_id)::integer, campaign_id, day, impressions, clicks,
       -- Finding 3: in the third month before this one a click on display costs two and a half times as much.
       round((clicks * price * (0.9 + 0.2 * pg_temp.u(key, 2201))
              * CASE WHEN channel = 'display'
                      AND date_trunc('month', day) = date_trunc('month', pg_temp.today()) - INTERVAL '3 months'
                     THEN 2.5 ELSE 1 END)::numeric, 2)
  FROM (SELECT *, floor(impressions * rate * (0.8 + 0.4 * pg_temp.u(key, 2202)))::integer AS clicks
          FROM (SELECT c.campaign_id, c.channel, d.day, c.campaign_id * 100000::bigint + d.number AS key, p.price, p.rate,
                       floor(p.reach * (0.5 + 0.5 * d.number / 1110.0) * CASE WHEN c.campaign_id <= 9 THEN 2.2 ELSE 1 END
                             * pg_temp.busy(d.day, c.campaign_id))::integer AS impressions
                  FROM campaigns AS c
                  JOIN (VALUES ('search'::marketing_channel, 3200, 0.031, 1.15), ('social', 9000, 0.011, 0.62),
                               ('display', 21000, 0.0036, 0.48), ('partners', 1500, 0.024, 0.95))
                       AS p (channel, reach, rate, price) USING (channel)
                  JOIN day AS d ON d.day >= c.start_on AND (c.end_on IS NULL OR d.day <= c.end_on)
                 WHERE c.status <> 'paused' OR d.day < pg_temp.today() - 10) AS a) AS s
 ORDER BY 1;

-- A lead comes from a campaign running that day, the always-on ones most often; a quarter comes by itself.
CREATE TEMP TABLE running ON COMMIT DROP AS
SELECT d.day, array_agg(c.campaign_id ORDER BY c.campaign_id) AS campaigns
  FROM day AS d JOIN campaigns AS c ON d.day >= c.start_on AND (c.end_on IS NULL OR d.day <= c.end_on)
 WHERE c.status <> 'paused' OR d.day < pg_temp.today() - 10
 GROUP BY d.day;

INSERT INTO leads (lead_id, campaign_id, created_at, first_name, last_name, company_name, email, region, status, score,
                   contacted_at, closed_at)
SELECT lead_id, campaign_id, created_at, first_name, last_name, company_name,
       pg_temp.mail(first_name || ' ' || last_name, company_name), region,
       (CASE WHEN contacted_at > cutoff THEN 'new' WHEN fate < 0.12 THEN 'contacted'
             WHEN closed_at > cutoff THEN CASE WHEN fate < 0.55 THEN 'contacted' ELSE 'qualified' END
             WHEN fate < 0.30 * quality THEN 'won' WHEN fate > 0.93 THEN 'qualified' ELSE 'lost' END)::lead_status,
       CASE WHEN contacted_at <= cutoff
            THEN least(100, greatest(0, round(52 + 30 * (quality - 1) + 38 * (0.5 - fate) + 24 * (pg_temp.u(lead_id, 2301) - 0.5))))::smallint END,
       CASE WHEN contacted_at <= cutoff THEN contacted_at END,
       CASE WHEN closed_at <= cutoff AND fate >= 0.12 AND fate <= 0.93 THEN closed_at END
  FROM (SELECT l.*, pg_temp.first_name(l.lead_id, 2302) AS first_name, pg_temp.last_name(l.lead_id, 2303) AS last_name,
               pg_temp.company(l.lead_id, 2304) AS company_name,
               coalesce(c.region, pg_temp.pick(l.lead_id, 2305, ARRAY['North', 'North', 'North', 'South', 'South', 'East',
                                                                     'East', 'West', 'West', 'West', 'Central', 'Central'])) AS region,
               CASE c.channel WHEN 'events' THEN 1.5 WHEN 'partners' THEN 1.35 WHEN 'search' THEN 1.1 WHEN 'social' THEN 0.8
                              WHEN 'display' THEN 0.65 ELSE 1 END AS quality,
               pg_temp.u(l.lead_id, 2306) AS fate,
               l.created_at + date_trunc('second', INTERVAL '1 hour' * (1 + 60 * pg_temp.u(l.lead_id, 2307))) AS contacted_at,
               l.created_at + date_trunc('second', INTERVAL '1 day' * (5 + 55 * pg_temp.u(l.lead_id, 2308))) AS closed_at,
               pg_temp.today() + INTERVAL '1 hour' AS cutoff
          FROM (SELECT row_number() OVER (ORDER BY k.created_at, k.key)::integer + 5000 AS lead_id, k.created_at,
                       CASE WHEN pg_temp.u(k.key, 2311) < 0.25 THEN NULL
                            ELSE r.campaigns[1 + floor(cardinality(r.campaigns) * pow(pg_temp.u(k.key, 2312), 1.4))::integer]
                       END AS campaign_id
                  FROM (SELECT d.day, (d.number * 1000 + n)::bigint AS key,
                               d.day::timestamp AT TIME ZONE 'UTC' + date_trunc('second',
                                   CASE WHEN d.day = pg_temp.today() THEN INTERVAL '1 hour' * pg_temp.u(d.number * 1000 + n, 2313)
                                        ELSE INTERVAL '6 hours' + INTERVAL '8 hours' * (pg_temp.u(d.number * 1000 + n, 2313)
                                                                                      + pg_temp.u(d.number * 1000 + n, 2314)) END) AS created_at
                          FROM day AS d, generate_series(1, d.leads) AS n) AS k
                  JOIN running AS r USING (day)) AS l
          LEFT JOIN campaigns AS c USING (campaign_id)) AS f
 ORDER BY lead_id;

-- On the way to a decision a lead may ask for a demo and start a trial; a won one has bought.
INSERT INTO conversions (conversion_id, lead_id, campaign_id, conversion_type, converted_at, amount)
SELECT row_number() OVER (ORDER BY converted_at, lead_id, kind)::integer, lead_id, campaign_id, kind, converted_at, amount
  FROM (SELECT lead_id, campaign_id, 'purchase'::conversion_type AS kind, closed_at AS converted_at,
               round((120 * exp(3.2 * pow(pg_temp.u(lead_id, 2401), 2)))::numeric, 2) AS amount
          FROM leads WHERE status = 'won'
         UNION ALL
        SELECT lead_id, campaign_id, 'demo', contacted_at + (closed_at - contacted_at) * 0.3, NULL
          FROM leads WHERE closed_at > contacted_at AND pg_temp.u(lead_id, 2402) < CASE status WHEN 'won' THEN 0.7 ELSE 0.2 END
         UNION ALL
        SELECT lead_id, campaign_id, 'trial', contacted_at + (closed_at - contacted_at) * 0.6, NULL
          FROM leads WHERE closed_at > contacted_at AND pg_temp.u(lead_id, 2403) < CASE status WHEN 'won' THEN 0.5 ELSE 0.1 END) AS c
 ORDER BY 1;

-- Email goes out on Tuesdays, to three audiences.
INSERT INTO email_metrics (email_metric_id, campaign_id, sent_on, audience, subject, sent, delivered, opened, clicked, unsubscribed)
SELECT row_number() OVER (ORDER BY day, campaign_id, audience)::integer, campaign_id, day, audience, subject, sent, delivered, opened,
       floor(opened * (0.10 + 0.06 * pg_temp.u(key, 2501))
             -- Finding 4: in the second half of the seventh month before this one hardly a link is clicked, though mails are opened as ever.
             * CASE WHEN day >= first_broken AND day < first_broken + 17 AND extract(month FROM day) = extract(month FROM first_broken)
                    THEN 0.04 ELSE 1 END)::integer,
       floor(delivered * (0.001 + 0.003 * pg_temp.u(key, 2502)))::integer
  FROM (SELECT *, floor(delivered * open_rate * (0.9 + 0.2 * pg_temp.u(key, 2503)))::integer AS opened
          FROM (SELECT *, floor(sent * (0.965 + 0.025 * pg_temp.u(key, 2504)))::integer AS delivered
                  FROM (SELECT c.campaign_id, d.day, a.audience, a.open_rate, (c.campaign_id * 10000 + d.number) * 4::bigint + a.n AS key,
                               c.name || ', week ' || to_char(d.day, 'IW') AS subject,
                               floor(a.size * (0.5 + 0.5 * d.number / 1110.0) * (0.95 + 0.1 * pg_temp.u(c.campaign_id * 2000 + d.number, 2505)))::integer AS sent,
                               (date_trunc('month', pg_temp.today()) - INTERVAL '7 months')::date + 14 AS first_broken
                          FROM campaigns AS c
                          JOIN day AS d ON d.day >= c.start_on AND (c.end_on IS NULL OR d.day <= c.end_on)
                               AND extract(isodow FROM d.day) = 2,
                               (VALUES (1, 'prospects', 8200, 0.21), (2, 'customers', 3900, 0.34), (3, 'dormant', 2600, 0.12))
                               AS a (n, audience, size, open_rate)
                         WHERE c.channel = 'email' AND (c.status <> 'paused' OR d.day < pg_temp.today() - 10)) AS s) AS t) AS m
 ORDER BY 1;
