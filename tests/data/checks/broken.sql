-- Broken queries: "-- breaks:" names the check that must find it.

-- Sales by customer
-- breaks: names
SELECT c.customer_name, sum(i.line_total) FROM customers c JOIN orders o USING (customer_id) JOIN order_items i USING (order_id) GROUP BY c.customer_name;

-- Orders by date
-- breaks: names
SELECT order_date, count(*) FROM orders GROUP BY order_date;

-- Orders
-- breaks: names
SELECT * FROM "order";

-- Orders
-- breaks: names
SELECT * FROM orderitems;

-- Customers
-- breaks: names
SELECT c.nmae FROM customers c;

-- Customers and orders
-- breaks: names
SELECT customers.name FROM customers c;

-- Regions
-- breaks: names
SELECT region FROM customers c JOIN orders o ON o.customer_id = c.customer_id;

-- Totals
-- breaks: names
SELECT sum(o.total_amount) FROM orders o;

-- Totals
-- breaks: names
WITH t AS (SELECT order_id, sum(line_total) AS amount FROM order_items GROUP BY order_id) SELECT sum(t.total) FROM t;

-- Customers
-- breaks: names
SELECT name FROM customers WHERE state = 'open';

-- Segments
-- breaks: names
SELECT x.segment FROM customers c;

-- Costs
-- breaks: names
SELECT p.cost FROM products p ORDER BY p.cost;

-- Sums
-- breaks: names
SELECT o.region, sum(o.shipping_fee) AS fees FROM orders o GROUP BY o.region HAVING fees > 10;

-- Orders with items
-- breaks: names
SELECT o.order_id FROM orders o WHERE EXISTS (SELECT 1 FROM order_items i WHERE i.ordr_id = o.order_id);

-- Quoted
-- breaks: names
SELECT "Name" FROM customers;

-- Leads
-- breaks: names
SELECT lead_name FROM leads;

-- Joined
-- breaks: names
SELECT c.name FROM customers c JOIN orders o USING (client_id);

-- Regions
-- breaks: names
SELECT i.region FROM order_items i;

-- Sorted
-- breaks: names
SELECT name FROM customers ORDER BY revenue DESC;

-- Stock
-- breaks: names
SELECT quantity FROM inventory;

-- Cancelled orders
-- breaks: literals
SELECT count(*) FROM orders WHERE status = 'canceled';

-- Cancelled orders
-- breaks: literals
SELECT count(*) FROM orders WHERE status = 'Cancelled';

-- Open orders
-- breaks: literals
SELECT count(*) FROM orders WHERE status IN ('open', 'paid');

-- Not cancelled orders
-- breaks: literals
SELECT count(*) FROM orders WHERE status <> 'CANCELLED';

-- Not cancelled orders
-- breaks: literals
SELECT count(*) FROM orders WHERE status NOT IN ('canceled', 'refunded');

-- Online orders
-- breaks: literals
SELECT count(*) FROM orders WHERE channel = 'online';

-- Orders in the north
-- breaks: literals
SELECT count(*) FROM orders WHERE region = 'north';

-- Small business
-- breaks: literals
SELECT count(*) FROM customers WHERE segment = 'small-business';

-- Mid market
-- breaks: literals
SELECT count(*) FROM customers WHERE segment::text = 'midmarket';

-- Mid market
-- breaks: literals
SELECT count(*) FROM customers WHERE lower(segment::text) = 'Mid-Market';

-- Returned share
-- breaks: literals
SELECT count(*) FILTER (WHERE status = 'return') FROM orders;

-- Returned share
-- breaks: literals
SELECT sum(CASE WHEN status = 'refunded' THEN 1 ELSE 0 END) FROM orders;

-- Returned share
-- breaks: literals
SELECT sum(CASE status WHEN 'refunded' THEN 1 ELSE 0 END) FROM orders;

-- Dormant
-- breaks: literals
SELECT sum(sent) FROM email_metrics WHERE audience = 'sleeping';

-- Awareness
-- breaks: literals
SELECT name FROM campaigns WHERE objective = 'Awareness';

