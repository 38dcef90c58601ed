-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each table and column means: people read it in the schema panel, and Claude gets it with the question.

COMMENT ON TABLE warehouses IS 'Places where goods are kept, one row for each. Hubs are large and stock nearly everything, depots about half.';
COMMENT ON COLUMN warehouses.warehouse_id IS 'Number that stock, shipments and purchases refer to.';
COMMENT ON COLUMN warehouses.code IS 'Short name on labels: three letters of the town and the number, for example NOR01.';
COMMENT ON COLUMN warehouses.name IS 'Town and kind: Hub or Depot.';
COMMENT ON COLUMN warehouses.region IS 'Sales region it lies in and mostly delivers to: North, South, East, West or Central.';
COMMENT ON COLUMN warehouses.city IS 'Town it stands in.';
COMMENT ON COLUMN warehouses.capacity_m3 IS 'Room for goods in cubic metres.';
COMMENT ON COLUMN warehouses.opened_on IS 'First day goods were kept there.';
COMMENT ON COLUMN warehouses.manager_name IS 'Colleague who runs it today.';

COMMENT ON TABLE suppliers IS 'Companies we buy from, one row for each, former ones included.';
COMMENT ON COLUMN suppliers.supplier_id IS 'Number that stock and purchases refer to.';
COMMENT ON COLUMN suppliers.name IS 'Trading name of the company.';
COMMENT ON COLUMN suppliers.category IS 'The product group it delivers: Furniture, Lighting, Storage, Kitchen, Cleaning, Stationery, Electronics or Outdoor.';
COMMENT ON COLUMN suppliers.city IS 'Town it sends from.';
COMMENT ON COLUMN suppliers.email IS 'Mailbox for our orders; under example domains, so nobody gets mail.';
COMMENT ON COLUMN suppliers.lead_time_days IS 'Calendar days from our order to arrival as agreed in the contract.';
COMMENT ON COLUMN suppliers.rating IS 'Our last yearly review, 1.0 (poor) to 5.0 (excellent). NULL when there was none yet.';
COMMENT ON COLUMN suppliers.contract_until IS 'Last day of the framework contract. NULL when we buy without one.';
COMMENT ON COLUMN suppliers.is_active IS 'False for those we no longer order from.';

COMMENT ON TABLE inventory IS 'Stock as it is now: one row for each warehouse and article kept there. It has no history.';
COMMENT ON COLUMN inventory.warehouse_id IS 'Where the goods lie.';
COMMENT ON COLUMN inventory.sku IS 'Article number, for example P-0042; the same as in the sales database.';
COMMENT ON COLUMN inventory.product_name IS 'Series and kind of the article as printed on the box.';
COMMENT ON COLUMN inventory.supplier_id IS 'Who delivers this article to us.';
COMMENT ON COLUMN inventory.quantity_on_hand IS 'Pieces on the shelf now, reserved ones included; 0 means sold out.';
COMMENT ON COLUMN inventory.quantity_reserved IS 'Pieces on the shelf that are promised to orders; never more than are there. Free stock is on hand minus this.';
COMMENT ON COLUMN inventory.reorder_point IS 'When no more pieces than this are on hand, more should be ordered.';
COMMENT ON COLUMN inventory.unit_cost IS 'What one piece costs us today in US dollars. Worth of the stock is quantity_on_hand times this.';
COMMENT ON COLUMN inventory.last_counted_on IS 'Day somebody last counted the shelf. NULL when that was never done.';

