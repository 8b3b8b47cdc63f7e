-- When the events of an append happened, so that whoever waits for the clock knows whether they bring its next moment nearer.
-- Null: not known.
ALTER TABLE history_arrivals ADD COLUMN earliest timestamptz, ADD COLUMN latest timestamptz;
