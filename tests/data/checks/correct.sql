-- Correct queries over the sample's tables: no check may warn. First line: question; then "-- says:" what the answer
-- explains, where that is checked too. One statement each.

-- How many orders were placed in 2025?
SELECT count(*) FROM orders WHERE ordered_at >= '2025-01-01' AND ordered_at < '2026-01-01';

-- How many customers do we have in each segment?
-- says: Counts the customers for each segment.
SELECT segment, count(*) FROM customers GROUP BY segment ORDER BY segment;

-- What are the top 5 products by sales this year?
-- says: Adds up the line totals since the start of this year, cancelled orders left out, and shows the five highest.
SELECT p.product_id, p.name, sum(i.line_total) AS sales FROM products p JOIN order_items i ON i.product_id = p.product_id JOIN orders o ON o.order_id = i.order_id WHERE o.ordered_at >= date_trunc('year', now()) AND o.status <> 'cancelled' GROUP BY p.product_id, p.name ORDER BY sales DESC LIMIT 5;

-- Which customers have never ordered?
SELECT c.customer_id, c.name FROM customers c LEFT JOIN orders o ON o.customer_id = c.customer_id WHERE o.order_id IS NULL ORDER BY c.name;

-- Which customers have no orders at all?
SELECT name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id);

-- Average order value by channel last year
SELECT o.channel, avg(t.amount) FROM orders o JOIN (SELECT order_id, sum(line_total) AS amount FROM order_items GROUP BY order_id) t ON t.order_id = o.order_id WHERE o.ordered_at >= date_trunc('year', now()) - interval '1 year' AND o.ordered_at < date_trunc('year', now()) GROUP BY o.channel;

-- Sales per region and quarter in 2025
SELECT region, date_trunc('quarter', revenue_date)::date AS quarter, sum(net_revenue) FROM revenue WHERE revenue_date BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1, 2 ORDER BY 1, 2;

-- Which sales reps are over their quota this year?
WITH sold AS (SELECT o.sales_rep_id, sum(i.line_total) AS amount FROM orders o JOIN order_items i USING (order_id) WHERE o.ordered_at >= date_trunc('year', current_date) AND o.status NOT IN ('cancelled', 'returned') GROUP BY o.sales_rep_id) SELECT r.first_name, r.last_name, s.amount, r.annual_quota FROM sales_reps r JOIN sold s USING (sales_rep_id) WHERE s.amount > r.annual_quota ORDER BY s.amount DESC;

-- Who manages whom?
SELECT r.first_name || ' ' || r.last_name AS rep, m.first_name || ' ' || m.last_name AS manager FROM sales_reps r LEFT JOIN sales_reps m ON m.sales_rep_id = r.manager_id ORDER BY manager, rep;

-- How many orders did each sales rep take, including those without any?
SELECT r.sales_rep_id, r.last_name, count(o.order_id) AS orders FROM sales_reps r LEFT JOIN orders o ON o.sales_rep_id = r.sales_rep_id AND o.status = 'delivered' GROUP BY r.sales_rep_id, r.last_name ORDER BY orders DESC;

-- What share of orders is returned?
SELECT round(100.0 * sum(CASE WHEN status = 'returned' THEN 1 ELSE 0 END) / count(*), 2) AS percent FROM orders WHERE status <> 'cancelled';

-- Which day had the highest revenue?
SELECT revenue_date, sum(net_revenue) AS total FROM revenue GROUP BY revenue_date ORDER BY total DESC LIMIT 1;

-- List enterprise customers in the North region
SELECT customer_id, name, city FROM customers WHERE segment = 'enterprise' AND region = 'North' ORDER BY name;

-- Customers whose credit limit is above the average
SELECT name, credit_limit FROM customers WHERE credit_limit > (SELECT avg(credit_limit) FROM customers) ORDER BY credit_limit DESC;

