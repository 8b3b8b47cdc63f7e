-- Connectors: file imports with their staged rows and rejects.

CREATE TABLE imports (
  id uuid PRIMARY KEY,
  number int GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- customers, orders, order-lines, products, events
  kind text NOT NULL,
  store_id int NOT NULL REFERENCES stores,
  file_name text NOT NULL,
  -- Where the file lies in the home folder; removed when the import has ended.
  file_path text NOT NULL,
  file_size bigint NOT NULL,
  file_hash text NOT NULL,
  shape jsonb NOT NULL,
  mapping jsonb NOT NULL,
  -- uploaded, reading, applying, paused, done, failed, cancelled
  state text NOT NULL,
  -- What goes on when it is resumed.
  phase text NOT NULL DEFAULT 'reading',
  failure text,
  -- rows read, rows rejected, groups total, groups applied, bytes read, created/updated/unchanged by kind
  progress jsonb NOT NULL DEFAULT '{}',
  -- The last group applied (order key); resuming goes on after it.
  applied_to text COLLATE "C",
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX imports_newest ON imports (number DESC);

CREATE TABLE import_rejects (
  import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
  row_number int NOT NULL,
  reason text NOT NULL,
  column_name text NOT NULL DEFAULT '',
  value text NOT NULL DEFAULT '',
  row jsonb NOT NULL,
  PRIMARY KEY (import_id, row_number, reason)
);
