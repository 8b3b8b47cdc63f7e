-- Connectors: file imports, what was not taken, and tables of orders that wait for their other halves.

CREATE TABLE imports (
  id uuid PRIMARY KEY,
  number int GENERATED ALWAYS AS IDENTITY UNIQUE,
  store_id int NOT NULL REFERENCES stores,
  file_name text NOT NULL,
  -- The file lies under the import's id in the home folder until the import has ended.
  file_size bigint NOT NULL,
  file_hash text COLLATE "C" NOT NULL,
  -- Encoding, packing, column names and what was recognised: see recognise-file.ts.
  shape jsonb NOT NULL,
  -- customers, orders, order-lines, products, events, payments; the same as in the mapping.
  kind text NOT NULL,
  mapping jsonb NOT NULL,
  -- Of amounts whose row names none.
  currency char(3) NOT NULL,
  -- uploaded, waiting, running, paused, done, failed, cancelled
  state text NOT NULL,
  -- What goes on when it is resumed: reading, applying.
  phase text NOT NULL DEFAULT 'reading',
  failure text,
  -- Rows read and rejected, groups applied, what was created and changed: see progress.ts.
  progress jsonb NOT NULL,
  -- The last group applied; resuming goes on after it.
  applied_to text COLLATE "C" NOT NULL DEFAULT '',
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX imports_hash ON imports (file_hash);
-- What a worker has to see to; a cancelled import has ended when its rows and file are gone.
CREATE INDEX imports_due ON imports (state, number)
  WHERE state IN ('cancelled', 'running', 'waiting') AND finished_at IS NULL;

CREATE TABLE import_rejects (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
  -- As a spreadsheet numbers it.
  row_number int NOT NULL,
  -- The phase that found it: a phase that starts over removes its own first.
  phase text NOT NULL,
  -- True: the row was taken, this cell of it was not.
  doubt boolean NOT NULL,
  reason text NOT NULL,
  column_name text NOT NULL,
  excerpt text NOT NULL
);
CREATE INDEX import_rejects_import ON import_rejects (import_id, id);

-- Orders whose content comes in several tables (order heads, lines, payments), in any order: each table's rows of an
-- order as they came, so that the whole order can be made of what is there whenever one more part arrives.
CREATE TABLE order_parts (
  store_id int NOT NULL REFERENCES stores,
  order_number text COLLATE "C" NOT NULL,
  -- head, lines, payments
  part text NOT NULL,
  -- The mapped rows of this order in that table.
  rows jsonb NOT NULL,
  PRIMARY KEY (store_id, order_number, part)
);
