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
  -- The product within its store as one text: grouping by one such column costs a third of grouping by two.
  item LowCardinality(String) DEFAULT concat(toString(store), ':', product),
  -- Hashes (sipHash64) of the products paid for, each once: texts would cost the sorting six times as much.
  products Array(UInt64),
  -- Of the customer's first order within the scope.
  first_store UInt16,
  first_channel LowCardinality(String),
  first_coupon LowCardinality(String),
  first_category LowCardinality(String),
  first_product LowCardinality(String),
  first_item LowCardinality(String) DEFAULT concat(toString(first_store), ':', first_product),
  -- Of all the customer bought within the scope: how many orders, for how much, how many with a coupon, and the median of
  -- the days between them (0 for one order). The row with nth = orders_ever stands for the customer.
  orders_ever UInt32,
  spent_ever Decimal(38, 4),
  coupon_orders_ever UInt32,
  own_gap Float64,
  -- Always true, and not in the copy by day: a question that names it goes through customers in their order, which sets of
  -- customers need.
  by_customer Bool DEFAULT true
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
  item LowCardinality(String) DEFAULT concat(toString(store), ':', product),
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
  opens_brand Bool,
  by_customer Bool DEFAULT true
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY (edition, sheet > 0)
ORDER BY (customer, order_key)
SETTINGS index_granularity = 1024;

{DISTRIBUTED:order_lines:customer};

-- What an edition or a sheet has taken up: tellings and merges in the state it saw them in, the customers of the sheet, and
-- which rows it takes the place of, those of a customer in a sheet as one number (sheet * 2^32 + customer). One that is not done does not hold; an edition is done for a zone, whose days it is written in.
CREATE TABLE IF NOT EXISTS order_marks{LOCAL} {ON_CLUSTER} (
  edition UInt32,
  sheet UInt32,
  what Enum8('done' = 1, 'order' = 2, 'merge' = 3, 'customer' = 4, 'replaced' = 5),
  key UInt64,
  state UInt64
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY edition
ORDER BY (what, key);

{DISTRIBUTED:order_marks:key};

-- Rows by day as well, so that a period reads its own days. Without what only whole histories ask for.
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
