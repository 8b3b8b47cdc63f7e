-- History: durable intake, message ids seen, quarantine, counters of drops, merges the event store must follow.

-- Whole accepted requests; a row lives from the answer to the sender until its events stand in the event store.
-- A worker holds the row lock while it works, so that a killed one gives its rows free at once.
CREATE TABLE intake_batches (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The body as sent (a JSON text), never changed.
  body text NOT NULL,
  -- Where it came from: endpoint, API key, store, ip, user agent, or the room that recorded it.
  origin jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  -- How many events the body holds, so that a worker claims as much as it can carry.
  events int NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
-- Bodies are moved, not kept: compressing them would cost more than it saves.
ALTER TABLE intake_batches ALTER COLUMN body SET STORAGE EXTERNAL;

-- Every message id ever taken in, with the batch that brought it: the same id again is the same event.
-- An id found with its own batch means that a worker died after taking it in; the event store is asked whether it has it.
CREATE TABLE intake_seen (
  -- MD5 of the sender's scope (store or room) and the message id.
  message uuid PRIMARY KEY,
  batch_id bigint NOT NULL
) WITH (autovacuum_vacuum_insert_scale_factor = 0.5);

CREATE TABLE quarantine (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at timestamptz NOT NULL,
  origin jsonb NOT NULL,
  -- The event as sent, or as edited by a person.
  body text NOT NULL,
  reason text NOT NULL,
  detail text NOT NULL DEFAULT '',
  event_name text NOT NULL DEFAULT '',
  -- open, replayed, dismissed
  state text NOT NULL DEFAULT 'open',
  edited_by text,
  decided_at timestamptz
);
CREATE INDEX quarantine_open ON quarantine (id DESC) WHERE state = 'open';

-- Counters of what was dropped and why, by day of arrival (UTC).
CREATE TABLE intake_drops (
  day date NOT NULL,
  reason text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (day, reason)
);

-- Whom a customer number in the event store stands for since a merge; mirrored there as merged_customers.
CREATE TABLE history_merges (
  customer int PRIMARY KEY,
  stands_for int NOT NULL,
  changed_at timestamptz NOT NULL,
  -- The number its rows carry in the event store; differs from stands_for until they are folded.
  lies_at int NOT NULL
);
CREATE INDEX history_merges_stands_for ON history_merges (stands_for);
CREATE INDEX history_merges_lies_at ON history_merges (lies_at);
CREATE INDEX history_merges_unfolded ON history_merges (changed_at) WHERE lies_at <> stands_for;

-- The month that is being rewritten; a row left behind by a crash makes the fold write that month once more.
CREATE TABLE history_folds (
  month int PRIMARY KEY,
  started_at timestamptz NOT NULL
);
