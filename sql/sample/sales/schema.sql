-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TYPE customer_segment AS ENUM ('small business', 'mid-market', 'enterprise');
CREATE TYPE sales_region AS ENUM ('North', 'South', 'East', 'West', 'Central');
CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped', 'delivered', 'returned', 'cancelled');
CREATE TYPE order_channel AS ENUM ('web', 'phone', 'field', 'partner');

CREATE TABLE sales_reps (
    sales_rep_id integer NOT NULL,
    first_name   text NOT NULL,
    last_name    text NOT NULL,
    email        text NOT NULL,
    region       sales_region NOT NULL,
    manager_id   integer,
    hired_on     date NOT NULL,
    left_on      date,
    annual_quota numeric(12, 2) NOT NULL
);

CREATE TABLE customers (
    customer_id  integer NOT NULL,
    name         text NOT NULL,
    segment      customer_segment NOT NULL,
    industry     text NOT NULL,
    region       sales_region NOT NULL,
    city         text NOT NULL,
    email        text NOT NULL,
    sales_rep_id integer,
    signed_up_on date NOT NULL,
    credit_limit numeric(12, 2),
    is_active    boolean NOT NULL
);

CREATE TABLE products (
    product_id      integer NOT NULL,
    sku             text NOT NULL,
    name            text NOT NULL,
    category        text NOT NULL,
    unit_price      numeric(10, 2) NOT NULL,
    unit_cost       numeric(10, 2) NOT NULL,
    launched_on     date NOT NULL,
    discontinued_on date
);

CREATE TABLE orders (
    order_id     integer NOT NULL,
    customer_id  integer NOT NULL,
    sales_rep_id integer,
    ordered_at   timestamptz NOT NULL,
    status       order_status NOT NULL,
    channel      order_channel NOT NULL,
    region       sales_region NOT NULL,
    shipped_at   timestamptz,
    delivered_at timestamptz,
    returned_at  timestamptz,
    shipping_fee numeric(8, 2) NOT NULL
);

CREATE TABLE order_items (
    order_item_id integer NOT NULL,
    order_id      integer NOT NULL,
    product_id    integer NOT NULL,
    quantity      integer NOT NULL,
    unit_price    numeric(10, 2) NOT NULL,
    discount_rate numeric(4, 3) NOT NULL,
    line_total    numeric(12, 2) NOT NULL GENERATED ALWAYS AS (round(quantity * unit_price * (1 - discount_rate), 2)) STORED
);

CREATE TABLE revenue (
    revenue_date  date NOT NULL,
    region        sales_region NOT NULL,
    category      text NOT NULL,
    order_count   integer NOT NULL,
    units_sold    integer NOT NULL,
    gross_revenue numeric(14, 2) NOT NULL,
    refunds       numeric(14, 2) NOT NULL,
    net_revenue   numeric(14, 2) NOT NULL GENERATED ALWAYS AS (gross_revenue - refunds) STORED
);
