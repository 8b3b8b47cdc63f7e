-- Of an edition: who bought by each channel, in each month, each category and so on, as sets of customers, so that people are
-- compared without going through lines. What sheets replaced is taken out, and what they say put in, when it is asked for.

CREATE TABLE IF NOT EXISTS order_buyers{LOCAL} {ON_CLUSTER} (
  edition UInt32,
  -- any, channel, coupon, month, category, brand, item.
  kind LowCardinality(String),
  store UInt16,
  -- Of coupons 1 for orders without one and 0 for those with; of months 1 to 12.
  value String,
  buyers AggregateFunction(groupBitmap, UInt32)
) ENGINE = {ENGINE:MergeTree()}
PARTITION BY edition
ORDER BY (kind, store, value);

{DISTRIBUTED:order_buyers:sipHash64(value)};

-- Of editions written before this table was.
INSERT INTO order_buyers
SELECT edition, one.1, store, one.2, groupBitmapState(customer) FROM (
  SELECT edition, customer, store, arrayJoin([('any', ''), ('channel', toString(channel)), ('coupon', toString(coupon = '')),
    ('month', toString(toMonth(day)))]) AS one
  FROM order_steps WHERE sheet = 0 AND scope = 0)
GROUP BY edition, store, one;

INSERT INTO order_buyers
SELECT edition, one.1, store, one.2, groupBitmapState(customer) FROM (
  SELECT edition, customer, store, arrayJoin([('category', toString(category)), ('brand', toString(brand)), ('item', toString(item))]) AS one
  FROM order_lines WHERE sheet = 0)
GROUP BY edition, store, one;