COMMENT ON TABLE shipments IS 'Parcels to customers, one row for each, from the packing table to the door. The way they took stands in logistics.';
COMMENT ON COLUMN shipments.shipment_id IS 'Number of the shipment, rising with time.';
COMMENT ON COLUMN shipments.order_reference IS 'Order number the parcel was packed for, written SO- and digits. A text from another system, not a key: several may share one.';
COMMENT ON COLUMN shipments.warehouse_id IS 'Warehouse it is sent from.';
COMMENT ON COLUMN shipments.carrier IS 'Forwarder that carries it, for example Kestrel Freight or Redwing Parcel.';
COMMENT ON COLUMN shipments.service IS 'Speed paid for: ''economy'' (7 days), ''standard'' (4 days) or ''express'' (2 days).';
COMMENT ON COLUMN shipments.status IS '''preparing'' (still with us), ''in transit'', ''delivered'' or ''lost'' (given up after 20 days).';
COMMENT ON COLUMN shipments.destination_region IS 'Region it goes to: North, South, East, West or Central; mostly that of the warehouse.';
COMMENT ON COLUMN shipments.created_at IS 'Moment packing was asked for.';
COMMENT ON COLUMN shipments.shipped_at IS 'Moment the carrier took it. NULL while the status is ''preparing''.';
COMMENT ON COLUMN shipments.promised_on IS 'Day by which the customer was told it would arrive. It is late when delivered_at falls on a later day (UTC).';
COMMENT ON COLUMN shipments.delivered_at IS 'Moment it was handed over. NULL unless the status is ''delivered''.';
COMMENT ON COLUMN shipments.packages IS 'Boxes it consists of, at least 1.';
COMMENT ON COLUMN shipments.weight_kg IS 'Weight of all boxes together in kilograms.';

COMMENT ON TABLE logistics IS 'The legs of a shipment''s journey, one row for each that has begun. A journey has one to three.';
COMMENT ON COLUMN logistics.logistics_id IS 'Number of the leg over all shipments.';
COMMENT ON COLUMN logistics.shipment_id IS 'The shipment that travels.';
COMMENT ON COLUMN logistics.leg_number IS '1 for the leg that leaves the warehouse, then 2 and 3.';
COMMENT ON COLUMN logistics.mode IS 'Means of transport: ''road'', ''rail'', ''air'' or ''sea''.';
COMMENT ON COLUMN logistics.from_place IS 'Warehouse or sorting centre where the leg begins.';
COMMENT ON COLUMN logistics.to_place IS 'Sorting centre or delivery area where it ends.';
COMMENT ON COLUMN logistics.departed_at IS 'Moment it left from_place.';
COMMENT ON COLUMN logistics.arrived_at IS 'Moment it reached to_place. NULL while it is under way, and for ever when the shipment was lost.';
COMMENT ON COLUMN logistics.distance_km IS 'Length of the leg in kilometres.';
COMMENT ON COLUMN logistics.freight_cost IS 'Billed by the carrier for this leg in US dollars; add up the legs for the cost of a shipment.';

COMMENT ON TABLE purchase_orders IS 'What we ordered from suppliers: one row for each article and warehouse it is meant for.';
COMMENT ON COLUMN purchase_orders.purchase_order_id IS 'Number on our order, rising with time.';
COMMENT ON COLUMN purchase_orders.supplier_id IS 'Who delivers the goods: the supplier of the article on the day of the order.';
COMMENT ON COLUMN purchase_orders.warehouse_id IS 'Where the goods are to go; with sku it names a row of inventory.';
COMMENT ON COLUMN purchase_orders.sku IS 'Article ordered, for example P-0042.';
COMMENT ON COLUMN purchase_orders.status IS '''open'' (not here yet), ''received'' (all of it), ''partly received'' (less than ordered, the rest will not come) or ''cancelled''.';
COMMENT ON COLUMN purchase_orders.ordered_on IS 'Day we sent the order.';
COMMENT ON COLUMN purchase_orders.expected_on IS 'Day of arrival as agreed: ordered_on plus the supplier''s lead time.';
COMMENT ON COLUMN purchase_orders.received_on IS 'Day the goods arrived; later than expected_on means late. NULL while open and when cancelled.';
COMMENT ON COLUMN purchase_orders.quantity_ordered IS 'Pieces we asked for.';
COMMENT ON COLUMN purchase_orders.quantity_received IS 'Pieces that came; never more than ordered. NULL until something came.';
COMMENT ON COLUMN purchase_orders.unit_cost IS 'Price of one piece on this order in US dollars.';
