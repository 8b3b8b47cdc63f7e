-- What segments ask of people beside their history, and whom a segment holds for.

-- A copy of each profile as it is now, for questions over everybody. Texts are written under the search fold, so that they
-- compare without regard to case, as Turkish has it; what people read stays in the database. An empty text is not set.
CREATE TABLE IF NOT EXISTS profiles{LOCAL} {ON_CLUSTER} (
  customer UInt32,
  -- Counted up with every copy; the newest row of a customer holds.
  version UInt64,
  -- Merged into another or erased: in no segment.
  gone Bool,
  known Bool,
  name String,
  email String,
  phone String,
  language LowCardinality(String),
  country LowCardinality(String),
  region LowCardinality(String),
  city LowCardinality(String),
  -- As written, for reports.
  city_label LowCardinality(String),
  district LowCardinality(String),
  gender LowCardinality(String),
  company String,
  source LowCardinality(String),
  birthday Nullable(Date32),
  first_seen_at DateTime64(3, 'UTC'),
  last_seen_at Nullable(DateTime64(3, 'UTC')),
  order_count UInt32,
  spent Decimal(18, 4),
  first_order_at Nullable(DateTime64(3, 'UTC')),
  last_order_at Nullable(DateTime64(3, 'UTC')),
  usual_gap_days Nullable(Float32),
  rfm_recency Nullable(UInt8),
  rfm_frequency Nullable(UInt8),
  rfm_monetary Nullable(UInt8),
  rfm_class LowCardinality(String),
  risk Nullable(UInt8),
  tags Array(LowCardinality(String)),
  -- `channel/purpose` to what is in force: given, refused, withdrawn.
  consents Map(LowCardinality(String), LowCardinality(String)),
  -- Own attributes by their type.
  texts Map(LowCardinality(String), String),
  numbers Map(LowCardinality(String), Float64),
  dates Map(LowCardinality(String), DateTime64(3, 'UTC')),
  booleans Map(LowCardinality(String), Bool),
  lists Map(LowCardinality(String), Array(String))
) ENGINE = {ENGINE:ReplacingMergeTree(version)}
ORDER BY customer;

{DISTRIBUTED:profiles:customer};

-- Copies of memberships for reports, made when one asks; a chunk holds the customers of 65,536 numbers.
CREATE TABLE IF NOT EXISTS segment_members{LOCAL} {ON_CLUSTER} (
  segment UUID,
  chunk UInt16,
  version UInt64,
  customers Array(UInt32)
) ENGINE = {ENGINE:ReplacingMergeTree(version)}
ORDER BY (segment, chunk);

{DISTRIBUTED:segment_members:chunk};

-- What was taken off an order; from its properties for what was written before, and for writers who do not name the column.
ALTER TABLE events{LOCAL} {ON_CLUSTER} ADD COLUMN IF NOT EXISTS discount Decimal(18, 4)
  DEFAULT if(startsWith(name, 'Order '), toDecimal64OrZero(JSONExtractString(properties, 'discount'), 4), 0);

-- On a cluster the table over all shards names it too.
ALTER TABLE events {ON_CLUSTER} ADD COLUMN IF NOT EXISTS discount Decimal(18, 4)
  DEFAULT if(startsWith(name, 'Order '), toDecimal64OrZero(JSONExtractString(properties, 'discount'), 4), 0);