-- The latest order of each customer
SELECT DISTINCT ON (c.customer_id) c.customer_id, c.name, o.order_id, o.ordered_at FROM customers c JOIN orders o ON o.customer_id = c.customer_id ORDER BY c.customer_id, o.ordered_at DESC;

-- The latest order of each customer
SELECT t.customer_id, t.order_id FROM (SELECT customer_id, order_id, row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) AS rn FROM orders) t WHERE t.rn = 1;

-- Credit limits of customers and the status of their last order
SELECT c.region, sum(c.credit_limit) FROM customers c JOIN (SELECT customer_id, status, row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) AS rn FROM orders) t ON t.customer_id = c.customer_id AND t.rn = 1 WHERE t.status = 'returned' GROUP BY c.region;

-- Which products were never sold?
SELECT sku, name FROM products WHERE product_id NOT IN (SELECT product_id FROM order_items) ORDER BY sku;

-- Shipping fees by region in the last 30 days
SELECT region, sum(shipping_fee) FROM orders WHERE ordered_at >= now() - interval '30 days' GROUP BY region;

-- Shipping fees of orders with furniture
SELECT sum(o.shipping_fee) FROM orders o WHERE EXISTS (SELECT 1 FROM order_items i JOIN products p ON p.product_id = i.product_id WHERE i.order_id = o.order_id AND p.category = 'Furniture');

-- Units and sales by category
SELECT p.category, sum(i.quantity) AS units, sum(i.quantity * i.unit_price * (1 - i.discount_rate)) AS sales FROM order_items i, products p WHERE p.product_id = i.product_id GROUP BY p.category;

-- Margin by customer segment
SELECT c.segment, sum(i.line_total - i.quantity * p.unit_cost) AS margin FROM order_items i JOIN products p USING (product_id) JOIN orders o USING (order_id) JOIN customers c USING (customer_id) GROUP BY c.segment ORDER BY margin DESC;

-- How many different products did each customer buy?
SELECT c.name, count(DISTINCT i.product_id) AS products FROM customers c JOIN orders o USING (customer_id) JOIN order_items i USING (order_id) GROUP BY c.customer_id, c.name ORDER BY products DESC;

-- Number of orders and lines by month
SELECT date_trunc('month', o.ordered_at) AS month, count(DISTINCT o.order_id) AS orders, count(*) AS lines FROM orders o JOIN order_items i ON i.order_id = o.order_id GROUP BY month ORDER BY month;

-- Customers who ordered in January but not in February 2026
SELECT customer_id FROM orders WHERE ordered_at >= '2026-01-01' AND ordered_at < '2026-02-01' EXCEPT SELECT customer_id FROM orders WHERE ordered_at >= '2026-02-01' AND ordered_at < '2026-03-01';

-- Running total of revenue
SELECT revenue_date, sum(sum(net_revenue)) OVER (ORDER BY revenue_date) AS running FROM revenue GROUP BY revenue_date ORDER BY revenue_date;

-- Rank of categories in each region by revenue
SELECT region, category, total, rank() OVER (PARTITION BY region ORDER BY total DESC) FROM (SELECT region, category, sum(net_revenue) AS total FROM revenue GROUP BY region, category) t;

-- The three best products of each category
SELECT category, name, sales FROM (SELECT p.category, p.name, sum(i.line_total) AS sales, rank() OVER (PARTITION BY p.category ORDER BY sum(i.line_total) DESC) AS place FROM products p JOIN order_items i USING (product_id) GROUP BY p.product_id) AS ranked WHERE place <= 3 ORDER BY category, place;

-- Days without any revenue in 2025
SELECT d::date FROM generate_series(date '2025-01-01', date '2025-12-31', interval '1 day') AS d LEFT JOIN revenue r ON r.revenue_date = d::date WHERE r.revenue_date IS NULL ORDER BY d;

