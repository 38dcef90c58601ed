-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each table and column means: people read it in the schema panel, and Claude gets it with the question.

COMMENT ON TABLE sales_reps IS 'People who sell: one row for each, those who have left included. Managers have a row too and sell nothing themselves.';
COMMENT ON COLUMN sales_reps.sales_rep_id IS 'Number given when hired; never used again.';
COMMENT ON COLUMN sales_reps.first_name IS 'Given name as the person writes it.';
COMMENT ON COLUMN sales_reps.last_name IS 'Family name as the person writes it.';
COMMENT ON COLUMN sales_reps.email IS 'Address at work, unique; still listed after the person has left.';
COMMENT ON COLUMN sales_reps.region IS 'Where the person sells: North, South, East, West or Central.';
COMMENT ON COLUMN sales_reps.manager_id IS 'The person reported to, also in this table. NULL only for the head of sales.';
COMMENT ON COLUMN sales_reps.hired_on IS 'First day at work.';
COMMENT ON COLUMN sales_reps.left_on IS 'Last day at work. NULL while the person is still with us.';
COMMENT ON COLUMN sales_reps.annual_quota IS 'Sales expected in a calendar year, in US dollars before refunds; for a manager, of the whole region.';

COMMENT ON TABLE customers IS 'Companies that have an account with us; one row for each. They buy through orders.';
COMMENT ON COLUMN customers.customer_id IS 'Number given at sign-up, in the order of signing up.';
COMMENT ON COLUMN customers.name IS 'Trading name of the company. Not unique: two companies may share one.';
COMMENT ON COLUMN customers.segment IS 'Size class: ''small business'' (under 50 employees), ''mid-market'' (50 to 499) or ''enterprise'' (500 and more).';
COMMENT ON COLUMN customers.industry IS 'Trade the company is in, for example Retail, Education or Healthcare; set by us at sign-up.';
COMMENT ON COLUMN customers.region IS 'Sales region its main office lies in: North, South, East, West or Central.';
COMMENT ON COLUMN customers.city IS 'Town of the main office.';
COMMENT ON COLUMN customers.email IS 'Shared mailbox we write to about orders; under example domains, so nobody gets mail.';
COMMENT ON COLUMN customers.sales_rep_id IS 'Account manager in charge today. NULL for the small ones that are served by the web shop alone.';
COMMENT ON COLUMN customers.signed_up_on IS 'Day the account was opened. No order is older.';
COMMENT ON COLUMN customers.credit_limit IS 'Most that may be owed at one time, in US dollars. NULL means payment in advance.';
COMMENT ON COLUMN customers.is_active IS 'True when the customer ordered or signed up within the last 365 days, counted from the newest data.';

COMMENT ON TABLE products IS 'Articles we sell or once sold, one row for each. The SKU is the same as in the operations database.';
COMMENT ON COLUMN products.product_id IS 'Internal number that order lines refer to.';
COMMENT ON COLUMN products.sku IS 'Article number printed on the box, for example P-0042; unique.';
COMMENT ON COLUMN products.name IS 'Series and kind of article as shown in the shop.';
COMMENT ON COLUMN products.category IS 'One of eight groups: Furniture, Lighting, Storage, Kitchen, Cleaning, Stationery, Electronics, Outdoor.';
COMMENT ON COLUMN products.unit_price IS 'Today''s list price of one piece in US dollars, without discount and tax. What was really charged stands in order_items.';
COMMENT ON COLUMN products.unit_cost IS 'What one piece costs us today in US dollars, freight in included.';
COMMENT ON COLUMN products.launched_on IS 'First day it could be ordered.';
COMMENT ON COLUMN products.discontinued_on IS 'First day it could no longer be ordered. NULL while it is on sale.';

COMMENT ON TABLE orders IS 'One row for each order a customer placed, whatever became of it. What was bought stands in order_items.';
COMMENT ON COLUMN orders.order_id IS 'Order number as the customer sees it, rising with time.';
COMMENT ON COLUMN orders.customer_id IS 'Who placed the order.';
COMMENT ON COLUMN orders.sales_rep_id IS 'Who took the order by phone or in the field. NULL for web and partner orders and for customers without an account manager.';
COMMENT ON COLUMN orders.ordered_at IS 'Moment the order came in. Counts for the sales of that day (UTC), whatever happens later.';
COMMENT ON COLUMN orders.status IS 'Where it stands: ''pending'' (not paid), ''paid'' (not yet sent), ''shipped'' (on the way), ''delivered'', ''returned'' (delivered, then all of it sent back and refunded) or ''cancelled'' (before shipping; counts for nothing).';
COMMENT ON COLUMN orders.channel IS 'How it reached us: ''web'', ''phone'', ''field'' (a visit) or ''partner'' (a reseller).';
COMMENT ON COLUMN orders.region IS 'Region of the customer at the time: North, South, East, West or Central. Reports by region use this one.';
COMMENT ON COLUMN orders.shipped_at IS 'Moment it left the warehouse. NULL until then, and for ever when cancelled.';
COMMENT ON COLUMN orders.delivered_at IS 'Moment the customer received it. NULL until then, and for ever when cancelled.';
COMMENT ON COLUMN orders.returned_at IS 'Moment the goods came back. NULL unless status is ''returned''.';
COMMENT ON COLUMN orders.shipping_fee IS 'Charged for delivery, in US dollars; 0 when free. Part of neither line_total nor revenue.';

COMMENT ON TABLE order_items IS 'The lines of an order, one row for each article in it. The amount of an order is the sum of line_total over its lines.';
COMMENT ON COLUMN order_items.order_item_id IS 'Number of the line, unique over all orders.';
COMMENT ON COLUMN order_items.order_id IS 'The order this line belongs to.';
COMMENT ON COLUMN order_items.product_id IS 'What was ordered; at most once in an order.';
COMMENT ON COLUMN order_items.quantity IS 'Pieces ordered, at least 1.';
COMMENT ON COLUMN order_items.unit_price IS 'List price of one piece on the day of the order, in US dollars, before the discount.';
COMMENT ON COLUMN order_items.discount_rate IS 'Share of the price given away: 0.100 means 10 percent; 0 when none.';
COMMENT ON COLUMN order_items.line_total IS 'quantity × unit_price × (1 − discount_rate), rounded to the cent; US dollars without tax and shipping. Computed by the database.';

COMMENT ON TABLE revenue IS 'Daily sales by region and category, added up from order_items to the cent: one row for each day, region and category with at least one order that was not cancelled. The day is that of orders.ordered_at in UTC.';
COMMENT ON COLUMN revenue.revenue_date IS 'Day the orders were placed (UTC), not the day of delivery or payment.';
COMMENT ON COLUMN revenue.region IS 'Region of the orders added up here (orders.region): North, South, East, West or Central.';
COMMENT ON COLUMN revenue.category IS 'products.category of the lines added up here.';
COMMENT ON COLUMN revenue.order_count IS 'Orders with at least one line in this category. An order with lines in two categories is counted in both, so do not add these up over categories.';
COMMENT ON COLUMN revenue.units_sold IS 'Pieces in those lines, those returned later included.';
COMMENT ON COLUMN revenue.gross_revenue IS 'Sum of line_total over all orders but cancelled ones, in US dollars; pending, paid and returned ones included.';
COMMENT ON COLUMN revenue.refunds IS 'The part of gross_revenue that belongs to orders with status ''returned'', in US dollars, booked on the day of the order; 0 when none.';
COMMENT ON COLUMN revenue.net_revenue IS 'gross_revenue − refunds, in US dollars: what we call revenue. Computed by the database.';
