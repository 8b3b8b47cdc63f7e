-- While merges are folded, and when a fold was broken off, rows of one customer lie under several numbers; and whether a merge
-- is folded is known only when all of them have been written again.
DROP INDEX history_merges_lies_at;
DROP INDEX history_merges_unfolded;
-- Numbers that rows first written for the customer may carry in the event store, besides the customer's own; exactly the
-- one they stand for when they are folded.
ALTER TABLE history_merges ALTER COLUMN lies_at TYPE int[] USING ARRAY[lies_at];
CREATE INDEX history_merges_lies_at ON history_merges USING gin (lies_at);
CREATE INDEX history_merges_unfolded ON history_merges (changed_at) WHERE lies_at <> ARRAY[stands_for];
