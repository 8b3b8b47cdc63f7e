-- Insight: who belongs to the named groups and why, as of the last reckoning.

CREATE TABLE group_members (
  group_name text COLLATE "C" NOT NULL,
  customer_id int NOT NULL REFERENCES customers ON DELETE CASCADE,
  -- What is at stake, in the reporting currency: money spent so far, or the value of the cart. Lists go by it.
  value numeric(18,4) NOT NULL,
  -- Each condition with the person's number and the limit.
  why jsonb NOT NULL,
  usual_gap_days real NOT NULL,
  gap_basis text NOT NULL,
  reckoned_at timestamptz NOT NULL,
  PRIMARY KEY (group_name, customer_id)
);
CREATE INDEX group_members_value ON group_members (group_name, value DESC, customer_id DESC);
CREATE INDEX group_members_customer ON group_members (customer_id);

-- The last reckoning as a whole: how many buyers, in which cell of the RFM grid, in which class.
CREATE TABLE reckonings (
  -- One row only.
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  reckoned_at timestamptz NOT NULL,
  reference date,
  buyers int NOT NULL,
  cells jsonb NOT NULL,
  classes jsonb NOT NULL
);
