-- Orders as the history tells them, one row each, so that no report has to put tellings together again.

-- In the event's currency. The cost of a whole line; unknown where nobody said it. And how much a search found.
ALTER TABLE events{LOCAL} {ON_CLUSTER}
  ADD COLUMN IF NOT EXISTS discount Decimal(18, 4) DEFAULT 0 AFTER coupon,
  ADD COLUMN IF NOT EXISTS line_costs Array(Nullable(Decimal(18, 4))) AFTER line_values,
  ADD COLUMN IF NOT EXISTS results Nullable(UInt32) AFTER query;

-- What was told of orders since they were last settled; a part of each minute, so that what is settled goes as a whole.
CREATE TABLE IF NOT EXISTS order_tellings{LOCAL} {ON_CLUSTER} (
  arrived DateTime('UTC'),
  order_key UInt64,
  order_id String,
  -- Said what was bought; otherwise only that it was cancelled.
  told UInt8,
  cancelled UInt8,
  received_at DateTime64(3, 'UTC'),
  -- When the latest telling speaks of, which decides between two received together.
  said_at DateTime64(3, 'UTC'),
  -- The earliest moment it is told of; the end of time where it never was.
  placed DateTime64(3, 'UTC'),
  customer UInt32,
  original_customer UInt32,
  store UInt16,
  -- All amounts in the reporting currency.
  total Decimal(18, 4),
  discount Decimal(18, 4),
  -- Of the lines; those with known costs, and these costs.
  goods Decimal(18, 4),
  costed Decimal(18, 4),
  cost Decimal(18, 4),
  pieces Decimal(12, 3),
  coupon LowCardinality(String),
  channel LowCardinality(String),
  country LowCardinality(String),
  city LowCardinality(String),
  line_products Array(String),
  line_titles Array(String),
  line_categories Array(LowCardinality(String)),
  line_brands Array(LowCardinality(String)),
  line_quantities Array(Decimal(12, 3)),
  line_values Array(Decimal(18, 4)),
  line_costs Array(Nullable(Decimal(18, 4)))
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY arrived
ORDER BY order_key
SETTINGS non_replicated_deduplication_window = 10000;

{DISTRIBUTED:order_tellings:order_key};

-- Events of orders on their way there, and once those that stand already. It holds nothing itself.
CREATE TABLE IF NOT EXISTS order_events {ON_CLUSTER} ENGINE = Null AS
SELECT
  name, customer, original_customer, time, received_at, store, order_id, coupon, discount, value, reporting_value, channel,
  country, city, line_products, line_titles, line_categories, line_brands, line_quantities, line_values, line_costs
FROM events{LOCAL} LIMIT 0;

CREATE MATERIALIZED VIEW IF NOT EXISTS order_tellings_of_orders {ON_CLUSTER} TO order_tellings AS
WITH
  value != 0 AND value != reporting_value AS abroad,
  if(value = 0, toDecimal64(1, 4), value) AS per,
  if(abroad, arrayMap(one -> toDecimal64(toDecimal256(one, 8) * reporting_value / per, 4), e.line_values), e.line_values) AS worths,
  if(abroad, arrayMap(one -> toDecimal64(toDecimal256(one, 8) * reporting_value / per, 4), e.line_costs), e.line_costs) AS costs,
  arrayResize(costs, length(worths)) AS cost_of_each
SELECT
  toStartOfMinute(now('UTC')) AS arrived,
  sipHash64(order_id) AS order_key,
  order_id,
  name != 'Order Cancelled' AS told,
  name = 'Order Cancelled' AS cancelled,
  received_at,
  time AS said_at,
  if(name = 'Order Cancelled', toDateTime64('2299-01-01 00:00:00', 3, 'UTC'), time) AS placed,
  customer,
  original_customer,
  store,
  reporting_value AS total,
  if(abroad, toDecimal64(toDecimal256(e.discount, 8) * reporting_value / per, 4), e.discount) AS discount,
  toDecimal64(arraySum(worths), 4) AS goods,
  toDecimal64(arraySum((worth, known) -> if(isNull(known), toDecimal64(0, 4), worth), worths, cost_of_each), 4) AS costed,
  toDecimal64(arraySum(known -> ifNull(known, toDecimal64(0, 4)), cost_of_each), 4) AS cost,
  toDecimal64(arraySum(e.line_quantities), 3) AS pieces,
  coupon,
  channel,
  country,
  city,
  line_products,
  line_titles,
  line_categories,
  line_brands,
  line_quantities,
  worths AS line_values,
  cost_of_each AS line_costs
FROM order_events AS e;

CREATE MATERIALIZED VIEW IF NOT EXISTS order_events_of_events {ON_CLUSTER} TO order_events AS
SELECT
  name, customer, original_customer, time, received_at, store, order_id, coupon, discount, value, reporting_value, channel,
  country, city, line_products, line_titles, line_categories, line_brands, line_quantities, line_values, line_costs
FROM events{LOCAL}
WHERE name IN ('Order Completed', 'Order Updated', 'Order Cancelled') AND order_id != '';

-- Orders settled: one row each, in the order in which reports go through people.
CREATE TABLE IF NOT EXISTS order_book{LOCAL} {ON_CLUSTER} (
  order_key UInt64,
  order_id String,
  told UInt8,
  cancelled UInt8,
  received_at DateTime64(3, 'UTC'),
  said_at DateTime64(3, 'UTC'),
  placed DateTime64(3, 'UTC'),
  customer UInt32,
  original_customer UInt32,
  store UInt16,
  total Decimal(18, 4),
  discount Decimal(18, 4),
  goods Decimal(18, 4),
  costed Decimal(18, 4),
  cost Decimal(18, 4),
  pieces Decimal(12, 3),
  coupon LowCardinality(String),
  channel LowCardinality(String),
  country LowCardinality(String),
  city LowCardinality(String),
  line_products Array(String),
  line_titles Array(String),
  line_categories Array(LowCardinality(String)),
  line_brands Array(LowCardinality(String)),
  line_quantities Array(Decimal(12, 3)),
  line_values Array(Decimal(18, 4)),
  line_costs Array(Nullable(Decimal(18, 4)))
) ENGINE = {ENGINE:MergeTree()}
ORDER BY (customer, placed, order_key);

{DISTRIBUTED:order_book:order_key};

-- Orders settled and not told of since, under the customer they count for now.
CREATE VIEW IF NOT EXISTS orders_settled {ON_CLUSTER} AS
WITH (
  SELECT (groupArray(one.1), groupArray(one.2)) FROM (
    SELECT (customer, argMax(stands_for, at)) AS one FROM merged_customers GROUP BY customer
    UNION ALL SELECT (toUInt32(0), toUInt32(0))
  )
) AS merges
SELECT * REPLACE (transform(original_customer, merges.1, merges.2, customer) AS customer)
FROM order_book WHERE order_key GLOBAL NOT IN (SELECT order_key FROM order_tellings);

-- The others: all that was ever told of an order put together. What was received last is what holds; an order was placed
-- when it was first told of.
CREATE VIEW IF NOT EXISTS orders_unsettled {ON_CLUSTER} AS
WITH (
  SELECT (groupArray(one.1), groupArray(one.2)) FROM (
    SELECT (customer, argMax(stands_for, at)) AS one FROM merged_customers GROUP BY customer
    UNION ALL SELECT (toUInt32(0), toUInt32(0))
  )
) AS merges
SELECT * REPLACE (
  transform(original_customer, merges.1, merges.2, customer) AS customer,
  max(told) OVER telling AS told, max(cancelled) OVER telling AS cancelled, min(placed) OVER telling AS placed
)
FROM (
  SELECT * FROM order_book WHERE order_key GLOBAL IN (SELECT order_key FROM order_tellings)
  UNION ALL
  SELECT * EXCEPT arrived FROM order_tellings
) AS tellings
WINDOW telling AS (PARTITION BY order_key)
QUALIFY row_number() OVER (
  PARTITION BY order_key ORDER BY tellings.told DESC, tellings.received_at DESC, tellings.said_at DESC
) = 1;

-- What every report of orders reads: orders that count.
CREATE VIEW IF NOT EXISTS orders {ON_CLUSTER} AS
SELECT * FROM orders_settled WHERE told AND NOT cancelled
UNION ALL
SELECT * FROM orders_unsettled WHERE told AND NOT cancelled;

-- What was told before this table was.
INSERT INTO order_events
SELECT
  name, customer, original_customer, time, received_at, store, order_id, coupon, discount, value, reporting_value, channel,
  country, city, line_products, line_titles, line_categories, line_brands, line_quantities, line_values, line_costs
FROM events
WHERE name IN ('Order Completed', 'Order Updated', 'Order Cancelled') AND order_id != '';
