-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys, rules and indexes, made once the rows are in.
ALTER TABLE warehouses
    ADD PRIMARY KEY (warehouse_id),
    ADD UNIQUE (code),
    ADD CHECK (region IN ('North', 'South', 'East', 'West', 'Central')),
    ADD CHECK (capacity_m3 > 0);
ALTER TABLE suppliers
    ADD PRIMARY KEY (supplier_id),
    ADD CHECK (lead_time_days > 0),
    ADD CHECK (rating BETWEEN 1 AND 5);
ALTER TABLE inventory
    ADD PRIMARY KEY (warehouse_id, sku),
    ADD CHECK (quantity_on_hand >= 0),
    ADD CHECK (quantity_reserved BETWEEN 0 AND quantity_on_hand),
    ADD CHECK (reorder_point >= 0),
    ADD CHECK (unit_cost > 0);
ALTER TABLE shipments
    ADD PRIMARY KEY (shipment_id),
    ADD CHECK (destination_region IN ('North', 'South', 'East', 'West', 'Central')),
    ADD CHECK (shipped_at >= created_at),
    ADD CHECK (delivered_at >= shipped_at),
    ADD CHECK ((status = 'delivered') = (delivered_at IS NOT NULL)),
    ADD CHECK ((status = 'preparing') = (shipped_at IS NULL)),
    ADD CHECK (packages > 0 AND weight_kg > 0);
ALTER TABLE logistics
    ADD PRIMARY KEY (logistics_id),
    ADD UNIQUE (shipment_id, leg_number),
    ADD CHECK (leg_number > 0),
    ADD CHECK (arrived_at >= departed_at),
    ADD CHECK (distance_km > 0 AND freight_cost >= 0);
ALTER TABLE purchase_orders
    ADD PRIMARY KEY (purchase_order_id),
    ADD CHECK (expected_on >= ordered_on),
    ADD CHECK (received_on >= ordered_on),
    ADD CHECK (quantity_ordered > 0),
    ADD CHECK (quantity_received BETWEEN 0 AND quantity_ordered),
    ADD CHECK ((received_on IS NULL) = (quantity_received IS NULL)),
    ADD CHECK (unit_cost > 0);

ALTER TABLE inventory
    ADD FOREIGN KEY (warehouse_id) REFERENCES warehouses,
    ADD FOREIGN KEY (supplier_id) REFERENCES suppliers;
ALTER TABLE shipments ADD FOREIGN KEY (warehouse_id) REFERENCES warehouses;
ALTER TABLE logistics ADD FOREIGN KEY (shipment_id) REFERENCES shipments;
ALTER TABLE purchase_orders
    ADD FOREIGN KEY (supplier_id) REFERENCES suppliers,
    ADD FOREIGN KEY (warehouse_id, sku) REFERENCES inventory (warehouse_id, sku);

CREATE INDEX inventory_sku_idx ON inventory (sku);
CREATE INDEX inventory_supplier_id_idx ON inventory (supplier_id);
CREATE INDEX shipments_warehouse_id_idx ON shipments (warehouse_id);
CREATE INDEX shipments_created_at_idx ON shipments (created_at);
CREATE INDEX shipments_shipped_at_idx ON shipments (shipped_at);
CREATE INDEX shipments_status_idx ON shipments (status);
CREATE INDEX logistics_departed_at_idx ON logistics (departed_at);
CREATE INDEX purchase_orders_supplier_id_idx ON purchase_orders (supplier_id);
CREATE INDEX purchase_orders_warehouse_id_sku_idx ON purchase_orders (warehouse_id, sku);
CREATE INDEX purchase_orders_ordered_on_idx ON purchase_orders (ordered_on);
