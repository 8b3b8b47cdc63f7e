-- History: durable intake, message ids seen, quarantine, what kinds of events there are.

-- Whole accepted requests; a row lives from the answer to the sender until its events stand in the event store.
CREATE TABLE intake_batches (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The body as sent (a JSON text), never changed.
  body text NOT NULL,
  -- Where it came from: endpoint, API key, store, ip, user agent, or the room that recorded it.
  origin jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  -- More than one means a process died between appending and removing: what stands in the event store is looked up first.
  attempts int NOT NULL DEFAULT 0,
  claimed_until timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE intake_batches ALTER COLUMN body SET STORAGE EXTERNAL;

-- Every message id ever taken in, with the batch that brought it: the same id again is the same event.
CREATE TABLE intake_seen (
  -- First 16 bytes of SHA-256 (or MD5) of source scope and message id.
  message uuid PRIMARY KEY,
  batch_id bigint NOT NULL
);

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

-- Counters of what was dropped and why, by day.
CREATE TABLE intake_drops (
  day date NOT NULL,
  reason text NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (day, reason)
);