-- Leads in the north
-- breaks: literals
SELECT count(*) FROM leads WHERE region IN ('NORTH', 'SOUTH');

-- Shipments to the east
-- breaks: literals
SELECT count(*) FROM shipments WHERE destination_region LIKE 'east';

-- Shipments under way
-- breaks: literals
SELECT count(*) FROM shipments WHERE status = 'in_transit';

-- Orders paid
-- breaks: literals
SELECT count(*) FROM orders WHERE status = ANY ('{payed,shipped}');

-- Air
-- breaks: literals
WITH l AS (SELECT mode, freight_cost FROM logistics) SELECT sum(freight_cost) FROM l WHERE mode = 'plane';

-- A day that is none
-- breaks: literals
SELECT count(*) FROM orders WHERE ordered_at >= '2025-02-30';

-- Fees by category
-- breaks: joins
SELECT p.category, sum(o.shipping_fee) FROM orders o JOIN order_items i USING (order_id) JOIN products p USING (product_id) GROUP BY p.category;

-- Credit by status
-- breaks: joins
SELECT o.status, sum(c.credit_limit) FROM customers c JOIN orders o ON o.customer_id = c.customer_id GROUP BY o.status;

-- Quota and orders
-- breaks: joins
SELECT r.region, sum(r.annual_quota), count(*) FROM sales_reps r JOIN orders o USING (sales_rep_id) GROUP BY r.region;

-- Quota by rep
-- breaks: joins
SELECT r.last_name, sum(r.annual_quota) FROM sales_reps r LEFT JOIN customers c ON c.sales_rep_id = r.sales_rep_id GROUP BY r.sales_rep_id;

-- Budget and spending
-- breaks: joins
SELECT c.channel, sum(c.budget), sum(s.amount) FROM campaigns c JOIN ad_spend s USING (campaign_id) GROUP BY c.channel;

-- Spending and mails
-- breaks: joins
SELECT c.name, sum(s.amount), sum(m.sent) FROM campaigns c JOIN ad_spend s USING (campaign_id) JOIN email_metrics m USING (campaign_id) GROUP BY c.campaign_id;

-- Spending and leads
-- breaks: joins
SELECT c.name, sum(s.amount) / count(DISTINCT l.lead_id) FROM campaigns c LEFT JOIN ad_spend s ON s.campaign_id = c.campaign_id LEFT JOIN leads l ON l.campaign_id = c.campaign_id GROUP BY c.name;

-- Weight and cost
-- breaks: joins
SELECT s.carrier, sum(s.weight_kg), sum(l.freight_cost) FROM shipments s JOIN logistics l USING (shipment_id) GROUP BY s.carrier;

-- Packages by mode
-- breaks: joins
SELECT l.mode, sum(s.packages) FROM logistics l, shipments s WHERE l.shipment_id = s.shipment_id GROUP BY l.mode;

-- Capacity
-- breaks: joins
SELECT w.region, sum(w.capacity_m3) FROM warehouses w JOIN inventory i ON i.warehouse_id = w.warehouse_id GROUP BY w.region;

-- Average credit
-- breaks: joins
SELECT avg(c.credit_limit) FROM customers c JOIN orders o USING (customer_id) WHERE o.channel = 'web';

-- Lead scores and conversions
-- breaks: joins
SELECT sum(l.score) FROM leads l JOIN conversions v ON v.lead_id = l.lead_id;

-- Orders and leads counted
-- breaks: joins
SELECT w.code, count(s.shipment_id), count(p.purchase_order_id) FROM warehouses w LEFT JOIN shipments s USING (warehouse_id) LEFT JOIN purchase_orders p USING (warehouse_id) GROUP BY w.code;

-- Amounts by line
-- breaks: joins
WITH amounts AS (SELECT order_id, sum(line_total) AS amount FROM order_items GROUP BY order_id) SELECT sum(a.amount) FROM amounts a JOIN order_items i ON i.order_id = a.order_id;

