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
  -- The newest statement the profile rests on: older ones only fill what is empty.
  profile_at timestamptz NOT NULL,
  -- The name under the search fold, for what a person types from its beginning.
  name_folded text COLLATE "C" NOT NULL DEFAULT '',
  -- Folded words of name, company, city and identities; made by search-words.ts.
  search tsvector NOT NULL DEFAULT '',
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
CREATE INDEX customers_search ON customers USING gin (search) WHERE merged_into IS NULL;
CREATE INDEX customers_name_folded ON customers (name_folded) WHERE merged_into IS NULL AND name_folded <> '';
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_recent ON customers (last_seen_at DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_spent ON customers (spent DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_orders ON customers (order_count DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_last_order ON customers (last_order_at DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_since ON customers (first_seen_at DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_name ON customers (name COLLATE "tr-x-icu" DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_class ON customers (rfm_class, spent DESC, id DESC) WHERE merged_into IS NULL AND rfm_class IS NOT NULL;
CREATE INDEX customers_city ON customers (city COLLATE "tr-x-icu" DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND known;
CREATE INDEX customers_visitors ON customers (last_seen_at DESC NULLS LAST, id DESC) WHERE merged_into IS NULL AND NOT known;

-- Every word of names, companies and cities once; a mistyped word finds its neighbours here. Only grows.
CREATE TABLE customer_words (
  word text COLLATE "C" PRIMARY KEY
);
CREATE INDEX customer_words_similar ON customer_words USING gin (word gin_trgm_ops);

-- One identifier of a customer. An identifier leads to one customer only, unless it is shared.
CREATE TABLE identities (
  -- email, phone, user (id in the shop's system), anonymous (device), marketplace, whatsapp, loyalty
  kind text COLLATE "C" NOT NULL,
  -- The store or marketplace an id belongs to; '' for e-mail and phone.
  scope text COLLATE "C" NOT NULL DEFAULT '',
  -- Normalised; compared byte by byte.
  value text COLLATE "C" NOT NULL,
  customer_id int NOT NULL REFERENCES customers,
  -- The customer it was first seen on; lets a merge be undone.
  original_customer_id int NOT NULL,
  -- Shared or masked (info@, marketplace relay): identifies nobody, merges nobody, may stand at several customers.
  shared boolean NOT NULL DEFAULT false,
  verified_at timestamptz,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
-- By value first, so that the same index finds any identifier, whole or from its beginning, whatever its kind.
CREATE UNIQUE INDEX identities_one ON identities (value, kind, scope) WHERE NOT shared;
CREATE UNIQUE INDEX identities_shared ON identities (value, kind, scope, original_customer_id) WHERE shared;
CREATE INDEX identities_customer ON identities (customer_id);

CREATE TABLE merges (
  id uuid PRIMARY KEY,
  winner_id int NOT NULL REFERENCES customers,
  loser_id int NOT NULL REFERENCES customers,
  -- The rule that decided and the identifiers it saw, or `person` for a merge by hand.
  rule text NOT NULL,
  evidence jsonb NOT NULL,
  -- The winner's profile before and after the merge, for undo; the loser's row stays as it was.
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  -- Whose rows moved: the loser and everyone merged into it earlier.
  moved int[] NOT NULL,
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
  -- open, merged, dismissed
  state text NOT NULL DEFAULT 'open',
  created_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz,
  decided_by text,
  UNIQUE (customer_a, customer_b),
  CHECK (customer_a < customer_b)
);
CREATE INDEX merge_suggestions_b ON merge_suggestions (customer_b);
CREATE INDEX merge_suggestions_open ON merge_suggestions (confidence DESC, id) WHERE state = 'open';

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
  -- Part of the key, so that a merge of two who share a tag loses neither.
  original_customer_id int NOT NULL,
  tag_id int NOT NULL REFERENCES tags ON DELETE CASCADE,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (customer_id, tag_id, original_customer_id)
);
CREATE INDEX customer_tags_tag ON customer_tags (tag_id, customer_id);

-- One act of tagging many at once, and whom it changed, so that it can be taken back.
CREATE TABLE taggings (
  id uuid PRIMARY KEY,
  tag_id int NOT NULL REFERENCES tags ON DELETE CASCADE,
  -- add, remove
  action text NOT NULL,
  -- Numbers of customers, or filters of the list.
  selection jsonb NOT NULL,
  -- waiting, running, done, undone
  state text NOT NULL DEFAULT 'waiting',
  changed int NOT NULL DEFAULT 0,
  -- The last customer looked at, so that a broken run goes on.
  position int NOT NULL DEFAULT 0,
  actor_name text NOT NULL,
  created_at timestamptz NOT NULL,
  undo_until timestamptz
);
CREATE TABLE tagging_changes (
  tagging_id uuid NOT NULL REFERENCES taggings ON DELETE CASCADE,
  customer_id int NOT NULL REFERENCES customers,
  original_customer_id int NOT NULL,
  PRIMARY KEY (tagging_id, customer_id, original_customer_id)
);

CREATE TABLE notes (
  id uuid PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  original_customer_id int NOT NULL,
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
  original_customer_id int NOT NULL,
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

-- Append-only: what was said, by whom, when, on which text. A merge moves nothing here; see consent_states.
CREATE TABLE consents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  -- email, sms, whatsapp, push, call
  channel text COLLATE "C" NOT NULL,
  -- marketing, service, profiling
  purpose text COLLATE "C" NOT NULL,
  -- given, refused, withdrawn
  state text COLLATE "C" NOT NULL,
  -- Which text was agreed to; '' when unknown (an import).
  text_version text NOT NULL DEFAULT '',
  -- import, console, api, event, preferences, unsubscribe, complaint
  source text COLLATE "C" NOT NULL,
  -- Where it was said: file and row, message, IP address.
  evidence jsonb NOT NULL DEFAULT '{}',
  actor_name text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  -- The same statement recorded twice (an import run again) is one row.
  UNIQUE (customer_id, channel, purpose, at, state, source)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END $$;
CREATE TRIGGER consents_append_only BEFORE UPDATE OR DELETE ON consents
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What is in force now: the newest statement of a customer and of everyone merged into them. Derived from consents.
CREATE TABLE consent_states (
  customer_id int NOT NULL REFERENCES customers,
  channel text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  consent_id bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (customer_id, channel, purpose)
);
CREATE INDEX consent_states_state ON consent_states (channel, purpose, state, customer_id);
