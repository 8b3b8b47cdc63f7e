-- Insight: models of buying as fitted night by night, and what the last scoring says about each customer.

CREATE TABLE model_fits (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fitted_at timestamptz NOT NULL,
  -- bgnbd, mbgnbd, paretonbd, or rules where the data are too few for a model.
  model text COLLATE "C" NOT NULL,
  -- The process with all its numbers, to score with; null for rules.
  process jsonb,
  -- Only the numbers that mean something: those at an edge are left out.
  parameters jsonb NOT NULL,
  boundary_purchases text COLLATE "C",
  boundary_drop_out text COLLATE "C",
  log_likelihood double precision,
  converged boolean NOT NULL,
  -- Of every rate and length of time in this row.
  unit text COLLATE "C" NOT NULL,
  customers int NOT NULL,
  repeaters int NOT NULL,
  purchase_days int NOT NULL,
  distinct_rows int NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  spend jsonb,
  warnings text[] NOT NULL,
  hold_out jsonb,
  tracking jsonb NOT NULL,
  -- What the history held of orders then: nothing is fitted again while it holds the same.
  orders_seen text COLLATE "C" NOT NULL,
  scored_at timestamptz NOT NULL,
  -- The day up to which customers were observed when last scored.
  scored_through date NOT NULL
);

-- Replaced as a whole by a scoring, which fills a table of the same shape and lets it take this one's name. Without a
-- reference to customers, so that the swap waits for nobody; a merge is followed by the next scoring.
CREATE TABLE customer_predictions (
  customer_id int PRIMARY KEY,
  p_alive double precision NOT NULL,
  expected_orders_90d double precision NOT NULL,
  expected_orders_365d double precision NOT NULL,
  churn_risk_90d double precision NOT NULL,
  -- Reporting currency.
  lifetime_value_365d numeric(18,4) NOT NULL,
  next_order_at timestamptz,
  model text COLLATE "C" NOT NULL,
  scored_at timestamptz NOT NULL
);
