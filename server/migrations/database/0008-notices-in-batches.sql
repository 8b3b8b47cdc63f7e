-- A notice row carries what was published together, because a row for each of thousands of events cost more than hearing them.

ALTER TABLE notices ALTER COLUMN payload TYPE text USING json_build_array(payload)::text;
ALTER TABLE notices RENAME COLUMN payload TO payloads;
-- Moved, not kept: compressing would cost more than it saves.
ALTER TABLE notices ALTER COLUMN payloads SET STORAGE EXTERNAL;
ALTER TABLE notices ADD COLUMN count int NOT NULL DEFAULT 1;
ALTER TABLE notices ALTER COLUMN count DROP DEFAULT;
COMMENT ON COLUMN notices.payloads IS 'a JSON array; text, as PostgreSQL never looks into it';
COMMENT ON COLUMN notices.count IS 'how many payloads';
