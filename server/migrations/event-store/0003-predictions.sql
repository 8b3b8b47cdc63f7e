-- Predictions of every buyer as of the last scoring, for segments: a statistic, not money of the ledger. Replaced as a whole:
-- a scoring fills `predictions_next`, whose one partition then takes the place of the old one in one step.

CREATE TABLE IF NOT EXISTS predictions{LOCAL} {ON_CLUSTER} (
  customer UInt32,
  -- Chance to be active at all. No churn risk: some models give 1 to everyone who bought once.
  p_alive Float64,
  expected_orders_90 Float64,
  expected_orders_365 Float64,
  -- Chance of no order in the next 90 days.
  churn_risk_90 Float64,
  -- Reporting currency, the next 365 days, discounted.
  lifetime_value_365 Float64,
  -- 1970-01-01 where no order can be dated.
  next_order_at DateTime('UTC'),
  scored_at DateTime('UTC')
) ENGINE = {ENGINE:ReplacingMergeTree(scored_at)}
ORDER BY customer;

{DISTRIBUTED:predictions:customer};

CREATE TABLE IF NOT EXISTS predictions_next{LOCAL} {ON_CLUSTER} (
  customer UInt32,
  p_alive Float64,
  expected_orders_90 Float64,
  expected_orders_365 Float64,
  churn_risk_90 Float64,
  lifetime_value_365 Float64,
  next_order_at DateTime('UTC'),
  scored_at DateTime('UTC')
) ENGINE = {ENGINE:ReplacingMergeTree(scored_at)}
ORDER BY customer;

{DISTRIBUTED:predictions_next:customer};
