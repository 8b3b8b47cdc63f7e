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

-- Whose profile has changed, one row for each statement that did it; emptied by the rounds. A log, not a set, so that a
-- change made while a round copies is a row of its own, and nobody who writes waits for a round.
CREATE TABLE profile_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customers int[] NOT NULL
);
-- Numbers the copies: the newest of a customer holds.
CREATE SEQUENCE profile_versions;

CREATE FUNCTION note_profiles(changed int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF changed IS NULL THEN RETURN; END IF;
  INSERT INTO profile_changes (customers) VALUES (changed);
  PERFORM pg_notify('vefa_segments', '');
END $$;

CREATE FUNCTION note_new_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_profiles(array_agg(id)) FROM new_rows;
  RETURN NULL;
END $$;
CREATE TRIGGER customers_added AFTER INSERT ON customers REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_customers();

-- Only what the copy holds; when somebody was last seen, to the day, because it moves with every visit.
CREATE FUNCTION note_changed_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_profiles(array_agg(n.id)) FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE (n.merged_into, n.known, n.name, n.email, n.phone, n.language, n.country, n.region, n.city, n.district, n.gender,
      n.birthday, n.company, n.attributes, n.source, n.first_seen_at, (n.last_seen_at AT TIME ZONE 'UTC')::date,
      n.order_count, n.spent, n.first_order_at, n.last_order_at, n.usual_gap_days, n.rfm_recency, n.rfm_frequency,
      n.rfm_monetary, n.rfm_class, n.risk)
    IS DISTINCT FROM (o.merged_into, o.known, o.name, o.email, o.phone, o.language, o.country, o.region, o.city,
      o.district, o.gender, o.birthday, o.company, o.attributes, o.source, o.first_seen_at,
      (o.last_seen_at AT TIME ZONE 'UTC')::date, o.order_count, o.spent, o.first_order_at, o.last_order_at,
      o.usual_gap_days, o.rfm_recency, o.rfm_frequency, o.rfm_monetary, o.rfm_class, o.risk);
  RETURN NULL;
END $$;
CREATE TRIGGER customers_changed AFTER UPDATE ON customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_changed_customers();

-- Tags and consents in force: whose rows came, went or moved.
CREATE FUNCTION note_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_profiles(array_agg(DISTINCT customer_id)) FROM new_rows;
  RETURN NULL;
END $$;
CREATE FUNCTION note_departed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_profiles(array_agg(DISTINCT customer_id)) FROM old_rows;
  RETURN NULL;
END $$;
CREATE FUNCTION note_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_profiles(array_agg(DISTINCT customer_id)) FROM (
    (SELECT * FROM new_rows EXCEPT ALL SELECT * FROM old_rows)
    UNION ALL (SELECT * FROM old_rows EXCEPT ALL SELECT * FROM new_rows)) moved;
  RETURN NULL;
END $$;
CREATE TRIGGER customer_tags_added AFTER INSERT ON customer_tags REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_arrived();
CREATE TRIGGER customer_tags_removed AFTER DELETE ON customer_tags REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_departed();
CREATE TRIGGER customer_tags_moved AFTER UPDATE ON customer_tags REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_moved();
CREATE TRIGGER consent_states_added AFTER INSERT ON consent_states REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_arrived();
CREATE TRIGGER consent_states_removed AFTER DELETE ON consent_states REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_departed();
CREATE TRIGGER consent_states_moved AFTER UPDATE ON consent_states REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_moved();

-- Whoever was here before segments were.
INSERT INTO profile_changes (customers) SELECT array_agg(id) FROM customers GROUP BY id / 5000 ORDER BY id / 5000;

-- Which events have arrived in the history since segments last looked: one row for each append.
CREATE TABLE history_arrivals (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Event names, and for each the customers: {"Order Completed": [1, 2]}. Under "*", whose whole history counts for
  -- somebody else now.
  customers jsonb NOT NULL
);