-- Orders by month of 2025, months without orders included
SELECT m.month, count(o.order_id) FROM generate_series(timestamp '2025-01-01', timestamp '2025-12-01', interval '1 month') AS m(month) LEFT JOIN orders o ON date_trunc('month', o.ordered_at) = m.month GROUP BY m.month ORDER BY m.month;

-- Compare this month's revenue with last month's
WITH now_month AS (SELECT sum(net_revenue) AS total FROM revenue WHERE revenue_date >= date_trunc('month', current_date)), last_month AS (SELECT sum(net_revenue) AS total FROM revenue WHERE revenue_date >= date_trunc('month', current_date) - interval '1 month' AND revenue_date < date_trunc('month', current_date)) SELECT n.total, l.total, n.total - l.total AS change FROM now_month n, last_month l;

-- Share of each channel in all orders
SELECT o.channel, round(100.0 * count(*) / t.total, 1) AS percent FROM orders o CROSS JOIN (SELECT count(*) AS total FROM orders) t GROUP BY o.channel, t.total;

-- Products that cost more than 200 dollars
SELECT name, unit_price FROM products WHERE unit_price > 200 ORDER BY unit_price DESC;

-- Customers that signed up yesterday
SELECT name FROM customers WHERE signed_up_on = current_date - 1;

-- Are there orders from partners without an account manager?
SELECT count(*) FROM orders o JOIN customers c ON c.customer_id = o.customer_id WHERE o.channel = 'partner' AND c.sales_rep_id IS NULL;

-- Orders taken by the customer's own account manager
SELECT count(*) FROM orders o JOIN customers c ON c.customer_id = o.customer_id AND c.sales_rep_id = o.sales_rep_id;

-- Customers whose account manager works in another region
SELECT c.name, r.last_name FROM customers c JOIN sales_reps r ON r.sales_rep_id = c.sales_rep_id WHERE r.region <> c.region;

-- Orders delivered within two days
SELECT count(*) FROM orders WHERE delivered_at - ordered_at <= interval '2 days';

-- Median shipping fee
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY shipping_fee) FROM orders;

-- Which regions have more than 1000 orders?
SELECT region, count(*) AS n FROM orders GROUP BY region HAVING count(*) > 1000 ORDER BY n DESC;

-- Status of an order in words
SELECT order_id, CASE status WHEN 'pending' THEN 'waiting' WHEN 'paid' THEN 'to be sent' ELSE 'done' END AS state FROM orders ORDER BY order_id;

-- Orders by status
SELECT coalesce(status::text, 'none') AS status, count(*) FROM orders GROUP BY 1;

-- Orders that are paid or shipped
SELECT count(*) FROM orders WHERE status IN ('paid', 'shipped');

-- Orders that are paid or shipped
SELECT count(*) FROM orders WHERE status = ANY (ARRAY['paid', 'shipped']::order_status[]);

-- Orders that are paid or shipped
SELECT count(*) FROM orders WHERE status = ANY ('{paid,shipped}');

-- Orders that are paid
SELECT count(*) FROM orders WHERE status::text ILIKE 'PAID';

-- Customers with a name that begins with A
SELECT name FROM customers WHERE name LIKE 'A%' ORDER BY name;

-- Email addresses of everybody
SELECT email FROM customers UNION SELECT email FROM sales_reps ORDER BY email;

-- Number of customers and of sales reps
SELECT (SELECT count(*) FROM customers) AS customers, (SELECT count(*) FROM sales_reps) AS reps;

-- Which customers bought Lighting and Kitchen?
SELECT o.customer_id FROM orders o JOIN order_items i USING (order_id) JOIN products p USING (product_id) WHERE p.category IN ('Lighting', 'Kitchen') GROUP BY o.customer_id HAVING count(DISTINCT p.category) = 2;

-- Products often bought together
SELECT a.product_id, b.product_id, count(*) AS together FROM order_items a JOIN order_items b ON a.order_id = b.order_id AND a.product_id < b.product_id GROUP BY a.product_id, b.product_id ORDER BY together DESC LIMIT 10;

