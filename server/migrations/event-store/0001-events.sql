-- The history: one wide table. Standard properties are typed columns so that no query parses JSON for them; the rest is JSON.

CREATE TABLE IF NOT EXISTS events{LOCAL} {ON_CLUSTER} (
  name LowCardinality(String),
  -- The customer it counts for now; merges change it, `original_customer` tells whom it was first written for.
  customer UInt32,
  original_customer UInt32,
  time DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  message_id String,
  type LowCardinality(String),
  -- api, import, console, or the room that recorded it
  source LowCardinality(String),
  store UInt16,
  anonymous_id String,
  session String,
  order_id String,
  cart_id String,
  product_id String,
  category LowCardinality(String),
  brand LowCardinality(String),
  coupon String,
  query String,
  value Decimal(18, 4),
  currency LowCardinality(String),
  -- `value` in the reporting currency at the rate of the day.
  reporting_value Decimal(18, 4),
  quantity Decimal(12, 3),
  channel LowCardinality(String),
  message String,
  campaign String,
  url String,
  referrer String,
  country LowCardinality(String),
  city LowCardinality(String),
  device LowCardinality(String),
  -- Lines of carts and orders, one position each.
  line_products Array(String),
  line_titles Array(String),
  line_categories Array(LowCardinality(String)),
  line_brands Array(LowCardinality(String)),
  line_quantities Array(Decimal(12, 3)),
  line_values Array(Decimal(18, 4)),
  properties String CODEC(ZSTD(3)),
  context String CODEC(ZSTD(3)),
  -- One person's rows together, for timelines. Whole rows: an index of positions reads five times as much at 10 million
  -- events (5.1 instead of 0.9 million rows for one customer), and saves a third of the insert. Without the context,
  -- which no timeline shows.
  PROJECTION by_customer (
    SELECT
      name, customer, original_customer, time, received_at, message_id, type, source, store, anonymous_id,
      session, order_id, cart_id, product_id, category, brand, coupon, query, value, currency, reporting_value,
      quantity, channel, message, campaign, url, referrer, country, city, device, line_products, line_titles,
      line_categories, line_brands, line_quantities, line_values, properties
    ORDER BY customer, time
  )
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY toYYYYMM(time)
ORDER BY (name, customer, time)
SETTINGS non_replicated_deduplication_window = 10000, deduplicate_merge_projection_mode = 'rebuild';

{DISTRIBUTED:events:customer};

-- Merges not yet folded into `events`: whom a customer number, as first written, stands for now. An undone merge is a
-- newer row that stands for itself.
CREATE TABLE IF NOT EXISTS merged_customers{LOCAL} {ON_CLUSTER} (
  customer UInt32,
  stands_for UInt32,
  at DateTime64(3, 'UTC')
) ENGINE = {ENGINE:ReplacingMergeTree(at)}
ORDER BY customer;

{DISTRIBUTED:merged_customers:customer};
