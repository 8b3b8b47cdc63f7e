-- What every report reads: events with the customer they count for now. It goes by the customer first written, so that
-- the answer is the same before, during and after a fold.

CREATE VIEW IF NOT EXISTS history {ON_CLUSTER} AS
SELECT e.* REPLACE (if(m.stands_for > 0, m.stands_for, e.customer) AS customer)
FROM events AS e
GLOBAL LEFT JOIN (SELECT customer, argMax(stands_for, at) AS stands_for FROM merged_customers GROUP BY customer) AS m
  ON m.customer = e.original_customer;