-- Customers and their first order
SELECT c.name, f.first_order FROM customers c LEFT JOIN LATERAL (SELECT min(ordered_at) AS first_order FROM orders o WHERE o.customer_id = c.customer_id) f ON true ORDER BY f.first_order;

-- Revenue by weekday
SELECT extract(isodow FROM revenue_date) AS weekday, avg(net_revenue) FROM revenue GROUP BY 1 ORDER BY 1;

-- Year over year growth by category
WITH yearly AS (SELECT category, extract(year FROM revenue_date) AS year, sum(net_revenue) AS total FROM revenue GROUP BY 1, 2) SELECT a.category, a.year, a.total / b.total - 1 AS growth FROM yearly a JOIN yearly b ON b.category = a.category AND b.year = a.year - 1 ORDER BY 1, 2;

-- Total revenue and number of orders by region, side by side
SELECT r.region, r.total, o.orders FROM (SELECT region, sum(net_revenue) AS total FROM revenue GROUP BY region) r JOIN (SELECT region, count(*) AS orders FROM orders GROUP BY region) o ON o.region = r.region;

-- Customers by number of orders
SELECT orders, count(*) AS customers FROM (SELECT customer_id, count(*) AS orders FROM orders GROUP BY customer_id) t GROUP BY orders ORDER BY orders;

-- The account managers of customers in Central
SELECT DISTINCT r.sales_rep_id, r.last_name FROM sales_reps r JOIN customers c USING (sales_rep_id) WHERE c.region = 'Central';

-- Credit limits by account manager
SELECT r.last_name, sum(c.credit_limit) FROM customers c JOIN sales_reps r USING (sales_rep_id) GROUP BY r.sales_rep_id;

-- Quota of all account managers by region
SELECT region, sum(annual_quota) FROM sales_reps WHERE left_on IS NULL GROUP BY region;

-- All regions with or without reps
SELECT c.region, r.region FROM (SELECT DISTINCT region FROM customers) c FULL JOIN (SELECT DISTINCT region FROM sales_reps) r ON r.region = c.region;

-- How much did customers of each region buy in the last twelve months?
SELECT c.region, sum(i.line_total) FROM customers AS c INNER JOIN orders AS o ON c.customer_id = o.customer_id INNER JOIN order_items AS i ON o.order_id = i.order_id WHERE o.ordered_at >= current_date - interval '1 year' GROUP BY c.region;

-- The value of each order with its customer
WITH amounts AS (SELECT order_id, sum(line_total) AS amount FROM order_items GROUP BY order_id) SELECT o.order_id, c.name, a.amount FROM orders o JOIN customers c ON c.customer_id = o.customer_id JOIN amounts a ON a.order_id = o.order_id ORDER BY a.amount DESC LIMIT 100;

-- Sum of shipping fees and sales by region
WITH amounts AS (SELECT order_id, sum(line_total) AS amount FROM order_items GROUP BY order_id) SELECT o.region, sum(o.shipping_fee) AS fees, sum(a.amount) AS sales FROM orders o LEFT JOIN amounts a ON a.order_id = o.order_id GROUP BY o.region;

-- Highest and lowest shipping fee by product category
SELECT p.category, max(o.shipping_fee), min(o.shipping_fee) FROM orders o JOIN order_items i USING (order_id) JOIN products p USING (product_id) GROUP BY p.category;

-- Distinct fees charged by category
SELECT p.category, sum(DISTINCT o.shipping_fee) FROM orders o JOIN order_items i USING (order_id) JOIN products p USING (product_id) GROUP BY p.category;

-- Show some customers
SELECT * FROM customers LIMIT 100;

-- What are the sizes of the tables?
SELECT relname, reltuples FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE n.nspname = 'public' ORDER BY reltuples DESC;

-- Which tables are there?
SELECT table_name FROM information_schema.tables WHERE table_schema = 'public';

