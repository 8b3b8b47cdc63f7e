-- Content: templates with versions. Delivery: sendings, ledger, suppressions, mailbox. Campaigns: one planned sending.

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
CREATE INDEX templates_newest ON templates (updated_at DESC, id DESC) WHERE archived_at IS NULL;

-- Never changed: what was sent can always be read again.
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

-- What messages go out together and are paused, resumed and cancelled together; for a campaign it carries the campaign's id.
CREATE TABLE sendings (
  id uuid PRIMARY KEY,
  -- Why these people, now: {kind: campaign, id}; later journeys and others.
  reason jsonb NOT NULL,
  template_version_id uuid NOT NULL REFERENCES template_versions,
  channel text NOT NULL,
  purpose text NOT NULL,
  -- Whether opens and clicks are recorded.
  tracked boolean NOT NULL,
  -- open, paused, cancelled, done
  state text NOT NULL,
  created_at timestamptz NOT NULL,
  finished_at timestamptz
);
CREATE INDEX sendings_open ON sendings (id) WHERE state = 'open';

-- The send ledger: one row for each recipient and message, whatever became of it.
CREATE TABLE messages (
  -- Also the mail's Message-ID, so that a repeated mail is the same mail.
  id uuid PRIMARY KEY,
  sending_id uuid NOT NULL REFERENCES sendings ON DELETE CASCADE,
  customer_id int NOT NULL REFERENCES customers,
  original_customer_id int NOT NULL,
  -- The address at the moment of sending; '' until then.
  address text COLLATE "C" NOT NULL DEFAULT '',
  -- queued, claimed (a worker has it, nothing left yet), sending (handed to the server), sent, skipped, failed, cancelled
  state text NOT NULL,
  -- Why skipped, failed or waiting: a code such as no_consent, suppressed, missing_variable, smtp_550.
  state_reason text NOT NULL DEFAULT '',
  subject text NOT NULL DEFAULT '',
  attempts int NOT NULL DEFAULT 0,
  -- True once a worker died while it was handed over and it was sent again: may have arrived twice.
  repeated boolean NOT NULL DEFAULT false,
  -- While claimed or sending; passed: the worker died.
  claimed_until timestamptz,
  due_at timestamptz NOT NULL,
  provider_response text NOT NULL DEFAULT '',
  sent_at timestamptz,
  opened_at timestamptz,
  clicked_at timestamptz,
  -- First opening or click by a scanner or proxy.
  robot_opened_at timestamptz,
  robot_clicked_at timestamptz,
  unsubscribed_at timestamptz,
  created_at timestamptz NOT NULL,
  -- One message of a sending for a person: the same again is the same message. By the original, so that merges may meet.
  UNIQUE (sending_id, original_customer_id)
);
CREATE INDEX messages_due ON messages (sending_id, due_at, id) WHERE state = 'queued';
CREATE INDEX messages_claimed ON messages (claimed_until) WHERE state IN ('claimed', 'sending');
CREATE INDEX messages_customer ON messages (customer_id, created_at DESC, id DESC);
CREATE INDEX messages_state ON messages (sending_id, state, id);

-- A block whatever the permission: hard bounce, complaint, asked by phone.
CREATE TABLE suppressions (
  channel text NOT NULL,
  address text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (channel, address)
);
CREATE INDEX suppressions_newest ON suppressions (at DESC, address DESC);

-- What would have left where no SMTP server is set; shown by the mailbox page.
CREATE TABLE mailbox (
  id uuid PRIMARY KEY,
  customer_id int,
  -- Null: a test that somebody sent to themselves.
  sending_id uuid,
  from_address text NOT NULL,
  to_address text NOT NULL,
  subject text NOT NULL,
  html text NOT NULL,
  text text NOT NULL,
  headers jsonb NOT NULL,
  -- Folded words of address and subject.
  search_text text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX mailbox_newest ON mailbox (at DESC, id DESC);
CREATE INDEX mailbox_search ON mailbox USING gin (search_text gin_trgm_ops);

CREATE TABLE campaigns (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  -- draft, preparing, sending, paused, sent, cancelled
  state text NOT NULL DEFAULT 'draft',
  -- A named group, a tag, people or (later) a segment, with its parameters.
  audience jsonb NOT NULL,
  -- The letter while it is written; what was sent is the version.
  letter jsonb NOT NULL,
  template_version_id uuid REFERENCES template_versions,
  -- Share of the audience left out at random to measure the effect, 0 to 0.5.
  hold_out real NOT NULL DEFAULT 0,
  tracked boolean NOT NULL DEFAULT true,
  created_by text NOT NULL,
  launched_by text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  launched_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX campaigns_newest ON campaigns (updated_at DESC, id DESC);

-- Whom a campaign reaches, frozen at launch, so that a restart neither loses nor adds anyone.
CREATE TABLE campaign_audience (
  campaign_id uuid NOT NULL REFERENCES campaigns ON DELETE CASCADE,
  customer_id int NOT NULL REFERENCES customers,
  original_customer_id int NOT NULL,
  held_out boolean NOT NULL DEFAULT false,
  -- Why not written to, decided at launch; '' when a message was made.
  blocked text NOT NULL DEFAULT '',
  PRIMARY KEY (campaign_id, original_customer_id)
);
CREATE INDEX campaign_audience_customer ON campaign_audience (customer_id);
