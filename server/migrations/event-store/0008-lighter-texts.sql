-- Packing the texts of events harder than this costs every insert and every merge more than the bytes it saves.
ALTER TABLE events{LOCAL} {ON_CLUSTER} MODIFY COLUMN properties CODEC(ZSTD(1)), MODIFY COLUMN context CODEC(ZSTD(1));
