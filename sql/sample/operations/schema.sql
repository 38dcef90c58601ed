-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TYPE shipment_status AS ENUM ('preparing', 'in transit', 'delivered', 'lost');
CREATE TYPE service_level AS ENUM ('economy', 'standard', 'express');
CREATE TYPE transport_mode AS ENUM ('road', 'rail', 'air', 'sea');
CREATE TYPE purchase_order_status AS ENUM ('open', 'received', 'partly received', 'cancelled');

CREATE TABLE warehouses (
    warehouse_id integer NOT NULL,
    code         text NOT NULL,
    name         text NOT NULL,
    region       text NOT NULL,
    city         text NOT NULL,
    capacity_m3  integer NOT NULL,
    opened_on    date NOT NULL,
    manager_name text NOT NULL
);

CREATE TABLE suppliers (
    supplier_id    integer NOT NULL,
    name           text NOT NULL,
    category       text NOT NULL,
    city           text NOT NULL,
    email          text NOT NULL,
    lead_time_days integer NOT NULL,
    rating         numeric(2, 1),
    contract_until date,
    is_active      boolean NOT NULL
);

CREATE TABLE inventory (
    warehouse_id      integer NOT NULL,
    sku               text NOT NULL,
    product_name      text NOT NULL,
    supplier_id       integer NOT NULL,
    quantity_on_hand  integer NOT NULL,
    quantity_reserved integer NOT NULL,
    reorder_point     integer NOT NULL,
    unit_cost         numeric(10, 2) NOT NULL,
    last_counted_on   date
);

CREATE TABLE shipments (
    shipment_id        integer NOT NULL,
    order_reference    text NOT NULL,
    warehouse_id       integer NOT NULL,
    carrier            text NOT NULL,
    service            service_level NOT NULL,
    status             shipment_status NOT NULL,
    destination_region text NOT NULL,
    created_at         timestamptz NOT NULL,
    shipped_at         timestamptz,
    promised_on        date NOT NULL,
    delivered_at       timestamptz,
    packages           smallint NOT NULL,
    weight_kg          numeric(8, 2) NOT NULL
);

CREATE TABLE logistics (
    logistics_id  integer NOT NULL,
    shipment_id   integer NOT NULL,
    leg_number    smallint NOT NULL,
    mode          transport_mode NOT NULL,
    from_place    text NOT NULL,
    to_place      text NOT NULL,
    departed_at   timestamptz NOT NULL,
    arrived_at    timestamptz,
    distance_km   integer NOT NULL,
    freight_cost  numeric(10, 2) NOT NULL
);

CREATE TABLE purchase_orders (
    purchase_order_id integer NOT NULL,
    supplier_id       integer NOT NULL,
    warehouse_id      integer NOT NULL,
    sku               text NOT NULL,
    status            purchase_order_status NOT NULL,
    ordered_on        date NOT NULL,
    expected_on       date NOT NULL,
    received_on       date,
    quantity_ordered  integer NOT NULL,
    quantity_received integer,
    unit_cost         numeric(10, 2) NOT NULL
);