-- Amounts
-- breaks: joins
SELECT sum(t.shipping_fee) FROM (SELECT order_id, shipping_fee FROM orders) t JOIN order_items i ON i.order_id = t.order_id;

-- Stock and purchases
-- breaks: joins
SELECT i.sku, sum(i.quantity_on_hand), sum(p.quantity_ordered) FROM inventory i JOIN purchase_orders p ON p.warehouse_id = i.warehouse_id AND p.sku = i.sku GROUP BY i.sku;

-- Wrong key
-- breaks: joins
SELECT c.name, count(*) FROM customers c JOIN orders o ON o.order_id = c.customer_id GROUP BY c.name;

-- Wrong key
-- breaks: joins
SELECT p.name, sum(i.quantity) FROM products p JOIN order_items i ON i.order_id = p.product_id GROUP BY p.name;

-- Wrong key
-- breaks: joins
SELECT r.last_name, count(*) FROM sales_reps r JOIN orders o ON o.customer_id = r.sales_rep_id GROUP BY r.last_name;

-- Wrong key
-- breaks: joins
SELECT count(*) FROM leads l JOIN ad_spend s ON s.ad_spend_id = l.lead_id;

-- Wrong key
-- breaks: joins
SELECT p.sku, i.product_name FROM purchase_orders p JOIN inventory i ON i.sku = p.sku;

-- Wrong columns
-- breaks: joins
SELECT count(*) FROM customers c JOIN products p ON p.category = c.industry;

-- Nothing joined
-- breaks: joins
SELECT c.name, sum(i.line_total) FROM customers c, orders o, order_items i WHERE o.customer_id = c.customer_id GROUP BY c.name;

-- Nothing joined
-- breaks: joins
SELECT c.name, o.order_id FROM customers c, orders o WHERE o.status = 'paid';

-- Nothing joined
-- breaks: joins
SELECT c.name, o.order_id FROM customers c CROSS JOIN orders o WHERE o.status = 'paid';

-- Nothing joined
-- breaks: joins
SELECT c.name, o.order_id FROM customers c JOIN orders o ON true;

-- Nothing joined
-- breaks: joins
SELECT p.category, sum(i.line_total) FROM order_items i JOIN orders o USING (order_id) JOIN products p ON p.product_id = p.product_id GROUP BY p.category;

-- Nothing joined
-- breaks: joins
WITH t AS (SELECT customer_id, count(*) AS n FROM orders GROUP BY customer_id) SELECT c.name, t.n FROM customers c, t;

-- Outer join undone
-- breaks: joins
SELECT c.name, count(o.order_id) FROM customers c LEFT JOIN orders o ON o.customer_id = c.customer_id WHERE o.status = 'paid' GROUP BY c.name;

-- Outer join undone
-- breaks: joins
SELECT c.name, count(l.lead_id) FROM campaigns c LEFT JOIN leads l USING (campaign_id) WHERE l.created_at >= now() - interval '1 month' GROUP BY c.name;

-- Any ten
-- breaks: order
SELECT c.name, sum(i.line_total) FROM customers c JOIN orders o USING (customer_id) JOIN order_items i USING (order_id) GROUP BY c.name LIMIT 10;

-- Any five
-- breaks: order
SELECT name FROM customers WHERE region = 'North' LIMIT 5;

-- How many orders were placed in 2025?
-- breaks: question
SELECT count(*) FROM orders;

-- How many orders were placed in March 2025?
-- breaks: question
SELECT count(*) FROM orders WHERE ordered_at >= '2025-01-01' AND ordered_at < '2026-01-01';

-- Which 10 customers bought most last quarter?
-- breaks: question
SELECT c.customer_id, c.name, sum(i.line_total) AS bought FROM customers AS c JOIN orders AS o USING (customer_id) JOIN order_items AS i USING (order_id) GROUP BY c.customer_id ORDER BY bought DESC LIMIT 10;