-- Orders with their line count
SELECT o.order_id, (SELECT count(*) FROM order_items i WHERE i.order_id = o.order_id) AS lines FROM orders o ORDER BY lines DESC LIMIT 10;

-- Numbers from one to ten
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n;

-- The chain of managers above each rep
WITH RECURSIVE chain AS (SELECT sales_rep_id, manager_id, 1 AS depth FROM sales_reps UNION ALL SELECT c.sales_rep_id, r.manager_id, c.depth + 1 FROM chain c JOIN sales_reps r ON r.sales_rep_id = c.manager_id) SELECT sales_rep_id, max(depth) FROM chain GROUP BY sales_rep_id;

-- Whole rows as JSON
SELECT row_to_json(c) FROM customers c WHERE c.customer_id = 7;

-- Customers and revenue of their region
SELECT c.name, t.total FROM customers c JOIN (SELECT region, sum(net_revenue) AS total FROM revenue GROUP BY region) t ON t.region = c.region ORDER BY t.total DESC;

-- Sales by industry, with the total
SELECT c.industry, sum(i.line_total) FROM customers c JOIN orders o USING (customer_id) JOIN order_items i USING (order_id) GROUP BY ROLLUP (c.industry);

-- How many leads were won per campaign in Q1 2026?
SELECT c.name, count(*) FROM leads l JOIN campaigns c USING (campaign_id) WHERE l.status = 'won' AND l.created_at >= '2026-01-01' AND l.created_at < '2026-04-01' GROUP BY c.campaign_id;

-- Which channels bring the most leads?
SELECT c.channel, count(*) AS leads FROM leads AS l JOIN campaigns AS c ON c.campaign_id = l.campaign_id GROUP BY c.channel ORDER BY leads DESC;

-- What did we spend on search last month?
SELECT sum(s.amount) FROM ad_spend s JOIN campaigns c ON c.campaign_id = s.campaign_id WHERE c.channel = 'search' AND s.spend_date >= date_trunc('month', current_date) - interval '1 month' AND s.spend_date < date_trunc('month', current_date);

-- Cost per lead by campaign
WITH spent AS (SELECT campaign_id, sum(amount) AS amount FROM ad_spend GROUP BY campaign_id), got AS (SELECT campaign_id, count(*) AS leads FROM leads GROUP BY campaign_id) SELECT c.name, s.amount / nullif(g.leads, 0) AS cost FROM campaigns c LEFT JOIN spent s ON s.campaign_id = c.campaign_id LEFT JOIN got g ON g.campaign_id = c.campaign_id ORDER BY cost;

-- Budget and spending of active campaigns
SELECT c.name, c.budget, coalesce(s.spent, 0) AS spent FROM campaigns c LEFT JOIN (SELECT campaign_id, sum(amount) AS spent FROM ad_spend GROUP BY campaign_id) s USING (campaign_id) WHERE c.status = 'active' ORDER BY c.name;

-- Open rate by audience
SELECT audience, round(100.0 * sum(opened) / nullif(sum(delivered), 0), 1) FROM email_metrics GROUP BY audience;

-- Mails to dormant customers
SELECT sum(sent) FROM email_metrics WHERE audience = 'dormant';

-- Campaigns in the North or without a region
SELECT name FROM campaigns WHERE region = 'North' OR region IS NULL;

-- Campaigns in regions
SELECT name FROM campaigns WHERE coalesce(region, 'everywhere') = 'everywhere';

-- Conversions by type
SELECT conversion_type, count(*) FROM conversions GROUP BY conversion_type;

-- Conversions credited to the campaign that brought the lead
SELECT count(*) FROM conversions v JOIN leads l ON l.lead_id = v.lead_id AND l.campaign_id = v.campaign_id;

