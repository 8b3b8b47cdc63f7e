-- Long bodies are kept packed (zstd): a fraction of the bytes to move here, to make durable and to read back.

ALTER TABLE intake_batches
  ALTER COLUMN body DROP NOT NULL,
  ADD COLUMN packed bytea,
  ADD CHECK ((body IS NULL) <> (packed IS NULL));
-- Cannot be made shorter once more.
ALTER TABLE intake_batches ALTER COLUMN packed SET STORAGE EXTERNAL;
COMMENT ON COLUMN intake_batches.packed IS 'the body under zstd; then body is null';
