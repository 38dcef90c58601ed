-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys, rules and indexes, made once the rows are in.
ALTER TABLE sales_reps
    ADD PRIMARY KEY (sales_rep_id),
    ADD UNIQUE (email),
    ADD CHECK (annual_quota > 0),
    ADD CHECK (left_on >= hired_on);
ALTER TABLE customers
    ADD PRIMARY KEY (customer_id),
    ADD CHECK (credit_limit > 0);
ALTER TABLE products
    ADD PRIMARY KEY (product_id),
    ADD UNIQUE (sku),
    ADD CHECK (unit_price > 0 AND unit_cost > 0),
    ADD CHECK (discontinued_on > launched_on);
ALTER TABLE orders
    ADD PRIMARY KEY (order_id),
    ADD CHECK (shipping_fee >= 0),
    ADD CHECK (shipped_at >= ordered_at),
    ADD CHECK (delivered_at >= shipped_at),
    ADD CHECK ((status = 'returned') = (returned_at IS NOT NULL));
ALTER TABLE order_items
    ADD PRIMARY KEY (order_item_id),
    ADD UNIQUE (order_id, product_id),
    ADD CHECK (quantity > 0),
    ADD CHECK (discount_rate >= 0 AND discount_rate < 1);
ALTER TABLE revenue
    ADD PRIMARY KEY (revenue_date, region, category),
    ADD CHECK (gross_revenue >= 0 AND refunds >= 0 AND refunds <= gross_revenue);

ALTER TABLE sales_reps ADD FOREIGN KEY (manager_id) REFERENCES sales_reps;
ALTER TABLE customers ADD FOREIGN KEY (sales_rep_id) REFERENCES sales_reps;
ALTER TABLE orders
    ADD FOREIGN KEY (customer_id) REFERENCES customers,
    ADD FOREIGN KEY (sales_rep_id) REFERENCES sales_reps;
ALTER TABLE order_items
    ADD FOREIGN KEY (order_id) REFERENCES orders,
    ADD FOREIGN KEY (product_id) REFERENCES products;

CREATE INDEX sales_reps_manager_id_idx ON sales_reps (manager_id);
CREATE INDEX customers_sales_rep_id_idx ON customers (sales_rep_id);
CREATE INDEX customers_signed_up_on_idx ON customers (signed_up_on);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_sales_rep_id_idx ON orders (sales_rep_id);
CREATE INDEX orders_ordered_at_idx ON orders (ordered_at);
CREATE INDEX orders_status_idx ON orders (status);
CREATE INDEX order_items_product_id_idx ON order_items (product_id);