-- Purchases by region of the lead
SELECT l.region, sum(v.amount) FROM conversions v JOIN leads l ON l.lead_id = v.lead_id WHERE v.conversion_type = 'purchase' GROUP BY l.region;

-- Leads with a demo and a purchase
SELECT a.lead_id FROM conversions a JOIN conversions b ON a.lead_id = b.lead_id WHERE a.conversion_type = 'demo' AND b.conversion_type = 'purchase';

-- Average score of leads by status
SELECT status, avg(score) FROM leads GROUP BY status;

-- How long does it take from lead to purchase?
SELECT avg(v.converted_at - l.created_at) FROM conversions v JOIN leads l USING (lead_id) WHERE v.conversion_type = 'purchase';

-- Campaigns that sent mail and had advertising
SELECT name FROM campaigns WHERE campaign_id IN (SELECT campaign_id FROM email_metrics) AND campaign_id IN (SELECT campaign_id FROM ad_spend);

-- Spending days of campaigns with mailings on the same day
SELECT s.spend_date, m.subject FROM ad_spend s JOIN email_metrics m ON m.campaign_id = s.campaign_id AND m.sent_on = s.spend_date;

-- Stock by region
SELECT w.region, sum(i.quantity_on_hand) FROM inventory i JOIN warehouses w ON w.warehouse_id = i.warehouse_id GROUP BY w.region;

-- Free space by warehouse
SELECT w.code, w.capacity_m3, count(i.sku) AS articles FROM warehouses w LEFT JOIN inventory i USING (warehouse_id) GROUP BY w.warehouse_id;

-- Freight cost by carrier in the last 6 months
SELECT s.carrier, sum(l.freight_cost) FROM logistics l JOIN shipments s USING (shipment_id) WHERE l.departed_at >= now() - interval '6 months' GROUP BY s.carrier;

-- Distance by mode
SELECT mode, sum(distance_km) FROM logistics GROUP BY mode;

-- Shipments sent by air
SELECT count(DISTINCT s.shipment_id) FROM shipments s JOIN logistics l ON l.shipment_id = s.shipment_id WHERE l.mode = 'air';

-- Weight of the shipments that went by air
SELECT sum(s.weight_kg) FROM shipments s WHERE s.shipment_id IN (SELECT shipment_id FROM logistics WHERE mode = 'air');

-- Weight of shipments and their first leg
SELECT sum(s.weight_kg) FROM shipments s JOIN logistics l ON l.shipment_id = s.shipment_id AND l.leg_number = 1 WHERE l.mode = 'road';

-- Open purchase orders by supplier
SELECT s.name, count(*) FROM purchase_orders p JOIN suppliers s ON s.supplier_id = p.supplier_id WHERE p.status = 'open' GROUP BY s.name;

-- Purchase orders with the article's name
SELECT p.purchase_order_id, i.product_name FROM purchase_orders p JOIN inventory i ON i.warehouse_id = p.warehouse_id AND i.sku = p.sku ORDER BY p.purchase_order_id;

-- Purchases by warehouse
SELECT w.code, sum(p.quantity_ordered * p.unit_cost) FROM purchase_orders p JOIN warehouses w ON w.warehouse_id = p.warehouse_id GROUP BY w.code;

-- Purchases from suppliers with a rating below 3
SELECT s.name, s.rating, sum(p.quantity_ordered) FROM suppliers s JOIN purchase_orders p USING (supplier_id) WHERE s.rating < 3 GROUP BY s.supplier_id;

-- Shipments and purchases by warehouse
SELECT w.code, s.shipments, p.purchases FROM warehouses w LEFT JOIN (SELECT warehouse_id, count(*) AS shipments FROM shipments GROUP BY warehouse_id) s USING (warehouse_id) LEFT JOIN (SELECT warehouse_id, count(*) AS purchases FROM purchase_orders GROUP BY warehouse_id) p USING (warehouse_id);

