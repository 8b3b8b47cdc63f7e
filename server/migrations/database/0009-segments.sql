-- Segments: rules, whom they hold for, and what has to be looked at again.

CREATE TABLE segments (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  name_folded text COLLATE "C" NOT NULL,
  note text NOT NULL DEFAULT '',
  -- A `segmentDefinition` of the contract.
  definition jsonb NOT NULL,
  ready_made text,
  -- building, ready, failed, archived
  state text NOT NULL DEFAULT 'building',
  problem text,
  -- Counted up by changes of people, for optimistic locking; `rule_version` only by those of the rule.
  version int NOT NULL DEFAULT 1,
  rule_version int NOT NULL DEFAULT 1,
  -- The rule version the members rest on, and a number counted up whenever they change.
  built_rule int,
  members_version bigint NOT NULL DEFAULT 0,
  people int,
  -- The moment the members were last right for.
  as_of timestamptz,
  -- When the clock alone may change them; null when it never does.
  due_at timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX segments_updated ON segments (updated_at DESC, id DESC);
CREATE UNIQUE INDEX segments_name ON segments (name_folded) WHERE state <> 'archived';

-- Members as bits: chunk n holds the customers n * 65,536 to n * 65,536 + 65,535, lowest number in the lowest bit.
CREATE TABLE segment_chunks (
  segment_id uuid NOT NULL REFERENCES segments ON DELETE CASCADE,
  chunk int NOT NULL,
  bits bytea NOT NULL,
  PRIMARY KEY (segment_id, chunk)
);

-- Size at the end of each day of the shop, and who came and went in it.
CREATE TABLE segment_days (
  segment_id uuid NOT NULL REFERENCES segments ON DELETE CASCADE,
  day date NOT NULL,
  people int NOT NULL,
  entered int NOT NULL DEFAULT 0,
  departed int NOT NULL DEFAULT 0,
  PRIMARY KEY (segment_id, day)
);

-- Whose profile has changed since it was last copied to the event store; filled by triggers, emptied by the rounds.
CREATE TABLE profile_changes (
  customer_id int PRIMARY KEY
);

-- Which events have arrived in the history since segments last looked: one row for each append.
CREATE TABLE history_arrivals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Event names, and for each the customers: {"Order Completed": [1, 2]}.
  customers jsonb NOT NULL
);
