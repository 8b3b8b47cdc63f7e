-- Reports are told which rows of `order_steps` and `order_lines` hold, and ask these tables themselves.
DROP VIEW IF EXISTS steps {ON_CLUSTER};
DROP VIEW IF EXISTS lines {ON_CLUSTER};
DROP VIEW IF EXISTS loose_customers {ON_CLUSTER};

-- The product within its store as one text: grouping by one such column costs a third of grouping by two.
ALTER TABLE order_steps{LOCAL} {ON_CLUSTER}
  ADD COLUMN IF NOT EXISTS item LowCardinality(String) DEFAULT concat(toString(store), ':', product) AFTER product,
  ADD COLUMN IF NOT EXISTS first_item LowCardinality(String) DEFAULT concat(toString(first_store), ':', first_product) AFTER first_product;
ALTER TABLE order_lines{LOCAL} {ON_CLUSTER}
  ADD COLUMN IF NOT EXISTS item LowCardinality(String) DEFAULT concat(toString(store), ':', product) AFTER product;

-- On a cluster the tables over all shards name them too.
ALTER TABLE order_steps {ON_CLUSTER}
  ADD COLUMN IF NOT EXISTS item LowCardinality(String) DEFAULT concat(toString(store), ':', product) AFTER product,
  ADD COLUMN IF NOT EXISTS first_item LowCardinality(String) DEFAULT concat(toString(first_store), ':', first_product) AFTER first_product;
ALTER TABLE order_lines {ON_CLUSTER}
  ADD COLUMN IF NOT EXISTS item LowCardinality(String) DEFAULT concat(toString(store), ':', product) AFTER product;

-- A sheet says as well which rows it takes the place of, those of a customer in a sheet as one number (sheet * 2^32 +
-- customer), so that reports leave them out by a set.
ALTER TABLE order_marks{LOCAL} {ON_CLUSTER}
  MODIFY COLUMN what Enum8('done' = 1, 'order' = 2, 'merge' = 3, 'customer' = 4, 'replaced' = 5);

INSERT INTO order_marks
SELECT edition, sheet, 'replaced', bitShiftLeft(toUInt64(before), 32) + key, 0
FROM (
  SELECT edition, sheet, key, lagInFrame(sheet) OVER (
    PARTITION BY edition, key ORDER BY sheet ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS before
  FROM order_marks
  WHERE what = 'customer' AND (edition, sheet) GLOBAL IN (SELECT edition, sheet FROM order_marks WHERE what = 'done')
);

-- Rows by day as well, so that a period reads its own days. Without what only whole histories ask for; an edition written
-- before has no such copy and is read as before until the next.
ALTER TABLE order_steps{LOCAL} {ON_CLUSTER} ADD PROJECTION IF NOT EXISTS by_day (
  SELECT
    edition, sheet, scope, customer, store, placed, day, first_day, previous_day, next_day, nth, total, discount, goods,
    costed, cost, pieces, coupon, channel, country, city, orders_ever
  ORDER BY scope, day
);

ALTER TABLE order_lines{LOCAL} {ON_CLUSTER} ADD PROJECTION IF NOT EXISTS by_day (
  SELECT
    edition, sheet, customer, store, day, product, item, title, category, brand, quantity, value, cost, opens_order, opens_paid,
    opens_product, opens_category, opens_brand
  ORDER BY day
);

-- Always true, and not in the copy by day: a question that names it goes through customers in their order, which sets of
-- customers need.
ALTER TABLE order_steps{LOCAL} {ON_CLUSTER} ADD COLUMN IF NOT EXISTS by_customer Bool DEFAULT true;
ALTER TABLE order_lines{LOCAL} {ON_CLUSTER} ADD COLUMN IF NOT EXISTS by_customer Bool DEFAULT true;

-- On a cluster the tables over all shards name it too.
ALTER TABLE order_steps {ON_CLUSTER} ADD COLUMN IF NOT EXISTS by_customer Bool DEFAULT true;
ALTER TABLE order_lines {ON_CLUSTER} ADD COLUMN IF NOT EXISTS by_customer Bool DEFAULT true;