-- Warehouses with shipments and purchases
SELECT w.code, count(DISTINCT s.shipment_id), count(DISTINCT p.purchase_order_id) FROM warehouses w LEFT JOIN shipments s ON s.warehouse_id = w.warehouse_id LEFT JOIN purchase_orders p ON p.warehouse_id = w.warehouse_id GROUP BY w.code;

-- Late shipments
SELECT count(*) FROM shipments WHERE delivered_at::date > promised_on;

-- Shipments to the South that are lost
SELECT * FROM shipments WHERE destination_region = 'South' AND status = 'lost' ORDER BY created_at;

-- Suppliers whose contract ends in the next 90 days
SELECT name, contract_until FROM suppliers WHERE contract_until BETWEEN current_date AND current_date + 90 ORDER BY contract_until;

-- Warehouses in regions with lost shipments
SELECT w.name FROM warehouses w WHERE w.region IN (SELECT destination_region FROM shipments WHERE status = 'lost');

-- Every warehouse with every mode
SELECT w.code, m.mode FROM warehouses w CROSS JOIN (SELECT DISTINCT mode FROM logistics) m ORDER BY 1, 2;

-- Every pair of warehouses
SELECT a.code, b.code FROM warehouses a CROSS JOIN warehouses b WHERE a.code < b.code;

-- Articles below the reorder point
SELECT sku, product_name FROM inventory WHERE quantity_on_hand - quantity_reserved < reorder_point ORDER BY sku;

-- Value of the stock by supplier
SELECT s.name, sum(i.quantity_on_hand * i.unit_cost) AS worth FROM suppliers s JOIN inventory i ON s.supplier_id = i.supplier_id GROUP BY s.supplier_id ORDER BY worth DESC FETCH FIRST 10 ROWS ONLY;

-- How many orders over 100 dollars of shipping were there in the first quarter of 2026?
-- says: Counts orders of Q1 2026 with a shipping fee over 100.
SELECT count(*) FROM orders WHERE shipping_fee > 100 AND ordered_at >= '2026-01-01' AND ordered_at < '2026-04-01';

-- What did the 3 best customers of last year buy, in percent of all?
-- says: Takes the three customers with the highest sum of line_total in the past year.
WITH b AS (SELECT o.customer_id, sum(i.line_total) AS bought FROM orders o JOIN order_items i USING (order_id) WHERE o.ordered_at >= date_trunc('year', now()) - interval '12 months' AND o.ordered_at < date_trunc('year', now()) GROUP BY o.customer_id) SELECT customer_id, bought, round(100 * bought / (SELECT sum(bought) FROM b), 1) FROM b ORDER BY bought DESC LIMIT 3;

-- Compare this year with last year by month
SELECT date_trunc('month', revenue_date) AS month, sum(net_revenue), lag(sum(net_revenue), 12) OVER (ORDER BY date_trunc('month', revenue_date)) FROM revenue GROUP BY 1;

-- Customers who did not order in the last 6 months
-- says: Lists customers without an order within the last six months.
SELECT c.name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id AND o.ordered_at >= now() - interval '180 days');

-- Orders with a discount of more than 15%
SELECT DISTINCT order_id FROM order_items WHERE discount_rate > 0.15;

-- How many leads may we expect per month?
SELECT count(*) / 12.0 FROM leads WHERE created_at >= now() - interval '1 year';

-- Sales since March 2025
SELECT sum(net_revenue) FROM revenue WHERE revenue_date >= '2025-03-01';

-- Which orders were returned within two weeks?
SELECT order_id FROM orders WHERE returned_at - delivered_at <= interval '14 days';

-- Revenue of the past 7 days
SELECT sum(net_revenue) FROM revenue WHERE revenue_date > current_date - 7;

-- How many customers bought more than 5 different products?
SELECT count(*) FROM (SELECT o.customer_id FROM orders o JOIN order_items i USING (order_id) GROUP BY o.customer_id HAVING count(DISTINCT i.product_id) >= 6) t;