-- Which 10 customers bought most last quarter?
-- breaks: question
SELECT c.customer_id, c.name, sum(i.line_total) AS bought FROM customers AS c JOIN orders AS o USING (customer_id) JOIN order_items AS i USING (order_id) WHERE o.ordered_at >= date_trunc('quarter', now()) - interval '3 months' AND o.ordered_at < date_trunc('quarter', now()) GROUP BY c.customer_id ORDER BY bought DESC;

-- How did revenue develop over the last 24 months?
-- breaks: question
SELECT date_trunc('month', revenue_date)::date AS month, sum(net_revenue) FROM revenue GROUP BY 1 ORDER BY 1;

-- How many orders from the North region were returned?
-- breaks: question
SELECT count(*) FROM orders WHERE status = 'returned';

-- How many enterprise customers do we have?
-- breaks: question
SELECT count(*) FROM customers;

-- How many orders were cancelled, by channel?
-- breaks: question
SELECT channel, count(*) FROM orders GROUP BY channel;

-- Shipping fees of orders above 50 dollars
-- breaks: question
SELECT sum(shipping_fee) FROM orders;

-- What did we spend on display last month?
-- breaks: question
SELECT sum(s.amount) FROM ad_spend s JOIN campaigns c ON c.campaign_id = s.campaign_id WHERE s.spend_date >= date_trunc('month', current_date) - interval '1 month' AND s.spend_date < date_trunc('month', current_date);

-- How many leads came in yesterday?
-- breaks: question
SELECT count(*) FROM leads;

-- Revenue in Q2 2025 by region
-- breaks: question
SELECT region, sum(net_revenue) FROM revenue GROUP BY region;

-- Which customers ordered more than 20 times this year?
-- breaks: question
SELECT customer_id, count(*) FROM orders WHERE ordered_at >= date_trunc('year', now()) GROUP BY customer_id;

-- How many orders did the customer "Northwind" place?
-- breaks: question
SELECT count(*) FROM orders;

-- Wie viele Bestellungen gab es letzten Monat?
-- breaks: question
SELECT count(*) FROM orders;

-- Combien de commandes le mois dernier ?
-- breaks: question
SELECT count(*) FROM orders;

-- Sales by category
-- says: Adds up the line totals of the last 12 months for each category, cancelled orders left out.
-- breaks: words
SELECT p.category, sum(i.line_total) FROM order_items i JOIN products p USING (product_id) GROUP BY p.category;

-- Orders by region
-- says: Counts the delivered orders of each region.
-- breaks: words
SELECT region, count(*) FROM orders GROUP BY region;

-- Orders by region
-- says: Counts the orders of 2025 in each region.
-- breaks: words
SELECT region, count(*) FROM orders GROUP BY region;

-- Best customers
-- says: Shows the ten customers who bought most: top ten by line_total.
-- breaks: words
SELECT c.name, sum(i.line_total) AS bought FROM customers c JOIN orders o USING (customer_id) JOIN order_items i USING (order_id) GROUP BY c.customer_id ORDER BY bought DESC LIMIT 20;

-- Revenue by region
-- says: Takes net_revenue of the current year and adds it up by region.
-- breaks: words
SELECT region, sum(gross_revenue) FROM revenue WHERE revenue_date >= date_trunc('year', current_date) GROUP BY region;

-- Leads by status
-- says: Counts the leads of last month by status.
-- breaks: words
SELECT status, count(*) FROM leads GROUP BY status;

-- Leads by status
-- says: Counts the leads of last quarter by status.
-- breaks: words
SELECT status, count(*) FROM leads WHERE created_at >= date_trunc('week', now()) GROUP BY status;

-- Customers
-- says: Lists customers of the West region only.
-- breaks: words
SELECT name FROM customers ORDER BY name;

-- Shipments
-- says: Counts shipments that were sent express by suppliers.
-- breaks: words
SELECT count(*) FROM shipments;

-- Freight
-- says: Adds up freight_cost of all legs longer than 500 km.
-- breaks: words
SELECT sum(freight_cost) FROM logistics;

-- Deliveries
-- says: Counts the rows from the shipments table by region.
-- breaks: words
SELECT region, count(*) FROM warehouses GROUP BY region;
