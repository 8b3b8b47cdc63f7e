-- Explorations of insight kept under a name, and when they are mailed.

CREATE TABLE explorations (
  id uuid PRIMARY KEY,
  owner_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL,
  -- As the contract's `exploreQuestion`, with `rolling` days instead of fixed ones.
  question jsonb NOT NULL,
  shared boolean NOT NULL DEFAULT true,
  -- every, hour, weekday, monthDay, to; null: not mailed.
  schedule jsonb,
  next_send_at timestamptz,
  last_sent_at timestamptz,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX explorations_owner ON explorations (owner_id);
CREATE INDEX explorations_due ON explorations (next_send_at) WHERE next_send_at IS NOT NULL;

-- Mails of reports: claimed before they are sent, so that nobody gets one twice.
CREATE TABLE exploration_mails (
  exploration_id uuid NOT NULL REFERENCES explorations ON DELETE CASCADE,
  due_at timestamptz NOT NULL,
  reader_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  claimed_at timestamptz NOT NULL,
  -- Null: under way, or cut off by a crash while it was.
  sent_at timestamptz,
  problem text,
  PRIMARY KEY (exploration_id, due_at, reader_id)
);
