-- Content: templates with versions. Delivery: ledger, suppressions, mailbox. Campaigns: one planned sending.

CREATE TABLE templates (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  channel text NOT NULL,
  -- marketing, service: decides which permission a message needs.
  purpose text NOT NULL,
  archived_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Never changed once used: what was sent can always be read again.
CREATE TABLE template_versions (
  id uuid PRIMARY KEY,
  template_id uuid NOT NULL REFERENCES templates,
  number int NOT NULL,
  subject text NOT NULL,
  preheader text NOT NULL DEFAULT '',
  -- Liquid in a plain letter format (paragraphs, links, emphasis, buttons); rendered through MJML.
  body text NOT NULL,
  -- Empty: made from the body.
  text_body text NOT NULL DEFAULT '',
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (template_id, number)
);

CREATE TABLE campaigns (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  -- draft, sending, paused, sent, cancelled
  state text NOT NULL DEFAULT 'draft',
  -- A named group or (later) a segment, with its parameters.
  audience jsonb NOT NULL,
  template_id uuid REFERENCES templates,
  template_version_id uuid REFERENCES template_versions,
  -- Share of the audience left out at random to measure the effect, 0 to 0.5.
  hold_out real NOT NULL DEFAULT 0,
  counts jsonb NOT NULL DEFAULT '{}',
  created_by text NOT NULL,
  launched_by text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  launched_at timestamptz,
  finished_at timestamptz
);

-- Whom a campaign reaches, frozen at launch, so that a restart neither loses nor adds anyone.
CREATE TABLE campaign_audience (
  campaign_id uuid NOT NULL REFERENCES campaigns ON DELETE CASCADE,
  customer_id int NOT NULL REFERENCES customers,
  held_out boolean NOT NULL DEFAULT false,
  PRIMARY KEY (campaign_id, customer_id)
);

-- The send ledger: one row for each recipient and message, whatever became of it.
CREATE TABLE messages (
  id uuid PRIMARY KEY,
  -- One message for one thing: campaign:ID:CUSTOMER, later journey:… ; the same key again is the same message.
  dedupe_key text COLLATE "C" NOT NULL UNIQUE,
  customer_id int NOT NULL REFERENCES customers,
  original_customer_id int NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  -- Why this person, now: {kind: campaign, id, …}.
  reason jsonb NOT NULL,
  campaign_id uuid REFERENCES campaigns,
  template_version_id uuid REFERENCES template_versions,
  address text COLLATE "C" NOT NULL,
  -- queued, sending, sent, held, skipped, failed, bounced
  state text NOT NULL,
  -- Why held, skipped or failed: a code such as no_consent, suppressed, no_address, smtp_550.
  state_reason text NOT NULL DEFAULT '',
  subject text NOT NULL DEFAULT '',
  attempts int NOT NULL DEFAULT 0,
  -- While sending: set before the mail leaves. A row still `sending` after this passed died on the way.
  claimed_until timestamptz,
  due_at timestamptz NOT NULL,
  provider_response text NOT NULL DEFAULT '',
  sent_at timestamptz,
  opened_at timestamptz,
  clicked_at timestamptz,
  unsubscribed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX messages_due ON messages (due_at, id) WHERE state IN ('queued', 'sending');
CREATE INDEX messages_customer ON messages (customer_id, created_at DESC);
CREATE INDEX messages_campaign ON messages (campaign_id, state, id);

-- A block whatever the permission: hard bounce, complaint, asked by phone.
CREATE TABLE suppressions (
  channel text NOT NULL,
  address text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (channel, address)
);

-- What left, or would have left where no SMTP server is set; shown by the mailbox page.
CREATE TABLE mailbox (
  message_id uuid PRIMARY KEY,
  customer_id int,
  from_address text NOT NULL,
  to_address text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  text text NOT NULL,
  headers jsonb NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX mailbox_newest ON mailbox (at DESC, message_id DESC);
