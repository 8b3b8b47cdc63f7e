-- Platform: the outbox. Team: people who work here, their sessions, keys, stores, settings, audit log.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TABLE notices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  listener text NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX notices_listener ON notices (listener, id);

-- One row for each installation-wide setting group; values are validated by the room that owns the group.
CREATE TABLE settings (
  name text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL,
  language text NOT NULL DEFAULT 'tr',
  theme text NOT NULL DEFAULT 'system',
  email_verified boolean NOT NULL DEFAULT true,
  image text,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- The shapes of sessions, accounts, verifications and two_factors are better-auth's, in our spelling.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX accounts_user ON accounts (user_id);

CREATE TABLE verifications (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX verifications_identifier ON verifications (identifier);
CREATE INDEX verifications_expiry ON verifications (expires_at);

CREATE TABLE two_factors (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT true,
  failed_verification_count int NOT NULL DEFAULT 0,
  locked_until timestamptz
);
CREATE INDEX two_factors_user ON two_factors (user_id);

-- Attempts by name of what is limited and by whom, e.g. `sign-in:ip:1.2.3.4`.
CREATE TABLE rate_limits (
  key text PRIMARY KEY,
  count int NOT NULL,
  window_ends_at timestamptz NOT NULL
);

CREATE TABLE invitations (
  id uuid PRIMARY KEY,
  email text COLLATE "C" NOT NULL,
  role text NOT NULL,
  token_hash text NOT NULL UNIQUE,
  invited_by uuid REFERENCES users ON DELETE SET NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
-- One open invitation for each address; inviting again replaces its link.
CREATE UNIQUE INDEX invitations_open ON invitations (email) WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  scope text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  -- The first characters, so that people can tell keys apart.
  key_start text NOT NULL,
  store_id int,
  created_by uuid REFERENCES users ON DELETE SET NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE audit_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor_kind text NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  -- verb.noun in the words of the room, e.g. `customer.update`
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  ip text
);
-- The log is read newest first, by keyset over moment and number, whatever the filter.
CREATE INDEX audit_at ON audit_entries (at DESC, id DESC);
CREATE INDEX audit_subject ON audit_entries (subject_kind, subject_id, at DESC, id DESC);
CREATE INDEX audit_actor ON audit_entries (actor_id, at DESC, id DESC);
CREATE INDEX audit_action ON audit_entries (action, at DESC, id DESC);

CREATE TABLE stores (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  -- web, marketplace, retail: a marketplace's customers are not ours to write to.
  kind text NOT NULL DEFAULT 'web',
  url text,
  currency char(3) NOT NULL,
  time_zone text NOT NULL,
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE api_keys ADD FOREIGN KEY (store_id) REFERENCES stores;

-- Saved views of any list (customers, orders …), personal or for all.
CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  list text NOT NULL,
  name text NOT NULL,
  owner_id uuid REFERENCES users ON DELETE CASCADE,
  shared boolean NOT NULL DEFAULT false,
  view jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saved_views_list ON saved_views (list, owner_id);
