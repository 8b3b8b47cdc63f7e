-- Orders that count with their place in what their customer bought, so that no report sorts histories: written as a whole
-- when the book is settled (an edition), and since then for the customers whose orders changed (loose sheets, which
-- take the place of everything written of these customers before).

CREATE TABLE IF NOT EXISTS order_steps{LOCAL} {ON_CLUSTER} (
  edition UInt32,
  -- 0: the edition as it was written.
  sheet UInt32,
  -- Each order stands once among those of all stores (0) and once among those of its store.
  scope UInt16,
  customer UInt32,
  original_customer UInt32,
  order_key UInt64,
  store UInt16,
  placed DateTime64(3, 'UTC'),
  -- Days of the shop's calendar: of the order, of the customer's first, of the one before (1970 where none) and the one
  -- after (2149 where none), all within the scope.
  day Date,
  first_day Date,
  previous_day Date,
  next_day Date,
  -- From 1; orders placed together go by their key.
  nth UInt32,
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
  -- Of the line that cost most.
  category LowCardinality(String),
  product LowCardinality(String),
  -- Hashes (sipHash64) of the products paid for, each once: texts would cost the sorting six times as much.
  products Array(UInt64),
  -- Of the customer's first order within the scope.
  first_store UInt16,
  first_channel LowCardinality(String),
  first_coupon LowCardinality(String),
  first_category LowCardinality(String),
  first_product LowCardinality(String),
  -- Of all the customer bought within the scope: how many orders, for how much, how many with a coupon, and the median of
  -- the days between them (0 for one order). The row with nth = orders_ever stands for the customer.
  orders_ever UInt32,
  spent_ever Decimal(38, 4),
  coupon_orders_ever UInt32,
  own_gap Float64
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY (edition, sheet > 0)
ORDER BY (scope, customer, placed, order_key)
-- A sheet looks up some hundred customers.
SETTINGS index_granularity = 1024;

{DISTRIBUTED:order_steps:customer};

-- Lines of the same orders.
CREATE TABLE IF NOT EXISTS order_lines{LOCAL} {ON_CLUSTER} (
  edition UInt32,
  sheet UInt32,
  customer UInt32,
  original_customer UInt32,
  order_key UInt64,
  store UInt16,
  day Date,
  product LowCardinality(String),
  title LowCardinality(String),
  category LowCardinality(String),
  brand LowCardinality(String),
  quantity Decimal(12, 3),
  value Decimal(18, 4),
  cost Nullable(Decimal(18, 4)),
  -- The first line of its order, and the first with this product (with a price), category, brand: by these, orders are
  -- counted once.
  opens_order Bool,
  opens_paid Bool,
  opens_product Bool,
  opens_category Bool,
  opens_brand Bool
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY (edition, sheet > 0)
ORDER BY (customer, order_key)
SETTINGS index_granularity = 1024;

{DISTRIBUTED:order_lines:customer};

-- What an edition or a sheet has taken up: tellings and merges in the state it saw them in, and the customers of the sheet.
-- One that is not done does not hold; an edition is done for a zone, whose days it is written in.
CREATE TABLE IF NOT EXISTS order_marks{LOCAL} {ON_CLUSTER} (
  edition UInt32,
  sheet UInt32,
  what Enum8('done' = 1, 'order' = 2, 'merge' = 3, 'customer' = 4),
  key UInt64,
  state UInt64
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY edition
ORDER BY (what, key);

{DISTRIBUTED:order_marks:key};

CREATE VIEW IF NOT EXISTS loose_customers {ON_CLUSTER} AS
WITH (SELECT max(edition) FROM order_marks WHERE what = 'done' AND sheet = 0) AS newest
SELECT toUInt32(marks.key) AS customer, max(marks.sheet) AS sheet
FROM order_marks AS marks
WHERE marks.edition = newest AND marks.what = 'customer'
  AND marks.sheet GLOBAL IN (SELECT sheet FROM order_marks WHERE edition = newest AND what = 'done')
GROUP BY customer;

-- What reports read.
CREATE VIEW IF NOT EXISTS steps {ON_CLUSTER} AS
WITH (SELECT max(edition) FROM order_marks WHERE what = 'done' AND sheet = 0) AS newest
SELECT * EXCEPT (edition, sheet) FROM order_steps
WHERE edition = newest AND sheet = 0 AND customer GLOBAL NOT IN (SELECT customer FROM loose_customers)
UNION ALL
SELECT * EXCEPT (edition, sheet) FROM order_steps
WHERE edition = newest AND sheet > 0 AND (customer, sheet) GLOBAL IN (SELECT customer, sheet FROM loose_customers);

CREATE VIEW IF NOT EXISTS lines {ON_CLUSTER} AS
WITH (SELECT max(edition) FROM order_marks WHERE what = 'done' AND sheet = 0) AS newest
SELECT * EXCEPT (edition, sheet) FROM order_lines
WHERE edition = newest AND sheet = 0 AND customer GLOBAL NOT IN (SELECT customer FROM loose_customers)
UNION ALL
SELECT * EXCEPT (edition, sheet) FROM order_lines
WHERE edition = newest AND sheet > 0 AND (customer, sheet) GLOBAL IN (SELECT customer, sheet FROM loose_customers);
