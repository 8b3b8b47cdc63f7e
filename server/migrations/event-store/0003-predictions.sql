-- What models expect of each customer; written by the rooms that fit them, read by segments. Absent where no model speaks.

CREATE TABLE IF NOT EXISTS predictions{LOCAL} {ON_CLUSTER} (
  customer UInt32,
  -- Counted up with every scoring; the newest row of a customer holds.
  version UInt64,
  -- Probabilities from 0 to 1.
  alive Nullable(Float64),
  churn_risk_90 Nullable(Float64),
  expected_orders_90 Nullable(Float64),
  expected_orders_365 Nullable(Float64),
  -- In the reporting currency.
  lifetime_value_365 Nullable(Decimal(18, 4)),
  next_order_at Nullable(DateTime64(3, 'UTC'))
) ENGINE = {ENGINE:ReplacingMergeTree(version)}
ORDER BY customer;

{DISTRIBUTED:predictions:customer};
