-- Customers: profiles, identities, merges, attributes, consents, notes, tags, tasks.

CREATE TABLE customers (
  -- Fits an unsigned 32-bit number, so that sets of customers are bitmaps in the event store.
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Set when this customer was merged into another; such rows answer no list and lead to the other.
  merged_into int REFERENCES customers,
  -- False while only anonymous identities are known.
  known boolean NOT NULL DEFAULT false,
  name text,
  first_name text,
  last_name text,
  email text COLLATE "C",
  phone text COLLATE "C",
  language text,
  time_zone text,
  country char(2),
  region text,
  city text,
  district text,
  postal_code text,
  address text,
  gender text,
  birthday date,
  company text,
  -- Values of attributes defined in attribute_definitions.
  attributes jsonb NOT NULL DEFAULT '{}',
  -- Folded words of name, company, city and every identity; see platform/text fold.
  search_text text COLLATE "C" NOT NULL DEFAULT '',
  -- How this customer came to us: import, event, console, api, and the day.
  source text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz,
  -- Figures kept by rooms above (commerce, insight) through this room's front door; money in the reporting currency.
  order_count int NOT NULL DEFAULT 0,
  spent numeric(18,4) NOT NULL DEFAULT 0,
  first_order_at timestamptz,
  last_order_at timestamptz,
  usual_gap_days real,
  rfm_recency smallint,
  rfm_frequency smallint,
  rfm_monetary smallint,
  rfm_class text,
  -- 1 low … 4 high; a rule until a model carries it.
  risk smallint,
  figures_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customers_search ON customers USING gin (search_text gin_trgm_ops) WHERE merged_into IS NULL;
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_recent ON customers (last_seen_at DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_spent ON customers (spent DESC, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_orders ON customers (order_count DESC, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_last_order ON customers (last_order_at DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_name ON customers (name COLLATE "tr-x-icu", id) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_class ON customers (rfm_class, spent DESC, id DESC) WHERE merged_into IS NULL AND known;

-- One identifier of a customer. (kind, scope, value) is unique: an identifier leads to one customer only.
CREATE TABLE identities (
  -- email, phone, user (id in the shop's system), anonymous (device), marketplace, whatsapp, loyalty
  kind text NOT NULL,
  -- The store or marketplace an id belongs to; '' for e-mail and phone.
  scope text COLLATE "C" NOT NULL DEFAULT '',
  -- Normalised; compared byte by byte.
  value text COLLATE "C" NOT NULL,
  customer_id int NOT NULL REFERENCES customers,
  -- The customer it was first seen on; lets a merge be undone.
  original_customer_id int NOT NULL,
  -- Shared or masked (info@, marketplace relay): identifies nobody, merges nobody.
  shared boolean NOT NULL DEFAULT false,
  verified_at timestamptz,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (kind, scope, value)
);
CREATE INDEX identities_customer ON identities (customer_id);

CREATE TABLE merges (
  id uuid PRIMARY KEY,
  winner_id int NOT NULL REFERENCES customers,
  loser_id int NOT NULL REFERENCES customers,
  -- The rule that decided and the identifiers it saw, or `person` for a merge by hand.
  rule text NOT NULL,
  evidence jsonb NOT NULL,
  -- The loser's profile and the winner's before the merge, for undo.
  before jsonb NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  at timestamptz NOT NULL,
  undone_at timestamptz,
  undone_by text
);
CREATE INDEX merges_winner ON merges (winner_id);
CREATE INDEX merges_loser ON merges (loser_id);

-- Two known people that look alike; never merged without a person.
CREATE TABLE merge_suggestions (
  id uuid PRIMARY KEY,
  customer_a int NOT NULL REFERENCES customers,
  customer_b int NOT NULL REFERENCES customers,
  evidence jsonb NOT NULL,
  confidence real NOT NULL,
  state text NOT NULL DEFAULT 'open',
  created_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz,
  UNIQUE (customer_a, customer_b),
  CHECK (customer_a < customer_b)
);

CREATE TABLE attribute_definitions (
  name text PRIMARY KEY,
  label text NOT NULL,
  -- text, number, date, boolean, list
  type text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tags (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  folded text COLLATE "C" NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE customer_tags (
  customer_id int NOT NULL REFERENCES customers,
  tag_id int NOT NULL REFERENCES tags ON DELETE CASCADE,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, tag_id)
);
CREATE INDEX customer_tags_tag ON customer_tags (tag_id, customer_id);

CREATE TABLE notes (
  id uuid PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  body text NOT NULL,
  pinned boolean NOT NULL DEFAULT false,
  author_id uuid,
  author_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX notes_customer ON notes (customer_id, id DESC);

CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  title text NOT NULL,
  due_on date,
  assignee_id uuid REFERENCES users ON DELETE SET NULL,
  done_at timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX tasks_customer ON tasks (customer_id, id DESC);
CREATE INDEX tasks_open ON tasks (assignee_id, due_on) WHERE done_at IS NULL;

-- Append-only: what was said, when, on which text. The newest row of (customer, channel, purpose) is in force.
CREATE TABLE consents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  original_customer_id int NOT NULL,
  -- email, sms, whatsapp, push, call
  channel text NOT NULL,
  -- marketing, service, profiling
  purpose text NOT NULL,
  -- given, refused, withdrawn
  state text NOT NULL,
  -- Which text was agreed to; '' when unknown (an import).
  text_version text NOT NULL DEFAULT '',
  -- import, console, api, event, preferences, unsubscribe, complaint
  source text NOT NULL,
  -- Where it was said: file and row, message, IP address.
  evidence jsonb NOT NULL DEFAULT '{}',
  actor_name text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  -- The same statement recorded twice (an import run again) is one row.
  UNIQUE (customer_id, channel, purpose, at, state, source)
);
CREATE INDEX consents_now ON consents (customer_id, channel, purpose, at DESC, id DESC);
